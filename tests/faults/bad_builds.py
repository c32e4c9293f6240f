"""Builds that are known to be bad. The harness must find each of them out, or it proves nothing.

flask --app tests.faults.bad_builds:index_in_request serve
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, request
from whoosh import index
from whoosh.writing import AsyncWriter

from annotator.claims import service as claims
from annotator.db import db
from annotator.desk.bench import saving
from annotator.factory import create_app
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment
from annotator.search import documents
from annotator.search.engines.whoosh.generations import Generations
from annotator.search.engines.whoosh.schema import MARK_KEY, SCHEMA, fields_of, fields_of_mark
from annotator.search.keeping import journal


def index_in_request() -> Flask:
    """The index is written in the request, after the commit, by AsyncWriter: what many small applications do.

    A kill between the two commits, or while AsyncWriter's thread waits for the lock, parts database and index; no
    journal is read afterwards.
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
    writer: Any = AsyncWriter(index.open_dir(str(folder)))
    judged = db.session.scalars(sa.select(Assessment.id).where(Assessment.claim_id == claim_id))
    for document in documents.documents([("claim", claim_id), *(("assessment", ident) for ident in judged)]):
        writer.delete_by_term("key", document.key)
        writer.add_document(**fields_of(document))
    writer.delete_by_term("key", MARK_KEY)
    writer.add_document(**fields_of_mark(journal.newest()))
    db.session.rollback()
    writer.commit()


def no_version_check() -> Flask:
    """A save does not ask whether its form is older than the row: the last one wins, the one before is never seen.

    The row's version goes on counting. On SQLite there is one writer at a time, so the UPDATE's own
    "WHERE row_version = …" always holds: the check that is missing here is the only guard.
    """
    for module in (saving, claims, reviews):
        module.require_version = lambda _row, _seen, _mine: None  # type: ignore[attr-defined]
    return create_app()
