"""`import`: what other tools made comes onto the desk."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ..errors import WirecheckError
from ..imports.readers import FORMATS


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True, help="What the files are.")
@click.option("--article", type=int, metavar="ID", help="What the annotations belong to, whatever the files name.")
@click.option("--map", "labels", multiple=True, metavar="LABEL=TARGET",
              help="What a label becomes: claim, garble:KIND, zone:KIND or leave; may be repeated.")  # fmt: skip
@click.option("--as", "person", metavar="PERSON", help="Whose work it is; remarks need somebody who says them.")
@click.option("--collection", metavar="NAME", help="Put every new article into this collection.")
@click.option("--dry-run", is_flag=True, help="Write nothing, say what would come of it.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@with_appcontext
def import_command(  # noqa: PLR0917 - the options of the command
    files: tuple[Path, ...],
    form: str,
    article: int | None,
    labels: tuple[str, ...],
    person: str | None,
    collection: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take in annotations and articles of other tools. Nothing that stands on the desk is overwritten.

    Each article is one transaction: what cannot be read, differs from what is here, or has no certain place is
    reported, the rest goes in, and the exit code is 1. The same file twice changes nothing the second time.
    """
    from ..accounts.queries import find_user
    from ..gazetteer.queries import gazetteer
    from ..imports.mapping import parse_options
    from ..imports.service import Wanted, take_in
    from ..ingest.limits import Limits
    from ..ingest.paths import articles_in
    from ..ingest.paths import files as files_in

    try:
        wanted = Wanted(form, article, parse_options(labels), collection)
        by = find_user(person) if person else None
        found = list(files_in(files))
        label = "Looking" if dry_run else "Taking in"
        with click.progressbar(length=sum(map(articles_in, found)), label=label, file=sys.stderr) as bar:
            outcome = take_in(
                found,
                wanted,
                by=by,
                gazetteer=gazetteer(),
                limits=Limits.from_settings(current_app.config),
                dry=dry_run,
                progress=lambda done: bar.update(done - bar.pos),
            )
    except WirecheckError as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(outcome.to_json(), ensure_ascii=False) if as_json else "\n".join(outcome.lines()))
    if outcome.troubles:
        raise click.exceptions.Exit(1)
