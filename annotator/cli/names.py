"""`names match`: whose name each line is, asked of a gazetteer, in a pipeline."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import click
from flask.cli import with_appcontext

from ..errors import Invalid
from ..gazetteer.lookup import Gazetteer, Match
from ..gazetteer.records import EntityRecord, read_line

MOST_MATCHES: Final = 10


@click.group("names")
def names_group() -> None:
    """Ask the gazetteer."""


@names_group.command("match")
@click.option(
    "--gazetteer",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Names to compare with, one JSON object a line; default: the desk's own.",
)
@click.option("--format", "form", type=click.Choice(["jsonl", "text"]), default="jsonl", show_default=True)
@with_appcontext
def match_command(file: Path | None, form: str) -> None:
    """Read one name a line (a tab, then words from around it, may follow) and print whose names they may be.

    Each line of input has one answer, printed at once, best first, at most ten. A line of the gazetteer that cannot
    be read is named on standard error; the rest goes on, and the exit code is 1.
    """
    known, failed = known_names(file)
    gc.freeze()  # it stays to the end: no search for garbage looks through it again
    show = _as_json if form == "jsonl" else _as_text
    out = sys.stdout.buffer
    for name, context in _asked(sys.stdin.buffer):
        answer = show(name, known.match(name, context=context, limit=MOST_MATCHES))
        # Half a surrogate pair, which JSON's escapes can bring in, has no place in UTF-8.
        out.write(f"{answer}\n".encode("utf-8", "replace"))
        out.flush()
    if failed:
        raise click.exceptions.Exit(1)


def known_names(file: Path | None) -> tuple[Gazetteer, bool]:
    """The names of a file, or the desk's own; and whether a line of the file was bad, which was said then."""
    if file is None:
        from ..gazetteer.queries import gazetteer

        return gazetteer(), False
    records, problems = read_gazetteer(file)
    for problem in problems:
        click.echo(problem, err=True)
    return Gazetteer(records), bool(problems)


def read_gazetteer(path: Path) -> tuple[list[EntityRecord], list[str]]:
    """The entities of a gazetteer file, and for each line that is none "file, line N: reason". No bad line stops it.

    Of two lines with one id the first holds. Lines end with a line feed only: a name may have any other character.
    """
    records: list[EntityRecord] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            try:
                line = raw.decode("utf-8")
                if not line.strip("\ufeff \t\r\n"):
                    continue
                record = read_line(line)
            except UnicodeDecodeError:
                problems.append(f"{path}, line {number}: it is not UTF-8; save the file as UTF-8.")
            except Invalid as error:
                problems.append(f"{path}, line {number}: {error}")
            else:
                if record.id in seen:
                    first = seen[record.id]
                    problems.append(f"{path}, line {number}: the id {record.id!r} stands on line {first} too.")
                    continue
                seen[record.id] = number
                records.append(record)
    return records, problems


def _asked(lines: IO[bytes]) -> Iterator[tuple[str, str]]:
    """Name and context of each line as it arrives; what is not UTF-8 is read as U+FFFD."""
    for raw in iter(lines.readline, b""):
        name, _, context = raw.decode("utf-8", "replace").rstrip("\r\n").partition("\t")
        yield name, context


def _as_json(name: str, matches: list[Match]) -> str:
    found: list[dict[str, Any]] = [
        {"id": match.entity_id, "name": match.name, "score": match.score, "parts": match.parts} for match in matches
    ]
    return json.dumps({"query": name, "matches": found}, ensure_ascii=False)


def _as_text(name: str, matches: list[Match]) -> str:
    """For people: the name, then a line a match with its score, its parts and the reason in words."""
    shown = [name if len(name) <= 80 else f"{name[:79]}…"]
    for match in matches:
        parts = ", ".join(f"{part} {value:.2f}" for part, value in match.parts.items())
        shown.append(f"  {match.score:.2f}  {match.name} [{match.entity_id}]: {match.reason} ({parts})")
    if not matches:
        shown.append("  no name like it")
    return "\n".join(shown)
