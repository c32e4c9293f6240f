"""`matching score`: whether two statements are about one matter, in a pipeline."""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click
from flask.cli import with_appcontext

from ..errors import Invalid
from ..gazetteer.lookup import Gazetteer
from .names import known_names

if TYPE_CHECKING:
    from ..sightings.scoring.score import Comparison
    from ..sightings.scoring.statement import Statement

# Pairs of one matter that agree less contradict one another, where one denies or the rest is much the same
# (docs/sightings.md).
DISAGREEING: Final = 0.3
ALIKE: Final = 0.6
# Of the shorter statement this much is in the other where two figures are of one event: "a bomber killed 4" at a
# checkpoint, "a bomber killed 23" at a wedding.
ONE_EVENT: Final = 0.5
# A denial that the board reads is none where the two agree more than this.
AGREED: Final = 0.5
LONGEST: Final = 20_000  # code points of one statement: what is longer is a text


@click.group("matching")
def matching_group() -> None:
    """Compare statements of different articles."""


@matching_group.command("score")
@click.option(
    "--gazetteer",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Names to read in the statements, one JSON object a line; default: the desk's own.",
)
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@with_appcontext
def score_command(file: Path | None, form: str) -> None:
    """Read one pair a line and print its score, band, parts, reasons and relation.

    A line is {"a": …, "b": …} with "a_published" and "b_published" (a day, as 2021-02-15) where relative dates count
    from one. Each good line has one answer, printed at once. A line that is no pair is named on standard error; the
    rest goes on, and the exit code is 1.
    """
    known, failed = known_names(file)
    gc.freeze()  # it stays to the end: no search for garbage looks through it again
    out = sys.stdout.buffer
    for number, line in _lines(sys.stdin.buffer):
        try:
            answer = compared(line, known)
        except Invalid as error:
            click.echo(f"line {number}: {error}", err=True)
            failed = True
            continue
        # Half a surrogate pair, which JSON's escapes can bring in, has no place in UTF-8.
        out.write(f"{json.dumps(answer, ensure_ascii=False)}\n".encode("utf-8", "replace"))
        out.flush()
    if failed:
        raise click.exceptions.Exit(1)


def compared(line: bytes, known: Gazetteer) -> dict[str, Any]:
    """The answer to one line. Raises Invalid, which says what to mend, where it is no pair."""
    # With the first line: `analyse` and `names match`, which start from the same place, need none of it.
    from ..sightings.scoring import score, statement

    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid("it is not UTF-8; save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise Invalid('it is not JSON; write one object a line, as in {"a": "…", "b": "…"}.') from None
    if not isinstance(row, dict):
        raise Invalid('it is not an object with "a" and "b".')
    one, other = (
        statement.read(_words(row, side), published=_day(row, f"{side}_published"), gazetteer=known) for side in "ab"
    )
    found = score.compare(score.prepare(one), score.prepare(other))
    return {
        "score": found.score,
        "band": found.band,
        "parts": found.parts,
        "reasons": list(found.reasons),
        "relation": relation(one, other, found),
    }


def relation(one: Statement, other: Statement, found: Comparison) -> str:
    """How the two stand to one another: "unrelated" where the score is in no band, else as the board reads them."""
    from ..contradictions import readings

    if found.band is None:
        return "unrelated"
    reading = readings.read(one, other)
    parts = found.parts
    if reading is not None and reading.proposed != "contradiction":
        return reading.proposed
    if reading is not None and reading.sort != "denial":
        return "contradiction" if parts.get("shorter", 0.0) >= ONE_EVENT else "unrelated"
    if reading is not None:
        return "contradiction" if parts["agreement"] <= AGREED else "same"
    # The board says nothing of words that it does not know; the score has seen what stands in another's place.
    if parts["agreement"] >= DISAGREEING:
        return "same"
    return "contradiction" if "denied" in parts or parts.get("both", 0.0) >= ALIKE else "same"


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, as it arrives, with its number from 1."""
    for number, raw in enumerate(iter(file.readline, b""), 1):
        if raw.strip(b"\xef\xbb\xbf \t\r\n"):
            yield number, raw


def _words(row: dict[str, Any], side: str) -> str:
    words = row.get(side)
    if not isinstance(words, str) or not words.strip():
        raise Invalid(f'"{side}" is missing or no text; both statements are needed.')
    if len(words) > LONGEST:
        raise Invalid(f'"{side}" has {len(words):,} characters; a statement has at most {LONGEST:,}.')
    return words


def _day(row: dict[str, Any], key: str) -> dt.date | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise Invalid(f'"{key}" is no day; write it as 2021-02-15.') from None
