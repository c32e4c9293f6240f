"""Builds that are known to be bad. The harness must find each of them out, or it proves nothing.

flask --app tests.faults.bad_builds:index_in_request serve
"""

from __future__ import annotations

import re
from pathlib import Path
from threading import Thread

import sqlalchemy as sa
from flask import Flask, Response, request

from annotator.claims import service as claims
from annotator.db import db, journal
from annotator.desk.bench import saving
from annotator.factory import create_app
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment
from annotator.search import documents
from annotator.search.engines.whoosh.generations import Generations
from annotator.search.engines.whoosh.schema import SCHEMA
from annotator.search.engines.whoosh.writer import WhooshWriter


def index_in_request() -> Flask:
    """The index is written after the commit by a thread that waits for the lock, as Whoosh's AsyncWriter does, and many
    small applications with it.

    A kill between the two commits, or while the thread waits for the lock, parts database and index; no journal is read
    afterwards.
    """
    app = create_app({"INDEXER": False})
    folder = Generations(Path(app.config["INSTANCE"]) / "index", SCHEMA).current()
    assert folder is not None, "the prepared desk has an index"

    @app.after_request
    def write(response: Response) -> Response:
        claim = re.search(r"[?&]claim=(\d+)", response.headers.get("Location", ""))
        if request.method == "POST" and claim:
            add(folder, int(claim[1]))
        return response

    return app


def add(folder: Path, claim_id: int) -> None:
    judged = db.session.scalars(sa.select(Assessment.id).where(Assessment.claim_id == claim_id))
    written = list(documents.documents([("claim", claim_id), *(("assessment", ident) for ident in judged)]))
    mark = journal.newest()
    db.session.rollback()
    Thread(target=lambda: WhooshWriter(folder).write(written, mark=mark)).start()


def no_version_check() -> Flask:
    """A save does not ask whether its form is older than the row: the last one wins, the one before is never seen.

    The row's version goes on counting. On SQLite there is one writer at a time, so the UPDATE's own
    "WHERE row_version = …" always holds: the check that is missing here is the only guard.
    """
    for module in (saving, claims, reviews):
        module.require_version = lambda _row, _seen, _mine: None  # type: ignore[attr-defined]
    return create_app()
