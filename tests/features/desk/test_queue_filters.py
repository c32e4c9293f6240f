"""The filters of the queue, what is stuck, and how far collections are."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from annotator.articles import service as articles
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, now, transaction
from annotator.desk.ledger.ledger import ledger
from annotator.desk.queue.queues import Asked, Filters, waiting
from annotator.garbles.models import Garble
from annotator.readiness import service as readiness
from annotator.reviews import assignment
from tests.features.desk.conftest import TEXT
from tests.features.desk.test_queue import counts, listed
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble


@pytest.fixture
def desk(cast: Cast) -> dict[str, Article]:
    """Claims that differ in all that can be filtered by, each named by what it differs in."""
    end_of_day = now().replace(hour=23, minute=59, second=30)
    made = {
        "plain": make_options(),
        "of the canal": make_options(feed="Canal Wire"),
        "in French": make_options(language="fr"),
        "from Arabic": make_options(source_language="ar"),
        "late": make_options(due_at=now() - dt.timedelta(hours=2)),
        "tonight": make_options(due_at=end_of_day),
        "in five days": make_options(due_at=now() + dt.timedelta(days=5)),
        "in nine days": make_options(due_at=now() + dt.timedelta(days=9)),
    }
    with transaction(by=None):
        rows = {name: make_article(TEXT, title=name, **more) for name, more in made.items()}
        for name, article in rows.items():
            make_claim(article, "Four guards", wording=name)
        make_claim(rows["plain"], "Four guards", wording="a quantity", kinds=["quantity", "event"])
        taken = [make_claim(rows["plain"], "Four guards", wording=name) for name in ("with Ravi", "with Cora")]
        articles.collect(rows["plain"], articles.find_or_create_collection("Floods", by=None), by=None)
        for claim, person in zip(taken, (cast.reviewer, cast.colleague), strict=True):
            assignment.take([claim], by=person)
    return rows


def make_options(**more: object) -> dict[str, object]:
    return more


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("feed=Canal+Wire", {"of the canal"}),
        ("feed=Nobody", set()),
        ("language=fr", {"in French"}),
        ("source_language=ar", {"from Arabic"}),
        ("kind=quantity", {"a quantity"}),
        ("collection=1&assignee=none", {"plain", "a quantity"}),
        ("collection=1&kind=quantity", {"a quantity"}),
        ("collection=99", set()),
        ("assignee=me", {"with Ravi"}),
        ("assignee=3", {"with Cora"}),
        ("assignee=99", set()),
        ("due=overdue", {"late"}),
        ("due=today", {"tonight"}),
        ("due=week", {"tonight", "in five days"}),
        ("due=set", {"late", "tonight", "in five days", "in nine days"}),
        ("feed=Canal+Wire&due=none", {"of the canal"}),
    ],
)
def test_it_is_narrowed(client: DeskClient, cast: Cast, desk: dict[str, Article], query: str, found: set[str]) -> None:
    page = client.as_(cast.reviewer).get(f"/?queue=judge&{query}").text
    assert set(listed(page)) == found
    assert f"queue=mine&amp;{query.replace('&', '&amp;')}" in page, "the tabs keep the filters"


def test_it_is_narrowed_to_what_stands_in_the_way_of_the_article_and_follows_what_is_done(
    client: DeskClient, cast: Cast, desk: dict[str, Article]
) -> None:
    client.as_(cast.reviewer)

    def found(gate: str) -> set[str]:
        return set(listed(client.get(f"/?queue=judge&gate={gate}").text))

    everything = found("")
    with transaction(by=cast.reviewer):
        garble = make_garble(db.session.get_one(Article, desk["late"].id), "the weir")
        garble.severity = "critical"
    assert found("garble-critical") == {"late"}
    assert found("ready") == set() and found("not+ready") == everything
    with transaction(by=cast.editor):
        readiness.approve(db.session.get_one(Article, desk["tonight"].id), by=cast.editor, reason="It must go out.")
    assert found("ready") == {"tonight"} and found("not+ready") == everything - {"tonight"}
    with transaction(by=cast.reviewer):  # a claim that came later stands where its article does
        make_claim(db.session.get_one(Article, desk["late"].id), "Four guards", wording="late too")
        db.session.get_one(Garble, garble.id).state = "dismissed"
        make_garble(db.session.get_one(Article, desk["plain"].id), "the weir").severity = "critical"
    assert found("garble-critical") == {"plain", "a quantity", "with Ravi", "with Cora"}
    assert "late too" in found("unsettled") and "late too" in found("not+ready")
    with transaction(by=cast.reviewer):
        db.session.delete(db.session.scalars(sa.select(Claim).where(Claim.wording == "late too")).one())
    assert "late too" not in found("not+ready")
    assert found("never") == found("")


def test_a_saved_queue_keeps_what_stands_in_the_way(client: DeskClient, cast: Cast, desk: dict[str, Article]) -> None:
    with transaction(by=cast.editor):
        readiness.approve(db.session.get_one(Article, desk["tonight"].id), by=cast.editor, reason="It must go out.")
    client.as_(cast.reviewer)
    answer = client.post("/queues?queue=judge&gate=ready", data={"name": "To be sure of"})
    assert "gate=ready" in answer.location
    page = client.get("/").text
    kept = page[page.index("To be sure of") - 200 : page.index("To be sure of")]
    assert "gate=ready" in kept and "queue=judge" in kept
    assert listed(client.get(answer.location).text) == ["tonight"]


def test_what_means_nothing_narrows_nothing(client: DeskClient, cast: Cast, desk: dict[str, Article]) -> None:
    page = client.as_(cast.reviewer).get("/?queue=judge&due=never&nothing=1").text
    assert counts(page)["judge"] == len(listed(page)) == 11 and "nothing=1" not in page


def test_a_filter_without_a_hit_offers_the_way_back(client: DeskClient, cast: Cast, desk: dict[str, Article]) -> None:
    page = client.as_(cast.reviewer).get("/?queue=judge&feed=%3Cb%3Eold").text
    assert "Nothing here fits these filters." in page and "Show all of To judge" in page
    assert '<option value="&lt;b&gt;old" selected>' in page, "it is still seen, and can be changed"


def test_overdue_is_said_in_words_and_what_is_due_next_stands_beside(
    client: DeskClient, cast: Cast, desk: dict[str, Article]
) -> None:
    page = client.as_(cast.reader).get("/").text
    assert listed(page)[:2] == ["late", "tonight"]
    beside = page.split(">Due next</h2>", 1)[1].split("<h2", 1)[0]
    assert [name for name in desk if f">{name}</a>" in beside] == ["late", "tonight", "in five days", "in nine days"]
    assert "Overdue by 2 h" in beside


@pytest.mark.parametrize(
    ("hours", "more", "stuck"),
    [
        (30, {"state": "assessed", "verdict": "true"}, True),
        (30, {"state": "recheck"}, True),
        (30, {"state": "assessed", "disputed": True}, True),
        (20, {"state": "recheck"}, False),
        (30, {"state": "suggested"}, False),
        (30, {"state": "settled"}, False),
        (30, {"state": "open", "assigned": 30}, True),
        (30, {"state": "open", "assigned": 20}, False),
        (30, {"state": "recheck", "assigned": 20}, False),
        (20, {"state": "open", "assigned": 30}, False),
        (30, {"state": "open", "assigned": 30, "checkable": False}, False),
    ],
)
def test_what_is_stuck_on_either_database(either_app: object, hours: int, more: dict[str, object], stuck: bool) -> None:
    """From the last that happened to it: its state, or its being taken."""
    cast, at = make_cast(), now()
    assigned = more.pop("assigned", None) if "assigned" in (more := dict(more)) else None
    with transaction(by=None):
        claim = make_claim(make_article(TEXT), "Four guards", state_since=at - dt.timedelta(hours=hours), **more)
        if isinstance(assigned, int):
            claim.assignee_id, claim.assigned_at = cast.colleague.id, at - dt.timedelta(hours=assigned)
    asked = Asked(cast.reviewer, Filters(), at, ZoneInfo("UTC"), 24)
    assert bool(waiting(ledger(), "stuck", asked)) == stuck


def test_collections_say_how_far_they_are(client: DeskClient, cast: Cast, desk: dict[str, Article]) -> None:
    with transaction(by=None):
        floods = articles.find_or_create_collection("Floods", by=None)
        articles.collect(desk["late"], floods, by=None)
        make_claim(desk["late"], "Four guards", state="settled", verdict="true", confidence=90)
        make_claim(desk["late"], "Four guards", state="assessed", verdict="true", confidence=90)
        make_claim(desk["late"], "Four guards", checkable=False)
        hidden = make_article(visibility="hidden")
        make_claim(hidden, "Two soldiers")
        articles.collect(hidden, floods, by=None)
        articles.collect(hidden, articles.find_or_create_collection("Secret set", by=None), by=None)
    page = client.as_(cast.reader).get("/collections").text
    assert "2 of 7 judged, 1 settled" in page and 'class="number">2</td>' in page
    assert "/?queue=judge&amp;collection=1&amp;due=overdue" in page and "Secret set" not in page
    assert "2 of 8 judged" in client.as_(cast.editor).get("/collections").text
