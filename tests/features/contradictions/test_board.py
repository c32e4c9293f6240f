"""The board of disagreements: what is on it, for whom, and what deciding does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article, Collection
from annotator.claims.models import Claim
from annotator.contradictions import finding
from annotator.contradictions.models import Disagreement
from annotator.db import db, transaction
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim
from tests.support.statements import count_statements

DAY = dt.datetime(2023, 3, 18, 20, tzinfo=dt.UTC)


def make_story(toll: str, feed: str, hours: int = 0, **more: object) -> Claim:
    text = f"The earthquake in Balao on Saturday killed {toll}. The mayor of Balao asked for tents."
    article = make_article(
        text, title=f"{feed} on Balao", feed=feed, published_at=DAY + dt.timedelta(hours=hours), **more
    )
    return make_claim(article, text.partition(".")[0])


@pytest.fixture
def stories(app: Flask, cast: Cast) -> list[Claim]:
    """Three outlets, three tolls of one evening; the last of the three is not for everybody."""
    with transaction(by=None):
        claims = [
            make_story("nine people", "Andes Wire"), make_story("14 people", "Tele Sur (MT)", translator="Motor 3"),
            make_story("30 people", "Hidden Herald", visibility="hidden"),
        ]  # fmt: skip
    finding.find([claim.id for claim in claims])
    return claims


def rows() -> list[Disagreement]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Disagreement).order_by(Disagreement.id)))


def form_of(row: Disagreement, **more: Any) -> dict[str, Any]:
    return {"reading": "scope", "row_version": row.row_version, "back": "/contradictions?feed=Andes+Wire"} | more


def test_a_pair_shows_both_sides_with_the_figures_marked(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    page = client.as_(cast.reader).get("/contradictions").text
    assert "1 open pair" in page
    assert "<mark>nine people</mark>" in page and "<mark>14 people</mark>" in page
    assert "Andes Wire" in page and "Motor 3" in page
    assert "cannot both be right" in page
    for claim in stories[:2]:
        assert f"/articles/{claim.article_id}?claim={claim.id}#claim-{claim.id}" in page


def test_what_one_may_not_open_is_neither_shown_nor_counted(
    client: DeskClient, cast: Cast, stories: list[Claim]
) -> None:
    page = client.as_(cast.reviewer).get("/contradictions").text
    assert "Hidden Herald" not in page and "30 people" not in page and "1 open pair" in page
    hidden = next(row for row in rows() if stories[2].article_id in {row.first_article_id, row.second_article_id})
    assert client.post(f"/contradictions/{hidden.id}/decide", data=form_of(hidden)).status_code == 404
    assert "1<span" in client.get(f"/articles/{stories[0].article_id}").text.partition("Contradictions <span")[2][:40]
    assert "3 open pairs" in client.as_(cast.editor).get("/contradictions").text


def test_pairs_of_one_matter_are_one_group_with_all_its_values(
    client: DeskClient, cast: Cast, stories: list[Claim]
) -> None:
    page = client.as_(cast.editor).get("/contradictions").text
    assert page.count('class="matter"') == 1
    assert "3 pairs in 3 articles" in page
    values = page.partition('<dl class="values">')[2].partition("</dl>")[0]
    assert [part.partition("</dt>")[0] for part in values.split("<dt>")[1:]] == ["9", "14", "30"]


def test_deciding_is_kept_with_its_note_and_can_be_taken_back(
    client: DeskClient, cast: Cast, stories: list[Claim]
) -> None:
    row = rows()[0]
    client.as_(cast.reviewer)
    answer = client.post(f"/contradictions/{row.id}/decide", data=form_of(row, note="One counts the province.", at="0"))
    assert answer.status_code == 303
    assert answer.location == f"/contradictions?feed=Andes+Wire&done={row.id}&at=0"
    row = rows()[0]
    assert (row.state, row.reading, row.note, row.decided_by_id) == (
        "decided", "scope", "One counts the province.", cast.reviewer.id,
    )  # fmt: skip
    page = client.get("/contradictions?state=decided").text
    assert "Other scope" in page and "by Ravi" in page and "One counts the province." in page
    assert "0 open pairs" in client.get("/contradictions").text
    client.post(f"/contradictions/{row.id}/reopen", data={"row_version": row.row_version})
    assert (rows()[0].state, rows()[0].reading) == ("open", None)


def test_a_stale_decision_is_refused_with_what_stands(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    row = rows()[0]
    form = form_of(row)
    client.as_(cast.colleague).post(f"/contradictions/{row.id}/decide", data=form | {"reading": "same"})
    answer = client.as_(cast.reviewer).post(f"/contradictions/{row.id}/decide", data=form)
    assert answer.status_code == 409
    assert rows()[0].reading == "same"


def test_what_is_no_reading_is_refused(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    row = rows()[0]
    client.as_(cast.reviewer)
    client.post(f"/contradictions/{row.id}/decide", data=form_of(row, reading="maybe"))
    client.post(f"/contradictions/{row.id}/decide", data=form_of(row, note="x" * 2_001))
    assert rows()[0].state == "open"
    page = client.get("/contradictions").text
    assert "A reading is one of" in page and "2,000 characters" in page


def test_a_reader_decides_nothing(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    row = rows()[0]
    assert client.as_(cast.reader).post(f"/contradictions/{row.id}/decide", data=form_of(row)).status_code == 403
    assert 'name="reading" value="same" data-digit' not in client.get("/contradictions").text


def test_a_whole_group_can_be_decided_as_proposed(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    client.as_(cast.editor).post("/contradictions/accept", data={"pair": [row.id for row in rows()]})
    assert {(row.state, row.reading == row.proposed) for row in rows()} == {("decided", True)}


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("feed=Andes+Wire", 2), ("feed=Nobody", 0), ("reading=contradiction", 3), ("reading=same", 0),
        ("sort=figure", 3), ("sort=date", 0), ("collection=Quake", 2), ("mine=1", 2), ("feed=Andes+Wire&mine=1", 1),
        ("page=99", 3), ("page=x", 3),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(
    client: DeskClient, cast: Cast, stories: list[Claim], query: str, number: int
) -> None:
    with transaction(by=cast.editor):
        collection = Collection(name="Quake")
        db.session.add(collection)
        collection.articles.append(db.session.get_one(Article, stories[1].article_id))
        db.session.get_one(Claim, stories[2].id).assignee_id = cast.editor.id
    page = client.as_(cast.editor).get(f"/contradictions?{query}").text
    assert f"{number} open pair" in page


def test_only_those_of_one_article(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    client.as_(cast.editor)
    assert "2 open pairs" in client.get(f"/contradictions?article={stories[0].article_id}").text
    assert client.get("/contradictions?article=999").status_code == 404


def test_the_workbench_tells_what_a_claim_disagrees_with(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    page = client.as_(cast.reviewer).get(f"/articles/{stories[0].article_id}?claim={stories[0].id}").text
    told = page.partition('<div class="disagreements">')[2].partition("</ul>")[0]
    assert "“14 people”" in told and "Tele Sur (MT), 18 Mar" in told and "Contradiction" in told
    assert "Hidden Herald" not in page


def test_the_board_costs_the_same_with_more_pairs(client: DeskClient, cast: Cast, stories: list[Claim]) -> None:
    client.as_(cast.editor).get("/contradictions")
    with count_statements() as few:
        client.get("/contradictions")
    with transaction(by=None):
        more = [make_story(f"{number} people", f"Feed {number}", number) for number in range(40, 52)]
    finding.find([claim.id for claim in more])
    with count_statements() as many:
        assert "open pairs" in client.get("/contradictions").text
    assert len(many) <= len(few) + 1


def test_an_empty_board_says_what_comes(client: DeskClient, cast: Cast) -> None:
    assert "Nothing disagrees." in client.as_(cast.reviewer).get("/contradictions").text
    assert "Nobody has decided" in client.get("/contradictions?state=decided").text
