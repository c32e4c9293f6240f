"""/audit: who changed what, found among a million lines, on the page and as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.history import audit
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_garble
from tests.support.statements import count_statements

from .test_history_pages import steps


@pytest.fixture
def admin(client: DeskClient, cast: Cast) -> DeskClient:
    return client.as_(cast.administrator)


def reword(claim: Claim, by: Any, wording: str, verb: str = "reword") -> None:
    with transaction(by=by, verb=verb):
        claims.reword(claim, wording=wording, kinds=[], by=by)


def test_only_administrators_see_it(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.editor).get("/audit").status_code == 403
    page = client.as_(cast.administrator).get("/audit")
    assert page.status_code == 200 and "Log-ins are not in it" in page.text


def test_it_is_found_by_person_kind_verb_article_and_day(
    admin: DeskClient, cast: Cast, article: Article, claim: Claim
) -> None:
    reword(claim, cast.reviewer, "Said by Ravi")
    reword(claim, cast.colleague, "Said by Cora", verb="put right")
    with transaction(by=cast.colleague, verb="mark"):
        make_garble(article, "Nahr Saad")
    today = dt.datetime.now(dt.UTC).date()
    tomorrow = today + dt.timedelta(days=1)

    def found(query: str) -> list[str]:
        return steps(admin.get(f"/audit?{query}").text)

    assert [line for line in found("") if "Ravi reword" in line]
    assert len(found(f"person={cast.colleague.id}")) == 2
    assert len(found(f"person={cast.colleague.id}&kind=garbles")) == 1
    assert "Said by -Ravi-+Cora+" in found("verb=put+right")[0] and len(found("verb=put+right")) == 1
    assert len(found(f"article={article.id}&verb=reword")) == 1
    assert all("the desk" in line for line in found("person=0"))
    assert len(found(f"from={today}&to={tomorrow}&verb=reword")) == 1
    assert found(f"from={tomorrow}") == found("to=2001-01-01") == []
    assert len(found(f"kind=claims&number={claim.id}")) == 3


@pytest.mark.parametrize("query", ["kind=secrets", "person=x", "article=%C2%B2", "from=yesterday", "format=xlsx"])
def test_what_cannot_be_looked_for_is_said(admin: DeskClient, query: str) -> None:
    assert admin.get(f"/audit?{query}").status_code == 422


def test_what_was_undone_is_found_with_its_verb(admin: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    admin.as_(cast.reviewer).post(f"/claims/{claim.id}/accept")
    admin.post(f"/articles/{article.id}/undo")
    found = steps(admin.as_(cast.administrator).get("/audit?verb=accept").text)
    assert len(found) == 2 and "undid: accept" in found[0] and "accepted" in found[1]


def test_the_file_has_every_line_and_no_formula(
    admin: DeskClient, cast: Cast, article: Article, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "CHUNK", 3)
    with transaction(by=None):
        cast.colleague.name = "=cmd()"
    reword(claim, cast.colleague, "+1", verb="@sum")
    answer = admin.get(f"/audit?format=csv&article={article.id}")
    assert answer.mimetype == "text/csv" and "wirecheck-audit.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    wanted = db.session.scalars(
        sa.select(HistoryEntry.id).where(HistoryEntry.article_id == article.id).order_by(HistoryEntry.id.desc())
    ).all()
    assert [int(row["number"]) for row in rows] == list(wanted) and len(rows) > 4
    assert (rows[0]["person"], rows[0]["verb"]) == ("'=cmd()", "'@sum")
    assert '"+1"' in rows[0]["after"] and rows[0]["moment (UTC)"].endswith("+00:00")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def lines(number: int, **more: object) -> Iterator[dict[str, object]]:
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    for each in range(number):
        yield {
            "at": start + dt.timedelta(minutes=each), "actor_id": None, "article_id": each % 500,
            "object_type": "claims",
            "object_id": each, "action": "change", "verb": "rare" if each == 7 else "judge",
            "before": {"state": "open"}, "after": {"state": "assessed"},
        } | more  # fmt: skip


@pytest.fixture
def many(article: Article, cast: Cast) -> int:
    """A few thousand lines of a common kind, a minute apart."""
    with transaction(by=None):
        db.session.execute(sa.insert(HistoryEntry), list(lines(6_000)))
    return 6_000


def test_a_day_becomes_a_number_by_halving(many: int) -> None:
    first = db.session.scalar(sa.select(sa.func.min(HistoryEntry.id)).where(HistoryEntry.verb == "judge")) or 0
    # The lines of the set-up are later than they are numbered: the last ones count.
    with count_statements() as seen:
        found = audit.first_since(dt.datetime(2025, 1, 3, tzinfo=dt.UTC))
    assert len(seen) < 20
    assert found in (1, first + 2 * 24 * 60)


def test_a_rare_verb_is_found_stretch_by_stretch(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "STRETCH", 500)
    page = audit.look(audit.Asked(verb="rare"), None, seconds=60)
    assert [entry.object_id for entry in page.entries] == [7] and page.before is None


def test_when_time_is_up_the_page_says_how_far_it_looked(
    admin: DeskClient, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "STRETCH", 500)
    page = audit.look(audit.Asked(verb="rare"), None, seconds=0)
    assert page.entries == [] and page.before is not None and page.looked is not None
    found = 0
    while page.before is not None:
        page = audit.look(audit.Asked(verb="rare"), page.before, seconds=0)
        found += len(page.entries)
    assert found == 1
    monkeypatch.setattr(audit, "SECONDS", 0)
    monkeypatch.setattr(audit.look, "__defaults__", (audit.PAGE, 0))
    text = admin.get("/audit?verb=rare").text
    assert "Looked back as far as" in text and "Look further" in text


@pytest.mark.parametrize(
    "asked",
    [
        audit.Asked(), audit.Asked(person=1), audit.Asked(article=3), audit.Asked(kind="claims"),
        audit.Asked(verb="judge"), audit.Asked(kind="users"), audit.Asked(kind="claims", number=3),
        audit.Asked(since=dt.datetime(2025, 1, 2, tzinfo=dt.UTC)), audit.Asked(article=3, verb="judge"),
    ],
    ids=str,
)  # fmt: skip
def test_no_search_reads_the_whole_history(many: int, asked: audit.Asked) -> None:
    statement = audit.matching(asked, 1, 3_000, 100, rare=audit.is_rare(asked))
    words = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = [row.detail for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {words}"))]
    assert all(line.startswith("SEARCH") for line in plan if "history" in line), plan
    if asked.kind != "users" and asked.number is None:  # of few rows the order is made
        assert not [line for line in plan if "TEMP B-TREE" in line], plan


def test_a_page_costs_as_many_statements_with_many_lines(admin: DeskClient, cast: Cast, claim: Claim) -> None:
    costs = []
    for changes in (3, 40):
        for number in range(changes):
            reword(claim, (cast.reviewer, cast.colleague)[number % 2], f"Wording {changes} {number}")
        admin.get("/audit")
        with count_statements() as seen:
            assert admin.get("/audit").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 14
