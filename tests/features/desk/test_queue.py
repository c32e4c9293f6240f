"""/: what waits for this person, and the newest articles."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.desk.queue import queries
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment
from tests.features.desk.conftest import TEXT
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble
from tests.support.statements import count_statements


def counts(page: str) -> dict[str, int]:
    """The number on each tab."""
    return {
        name: int(number) for name, number in re.findall(r'\?queue=(\w+)"[^>]*>[^<]*<span class="count">(\d+)', page)
    }


def listed(page: str) -> list[str]:
    """The words of each row."""
    cells = re.findall(r'<td class="claim-cell"><a [^>]*><bdi>(.*?)</bdi>', page)
    return [html.unescape(cell) for cell in cells]


def test_each_list_holds_what_this_person_can_do_something_about(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        for state in ("suggested", "open", "ambiguous", "settled", "not-a-claim", "recheck"):
            make_claim(article, "Four guards", wording=f"A {state} one", state=state)
        make_claim(article, "denied it", wording="An opinion", checkable=False)
        mine, hers = (make_claim(article, "Two guards", wording=name) for name in ("Judged by Ravi", "Judged by Cora"))
        for quote, state in (("Nahr Saad", "suspected"), ("two barges", "dismissed"), ("The mayor", "confirmed")):
            make_garble(article, quote, state=state)
    for claim, person in ((mine, cast.reviewer), (hers, cast.colleague)):
        with transaction(by=person):
            reviews.assess(claim, verdict="true", confidence=50, by=person)
    client.as_(cast.reviewer)
    lists = {
        "judge": {"A suggested one", "A open one", "A ambiguous one"},
        "second": {"Judged by Cora"},
        "recheck": {"A recheck one"},
        "garbles": {"Nahr Saad"},
    }
    for name, rows in lists.items():
        page = client.get(f"/?queue={name}").text
        assert set(listed(page)) == rows
        assert counts(page) == {"judge": 3, "second": 1, "recheck": 1, "garbles": 1}
    assert listed(client.as_(cast.colleague).get("/?queue=second").text) == ["Judged by Ravi"]


def test_nothing_of_somebody_elses_draft_or_of_a_hidden_article_is_shown(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        for visibility in ("draft", "hidden"):
            article = make_article(
                TEXT, title=f"Secret {visibility}", visibility=visibility, created_by_id=cast.colleague.id
            )
            make_claim(article, "Four guards", wording=f"Secret claim of a {visibility}")
            make_garble(article, "Nahr Saad")
    for name in queries.QUEUES:
        page = client.as_(cast.reviewer).get(f"/?queue={name}").text
        assert "Secret" not in page and set(counts(page).values()) == {0}
    page = client.as_(cast.colleague).get("/").text
    assert listed(page) == ["Secret claim of a draft"] and "Secret hidden" not in page
    assert listed(client.as_(cast.editor).get("/").text) == ["Secret claim of a hidden"]


def test_what_is_most_worth_checking_comes_first_then_the_newest_article_and_one_without_a_date_last(
    client: DeskClient, cast: Cast
) -> None:
    with transaction(by=None):
        for name, worth, day in (("undated", 0.9, None), ("older", 0.9, 1), ("newer", 0.9, 2), ("dull", 0.2, 3)):
            published = dt.datetime(2021, 2, day, tzinfo=dt.UTC) if day else None
            make_claim(make_article(TEXT, published_at=published), "Four guards", wording=name, worth=worth)
    assert listed(client.as_(cast.reviewer).get("/").text) == ["newer", "older", "undated", "dull"]


def test_sorted_by_worth_the_worthiest_comes_first_and_every_page_and_tab_keeps_the_order(
    client: DeskClient, cast: Cast
) -> None:
    with transaction(by=None):
        for name, worth, day in (("older", 0.91, 1), ("newer", 0.89, 2)):
            article = make_article(TEXT, published_at=dt.datetime(2021, 2, day, tzinfo=dt.UTC))
            make_claim(article, "Four guards", wording=name, worth=worth)
        for _ in range(queries.PAGE):
            make_claim(article, "Two guards", wording="dull", worth=0.1)
    client.as_(cast.reviewer)
    assert listed(client.get("/").text)[:2] == ["newer", "older"]
    page = client.get("/?sort=worth").text
    assert listed(page)[:2] == ["older", "newer"] and 'aria-sort="descending"' in page
    assert "queue=judge&amp;sort=worth&amp;page=2" in page and "queue=recheck&amp;sort=worth" in page
    assert "queue=garbles&amp;sort" not in page
    for odd in ("/?sort=age", "/?queue=garbles&sort=worth"):
        assert "aria-sort" not in client.get(odd).text


def test_articles_without_a_date_come_last_on_either_database(either_app: object) -> None:
    cast = make_cast()
    with transaction(by=None):
        for day in (None, 1):
            published = dt.datetime(2021, 2, day, tzinfo=dt.UTC) if day else None
            article = make_article(TEXT, published_at=published)
            make_claim(article, "Four guards", wording=str(day))
            make_garble(article, "Nahr Saad", reason=str(day))
    assert [claim.wording for claim in queries.queue("judge", cast.reviewer, 1)] == ["1", "None"]  # type: ignore[union-attr]
    assert [garble.reason for garble in queries.queue("garbles", cast.reviewer, 1)] == ["1", "None"]  # type: ignore[union-attr]


def test_a_long_list_has_pages_that_hold_each_claim_once(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        for number in range(queries.PAGE + 3):
            make_claim(article, "Four guards", wording=f"Claim {number}")
    first = client.as_(cast.reviewer).get("/").text
    second = client.get("/?queue=judge&page=2").text
    assert 'rel="next"' in first and 'rel="prev"' in second and 'rel="next"' not in second
    found = listed(first) + listed(second)
    assert len(found) == len(set(found)) == queries.PAGE + 3


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30, "9" * 5000])
def test_a_page_number_out_of_all_bounds_is_no_error(client: DeskClient, cast: Cast, page: str) -> None:
    expected = 404 if len(page) == 30 else 200  # a number that no database holds names no page
    assert client.as_(cast.reviewer).get(f"/?page={page}").status_code == expected


def test_an_empty_desk_says_what_to_do_first_and_to_a_reader_that_there_is_nothing(
    client: DeskClient, cast: Cast
) -> None:
    page = client.as_(cast.reviewer).get("/").text
    assert "nothing on the desk yet" in page and "Add the first article" in page
    assert "Add the first article" not in client.as_(cast.reader).get("/").text


@pytest.mark.parametrize(
    "name, words",
    [
        ("judge", "Every claim has been judged"),
        ("second", "waits for a second reader"),
        ("recheck", "Nothing that was settled"),
        ("garbles", "No suspected garble"),
    ],
)
def test_an_empty_list_says_that_nothing_is_left(
    client: DeskClient, cast: Cast, article: Article, name: str, words: str
) -> None:
    assert words in client.as_(cast.reviewer).get(f"/?queue={name}").text


def test_a_list_that_does_not_exist_is_not_found(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.reviewer).get("/?queue=nothing").status_code == 404


def test_the_newest_articles_say_how_far_they_are(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        for state in ("suggested", "settled", "not-a-claim"):
            make_claim(article, "Four guards", state=state)
        make_garble(article, "Nahr Saad")
    page = client.as_(cast.reader).get("/").text
    assert "1 of 2 judged" in page and "1 garble<" in page


@pytest.mark.parametrize("name", queries.QUEUES)
def test_a_list_costs_as_many_statements_with_30_rows_as_with_3(client: DeskClient, cast: Cast, name: str) -> None:
    def add(number: int) -> None:
        state = {"second": "assessed", "recheck": "recheck"}.get(name, "suggested")
        with transaction(by=None):
            for _ in range(number):
                article = make_article(TEXT, feed="Canal Wire")
                claim = make_claim(article, "Four guards", state=state, verdict="true", confidence=50)
                db.session.add(Assessment(claim=claim, reviewer_id=cast.colleague.id, verdict="true", confidence=50))
                make_garble(article, "Nahr Saad")

    costs = []
    client.as_(cast.reviewer).get("/")
    for more in (3, 27):
        add(more)
        with count_statements() as seen:
            page = client.get(f"/?queue={name}").text
        costs.append(len(seen))
    assert len(listed(page)) == 30
    assert costs[0] == costs[1] <= 15
