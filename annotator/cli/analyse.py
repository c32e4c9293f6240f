"""`analyse`: what the rules find in files, printed; the desk's articles are neither read nor changed."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ..config import ROOT
from ..errors import Invalid
from ..gazetteer.lookup import Gazetteer
from ..gazetteer.records import read_jsonl

SHIPPED = ROOT / "corpus" / "gazetteer.jsonl"


@click.command("analyse")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--gazetteer",
    "names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=SHIPPED,
    help="Names to compare with, one JSON object a line; default: the shipped ones.",
)
@with_appcontext
def analyse_command(paths: tuple[Path, ...], form: str, names: Path) -> None:
    """Print zones, sentences, claims and garbles of each article, one JSON object a line.

    Offsets are code points into the text as read. What cannot be read is named on standard error; the rest goes on,
    and the exit code is 1.
    """
    from ..ingest.analysis import analyse, to_json
    from ..ingest.draft import Problem
    from ..ingest.limits import Limits
    from ..ingest.paths import files, path_of
    from ..ingest.sandbox import read_files

    gazetteer = read_gazetteer(names)
    # Modules and names stay to the end. Python would look through all of them for garbage with every sixty articles.
    gc.freeze()
    given = list(files(paths))
    failed = not given
    if failed:
        click.echo("There is no file in it.", err=True)
    for index, read in read_files(given, Limits.from_settings(current_app.config)):
        if isinstance(read, Problem):
            failed = True
            click.echo(f"{path_of(given[index], read.origin)}: {read.reason}", err=True)
            continue
        found = analyse(
            read.text, title=read.title, language=read.language, published=read.published, gazetteer=gazetteer,
            source=read.source_text, source_language=read.source_language, feed=read.feed,
        )  # fmt: skip
        click.echo(json.dumps(to_json(path_of(given[index], read.origin), found), ensure_ascii=False))
    if failed:
        raise click.exceptions.Exit(1)


def read_gazetteer(path: Path) -> Gazetteer:
    """The names of a gazetteer file. A line that cannot be read stops the command: it names file and line."""
    try:
        with path.open(encoding="utf-8") as lines:
            return Gazetteer(read_jsonl(lines, str(path)))
    except Invalid as error:
        raise click.ClickException(str(error)) from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{path} is not UTF-8.") from None
