"""/health, /ready."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from annotator.db import db, transaction
from annotator.db.schema import HEAD
from annotator.jobs.models import Job
from tests.support.cast import Cast
from tests.support.client import DeskClient


def test_health_names_the_database_and_the_jobs_that_failed(client: DeskClient, cast: Cast) -> None:
    page = client.as_(cast.reader).get("/health").text
    assert f"SQLite answers; schema {HEAD}" in page and "0 waiting or running, 0 failed." in page
    with transaction(by=None):
        for state in ("queued", "running", "failed", "done"):
            db.session.add(Job(kind="ingest", owner_id=cast.reviewer.id, state=state, report={}))
    page = client.get("/health").text
    assert "2 waiting or running, 1 failed." in page and "tone-warn" in page


def test_health_is_not_for_strangers_but_ready_is(client: DeskClient) -> None:
    assert client.as_(None).get("/health").status_code in {302, 401, 403}
    answer = client.get("/ready")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ready\n", "text/plain")


def test_ready_says_no_when_the_database_does_not_answer(client: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("no database"))

    monkeypatch.setattr(sa.orm.Session, "execute", gone)
    assert client.as_(None).get("/ready").status_code == 503
