"""Where articles disagree, found among the claims of the desk; what a person decided holds."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.contradictions import finding, queries
from annotator.contradictions.models import Disagreement
from annotator.db import db, transaction
from annotator.readiness.finding import of_one
from annotator.sightings.finding.finder import Finder
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim, make_garble, make_zone

DAY = dt.datetime(2023, 3, 18, 20, tzinfo=dt.UTC)
QUAKE = "The earthquake in Balao on Saturday killed {}. The mayor of Balao asked for tents."


def make_story(toll: str, hours: int = 0, **more: object) -> Claim:
    article = make_article(
        QUAKE.format(toll), title="Earthquake in Balao", published_at=DAY + dt.timedelta(hours=hours), **more
    )
    return make_claim(article, f"The earthquake in Balao on Saturday killed {toll}")


def found() -> list[Disagreement]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Disagreement).order_by(Disagreement.id)))


def look(*claims: Claim) -> None:
    finding.find([claim.id for claim in claims])


@pytest.fixture
def two(app: Flask, cast: Cast) -> tuple[Claim, Claim]:
    """Two articles of one evening with two tolls, already compared."""
    with transaction(by=None):
        claims = make_story("nine people"), make_story("14 people")
    look(*claims)
    return claims


def test_two_tolls_of_one_evening_are_one_pair(two: tuple[Claim, Claim]) -> None:
    (row,) = found()
    assert (row.sort, row.proposed, row.state) == ("figure", "contradiction", "open")
    assert (row.first_claim_id, row.second_claim_id) == (two[0].id, two[1].id)
    assert (row.first["mark"], row.second["mark"]) == ("nine people", "14 people")
    assert row.first["wording"][slice(*row.first["at"])] == "nine people"


def test_looking_again_changes_nothing(two: tuple[Claim, Claim]) -> None:
    before = [(row.id, row.row_version) for row in found()]
    look(two[1])
    look(*two)
    assert [(row.id, row.row_version) for row in found()] == before


def test_it_does_not_matter_which_of_the_two_came_last(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        one, other = make_story("nine people"), make_story("14 people")
    look(one)
    look(other)
    assert [(row.first_claim_id, row.second_claim_id) for row in found()] == [(one.id, other.id)]


def test_a_pair_whose_value_changes_is_gone_and_another_one_open(two: tuple[Claim, Claim]) -> None:
    with transaction(by=None):
        db.session.get_one(Claim, two[1].id).wording = "The earthquake in Balao on Saturday killed 20 people"
    look(two[1])
    assert [(row.state, row.second["mark"]) for row in found()] == [("gone", "14 people"), ("open", "20 people")]


def test_a_pair_keeps_its_identity_when_other_words_change(two: tuple[Claim, Claim]) -> None:
    before = found()[0].id
    with transaction(by=None):
        db.session.get_one(
            Claim, two[1].id
        ).wording = "On Saturday the earthquake in [the town of] Balao killed 14 people"
    look(two[1])
    assert [(row.id, row.state) for row in found()] == [(before, "open")]


def test_a_decision_holds_for_these_values_and_comes_back_with_them(two: tuple[Claim, Claim], cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        row = found()[0]
        row.state, row.reading = "decided", "same"
    look(*two)
    assert [(row.state, row.reading) for row in found()] == [("decided", "same")]
    for words in ("Many died in the earthquake in Balao", "The earthquake in Balao on Saturday killed 14 people"):
        with transaction(by=None):
            db.session.get_one(Claim, two[1].id).wording = words
        look(two[1])
    assert [(row.state, row.reading) for row in found()] == [("decided", "same")]


def test_a_claim_that_is_none_leaves_no_open_pair(two: tuple[Claim, Claim]) -> None:
    with transaction(by=None):
        db.session.get_one(Claim, two[0].id).state = "not-a-claim"
    look(two[0])
    assert [row.state for row in found()] == ["gone"]


def test_a_later_lower_toll_shows_that_a_higher_one_was_no_later_count(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        claims = make_story("nine people"), make_story("14 people", 3)
    look(*claims)
    assert [row.proposed for row in found()] == ["superseded"]
    with transaction(by=None):
        last = make_story("ten people", 60)
    look(last)
    proposed = {(row.first["mark"], row.second["mark"]): row.proposed for row in found()}
    assert proposed == {
        ("nine people", "14 people"): "contradiction",
        ("nine people", "ten people"): "superseded",
        ("14 people", "ten people"): "contradiction",
    }


def test_another_events_toll_is_no_pair(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        quake = make_story("nine people")
        text = "A bus accident near Tumbes on Saturday killed 21 people."
        crash = make_claim(make_article(text, title="Bus accident", published_at=DAY), text[:-1])
    look(quake, crash)
    assert found() == []


def test_inside_one_article_the_headline_is_compared_with_the_body(app: Flask, cast: Cast) -> None:
    text = "Two killed in Balao\n\nThree people were killed in Balao on Saturday, the mayor said."
    with transaction(by=None):
        article = make_article(text, title="Two killed in Balao", published_at=DAY)
        make_zone(article, "Two killed in Balao", "headline")
        claim = make_claim(article, "Three people were killed in Balao on Saturday")
        make_garble(
            article, "Three people", category="number-clash", detector="number-clash",
            reason="“Three people” here, but “Two” in the headline: one of the two is wrong.",
            suggestions=[{"name": "Two", "score": 0.5, "reason": "as in the headline", "entity": None}],
        )  # fmt: skip
    look(claim)
    (row,) = found()
    assert (row.sort, row.first["mark"], row.second["mark"]) == ("headline", "Two", "Three people")
    assert (row.first_claim_id, row.second_claim_id) == (None, claim.id)


def test_a_sum_of_things_that_does_not_add_up(app: Flask, cast: Cast) -> None:
    text = "The army fired 14 shells: three fell in the yard, ten on the road."
    with transaction(by=None):
        claim = make_claim(make_article(text, published_at=DAY), "The army fired 14 shells")
    look(claim)
    (row,) = found()
    assert (row.sort, row.first["mark"]) == ("sum", "14 shells")
    assert row.reasons == ["“14 shells”, but the parts make 3 + 10 = 13."]


def test_what_is_compared_is_read_once_for_many(app: Flask, cast: Cast) -> None:
    """Articles of another matter are not even read."""
    with transaction(by=None):
        for number in range(30):
            text = f"Prices in Tumbes rose by {number + 2} percent in March."
            make_claim(make_article(text, published_at=DAY), text[:-1])
        claims = make_story("nine people"), make_story("14 people")
    articles = db.session.scalars(sa.select(Article.id)).all()
    finding.mark_anew(articles)
    sight = finding.Look()
    finding.look_at(claims[0].article_id, sight)
    assert len(sight.read) == 2


def test_the_finder_of_sightings_looks_for_disagreements_too(app: Flask, cast: Cast) -> None:
    with transaction(by=None):
        make_story("nine people"), make_story("14 people")
    Finder(finding.find).run()
    assert [row.proposed for row in found()] == ["contradiction"]


def test_an_error_while_comparing_is_told_and_holds_nobody_up(
    app: Flask, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_claims: object) -> None:
        raise ValueError("not this one")

    with transaction(by=None):
        make_story("nine people")
    Finder(broken).run()
    assert "what hangs on 1 claims failed" in caplog.text
    assert Finder(finding.find).run() == 0  # nothing is left to do


def test_the_pairs_of_an_article_are_found_by_it_and_not_among_all_that_are_open(app: Flask) -> None:
    for statement in (queries.ANY_OPEN, of_one()):
        words = str(statement.params(article=1).compile(db.engine, compile_kwargs={"literal_binds": True}))
        plan = " ".join(row[-1] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {words}")))
        assert "ix_disagreements_first_article_id_state_proposed" in plan
        assert "ix_disagreements_second_article_id_state_proposed" in plan
        assert "ix_disagreements_state_proposed" not in plan
