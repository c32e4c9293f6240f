"""The list of articles shows and finds how they stand, whatever happens meanwhile; any number costs the same."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.contradictions.models import Disagreement
from annotator.db import db, transaction
from annotator.desk.gate import standings
from annotator.garbles.models import Garble
from annotator.readiness import service
from annotator.readiness.obstacles import LIST
from annotator.sources.models import Source
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_correction, make_evidence, make_garble
from tests.support.statements import count_statements


@pytest.fixture
def articles(cast: Cast) -> list[Article]:
    with transaction(by=cast.reviewer):
        return [make_article(title=f"Headline {number}") for number in range(4)]


def titles(client: DeskClient, gate: str) -> set[str]:
    page = client.get(f"/articles?gate={gate}").text
    return set(re.findall(r"Headline \d", page))


def test_it_is_narrowed_to_what_stands_in_the_way_and_follows_what_is_done(
    client: DeskClient, cast: Cast, articles: list[Article]
) -> None:
    client.as_(cast.editor)
    with transaction(by=cast.reviewer):
        for at in (1, 2):
            make_garble(db.session.get_one(Article, articles[at].id), "Kirkuk")
    assert titles(client, "garble-critical") == {"Headline 1", "Headline 2"}
    with transaction(by=cast.reviewer):
        db.session.scalars(sa.select(Garble)).first().state = "dismissed"
        make_garble(db.session.get_one(Article, articles[3].id), "Kirkuk")
    assert titles(client, "garble-critical") == {"Headline 2", "Headline 3"}
    assert titles(client, "ready") == set()
    with transaction(by=cast.editor):
        service.approve(db.session.get_one(Article, articles[0].id), by=cast.editor)
    assert titles(client, "ready") == {"Headline 0"}
    assert titles(client, "not+ready") == {"Headline 1", "Headline 2", "Headline 3"}
    page = client.get("/articles").text
    assert page.count("Critical garble</a>") == 2 and page.count("</svg>ready") == 1
    assert page.count("nothing blocks") == 1


def test_other_things_than_rows_of_articles_are_followed_too(
    client: DeskClient, cast: Cast, articles: list[Article]
) -> None:
    client.as_(cast.editor)
    with transaction(by=cast.reviewer):
        claim = make_claim(db.session.get_one(Article, articles[0].id), "300 guards")
        for title in ("Paper", "Radio"):
            make_evidence(claim, "300", title=title)
    for name in ("origin", "contradiction", "correction"):
        assert titles(client, name) == set()
    with transaction(by=cast.editor):
        paper, radio = db.session.scalars(sa.select(Source).order_by(Source.id))
        radio.origin = paper
        make_correction(db.session.get_one(Article, articles[3].id), "300", "30")
        db.session.add(
            Disagreement(
                sort="figure", first_article_id=articles[1].id, second_article_id=articles[2].id, signature="a" * 64,
                proposed="contradiction",
            )
        )  # fmt: skip
    assert titles(client, "origin") == {"Headline 0"}
    assert titles(client, "contradiction") == {"Headline 1", "Headline 2"}
    assert titles(client, "correction") == {"Headline 3"}


def test_every_choice_can_be_asked_for_and_others_are_passed_over(
    client: DeskClient, cast: Cast, articles: list[Article]
) -> None:
    client.as_(cast.reader)
    for word in standings.CHOICES:
        assert client.get(f"/articles?gate={word}").status_code == 200
    assert {each.name for each in LIST} < standings.CHOICES.keys()
    assert titles(client, "nonsense") == {f"Headline {number}" for number in range(4)}


def test_a_page_of_articles_costs_the_same_however_many(
    client: DeskClient, cast: Cast, articles: list[Article]
) -> None:
    client.as_(cast.editor)

    def cost() -> int:
        client.get("/articles")
        with count_statements() as statements:
            client.get("/articles")
        return len(statements)

    few = cost()
    with transaction(by=None):
        for number in range(30):
            make_garble(make_article(title=f"Another {number}"), "Kirkuk")
    assert cost() == few
