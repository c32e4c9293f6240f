"""`gazetteer`: the desk's names in and out as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from ..errors import WirecheckError

gazetteer_group = click.Group("gazetteer", help="The desk's names: take a file in, write one.")


@gazetteer_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "columns", default="", metavar="NAME|FILE", help="Map of a file of another shape: ofac, un, "
              "places, or a JSON file (docs/gazetteer.md).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), help="Instead of what the file's name says.")
@click.option("--dry-run", is_flag=True, help="Write nothing, say what would come of it.")
def import_command(file: Path, columns: str, form: str | None, dry_run: bool) -> None:
    """Take a gazetteer file in: JSON Lines or CSV. What is wrong with a line is told, the good rest goes in.

    Entities are known by their id: one that is there takes what the file says and loses nothing. The exit code is 1
    when a line was left out.
    """
    from ..gazetteer.columns import load_map
    from ..gazetteer.files import format_of, read_file
    from ..gazetteer.importing import take_in

    form, label = form or format_of(file.name), "Looking" if dry_run else "Taking in"
    try:
        rules = load_map(columns)
        with (
            file.open("rb") as opened,
            click.progressbar(length=_rows(opened), label=label, file=sys.stderr) as bar,
        ):
            lines = read_file(opened, form, rules)
            outcome = take_in(lines, file.name, by=None, dry=dry_run, progress=lambda done: bar.update(done - bar.pos))
    except WirecheckError as error:
        raise click.ClickException(str(error)) from None
    click.echo("\n".join(outcome.lines()))
    if outcome.left_out:
        raise click.exceptions.Exit(1)


def _rows(file: BinaryIO) -> int:
    """About as many as there will be, for the bar."""
    rows = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    file.seek(0)
    return max(1, rows)


@gazetteer_group.command("export")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to; the standard output if left out.")  # fmt: skip
def export_names(form: str, output: Path | None) -> None:
    """Write every entity with all its names. FILE appears when it is complete."""
    from ..exports.files import written_whole
    from ..gazetteer.files import written
    from ..gazetteer.listing import everything

    pieces = written(everything(), form)
    if output is None:
        out = sys.stdout.buffer
        for piece in pieces:
            out.write(piece.encode())
        out.flush()
        return
    try:
        with written_whole(output) as whole:
            if form == "csv":
                whole.write("\ufeff".encode())  # spreadsheets take it for UTF-8 by that
            for piece in pieces:
                whole.write(piece.encode())
    except WirecheckError as error:
        raise click.ClickException(str(error)) from None
