"""`ingest`: files and folders to articles on the desk."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ..errors import Invalid


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("--collection", metavar="NAME", help="Put every article into this collection.")
@click.option("--feed", metavar="NAME", help="The feed they came by.")
@click.option("--outlet", metavar="NAME", help="Who published them.")
@click.option("--language", metavar="CODE", help="Their language: en, fr, ar, fa …")
@click.option("--source-language", metavar="CODE", help="The language they were translated from.")
@click.option("--translator", metavar="NAME", help="The engine or person that translated them.")
@click.option("--as-new", is_flag=True, help="Take a text in as an article of its own, whatever its address says.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@with_appcontext
def ingest_command(
    paths: tuple[Path, ...], collection: str | None, as_new: bool, as_json: bool, **given: str | None
) -> None:
    """Take files and folders in: text, Markdown, HTML, Word, PDF, JSON Lines, or a zip of these.

    What is given here counts over what a file says of itself. A text that the desk has already is reported, not
    stored twice; another text with the address or identifier of an article becomes a new version of it. Each article is stored by itself: what cannot be read is reported at the end, and the exit code is 1.
    """
    from ..gazetteer.queries import gazetteer
    from ..ingest.limits import Limits
    from ..ingest.paths import articles_in, files
    from ..ingest.pipeline import Choices
    from ..ingest.service import take_in_files

    try:
        choices = Choices.checked(given, collection=collection, as_new=as_new)
    except Invalid as error:
        raise click.ClickException(str(error)) from None
    found = list(files(paths))
    if not found:
        raise click.ClickException("There is no file in it.")
    with click.progressbar(length=sum(articles_in(file) for file in found), label="Taking in", file=sys.stderr) as bar:
        report = take_in_files(
            found,
            by=None,
            choices=choices,
            gazetteer=gazetteer(),
            limits=Limits.from_settings(current_app.config),
            progress=lambda done: bar.update(done - bar.pos),
        )
    click.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else "\n".join(report.lines()))
    if report.skipped:
        raise click.exceptions.Exit(1)
