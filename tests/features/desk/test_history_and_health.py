"""/articles/<id>/history, /health, /ready."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from annotator.articles.models import Article
from annotator.claims import evidence
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.schema import HEAD
from annotator.jobs.models import Job
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_evidence
from tests.support.statements import count_statements


def test_the_history_says_who_changed_what_from_what_to_what(
    client: DeskClient, cast: Cast, article: Article, claim: Claim
) -> None:
    before = claim.wording
    with transaction(by=cast.colleague, verb="reword"):
        claims.reword(claim, wording="Four <b>guards</b>", kinds=[], by=cast.colleague)
    page = client.as_(cast.reader).get(f"/articles/{article.id}/history")
    assert page.status_code == 200
    row = next(part for part in page.text.split("<tr>") if "reword" in part)
    assert "Cora" in row and before in row and "Four &lt;b&gt;guards&lt;/b&gt;" in row
    assert "the desk" in page.text  # who made the article: the program


def test_what_was_taken_off_is_still_told(client: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    with transaction(by=cast.reviewer):
        piece = make_evidence(claim, "Three guards were treated.")
    with transaction(by=cast.reviewer, verb="remove evidence"):
        evidence.remove_evidence(piece, by=cast.reviewer)
    page = client.as_(cast.reader).get(f"/articles/{article.id}/history").text
    row = next(part for part in page.split("<tr>") if "remove evidence" in part)
    assert "Three guards were treated." in row and "removed" in row


def test_the_history_of_somebody_elses_draft_is_not_there(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        article.visibility, article.created_by_id = "draft", cast.colleague.id
    assert client.as_(cast.reviewer).get(f"/articles/{article.id}/history").status_code == 404


def test_a_long_history_costs_as_many_statements_as_a_short_one(
    client: DeskClient, cast: Cast, article: Article, claim: Claim
) -> None:
    client.as_(cast.reader).get(f"/articles/{article.id}/history")
    costs = []
    for changes in (3, 27):
        for number in range(changes):
            person = (cast.reviewer, cast.colleague, cast.editor)[number % 3]
            with transaction(by=person, verb="reword"):
                claims.reword(claim, wording=f"Wording {changes} {number}", kinds=[], by=person)
        with count_statements() as seen:
            assert client.get(f"/articles/{article.id}/history").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 8


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
