"""The places of a claim: read with the gazetteer, tied to its entities, read again when the claim's words change."""

from __future__ import annotations

import pytest

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims import service
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.queries import gazetteer
from annotator.ingest.analysis import analyse
from tests.support.factories import make_article, span_of

pytestmark = pytest.mark.usefixtures("either_app")

TEXT = "Two guards were hurt 🚨 near Zubayr on Monday, and the Harbour Guard sent 40 men from Basra to Safwan."


@pytest.fixture
def article() -> Article:
    with transaction(by=None):
        zubair = Entity(key="zubair", name="Zubair", kind="place", aliases=[Alias(name="Zubayr")])
        db.session.add_all([zubair, Entity(key="guard", name="Harbour Guard", kind="group")])
        db.session.add_all([Entity(key=name.lower(), name=name, kind="place") for name in ("Basra", "Safwan")])
        article = make_article(TEXT)
    return article


def places(claim: Claim) -> list[tuple[str, str]]:
    """Each place as the article names it, and its right name."""
    found = [fact for fact in claim.facts if fact.kind == "place"]
    assert all(TEXT[fact.start : fact.end] == fact.quote for fact in found)
    return [(fact.quote, fact.entity.name if fact.entity else "") for fact in found]


def test_what_the_rules_find_is_kept_with_its_places(article: Article) -> None:
    found = analyse(TEXT, gazetteer=gazetteer())
    with transaction(by=None):
        claims = service.add_suggestions(article.current, found.claims)
    named = [place for claim in claims for place in places(claim)]
    assert sorted(named) == [("Basra", "Basra"), ("Safwan", "Safwan"), ("Zubayr", "Zubair")]


def test_a_place_that_the_desk_no_longer_knows_keeps_its_words(article: Article) -> None:
    found = analyse(TEXT, gazetteer=gazetteer())
    with transaction(by=None):
        db.session.delete(db.session.get_one(Entity, 1))
    with transaction(by=None):
        claims = service.add_suggestions(article.current, found.claims)
    assert ("Zubayr", "") in [place for claim in claims for place in places(claim)]


def test_a_claim_made_by_hand_has_the_places_of_its_own_words_only(article: Article, by: User) -> None:
    with transaction(by=by):
        claim = service.create(article.current, [span_of(article, "sent 40 men from Basra")], by=by)
        cut = service.create(article.current, [span_of(article, "were hurt 🚨 near Zuba")], by=by)
    assert (places(claim), places(cut)) == ([("Basra", "Basra")], [])


def test_places_go_with_their_words_when_claims_are_split_and_merged(article: Article, by: User) -> None:
    with transaction(by=by):
        whole = service.create(article.current, [span_of(article, "sent 40 men from Basra to Safwan")], by=by)
    with transaction(by=by):
        first, rest = service.split(whole, ["sent 40 men from Basra", "to Safwan"], by=by, seen=whole.row_version)
    assert (places(first), places(rest)) == ([("Basra", "Basra")], [("Safwan", "Safwan")])
    with transaction(by=by):
        service.merge([first, rest], by=by)
    assert places(first) == [("Basra", "Basra"), ("Safwan", "Safwan")]
