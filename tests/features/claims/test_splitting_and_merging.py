"""Dividing one claim into several, and making one of several."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims import evidence, service
from annotator.claims.models import Claim, Evidence
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, Stale
from annotator.sources import service as sources
from tests.support.factories import kept, make_article, make_claim

pytestmark = pytest.mark.usefixtures("either_app")


WHOLE = "Four lorries  burned at\nthe depot of Zubair on Tuesday, and 12 drivers were hurt"


def add_evidence(claim: Claim, by: User, passage: str = "Nine men were treated.") -> Evidence:
    source = sources.find_or_create("Clinic of Zubair", by=by)
    return evidence.add_evidence(claim, source, stance="supports", passage=passage, by=by)


def test_a_claim_is_split_at_line_breaks_whatever_white_space_the_article_has(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, WHOLE, state="suggested", kinds=["event"]))
    with transaction(by=by):
        piece = add_evidence(claim, by)
    with transaction(by=by):
        parts = service.split(claim, ["Four lorries burned at the depot", "", " 12 drivers  were hurt "], by=by)
    assert parts[0] is claim
    assert [part.wording for part in parts] == ["Four lorries burned at the depot", "12 drivers were hurt"]
    assert [part.anchors[0].quote for part in parts] == ["Four lorries  burned at\nthe depot", "12 drivers were hurt"]
    assert [part.state for part in parts] == ["open", "open"]
    assert [part.kinds for part in parts] == [["event"], ["event"]]
    assert [[fact.value for fact in part.facts if fact.kind == "quantity"] for part in parts] == [[4.0], [12.0]]
    assert claim.evidence == [piece]


def test_what_a_split_took_off_a_claim_stands_in_the_articles_history(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, WHOLE))
    with transaction(by=by, verb="split"):
        service.split(claim, ["Four lorries", "12 drivers were hurt"], by=by)
    removed = sa.select(HistoryEntry).where(
        HistoryEntry.article_id == article.id, HistoryEntry.action == "delete", HistoryEntry.verb == "split"
    )
    (entry,) = db.session.scalars(removed)
    assert entry.before is not None and entry.before["quote"] == WHOLE


@pytest.mark.parametrize(
    "parts",
    [
        ["Four lorries burned at the depot"],
        ["Five lorries", "12 drivers"],
        ["12 drivers", "Four lorries burned"],
        ["Four lorries burned", "Four lorries were saved"],
        [" ", ""],
    ],
)
def test_a_split_into_one_part_into_other_words_or_in_another_order_is_refused(
    article: Article, by: User, parts: list[str]
) -> None:
    claim = kept(lambda: make_claim(article, WHOLE))
    with pytest.raises(Invalid) as refused, transaction(by=by):
        service.split(claim, parts, by=by)
    assert refused.value.field == "parts"
    assert [anchor.quote for anchor in claim.anchors] == [WHOLE]
    assert db.session.scalar(sa.select(sa.func.count(Claim.id))) == 1


def test_splitting_a_judged_claim_sends_it_back_to_be_checked(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, WHOLE, state="settled"))
    with transaction(by=by):
        parts = service.split(claim, ["Four lorries", "12 drivers"], by=by)
    assert [part.state for part in parts] == ["recheck", "open"]


def test_a_stale_split_is_refused_with_what_was_typed(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, WHOLE))
    with pytest.raises(Stale) as refused, transaction(by=by):
        service.split(claim, ["Four lorries", "12 drivers"], by=by, seen=claim.row_version - 1)
    assert refused.value.mine["wording"] == "Four lorries / 12 drivers"


# -- merging


def test_merging_joins_the_anchors_in_order_moves_the_evidence_and_puts_the_others_aside(
    article: Article, by: User
) -> None:
    with transaction(by=None):
        last, first = make_claim(article, "12 drivers were hurt", kinds=["event"]), make_claim(article, "Four lorries")
        first.kinds, first.state = ["quantity"], "assessed"
    with transaction(by=by):
        piece = add_evidence(first, by)
    with transaction(by=by, verb="merge"):
        kept_claim = service.merge([last, first], by=by)
    assert kept_claim is last
    assert [anchor.quote for anchor in last.anchors] == ["Four lorries", "12 drivers were hurt"]
    assert (last.wording, last.kinds, last.state) == ("12 drivers were hurt", ["quantity", "event"], "open")
    assert sorted(fact.value for fact in last.facts if fact.kind == "quantity") == [4.0, 12.0]
    assert last.evidence == [piece] and first.evidence == []
    assert (first.state, first.merged_into_id) == ("not-a-claim", last.id)
    assert [anchor.quote for anchor in first.anchors] == ["Four lorries"]


def test_a_judged_claim_that_grew_by_merging_is_checked_again(article: Article, by: User) -> None:
    with transaction(by=None):
        claims = [make_claim(article, "Four lorries", state="settled"), make_claim(article, "12 drivers")]
    with transaction(by=by):
        service.merge(claims, by=by)
    assert claims[0].state == "recheck"


def test_claims_of_two_articles_are_not_merged(article: Article, by: User) -> None:
    with transaction(by=None):
        claims = [make_claim(article, "Four lorries"), make_claim(make_article(), "Two soldiers")]
    with pytest.raises(Invalid, match="one article"), transaction(by=by):
        service.merge(claims, by=by)
    assert [claim.state for claim in claims] == ["suggested", "suggested"]


def test_a_claim_is_not_merged_with_itself(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    with pytest.raises(Invalid), transaction(by=by):
        service.merge([claim, claim], by=by)


def test_a_claim_named_twice_in_a_merge_is_not_put_aside_into_itself(article: Article, by: User) -> None:
    with transaction(by=None):
        first, other = make_claim(article, "Four lorries"), make_claim(article, "12 drivers")
    with transaction(by=by):
        service.merge([first, other, first], by=by)
    assert (first.state, first.merged_into_id) == ("open", None)


def test_a_claim_that_is_reopened_after_a_merge_stands_by_itself(article: Article, by: User) -> None:
    with transaction(by=None):
        first, other = make_claim(article, "Four lorries"), make_claim(article, "12 drivers")
    with transaction(by=by):
        service.merge([first, other], by=by)
    with transaction(by=by):
        service.reopen(other, by=by)
    assert (other.state, other.merged_into_id) == ("open", None)
