"""The parts of the search page: filters, chart, groups, the sentences around, names, what would find more."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from flask import Flask

from annotator.articles.models import Article, Collection
from annotator.db import db, transaction
from annotator.gazetteer.models import Alias, Entity
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.facets import Facet, Value
from annotator.search.views import boxes
from annotator.sources.models import Source
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim
from tests.support.statements import count_statements


@pytest.fixture
def reading(client: DeskClient, cast: Cast) -> DeskClient:
    return client.as_(cast.reader)


@pytest.fixture
def convoys(keeper: Keeper) -> Keeper:
    """Six articles of two months and two feeds, each with two claims."""
    with transaction(by=None):
        for n in range(6):
            when = dt.datetime(2021, 1 + n % 2, 10, tzinfo=dt.UTC)
            text = f"It rained on day {n}. Convoy {n} crossed the ford. It turned back. The ford was closed then."
            article = make_article(text, title=f"Convoy {n}", feed=f"Feed {n % 2}", published_at=when)
            make_claim(article, f"Convoy {n} crossed the ford", worth=n / 10)
            make_claim(article, "The ford was closed", worth=0.9, state="open")
    keeper.drain()
    db.session.rollback()
    return keeper


def address_in(page: str, pattern: str) -> str:
    """The address that this pattern captures in a page."""
    found = re.search(pattern, page)
    assert found, pattern
    return found[1].replace("&amp;", "&")


@pytest.mark.usefixtures("convoys")
def test_what_a_search_is_narrowed_to_stands_above_its_hits_and_can_be_taken_away(reading: DeskClient) -> None:
    page = reading.get("/search?q=ford&kind=claim&kind=article&feed=Feed+1&from=2021-02-01").text
    chips = re.findall(r'class="chip" href="([^"]*)">.*?<span class="muted">([^<]*)</span> <bdi>([^<]*)<', page)
    assert [(name, value) for _, name, value in chips] == [
        ("kind:", "claim"), ("kind:", "article"), ("feed:", "Feed 1"), ("published:", "since 1 Feb 2021"),
    ]  # fmt: skip
    links = [link.replace("&amp;", "&") for link, _, _ in chips]
    assert "kind=article" in links[0] and "kind=claim" not in links[0] and "feed=Feed+1" in links[0]
    assert "feed=" not in links[2] and "from=" not in links[3] and "feed=Feed+1" in links[3]
    assert 'class="clear" href="/search?q=ford"' in page
    assert '<span class="number-of">(4)</span>' in page


@pytest.mark.usefixtures("convoys")
def test_facets_are_counted_without_their_own_filter_and_drawn_with_the_hits(reading: DeskClient) -> None:
    part = reading.get("/search?q=ford&kind=claim&feed=feed+1", headers={"HX-Request": "true"}).text
    counts = dict(re.findall(r'name="feed" value="([^"]*)".*?<span class="count">(\d+)<', part))
    assert counts == {"feed 0": "6", "feed 1": "6"}
    assert "<strong>6</strong> hits" in part
    assert re.findall(r'name="kind" value="([^"]*)"', part)[0] == "claim"  # the chosen one first


def test_long_facets_are_folded_and_can_be_searched(reading: DeskClient, keeper: Keeper) -> None:
    with transaction(by=None):
        for n in range(20):
            make_article("They crossed the ford.", feed=f"Feed {n}")
    keeper.drain()
    page = reading.get("/search?q=ford").text
    assert "14 more" in page and 'id="find-feed"' in page


@pytest.mark.usefixtures("convoys")
def test_months_have_a_bar_each_and_their_words(reading: DeskClient) -> None:
    page = reading.get("/search?q=ford&from=2021-02-01&to=2021-02-28").text
    bars = re.findall(r'role="option" id="bar-([^"]*)".*?aria-selected="(\w+)" aria-label="([^"]*)"', page)
    assert bars == [("2021-01-01", "false", "January 2021: 9"), ("2021-02-01", "true", "February 2021: 9")]


@pytest.mark.usefixtures("convoys")
def test_claims_say_their_worth_and_are_sorted_by_it(reading: DeskClient) -> None:
    page = reading.get("/search?q=crossed+kind:claim&sort=worth").text
    assert re.findall(r"worth (\d+)", page) == ["50", "40", "30", "20", "10", "0"]
    assert '<option value="worth" selected>' in page


def test_hits_by_article_have_its_title_once_and_a_way_to_the_rest(reading: DeskClient, convoys: Keeper) -> None:
    with transaction(by=None):
        article = db.session.get_one(Article, 1)
        for words in ("crossed the ford", "the ford", "closed then"):
            make_claim(article, words, wording=f"Somebody {words} at the ford")
    convoys.drain()
    page = reading.get("/search?q=ford&grouped=1").text
    assert "<strong>21</strong> hits on 6 articles" in page
    assert page.count('class="search-group"') == page.count("<h3>") == 6
    assert page.count('data-key="') == 3 * 6
    narrowed = reading.get(address_in(page, r'href="([^"]*article=1[^"]*)">3 more in this article')).text
    assert "<strong>6</strong> hits" in narrowed and "in:</span> <bdi>Convoy 0" in narrowed


@pytest.mark.usefixtures("convoys")
def test_the_sentences_around_a_hit_are_fetched(reading: DeskClient) -> None:
    page = reading.get("/search?q=crossed+ford&kind=claim").text
    part = reading.get(address_in(page, r'hx-get="(/search/context[^"]*key=claim:1[^\d"]*)"')).text
    assert "It rained on day 0." in part and "It turned back." in part and "closed" not in part
    assert "<mark>crossed</mark>" in part and "<mark>ford</mark>" in part
    assert "<mark>turned</mark>" in reading.get("/search/context?key=article:1&q=turned").text


@pytest.mark.parametrize("key", ["claim:999", "source:1", "thing:1", "claim:x", "", "claim:" + "9" * 30])
@pytest.mark.usefixtures("convoys")
def test_there_is_nothing_around_what_stands_nowhere(reading: DeskClient, key: str) -> None:
    with transaction(by=None):
        db.session.add(Source(title="Ford log"))
    assert reading.get("/search/context", query_string={"key": key, "q": "ford"}).status_code == 404


@pytest.mark.usefixtures("convoys")
def test_more_like_this_says_what_it_is_like(reading: DeskClient) -> None:
    page = reading.get("/search?q=ford&kind=claim").text
    assert 'href="/search?like=claim:1"' in page
    page = reading.get("/search?like=claim:1").text
    assert "Like the claim" in page and 'href="/articles/1#claim-1"' in page and "like:</span>" in page
    assert "is not there" in reading.get("/search?like=claim:99").text
    assert reading.get("/search?like=thing:1").status_code == 200


@pytest.mark.usefixtures("convoys")
def test_a_misspelt_word_is_suggested_as_the_corpus_has_it(reading: DeskClient) -> None:
    page = reading.get("/search?q=convoi&feed=feed+1").text
    assert re.search(r'Did you mean <a href="/search\?feed=feed\+1&amp;q=convoy"><bdi>convoy</bdi>', page)


@pytest.mark.usefixtures("convoys")
def test_a_search_that_finds_nothing_says_what_would(reading: DeskClient) -> None:
    page = reading.get("/search?q=convoy+ford+is:disputed").text
    part = reading.get(address_in(page, r'hx-get="(/search/looser[^"]*)"')).text
    assert re.search(r'href="/search\?q=convoy\+ford">12 hits</a> without <code><bdi>is:disputed<', part)
    two = reading.get("/search/looser?q=convoy+is:disputed+is:settled").text
    assert "is:disputed</bdi></code> and <code><bdi>is:settled" in two
    filtered = reading.get("/search/looser?q=convoy&feed=nobody").text
    assert re.search(r'href="/search\?q=convoy">12 hits</a> without the filters', filtered)


def test_the_spellings_of_a_name_are_told_and_counted(reading: DeskClient, keeper: Keeper) -> None:
    with transaction(by=None):
        entity = Entity(key="wazin", name="al-Wazin Brigade", kind="group")
        entity.aliases = [Alias(name="WZB", kind="acronym"), Alias(name="al-Wazir Column", kind="garble")]
        db.session.add(entity)
        for text in ("The WZB left.", "The WZB came.", "The al-Wazir Column left.", "Nobody came."):
            make_article(text)
    keeper.drain()
    page = reading.get("/search?q=al-Wazin+Brigade").text
    assert "Found under 3 spellings" in page and 'href="/names/1"' in page
    assert 'href="/search?q=al-Wazin+Brigade&amp;exact=1">only as typed' in page
    part = reading.get("/search/spellings?q=al-Wazin+Brigade").text
    counted = re.findall(r'q=([^"]*)"><bdi>([^<]*)</bdi></a> <span class="count">(\d+)', part)
    assert counted == [("%22WZB%22", "WZB", "2"), ("%22al-Wazir+Column%22", "al-Wazir Column", "1")]
    by_field = reading.get("/search/spellings?q=came+entity:wazin").text
    assert "q=came+%22WZB%22" in by_field and "al-Wazir" not in by_field
    assert "Found under" not in reading.get("/search?q=al-Wazin+Brigade&exact=1").text


def test_a_draft_is_neither_hinted_at_nor_shown_around(client: DeskClient, cast: Cast, keeper: Keeper) -> None:
    with transaction(by=None):
        article = make_article(
            "Sealed words of Zorvan. They are secret.", title="Sealed", feed="Zorvan Wire", byline="Zora",
            visibility="draft", created_by_id=cast.editor.id, published_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        )  # fmt: skip
        make_claim(article, "Sealed words of Zorvan")
        db.session.add(Collection(name="Zorvan set", articles=[article]))
    keeper.drain()
    asked = ("zor", "sealed zor", "feed:zor", "feed:", "author:", "collection:", "article:", "date:2020", "note:zor")
    for person, sees in ((cast.reader, False), (cast.reviewer, False), (cast.editor, True)):
        client.as_(person)
        found = " ".join(client.get("/search/complete", query_string={"q": text}).text for text in asked)
        assert (re.search("zor|sealed", found, re.IGNORECASE) is not None) == sees
        assert ("2020-01" in found) == sees
        assert client.get("/search/context?key=claim:1&q=words").status_code == (200 if sees else 404)
        assert ("hit" in client.get("/search/looser?q=zorvan+is:disputed").text) == sees


def test_completion_answers_with_what_is_replaced(reading: DeskClient, convoys: Keeper) -> None:
    with transaction(by=None):
        db.session.add(Entity(key="ford", name="Ford Bridge", kind="place"))
    field = reading.get("/search/complete", query_string={"q": "x fee", "at": 5}).json
    assert field[0] == {
        "start": 2, "end": 5, "insert": "feed:", "label": "feed:", "kind": "field", "about": "the feed it came by",
        "count": None,
    }  # fmt: skip
    value = reading.get("/search/complete", query_string={"q": "feed:fee ford", "at": 8}).json
    assert [(each["insert"], each["count"]) for each in value] == [('"Feed 0" ', 9), ('"Feed 1" ', 9)]
    words = reading.get("/search/complete", query_string={"q": "for"}).json
    assert [(each["kind"], each["insert"]) for each in words] == [
        ("name", 'entity:"Ford Bridge" '), ("word", "ford "),
    ]  # fmt: skip
    assert reading.get("/search/complete").json == []
    assert reading.get("/search/complete?q=ford&at=x").status_code == 200


@pytest.mark.parametrize("text", ["feed:", "said:", "fo", "place:", "article:", "entity:for", "reviewer:"])
def test_a_completion_costs_few_statements(reading: DeskClient, convoys: Keeper, text: str) -> None:
    counts = []
    for more in (3, 30):
        with transaction(by=None):
            for n in range(more):
                make_article("They forded it.", feed=f"Fox {more} {n}")
                db.session.add(Entity(key=f"ford-{more}-{n}", name=f"Ford {more} {n}", kind="place"))
        convoys.drain()
        reading.get("/search/complete", query_string={"q": text})
        with count_statements() as seen:
            reading.get("/search/complete", query_string={"q": text})
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 6, counts  # some of them say who asks


def test_completion_without_an_index_is_empty(reading: DeskClient) -> None:
    assert reading.get("/search/complete?q=feed:").json == []


def test_a_box_escapes_its_value_and_takes_no_hole_from_it(app: Flask) -> None:
    odd = Value('a"><b>', "<i>one\0two</i>", 1234, chosen=True)
    with app.test_request_context():
        written = boxes(Facet("feed", "Feed", (odd,)), 0)
        again = boxes(Facet("feed", "Feed", (replace(odd, count=5, chosen=False),)), 0)
    assert "<b>" not in written and "<i>" not in written
    assert "&lt;i&gt;onetwo&lt;/i&gt;" in written and "a&#34;&gt;&lt;b&gt;" in written
    assert " checked>" in written and '<span class="count">1,234</span>' in written
    assert "checked" not in again.replace("form-check", "") and '<span class="count">5</span>' in again
