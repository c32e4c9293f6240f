"""`load-sample`: the corpus that comes with the desk."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from ..ingest.report import Report


@click.command("load-sample")
@with_appcontext
def load_sample_command() -> None:
    """Load the sample corpus: its gazetteer, its articles, and what its reviewers said. Twice changes nothing."""
    report = load_with_progress()
    click.echo("\n".join(report.lines()))
    if report.skipped:
        raise click.exceptions.Exit(1)


def load_with_progress() -> Report:
    """Load the sample corpus with a progress bar on standard error."""
    from ..ingest.limits import Limits
    from ..ingest.sample import load_sample

    with click.progressbar(length=1, label="Loading the sample corpus", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return load_sample(progress, limits=Limits.from_settings(current_app.config))
