"""Judging a claim, settling it, and remarks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.errors import Invalid, NotAllowed, Stale
from annotator.reviews import service
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Assessment, Comment
from tests.support.cast import make_user
from tests.support.factories import make_article, make_claim, make_correction, make_garble


@dataclass
class People:
    one: User
    two: User
    editor: User


@pytest.fixture
def people(either_app: Flask) -> People:
    with transaction(by=None):
        people = People(make_user("Ola", "reviewer"), make_user("Tariq", "reviewer"), make_user("Edda", "editor"))
    return people


@pytest.fixture
def article(either_app: Flask) -> Article:
    with transaction(by=None):
        article = make_article()
    return article


@pytest.fixture
def claim(article: Article) -> Claim:
    with transaction(by=None):
        claim = make_claim(article, "Two soldiers were wounded")
    return claim


def assess(claim: Claim, verdict: str, *, by: User, confidence: int = 80, **more: object) -> Assessment:
    with transaction(by=by):
        made = service.assess(claim, verdict=verdict, confidence=confidence, by=by, **more)  # type: ignore[arg-type]
    return made


def settle(claim: Claim, *, by: User) -> None:
    with transaction(by=by):
        service.settle(claim, by=by)


def standing(claim: Claim) -> tuple[str | None, int | None, str | None, str]:
    return claim.verdict, claim.confidence, claim.fault, claim.state


def test_each_reviewer_has_one_judgement_and_changes_it(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one, note="Seen the log.")
    assess(claim, "false", by=people.one, confidence=60, fault="source", note=" Log was forged. ")
    (kept,) = db.session.scalars(sa.select(Assessment))
    assert (kept.verdict, kept.confidence, kept.fault, kept.note) == ("false", 60, "source", "Log was forged.")


def test_the_newest_judgement_stands_and_the_older_ones_are_kept(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one)
    assess(claim, "mostly false", by=people.two, confidence=65, fault="translation")
    assert standing(claim) == ("mostly false", 65, "translation", "assessed")
    found = db.session.scalars(sa.select(Assessment.verdict).order_by(Assessment.id)).all()
    assert found == ["true", "mostly false"]


def test_a_judgement_made_from_an_older_page_is_refused_with_both(claim: Claim, people: People) -> None:
    seen = claim.row_version
    assess(claim, "true", by=people.one, seen=seen)
    with pytest.raises(Stale) as refused:
        assess(claim, "false", by=people.two, seen=seen)
    assert (refused.value.theirs["verdict"], refused.value.mine["verdict"]) == ("true", "false")
    assert standing(claim)[0] == "true"


@pytest.mark.parametrize(
    "field, values",
    [
        ("verdict", {"verdict": "rather true"}),
        ("confidence", {"confidence": 101}),
        ("confidence", {"confidence": -1}),
        ("fault", {"fault": "nobody"}),
        ("note", {"note": "x" * 10_001}),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_field(
    claim: Claim, people: People, field: str, values: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        assess(claim, **({"verdict": "true"} | values), by=people.one)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert standing(claim) == (None, None, None, "suggested")


def test_a_note_may_have_10000_characters(claim: Claim, people: People) -> None:
    assert len(assess(claim, "true", by=people.one, note="ب" * 10_000).note) == 10_000


# -- the second reader


def test_whoever_judged_it_alone_may_not_settle_it(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one)
    with pytest.raises(NotAllowed, match="second reader"):
        settle(claim, by=people.one)
    assert claim.state == "assessed"


def test_a_second_reader_settles_it(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one)
    settle(claim, by=people.two)
    assert standing(claim) == ("true", 80, None, "settled")


def test_an_editor_settles_also_alone(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.editor)
    settle(claim, by=people.editor)
    assert claim.state == "settled"


def test_a_verdict_that_the_other_reader_contradicts_is_not_settled_by_its_maker(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one)
    assess(claim, "false", by=people.two)
    assert claim.disputed
    for person in (people.one, people.two, people.editor):
        with pytest.raises(NotAllowed, match="differ"):
            settle(claim, by=person)
    assess(claim, "false", by=people.one)  # gives in: now two have found it false
    settle(claim, by=people.one)
    assert (standing(claim)[0], claim.disputed) == ("false", False)


def test_a_verdict_that_two_readers_found_is_settled_by_either(claim: Claim, people: People) -> None:
    assess(claim, "false", by=people.one)
    assess(claim, "false", by=people.two)
    settle(claim, by=people.two)
    assert claim.state == "settled"


def test_what_nobody_judged_is_not_settled(claim: Claim, people: People) -> None:
    with pytest.raises(Invalid, match="judged before"):
        settle(claim, by=people.editor)


def test_a_settled_claim_that_is_judged_anew_is_assessed_and_waits_for_a_second_reader(
    claim: Claim, people: People
) -> None:
    assess(claim, "true", by=people.one)
    settle(claim, by=people.two)
    assess(claim, "outdated", by=people.two)
    assert standing(claim) == ("outdated", 80, None, "assessed")
    with pytest.raises(NotAllowed):
        settle(claim, by=people.two)


def test_a_settled_claim_can_be_sent_back_and_confirmed_again(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one)
    settle(claim, by=people.two)
    with transaction(by=people.two):
        service.ask_again(claim, by=people.two)
    assert claim.state == "recheck"
    settle(claim, by=people.two)
    assert claim.state == "settled"


# -- comments


def comment(article: Article, by: User, text: str, **about: object) -> Comment:
    with transaction(by=by):
        made = comments.comment(article, text=text, by=by, **about)  # type: ignore[arg-type]
    return made


def test_a_comment_is_on_the_article_or_on_one_thing_of_it(article: Article, claim: Claim, people: People) -> None:
    with transaction(by=None):
        garble, correction = make_garble(article, "Kirkuk"), make_correction(article, "300", "200")
    assert comment(article, people.one, " Ask the ministry. ").text == "Ask the ministry."
    assert comment(article, people.one, "Which two?", claim=claim).claim_id == claim.id
    assert comment(article, people.one, "Or Karkuk?", garble=garble).garble_id == garble.id
    assert comment(article, people.one, "Since when?", correction=correction).correction_id == correction.id


def test_a_comment_on_another_articles_claim_is_refused(claim: Claim, people: People) -> None:
    with transaction(by=None):
        other = make_article("Nothing happened in Hilla.", title="Quiet")
    with pytest.raises(Invalid):
        comment(other, people.one, "Which two?", claim=claim)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001])
def test_an_empty_or_endless_comment_is_refused(article: Article, people: People, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        comment(article, people.one, text)
    assert refused.value.field == "text"
