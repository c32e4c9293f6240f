"""The search page: what it shows, to whom, at what cost, and that texts stay texts."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from annotator.articles.models import Collection
from annotator.db import db, transaction
from annotator.search.keeping.indexer import Keeper
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble
from tests.support.statements import count_statements


@pytest.fixture
def reading(client: DeskClient, cast: Cast) -> DeskClient:
    return client.as_(cast.reader)


def fill(keeper: Keeper, number: int) -> None:
    with transaction(by=None):
        for n in range(number):
            article = make_article(f"Patrol {n} crossed the ford at Zummar.", title=f"Patrol {n}", feed=f"Feed {n % 3}")
            make_claim(article, "crossed the ford at Zummar")
            make_garble(article, "Zummar")
            db.session.add(Collection(name=f"Set {article.id}", articles=[article]))
    keeper.drain()
    db.session.rollback()


def test_a_stranger_is_sent_to_log_in(client: DeskClient) -> None:
    assert client.get("/search?q=x").status_code in {302, 401}


def test_an_empty_search_says_what_to_try(reading: DeskClient) -> None:
    page = reading.get("/search").text
    assert "What can be asked" in page and "feed:&#34;Meridian Wire&#34;" in page and "0 hits" not in page


def test_hits_counts_and_links(reading: DeskClient, keeper: Keeper) -> None:
    fill(keeper, 12)
    page = reading.get("/search?q=ford").text
    assert "<strong>24</strong> hits" in page
    assert page.count("<mark>ford</mark>") == 20 == page.count('<li data-key="')
    assert 'href="/articles/1#claim-1"' in page
    assert re.search(r'href="/search\?q=ford&amp;kind=claim">claim <span class="muted">12<', page)
    assert re.search(r'href="/search\?q=ford&amp;page=2&amp;kept=[0-9a-f]{24}"', page)
    second = reading.get("/search?q=ford&page=2").text
    assert second.count("<mark>ford</mark>") == 4 and "page 2 of 2" in second


def test_a_garble_is_marked_where_its_right_name_was_asked_for(reading: DeskClient, keeper: Keeper) -> None:
    fill(keeper, 1)
    page = reading.get("/search?q=kirkuk").text  # what the factory's garble is suggested to be
    assert page.count("<mark>Zummar</mark>") == 3
    assert page.count("through the garble “Zummar” of Kirkuk (suspected)") == 3


def test_filters_stand_in_the_address_and_stay_ticked(reading: DeskClient, keeper: Keeper) -> None:
    fill(keeper, 4)
    page = reading.get("/search?q=ford&kind=claim&feed=Feed+1&from=2020-01-01&state=suggested").text
    assert re.search(r'name="kind" value="claim" form="search" checked', page)
    assert re.search(r'name="feed" value="feed 1" form="search" checked', page)
    assert 'value="2020-01-01"' in page
    assert "Nothing was found" in page  # none of them has a date


def test_htmx_gets_what_is_found_alone_but_the_whole_page_when_going_back(reading: DeskClient, keeper: Keeper) -> None:
    fill(keeper, 1)
    part = reading.get("/search?q=ford", headers={"HX-Request": "true"})
    assert "<h1" not in part.text and "<mark>ford</mark>" in part.text
    assert "HX-Request" in part.headers["Vary"]
    whole = reading.get("/search?q=ford", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<h1" in whole.text


def test_texts_are_never_markup(reading: DeskClient, keeper: Keeper) -> None:
    nasty = '<script>alert("ford")</script> <img src=x onerror=alert(1)> ford "><b>'
    with transaction(by=None):
        article = make_article(nasty, title=nasty, feed=nasty)
        make_claim(article, nasty)
    keeper.drain()
    for address in ("/search?q=ford", "/search", "/search?q=" + "%3Cscript%3Ealert(1)%3C/script%3E:ford"):
        page = reading.get(address).text
        assert "<script>alert" not in page and "<img src=x" not in page and '"><b>' not in page
    assert "&lt;script&gt;alert(&#34;<mark>ford</mark>&#34;)" in reading.get("/search?q=ford").text


@pytest.mark.parametrize(
    "query", ["q=x&page=zz", "q=x&page=-1", "q=x&page=99999999999999", "q=x&from=yesterday", "q=x&collection=a",
              "q=x&kind=thing", "q=%ff", "q=" + "(" * 3000, "q=" + "a*%20OR%20" * 300, "exact=2&q=%22"]
)  # fmt: skip
def test_no_address_breaks_the_page(reading: DeskClient, keeper: Keeper, query: str) -> None:
    fill(keeper, 1)
    assert reading.get("/search?" + query).status_code == 200


@pytest.mark.parametrize("query", ["q=a%00b", "q=a%C2%80b", "q=a%EF%BF%BFb&kind=claim"])
def test_what_no_page_may_hold_is_taken_out_of_the_address(reading: DeskClient, query: str) -> None:
    answer = reading.get("/search?" + query, follow_redirects=True)
    assert answer.status_code == 200 and answer.request.args["q"] == "a b"
    assert answer.request.args.getlist("kind") == (["claim"] if "claim" in query else [])


def test_notes_say_what_was_made_of_a_wrong_query(reading: DeskClient, keeper: Keeper) -> None:
    fill(keeper, 1)
    assert "not a field" in reading.get("/search?q=colour:red").text
    assert "This is not a date" in reading.get("/search?q=ford&from=yesterday").text


def test_without_an_index_the_page_answers_and_says_so(reading: DeskClient) -> None:
    with transaction(by=None):
        make_article("Patrol 7 crossed the ford.")
    page = reading.get("/search?q=ford").text
    assert "Search is catching up" in page and "<strong>1</strong> hit" in page


def test_what_is_not_in_the_index_yet_is_said(reading: DeskClient, keeper: Keeper, app: Flask) -> None:
    fill(keeper, 1)
    with transaction(by=None):
        make_article("Patrol 7 crossed the ford.")
        db.session.flush()
        db.session.connection().exec_driver_sql("UPDATE journal SET at = '2021-02-15 00:00:00.000000'")
    assert "Search is catching up" in reading.get("/search?q=ford").text


@pytest.mark.parametrize("kind", ["article", "claim", "garble"])
def test_a_page_costs_the_same_statements_with_three_hits_and_with_twenty(
    reading: DeskClient, keeper: Keeper, kind: str
) -> None:
    counts = []
    for more in (3, 30):
        fill(keeper, more)
        reading.get("/search?q=zummar")  # the gazetteer and the names of feeds are read again after each change
        db.session.expire_all()
        with count_statements() as seen:
            page = reading.get(f"/search?q=zummar&kind={kind}").text
        counts.append(len(seen))
    assert page.count('class="search-title"') == 20
    assert counts[0] == counts[1] <= 20, counts


def test_operators_in_a_query_cost_no_statements(reading: DeskClient, keeper: Keeper) -> None:
    fill(keeper, 3)
    counts = []
    for query in ("zummar", "zummar AND (ford OR NOT barge) AND zummar AND (weir OR zummar)"):
        reading.get("/search", query_string={"q": query})
        with count_statements() as seen:
            assert reading.get("/search", query_string={"q": query}).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
