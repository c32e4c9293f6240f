"""/articles."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.accounts.models import User
from annotator.articles import service
from annotator.articles.models import Article
from annotator.db import transaction
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble
from tests.support.statements import count_statements

EVERYBODY = "Two soldiers were wounded near Kirkuk on Monday. The ministry sent 300 guards to the town."


def fill(number: int, by: User | None = None) -> list[Article]:
    with transaction(by=by):
        articles = []
        for at in range(number):
            article = make_article(
                f"{EVERYBODY} Take {number}/{at}.", title=f"Story {number}-{at}", feed=f"Feed {at % 3}",
                published_at=dt.datetime(2021, 2, 15, tzinfo=dt.UTC) + dt.timedelta(hours=at),
            )  # fmt: skip
            make_claim(article, "Two soldiers", state="assessed", verdict="true", confidence=80)
            make_claim(article, "300 guards", state="open")
            make_claim(article, "The ministry", state="not-a-claim")
            make_garble(article, "Kirkuk")
            service.collect(article, service.find_or_create_collection(f"Set {at % 2}", by=by), by=by)
            articles.append(article)
    return articles


def titles(client: DeskClient, query: str = "") -> list[str]:
    page = client.get(f"/articles{query}")
    assert page.status_code == 200
    return [
        title for title in ("First", "Second", "Third", "Mine", "Theirs", "Secret") if f"<bdi>{title}<" in page.text
    ]


def test_it_shows_how_far_each_is(client: DeskClient, cast: Cast) -> None:
    fill(1)
    page = client.as_(cast.reader).get("/articles").text
    assert "Story 1-0" in page and "1 of 2" in page and "Feed 0" in page and "Set 0" in page


def test_it_costs_the_same_with_3_articles_and_with_30(client: DeskClient, cast: Cast) -> None:
    fill(3)
    client.as_(cast.reader).get("/articles")
    with count_statements() as few:
        client.get("/articles")
    fill(30)
    client.get("/articles")  # what is new is taken into the ledger once
    with count_statements() as many:
        page = client.get("/articles")
    assert "33 articles" in page.text
    assert len(few) == len(many) <= 15, "\n".join(many)


def test_it_says_what_to_do_first(client: DeskClient, cast: Cast) -> None:
    assert "Paste the first one" in client.as_(cast.reviewer).get("/articles").text
    assert "Paste the first one" not in client.as_(cast.reader).get("/articles").text


@pytest.fixture
def three(cast: Cast) -> list[Article]:
    with transaction(by=None):
        first = make_article(title="First", feed="Qamar", language="en")
        second = make_article(title="Second", feed="Tigris", language="fr")
        third = make_article(title="Third", feed="Qamar", language="ar")
        make_claim(first, "Two soldiers", state="settled", verdict="true", confidence=80)
        make_claim(second, "Two soldiers", state="assessed", verdict="true", confidence=80)
        make_claim(second, "300 guards", state="suggested")
        make_claim(third, "300 guards", state="suggested")
        service.collect(first, service.find_or_create_collection("February", by=None), by=None)
    return [first, second, third]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["First", "Second", "Third"]),
        ("?feed=Qamar", ["First", "Third"]),
        ("?language=fr", ["Second"]),
        ("?feed=Qamar&language=ar", ["Third"]),
        ("?progress=done", ["First"]),
        ("?progress=begun", ["Second"]),
        ("?progress=untouched", ["Third"]),
        ("?progress=no-such", []),
        ("?collection=1", ["First"]),
        ("?collection=99", []),
        ("?collection=words", ["First", "Second", "Third"]),
        ("?visibility=draft", []),
    ],
)
def test_it_is_filtered(client: DeskClient, cast: Cast, three: list[Article], query: str, found: list[str]) -> None:
    assert titles(client.as_(cast.reader), query) == found


def test_a_filter_without_a_hit_offers_the_way_back(client: DeskClient, cast: Cast, three: list[Article]) -> None:
    assert "No article fits these filters" in client.as_(cast.reader).get("/articles?feed=Nobody").text


def test_nobody_sees_more_than_is_theirs(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        make_article(title="Mine", visibility="draft", created_by_id=cast.reviewer.id, feed="Own feed")
        make_article(title="Theirs", visibility="draft", created_by_id=cast.colleague.id, feed="Secret feed")
        hidden = make_article(title="Secret", visibility="hidden")
        service.collect(hidden, service.find_or_create_collection("Secret set", by=None), by=None)
    assert titles(client.as_(cast.reviewer)) == ["Mine"]
    page = client.get("/articles").text
    assert "Own feed" in page and "Secret feed" not in page and "Secret set" not in page
    assert titles(client.as_(cast.editor)) == ["Secret"]
    assert titles(client.as_(cast.reader)) == []


def test_pages_follow_each_other_with_their_filter(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        for number in range(51):
            make_article(f"Patrol {number} found two rockets.", title=f"Story {number}", feed="Qamar")
    first = client.as_(cast.reader).get("/articles?feed=Qamar").text
    assert "51 articles" in first and "/articles?page=2&amp;feed=Qamar" in first and ">Previous<" not in first
    second = client.get("/articles?feed=Qamar&page=2").text
    assert ">Previous<" in second and ">Next<" not in second and second.count("<progress") == 0


def test_it_is_filtered_by_deadline_and_by_what_is_settled(
    client: DeskClient, cast: Cast, three: list[Article]
) -> None:
    with transaction(by=None):
        three[1].due_at = dt.datetime(2021, 2, 15, tzinfo=dt.UTC)
    client.as_(cast.reader)
    assert titles(client, "?due=overdue") == ["Second"] and titles(client, "?due=none") == ["First", "Third"]
    assert titles(client, "?progress=settled") == ["First"]
