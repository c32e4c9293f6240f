"""`relays`: articles in nearly the same words."""

from __future__ import annotations

import click
from flask.cli import with_appcontext


@click.group("relays")
def relays_group() -> None:
    """Articles in nearly the same words."""


@relays_group.command("find")
@with_appcontext
def find_command() -> None:
    """Look for relays of the articles that were not looked at yet: those from before the desk did so, and those that
    came by a complete import. A running server does it by itself."""
    from ..relays import service

    total = service.number_unsigned()
    with click.progressbar(length=total, label=f"{total} articles") as bar:
        done = 0

        def progress(now: int) -> None:
            nonlocal done
            bar.update(now - done)
            done = now

        service.sign_missing(progress)
    click.echo(f"{done} articles were looked at; {service.number_suggested()} pairs wait to be looked through.")
