"""/: what waits for this person, and the newest articles."""

from __future__ import annotations

import datetime as dt
import html
import re
from zoneinfo import ZoneInfo

import pytest

from annotator.articles.models import Article
from annotator.db import db, now, transaction
from annotator.desk.garbles.board import board
from annotator.desk.ledger.ledger import ledger
from annotator.desk.queue import queries
from annotator.desk.queue.queues import QUEUES, Asked, Filters
from annotator.reviews import assignment
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
    with transaction(by=cast.reviewer):
        taken = make_claim(article, "Four guards", wording="Taken by Ravi", state="open")
        assignment.take([taken], by=cast.reviewer)
        make_claim(article, "Four guards", wording="Differing", state="assessed", verdict="true", disputed=True)
    lists = {
        "mine": {"Taken by Ravi"},
        "unassigned": {"A suggested one", "A open one", "A ambiguous one"},
        "judge": {"A suggested one", "A open one", "A ambiguous one", "Taken by Ravi"},
        "second": {"Judged by Cora"},
        "recheck": {"A recheck one"},
        "stuck": set(),
        "disputed": {"Differing"},
        "garbles": {"Nahr Saad"},
    }
    numbers = {name: len(rows) for name, rows in lists.items()}
    for name, rows in lists.items():
        page = client.get(f"/?queue={name}").text
        assert set(listed(page)) == rows
        # The tab of disagreements is an editor's; the list itself is open to all.
        assert counts(page) == {key: number for key, number in numbers.items() if key in {name} or key != "disputed"}
    assert listed(client.as_(cast.colleague).get("/?queue=second").text) == ["Judged by Ravi"]
    assert counts(client.as_(cast.editor).get("/").text)["disputed"] == 1


def test_nothing_of_somebody_elses_draft_or_of_a_hidden_article_is_shown(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        for visibility in ("draft", "hidden"):
            article = make_article(
                TEXT, title=f"Secret {visibility}", visibility=visibility, created_by_id=cast.colleague.id
            )
            make_claim(article, "Four guards", wording=f"Secret claim of a {visibility}")
            make_garble(article, "Nahr Saad")
    for name in QUEUES:
        page = client.as_(cast.reviewer).get(f"/?queue={name}").text
        assert "Secret" not in page and set(counts(page).values()) == {0}
    page = client.as_(cast.colleague).get("/").text
    assert listed(page) == ["Secret claim of a draft"] and "Secret hidden" not in page
    assert listed(client.as_(cast.editor).get("/").text) == ["Secret claim of a hidden"]


def test_the_order_is_worth_times_prominence_times_age(client: DeskClient, cast: Cast) -> None:
    """Half the weight is as much as a day; an article without a date is as old as it has been on the desk."""
    with transaction(by=None):
        for name, worth, day, quote in (
            ("a day older", 0.9, 1, "Four guards"),
            ("newer", 0.9, 2, "Four guards"),
            ("newer, at the end", 0.9, 2, "two barges came"),
            ("newer, half the worth and more", 0.5, 2, "Four guards"),
            ("newer, less than half the worth", 0.4, 2, "Four guards"),
            ("undated", 0.2, None, "Four guards"),
        ):
            published = dt.datetime(2021, 2, day, tzinfo=dt.UTC) if day else None
            text = TEXT.replace("\n\nThe الحشد", " It rained." * 60 + "\n\nThe الحشد")
            make_claim(make_article(text, published_at=published), quote, wording=name, worth=worth)
    assert listed(client.as_(cast.reviewer).get("/").text) == [
        "undated",
        "newer",
        "newer, half the worth and more",
        "a day older",
        "newer, less than half the worth",
        "newer, at the end",
    ]


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
    assert "page=2&amp;queue=unassigned&amp;sort=worth" in page and "queue=recheck&amp;sort=worth" in page
    assert "queue=garbles&amp;sort" not in page
    for odd in ("/?sort=age", "/?queue=garbles&sort=worth"):
        assert "aria-sort" not in client.get(odd).text


def test_a_deadline_comes_before_everything_on_either_database(either_app: object) -> None:
    cast, at = make_cast(), now()
    with transaction(by=None):
        for name, hours, worth in (("later", 30, 0.9), ("soon", 3, 0.1), ("none", None, 1.0), ("over", -3, 0.2)):
            due = at + dt.timedelta(hours=hours) if hours else None
            make_claim(make_article(TEXT, due_at=due), "Four guards", wording=name, worth=worth)
    asked = Asked(cast.reviewer, Filters(), at, ZoneInfo("UTC"), 24)
    assert [row.wording for row in queries.claims(ledger(), "judge", asked, 1)] == ["over", "soon", "later", "none"]
    assert queries.claims(ledger(), "judge", asked, 1, "worth")[0].wording == "none"


def test_the_most_severe_garbles_come_first_on_either_database(either_app: object) -> None:
    cast = make_cast()
    with transaction(by=None):
        article = make_article(TEXT)
        for severity in ("minor", "critical", "major", "critical"):
            make_garble(article, "Nahr Saad", severity=severity)
    asked = Asked(cast.reviewer, Filters(), now(), ZoneInfo("UTC"), 24)
    found = [(row.severity, row.id) for row in queries.garbles(board(), asked, 1)]
    assert found == [("critical", 4), ("critical", 2), ("major", 3), ("minor", 1)]


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
    assert client.as_(cast.reviewer).get(f"/?page={page}").status_code == 200


def test_an_empty_desk_says_what_to_do_first_and_to_a_reader_that_there_is_nothing(
    client: DeskClient, cast: Cast
) -> None:
    page = client.as_(cast.reviewer).get("/").text
    assert "nothing on the desk yet" in page and "Add the first article" in page
    assert "Add the first article" not in client.as_(cast.reader).get("/").text


@pytest.mark.parametrize(
    "name, words",
    [
        ("mine", "You have taken nothing"),
        ("unassigned", "Every claim to judge is with somebody"),
        ("judge", "Every claim has been judged"),
        ("stuck", "Nothing waits for too long"),
        ("disputed", "Nobody disagrees"),
        ("second", "waits for a second reader"),
        ("recheck", "Nothing that was judged"),
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


@pytest.mark.parametrize("name", QUEUES)
def test_a_list_costs_as_many_statements_with_30_rows_as_with_3(client: DeskClient, cast: Cast, name: str) -> None:
    def add(number: int) -> None:
        state = {"second": "assessed", "recheck": "recheck", "stuck": "recheck", "disputed": "assessed"}
        more = {
            "state": state.get(name, "suggested"),
            "disputed": name == "disputed",
            "state_since": now() - dt.timedelta(days=9),
            "assignee_id": cast.reviewer.id if name in {"mine", "stuck"} else None,
        }
        with transaction(by=None):
            for _ in range(number):
                article = make_article(TEXT, feed="Canal Wire")
                claim = make_claim(article, "Four guards", verdict="true", confidence=50, **more)
                db.session.add(Assessment(claim=claim, reviewer_id=cast.colleague.id, verdict="true", confidence=50))
                make_garble(article, "Nahr Saad")

    costs = []
    client.as_(cast.reviewer).get("/")
    for more in (3, 27):
        add(more)
        client.get("/")  # what is new is taken into the ledger once
        with count_statements() as seen:
            page = client.get(f"/?queue={name}").text
        costs.append(len(seen))
    assert len(listed(page)) == 30
    assert costs[0] == costs[1] <= 15
