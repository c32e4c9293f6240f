"""The blueprints of the packages, and where their pages hang."""

from __future__ import annotations

from flask import Flask

from ..accounts import views as accounts
from ..articles import views as articles
from ..claims import views as claims
from ..contradictions import views as contradictions
from ..corrections import views as corrections
from ..corrections.notices import views as notices
from ..deliveries import views as deliveries
from ..desk import views as desk
from ..desk.acting import views as acting
from ..desk.articles import views as desk_articles
from ..desk.assignment import views as assignment
from ..desk.bench import views as bench
from ..desk.dashboard import views as dashboard
from ..desk.dashboard.counting import counted
from ..desk.exporting import views as exporting
from ..desk.garbles import views as board
from ..desk.garbles.board import board as count_garbles
from ..desk.history import views as history
from ..desk.ledger.ledger import ledger
from ..desk.live import views as live
from ..desk.queue import views as queue
from ..desk.relays import views as desk_relays
from ..desk.versions import views as desk_versions
from ..exports import views as exports
from ..garbles import views as garbles
from ..gazetteer import exchange as gazetteer  # the pages of names, and those of their files
from ..gazetteer import reconciliation
from ..imports import views as imports
from ..ingest import views as ingest
from ..readiness import views as readiness
from ..reviews import views as reviews
from ..reviews.agreement import views as agreement
from ..reviews.comments import views as comments
from ..search import views as search
from ..search.saved import views as saved
from ..sightings import views as sightings
from ..sources import views as sources
from ..tags import views as tags
from . import assets


def register_pages(app: Flask) -> None:
    assets.register(app)
    app.extensions["counted"] = (count_garbles, ledger, counted)  # a server reads them before it serves (cli/serve.py)
    # Several modules hang their routes on one blueprint (desk).
    packages = (
        accounts, gazetteer, reconciliation, sources, articles, claims, tags, garbles, corrections, notices, reviews,
        comments, agreement, readiness, ingest, imports, exports, search, saved, desk, queue, assignment, bench, live,
        desk_articles, history, board, acting, exporting, deliveries, sightings, contradictions, desk_versions,
        desk_relays, dashboard,
    )  # fmt: skip
    for blueprint in dict.fromkeys(package.pages for package in packages):
        app.register_blueprint(blueprint)
    limit_feeds(app)


def limit_feeds(app: Flask) -> None:
    """Feed readers have no session: an address may ask so often."""
    limit = app.extensions["throttle"].limit(lambda: app.config["FEED_RATE"])
    app.view_functions["saved.feed"] = limit(app.view_functions["saved.feed"])
