"""`sightings`: claims of different articles about the same matter, found at the prompt, and how far that is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app

from .search import Bar

if TYPE_CHECKING:
    from ..sightings.finding.queries import Lag

LOOK_SECONDS = 0.5  # between looks at a server that does it


@click.group("sightings")
def sightings_group() -> None:
    """Claims of other articles about the same matter. A server finds them by itself."""


@sightings_group.command("find")
@click.option("--anew", is_flag=True, help="Look at every claim again, not only at those that changed.")
def find_command(anew: bool) -> None:
    """Find the sightings of all claims that are due, and stop.

    May be broken off and started again: what was done is kept. While a server runs, the server does it and this command
    waits for it.
    """
    from ..contradictions import finding
    from ..db import transaction
    from ..sightings.finding import noticing
    from ..sightings.finding.finder import Finder
    from ..sightings.finding.worker import Busy, alone

    began = time.monotonic()
    try:
        with alone(Path(current_app.instance_path)), Bar("Finding sightings") as bar:
            if anew:
                with transaction(by=None):
                    noticing.forget_all()
            number = Finder(finding.find).run(progress=bar.show)
    except Busy:
        if anew:
            raise click.ClickException(
                "A server is finding sightings. Stop it, then look at all claims anew."
            ) from None
        number = wait_for_server()
    click.echo(f"{number} claims looked at in {time.monotonic() - began:.1f} s.")


def wait_for_server() -> int:
    """Show how far the server is, until nothing is due. Returns how many claims were."""
    from ..db import db
    from ..sightings.finding.queries import lag

    with Bar("The server finds sightings") as bar:
        most = 0
        while (left := waiting(lag())) > 0:
            db.session.rollback()
            most = max(most, left)
            bar.show(most - left, most)
            time.sleep(LOOK_SECONDS)
    return most


def waiting(found: Lag) -> int:
    return found.due + found.entries


@sightings_group.command("status")
def status_command() -> None:
    """Print how far the finding is, and what was found."""
    from ..sightings.finding.queries import lag, numbers

    behind, found = lag(), numbers()
    click.echo(f"claims      {found.matched} compared, {found.keys} keys")
    click.echo(f"behind      {behind.entries} journal entries, {behind.due} claims due, {behind.seconds:.1f} s")
    click.echo(f"suggested   {found.states.get('likely', 0)} likely, {found.states.get('possible', 0)} possible")
    click.echo(f"decided     {found.states.get('confirmed', 0)} confirmed, {found.states.get('refused', 0)} refused")
    click.echo(f"matters     {found.matters}")
