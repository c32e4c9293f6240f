"""The dashboard: what each mark counts is what is behind it, for whom, under which filters, and for how much."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import html5lib
import pytest
import sqlalchemy as sa

from annotator.articles.models import Article, Collection
from annotator.claims.models import Claim
from annotator.contradictions.models import Disagreement
from annotator.db import db, now, transaction
from annotator.desk.dashboard.figures import alpha_of
from annotator.garbles.models import Garble
from annotator.reviews.agreement.measures import nominal
from annotator.reviews.models import Assessment, Policy
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble
from tests.support.statements import count_statements

CHARTS = {
    "judged", "verdicts", "progress", "waiting", "garbles-feed", "garbles-translator", "contradictions", "agreement",
    "settling",
}  # fmt: skip


def judge(claim: Claim, verdict: str, *people: object, ago: int = 0) -> None:
    at = now() - dt.timedelta(days=ago)
    for person, said in zip(people, [verdict, "true"], strict=False):
        db.session.add(
            Assessment(claim=claim, reviewer=person, verdict=said, confidence=80, created_at=at, changed_at=at)
        )


@pytest.fixture
def lived(cast: Cast) -> list[Article]:
    """Three articles of two feeds: claims judged and settled on several days, garbles, a contradiction."""
    with transaction(by=None):
        iraq = Collection(name="Iraq")
        articles = []
        for number, (feed, translator) in enumerate((("Wire", "Engine"), ("Wire", "Other"), (None, None))):
            article = make_article(title=f"Article {number}", feed=feed, translator=translator)
            articles.append(article)
            for at, quote in enumerate(("Two soldiers", "wounded", "300 guards", "the town")):
                claim = make_claim(article, quote, kinds=["quantity"] if at % 2 else ["event"], state="open")
                if at < 3:
                    judge(
                        claim, "false" if at else "true", cast.reviewer, *([cast.colleague] if number else []), ago=at
                    )
                    claim.verdict, claim.state = ("false" if at else "true"), ("settled" if at == 2 else "assessed")
                    claim.state_since = now() - dt.timedelta(days=at)
                    claim.created_at = now() - dt.timedelta(days=at + 2)
            for severity in ("critical", "minor"):
                make_garble(article, "Kirkuk" if severity == "minor" else "ministry", severity=severity)
            make_garble(article, "soldiers", state="dismissed")
        articles[0].collections.append(iraq)
        db.session.add(
            Disagreement(
                sort="figure", first_article_id=articles[0].id, second_article_id=articles[2].id, signature="a" * 64,
                first={"quote": "300"}, second={"quote": "30"}, proposed="contradiction",
            )
        )  # fmt: skip
    return articles


def marks(page: str) -> dict[str, list[tuple[str, int]]]:
    """The address and the count of each mark, by chart."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, drawing in re.findall(r'aria-labelledby="title-([\w-]+) .*?>(.*?)</svg>', page, re.S):
        found[name] = [
            (unescape(href), int(count))
            for href, count in re.findall(r'<a href="([^"]*)".*?data-count="(\d+)"', drawing)
        ]
    return found


def counted(client: DeskClient, address: str) -> int:
    page = client.get(address)
    assert page.status_code == 200
    found = re.search(r'<span id="count">([\d,]+)</span>', page.text)
    assert found
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("filters", ["", "?period=all", "?feed=Wire&period=7", "?collection=1", "?period=365&feed="])
def test_behind_each_mark_is_as_much_as_it_says(
    client: DeskClient, cast: Cast, lived: list[Article], filters: str
) -> None:
    client.as_(cast.editor)
    page = client.get(f"/dashboard{filters}").text
    found = marks(page)
    assert CHARTS - {"agreement"} <= found.keys() <= CHARTS
    for name, those in found.items():
        for address, count in those:
            assert counted(client, address) == count > 0, (name, address)


def test_each_chart_counts_what_it_says(client: DeskClient, cast: Cast, lived: list[Article]) -> None:
    found = marks(client.as_(cast.editor).get("/dashboard").text)

    def sums(name: str) -> list[int]:
        return [count for _, count in found[name]]

    assert sums("judged") == [3, 3, 3], "three claims on each of three days"
    assert sums("verdicts") == [3, 6], "true and false"
    assert sum(sums("waiting")) == 9 and sum(sums("progress")) == 12
    assert sum(sums("garbles-feed")) == sum(sums("garbles-translator")) == 6
    assert sums("contradictions") == [1, 1], "it counts for both feeds"
    assert sums("settling") == [3]
    assert sum(sums("agreement")) == 6
    page = client.get("/dashboard").text
    assert "Half of 3 claims within 2.0 days" in page


def test_what_one_may_not_open_is_not_counted(client: DeskClient, cast: Cast, lived: list[Article]) -> None:
    with transaction(by=None):
        db.session.get_one(Article, lived[2].id).visibility = "hidden"
    client.as_(cast.reader)
    found = marks(client.get("/dashboard").text)
    assert [count for _, count in found["judged"]] == [2, 2, 2]
    assert "contradictions" not in found, "one of its two articles is not open"
    assert sum(count for _, count in found["garbles-feed"]) == 4
    for those in found.values():
        for address, count in those:
            assert counted(client, address) == count
    assert len(marks(client.as_(cast.editor).get("/dashboard").text)["contradictions"]) == 2


