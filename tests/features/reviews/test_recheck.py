"""A settled claim that is edited must be checked again; what only lies over the text or beside the claim leaves it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.claims.mending import mend
from annotator.claims.models import Claim, Fact
from annotator.corrections import service as corrections
from annotator.db import db, transaction
from tests.features.reviews.conftest import People, assess, settle
from tests.support.factories import make_claim, make_evidence, span_of


@pytest.fixture
def settled(claim: Claim, people: People) -> Claim:
    with transaction(by=None):
        db.session.add(Fact(claim=claim, kind="quantity", start=0, end=12, quote="Two soldiers", value=2.0))
    assess(claim, "true", by=people.one)
    settle(claim, by=people.two)
    assert claim.state == "settled"
    return claim


def reword(claim: Claim, by: User) -> None:
    claims.reword(claim, wording="Two soldiers [of the army] were wounded", kinds=claim.kinds, by=by)


def reanchor(claim: Claim, by: User) -> None:
    claims.reanchor(claim, [span_of(claim.article, "Two soldiers were wounded near Kirkuk")], by=by)


def split(claim: Claim, by: User) -> None:
    claims.split(claim, ["Two soldiers", "were wounded"], by=by)


def merge(claim: Claim, by: User) -> None:
    claims.merge([claim, make_claim(claim.article, "300 guards")], by=by)


def put_a_fact_right(claim: Claim, by: User) -> None:
    fact = next(fact for fact in claim.facts if fact.kind == "quantity")
    mend(fact, {"value": "3", "qualifier": "exact"}, by=by)


@pytest.mark.parametrize("edit", [reword, reanchor, split, merge, put_a_fact_right], ids=lambda edit: edit.__name__)
def test_who_edits_a_settled_claim_sends_it_to_recheck(
    settled: Claim, people: People, edit: Callable[[Claim, User], None]
) -> None:
    with transaction(by=people.one):
        edit(settled, people.one)
    assert (settled.state, settled.verdict) == ("recheck", "true")


def test_merged_into_another_it_is_put_aside_and_the_other_is_checked(
    settled: Claim, article: Article, people: People
) -> None:
    with transaction(by=people.one):
        other = make_claim(article, "300 guards", state="open")
        claims.merge([other, settled], by=people.one)
    assert (settled.state, settled.merged_into_id, other.state) == ("not-a-claim", other.id, "open")


def test_a_fact_of_a_claim_that_is_not_settled_is_put_right_without_that(claim: Claim, people: People) -> None:
    with transaction(by=None):
        db.session.add(Fact(claim=claim, kind="quantity", start=0, end=12, quote="Two soldiers", value=2.0))
    assess(claim, "true", by=people.one)
    with transaction(by=people.one):
        put_a_fact_right(claim, people.one)
    assert claim.state == "assessed"


def test_other_kinds_a_source_or_a_correction_leave_it_settled(settled: Claim, people: People) -> None:
    """A verdict is on what the article says: a correction lies over its words and changes none of them."""
    with transaction(by=people.one):
        claims.reword(settled, wording=settled.wording, kinds=["event"], by=people.one)
        make_evidence(settled, "Two were treated.")
        words = span_of(settled.article, "Two soldiers")
        proposed = corrections.propose(
            settled.article.current, words, replacement="Two drivers", kind="translation", claim=settled, by=people.one
        )
    with transaction(by=people.editor):
        corrections.accept(proposed, by=people.editor)
    assert settled.state == "settled"
