"""Zones on the workbench: shown, and changed by a reviewer; the suggested claims follow."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article, ZoneRow
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.bench.zoning import rezone, suggestions
from annotator.errors import Invalid, Stale
from annotator.reviews import service as reviews
from annotator.reviews.comments import service as comments
from annotator.text.spans import Span
from tests.features.desk.conftest import Bench, form_of
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_zone, span_of

STORY = (
    "RIVER TOWN WAITS\n\n"
    "Three ferries sank near Samra on Monday. The harbour master closed the quay.\n\n"
    "Lina Haddad is a reporter in Samra. She won two prizes for her reports.\n\n"
    "The clinic treated 14 passengers."
)
BIOGRAPHY = "Lina Haddad is a reporter in Samra. She won two prizes for her reports."


@pytest.fixture
def cast(either_app: Flask) -> Cast:
    return make_cast()


@pytest.fixture
def client(either_app: Flask) -> DeskClient:
    client = either_app.test_client()
    assert isinstance(client, DeskClient)
    return client


@pytest.fixture
def article(cast: Cast) -> Article:
    """As ingest would store it, but for the biography, which it took for copy."""
    with transaction(by=None):
        article = make_article(STORY, title="River town waits")
        make_zone(article, "RIVER TOWN WAITS", "headline")
        db.session.refresh(article.current, ["zones"])
        claims.add_suggestions(article.current, suggestions(article.current))
    return article


def on(article: Article, quote: str) -> list[Claim]:
    """The claims that share words with a stretch, in text order."""
    db.session.expire_all()
    span = span_of(article, quote)
    rows = db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id).order_by(Claim.id))
    return [claim for claim in rows if any(anchor.span.overlaps(span) for anchor in claim.anchors)]


def states(article: Article, quote: str = BIOGRAPHY) -> set[str]:
    return {claim.state for claim in on(article, quote)}


def lay(article: Article, cast: Cast, quote: str, kind: str | None, seen: str | None = None) -> str:
    with transaction(by=cast.reviewer, verb="zone"):
        done = rezone(article.current, span_of(article, quote), kind, by=cast.reviewer, seen=seen)
        said = f"{done.withdrawn} {done.suggested} {len(done.staying)}"
    return said


def zones(article: Article) -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(row.kind, STORY[row.start : row.end]) for row in article.current.zones]


# -- what a change does to the claims


def test_a_stretch_that_is_no_copy_loses_its_untouched_suggestions_and_they_come_back_with_it(
    article: Article, cast: Cast
) -> None:
    before = on(article, BIOGRAPHY)
    others = {claim.id: claim.state for claim in on(article, STORY) if claim not in before}
    assert len(before) >= 2 and states(article) == {"suggested"}
    assert lay(article, cast, BIOGRAPHY, "boilerplate") == f"{len(before)} 0 0"
    assert states(article) == {"not-a-claim"} and all(claim.withdrawn for claim in on(article, BIOGRAPHY))
    assert lay(article, cast, BIOGRAPHY, None) == f"0 {len(before)} 0"
    again = on(article, BIOGRAPHY)
    assert [claim.id for claim in again] == [claim.id for claim in before]
    assert not any(claim.withdrawn for claim in again) and states(article) == {"suggested"}
    assert {claim.id: claim.state for claim in on(article, STORY) if claim not in again} == others
    verbs = sa.select(HistoryEntry.object_type).where(HistoryEntry.verb == "zone").distinct()
    assert {"zones", "claims"} <= set(db.session.scalars(verbs))


def test_what_somebody_worked_on_stays_and_is_counted(article: Article, cast: Cast) -> None:
    judged, *rest = on(article, BIOGRAPHY)
    with transaction(by=cast.reviewer):
        reviews.assess(judged, verdict="true", confidence=90, by=cast.reviewer)
    with transaction(by=cast.reviewer):
        comments.comment(article, text="Whose prizes?", claim=rest[-1], by=cast.reviewer)
        own = claims.create(article.current, [span_of(article, "two prizes")], by=cast.reviewer)
    assert lay(article, cast, BIOGRAPHY, "boilerplate").endswith(" 3")
    db.session.expire_all()
    assert (judged.state, judged.verdict, rest[-1].state, own.state) == ("assessed", "true", "suggested", "open")


def test_a_claim_that_a_reviewer_put_aside_does_not_come_back_with_the_copy(article: Article, cast: Cast) -> None:
    first, *_ = on(article, BIOGRAPHY)
    with transaction(by=cast.reviewer):
        claims.reject(first, by=cast.reviewer)
    lay(article, cast, BIOGRAPHY, "boilerplate")
    lay(article, cast, BIOGRAPHY, None)
    found = on(article, "Lina Haddad is a reporter in Samra.")
    assert [claim.state for claim in found if claim.id == first.id] == ["not-a-claim"]
    assert not any(claim.state == "suggested" and claim.anchors[0].span == first.anchors[0].span for claim in found)


def test_words_that_are_copy_now_get_their_claims(article: Article, cast: Cast) -> None:
    with transaction(by=None):
        other = make_article("Photo: Two cranes fell at the port of Samra on Friday.\n\nNobody was hurt.")
        make_zone(other, other.current.text[:54].rstrip(), "caption")
    with transaction(by=cast.reviewer):
        zone = other.current.zones[0]
        done = rezone(other.current, zone.span, None, by=cast.reviewer)
    assert done.suggested >= 1 and on(other, "Two cranes fell")[0].state == "suggested"


def test_no_suggested_claim_stands_in_a_zone_after_any_change(article: Article, cast: Cast) -> None:
    for quote in ("Three ferries", "sank near Samra on Monday. The harbour", "clinic treated 14"):
        lay(article, cast, quote, "caption")
    taken = [row.span for row in article.current.zones]
    for claim in db.session.scalars(sa.select(Claim).where(Claim.state.in_(("suggested", "ambiguous")))):
        assert not any(anchor.span.overlaps(span) for anchor in claim.anchors for span in taken), claim.wording


def test_a_zone_that_is_cut_keeps_the_rest_without_outer_white_space(article: Article, cast: Cast) -> None:
    lay(article, cast, BIOGRAPHY, "boilerplate")
    lay(article, cast, "is a reporter", "byline")
    lay(article, cast, "WAITS", None)
    assert zones(article) == [
        ("headline", "RIVER TOWN"),
        ("boilerplate", "Lina Haddad"),
        ("byline", "is a reporter"),
        ("boilerplate", "in Samra. She won two prizes for her reports."),
    ]


def test_a_zone_of_another_kind_changes_no_claim(article: Article, cast: Cast) -> None:
    before = {claim.id: claim.state for claim in on(article, STORY)}
    assert lay(article, cast, "RIVER TOWN WAITS", "heading") == "0 0 0"
    assert zones(article) == [("heading", "RIVER TOWN WAITS")]
    assert {claim.id: claim.state for claim in on(article, STORY)} == before


@pytest.mark.parametrize("quote, kind", [("Three", None), ("RIVER TOWN WAITS", "headline"), ("Three", "poem")])
def test_what_changes_nothing_or_is_no_zone_is_refused(
    article: Article, cast: Cast, quote: str, kind: str | None
) -> None:
    with pytest.raises(Invalid), transaction(by=cast.reviewer):
        rezone(article.current, span_of(article, quote), kind, by=cast.reviewer)


def test_a_change_made_in_ignorance_of_somebody_elses_is_refused(article: Article, cast: Cast) -> None:
    lay(article, cast, "Lina Haddad", "byline", seen="")
    with pytest.raises(Stale) as refused, transaction(by=cast.colleague):
        rezone(article.current, span_of(article, BIOGRAPHY), "boilerplate", by=cast.colleague, seen="")
    assert (refused.value.theirs, refused.value.mine) == ({"zone": "byline"}, {"zone": "boilerplate"})


def test_an_empty_stretch_or_one_outside_the_text_is_refused(article: Article, cast: Cast) -> None:
    for span in (Span(4, 4), Span(0, 9_999)):
        with pytest.raises(Invalid), transaction(by=cast.reviewer):
            rezone(article.current, span, "caption", by=cast.reviewer)


# -- the pages


@pytest.fixture
def bench(client: DeskClient, cast: Cast, article: Article) -> Bench:
    return Bench(client.as_(cast.reviewer), article.id)


def test_selected_words_become_a_zone_and_the_page_says_what_that_did(bench: Bench, article: Article) -> None:
    start = STORY.index(BIOGRAPHY)
    address = f"/articles/{article.id}/zones"
    fields = form_of(bench.get(f"?new=zone&start={start}&end={start + len(BIOGRAPHY)}").text, address)
    page = bench.follow(bench.client.post(address, data={**fields, "kind": "boilerplate"})).text
    assert "It counts as boilerplate now." in page and "suggested claims withdrawn." in page
    assert 'class="item chosen"' in page and "said by a person" in page
    zone = db.session.scalars(sa.select(ZoneRow).where(ZoneRow.kind == "boilerplate")).one()
    form = form_of(page, f"/zones/{zone.id}/change")
    assert form["kind"] == "copy"
    page = bench.follow(bench.client.post(f"/zones/{zone.id}/change", data=form)).text
    assert "It counts as copy now." in page and "suggested." in page


def test_typed_words_that_stand_there_once_become_a_zone(bench: Bench, article: Article) -> None:
    data = {"start": "", "end": "", "words": "The clinic treated 14 passengers.", "kind": "caption"}
    bench.follow(bench.client.post(f"/articles/{article.id}/zones", data=data))
    assert ("caption", "The clinic treated 14 passengers.") in zones(article)


def test_a_claim_that_stays_in_a_zone_is_named_by_its_number(bench: Bench, article: Article, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        made = make_claim(article, "RIVER TOWN", by=cast.reviewer, state="open")
        reviews.assess(made, verdict="true", confidence=60, by=cast.reviewer)
    row = article.current.zones[0]
    with transaction(by=None):
        row.kind = "heading"
    data = {"start": "0", "end": "16", "words": "RIVER TOWN WAITS", "kind": "copy"}
    bench.follow(bench.client.post(f"/articles/{article.id}/zones", data=data))
    page = bench.follow(bench.client.post(f"/articles/{article.id}/zones", data=data | {"kind": "headline"})).text
    assert "Claim 1 was worked on and stays." in page


def test_a_stale_change_comes_back_with_409_and_what_was_chosen(bench: Bench, article: Article, cast: Cast) -> None:
    start = STORY.index(BIOGRAPHY)
    address = f"/articles/{article.id}/zones"
    fields = form_of(bench.get(f"?new=zone&start={start}&end={start + len(BIOGRAPHY)}").text, address)
    lay(article, cast, "Lina Haddad", "byline")
    answer = bench.client.post(address, data={**fields, "kind": "caption"})
    assert answer.status_code == 409 and "Somebody else changed" in answer.text
    again = form_of(answer.text, address)
    assert again["kind"] == "caption" and again["seen"] != fields["seen"]
    bench.follow(bench.client.post(address, data=again))
    assert ("caption", BIOGRAPHY) in zones(article)


def test_a_zone_changed_from_an_older_page_is_refused(bench: Bench, article: Article, cast: Cast) -> None:
    zone = article.current.zones[0]
    address = f"/zones/{zone.id}/change"
    lay(article, cast, "RIVER TOWN WAITS", "heading")
    answer = bench.client.post(address, data={"row_version": "1", "kind": "caption"})
    assert answer.status_code == 409 and zones(article) == [("heading", "RIVER TOWN WAITS")]


def test_a_refusal_is_told_and_what_was_typed_comes_back(bench: Bench, article: Article) -> None:
    address = f"/articles/{article.id}/zones"
    answer = bench.client.post(address, data={"words": "no such words", "kind": "caption"})
    page = bench.follow(answer).text
    assert "do not stand in the article" in page and form_of(page, address)["kind"] == "caption"


def test_sent_twice_a_zone_is_made_once(bench: Bench, article: Article) -> None:
    address = f"/articles/{article.id}/zones"
    fields = form_of(bench.get("?new=zone&start=20&end=30").text, address) | {"kind": "caption"}
    first, second = (bench.client.post(address, data=fields) for _ in range(2))
    assert (first.status_code, second.location) == (303, first.location)
    assert len(zones(article)) == 2


def test_a_reader_sees_the_zones_and_cannot_change_them(bench: Bench, article: Article, cast: Cast) -> None:
    bench.client.as_(cast.reader)
    zone = article.current.zones[0].id
    page = bench.get(f"?zone={zone}").text
    assert "RIVER TOWN WAITS" in page and f"/zones/{zone}/change" not in page
    assert bench.client.post(f"/zones/{zone}/change", data={"kind": "copy"}).status_code == 403