def test_a_desk_that_judges_blind_counts_verdicts_one_may_know(
    client: DeskClient, cast: Cast, lived: list[Article]
) -> None:
    with transaction(by=None):
        db.session.add(Policy(id=1, blind=True))
    found = marks(client.as_(cast.colleague).get("/dashboard").text)
    # Cora judged the claims of two articles; of the first she knows the settled one.
    assert sum(count for _, count in found["verdicts"]) == 7
    assert sum(count for _, count in marks(client.as_(cast.editor).get("/dashboard").text)["verdicts"]) == 9
    client.as_(cast.colleague)
    for address, count in found["verdicts"]:
        assert counted(client, address) == count


def test_it_follows_what_is_done(client: DeskClient, cast: Cast, lived: list[Article]) -> None:
    client.as_(cast.editor).get("/dashboard")
    with transaction(by=cast.reviewer):
        claim = db.session.scalars(sa.select(Claim).where(Claim.verdict.is_(None))).first()
        assert claim
        judge(claim, "mixed", cast.reviewer)
        claim.verdict, claim.state = "mixed", "assessed"
        db.session.scalars(sa.select(Garble).where(Garble.severity == "critical")).first().state = "dismissed"
        make_garble(make_article(title="New", feed="Third"), "Kirkuk")
    found = marks(client.get("/dashboard").text)
    assert [count for _, count in found["judged"]] == [3, 3, 4]
    assert sum(count for _, count in found["garbles-feed"]) == 6
    for those in found.values():
        for address, count in those:
            assert counted(client, address) == count


def test_each_chart_has_words_a_table_and_a_file(client: DeskClient, cast: Cast, lived: list[Article]) -> None:
    page = client.as_(cast.reader).get("/dashboard").text
    document = html5lib.parse(page, namespaceHTMLElements=False)
    assert page.count('role="img"') == page.count("<desc ") == len(CHARTS)
    tables = list(document.iter("table"))
    assert len(tables) == len(CHARTS)
    for name in CHARTS:
        answer = client.get(f"/dashboard/{name}.csv")
        assert answer.status_code == 200 and answer.mimetype == "text/csv"
        assert len(answer.text.splitlines()) > 1
    assert client.get("/dashboard/nothing.csv").status_code == 404
    assert "style=" not in page and "<script>" not in page


def test_a_feeds_name_is_no_formula_and_no_markup(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        make_garble(make_article(title="One", feed='=<b>"&'), "Kirkuk")
    page = client.as_(cast.reader).get("/dashboard").text
    assert "<b>" not in page.replace("<bdi>", "")
    assert "'=<b>" in client.get("/dashboard/garbles-feed.csv").text
    [(address, count)] = marks(page)["garbles-feed"]
    assert counted(client, address) == count == 1


def test_an_empty_desk_says_what_to_do_first(client: DeskClient, cast: Cast) -> None:
    assert "Add the first articles" in client.as_(cast.reviewer).get("/dashboard").text
    assert "A reviewer or an editor" in client.as_(cast.reader).get("/dashboard").text
    with transaction(by=None):
        make_article(created_at=now() - dt.timedelta(days=400))
    assert "Nothing in this time" in client.get("/dashboard").text
    assert client.get("/dashboard?period=forever&collection=x&feed=y").status_code == 200
    for address in ("claims?judged=x", "claims?waits=2021-13-01..2021-01-01", "garbles?severity=x", "contradictions"):
        assert client.get(f"/dashboard/{address}").status_code == 200


def test_it_costs_the_same_however_much_there_is(client: DeskClient, cast: Cast, lived: list[Article]) -> None:
    client.as_(cast.editor)

    def cost() -> int:
        client.get("/dashboard")
        with count_statements() as statements:
            client.get("/dashboard")
        return len(statements)

    few = cost()
    with transaction(by=None):
        for number in range(20):
            article = make_article(title=f"More {number}", feed=f"Feed {number}")
            judge(make_claim(article, "300 guards", verdict="true", state="settled"), "true", cast.reviewer)
    assert cost() == few


@pytest.mark.parametrize(
    "patterns",
    [
        {("false", "true"): 3, ("true", "true"): 5, ("false", "false", "true"): 2},
        {("false", "true"): 9},
        {("mixed", "mixed"): 4, ("false", "mixed", "true"): 3, ("true", "true"): 1},
    ],
)
def test_alpha_is_the_librarys(patterns: dict[tuple[str, ...], int]) -> None:
    ratings = []
    thing = 0
    for verdicts, count in patterns.items():
        for _ in range(count):
            ratings += [(person, thing, verdict) for person, verdict in enumerate(verdicts)]
            thing += 1
    assert alpha_of(patterns) == pytest.approx(nominal(ratings).alpha)


def test_alpha_is_none_where_it_says_nothing() -> None:
    assert alpha_of({("true", "true"): 4}) is None and alpha_of({("true", "true"): 40}) is None
