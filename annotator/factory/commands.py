"""The commands under `flask --app app`."""

from __future__ import annotations

from flask import Flask

from ..cli.analyse import analyse_command
from ..cli.contradictions import contradictions_group
from ..cli.export import export_command
from ..cli.gazetteer import gazetteer_group
from ..cli.imports import import_command
from ..cli.ingest import ingest_command
from ..cli.matching import matching_group
from ..cli.names import names_group
from ..cli.people import people
from ..cli.relays import relays_group
from ..cli.sample import load_sample_command
from ..cli.search import index_group, search_command
from ..cli.serve import serve_command
from ..cli.sightings import sightings_group


def register_commands(app: Flask) -> None:
    """Give the app its commands."""
    app.cli.add_command(analyse_command)
    app.cli.add_command(contradictions_group)
    app.cli.add_command(export_command)
    app.cli.add_command(gazetteer_group)
    app.cli.add_command(import_command)
    app.cli.add_command(ingest_command)
    app.cli.add_command(load_sample_command)
    app.cli.add_command(matching_group)
    app.cli.add_command(names_group)
    app.cli.add_command(people)
    app.cli.add_command(relays_group)
    app.cli.add_command(serve_command)
    app.cli.add_command(search_command)
    app.cli.add_command(index_group)
    app.cli.add_command(sightings_group)
