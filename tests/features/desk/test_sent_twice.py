"""A form that makes something, sent twice: a double click, or a retry after the line was cut."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts import telling
from annotator.accounts.models import User
from annotator.claims.models import Claim
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.db.base import Model
from annotator.db.tracking import HistoryEntry
from annotator.garbles.models import Garble
from annotator.reviews.models import Comment
from annotator.sources.models import Source
from tests.features.desk.conftest import TEXT, Fields, form_of
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_garble


@dataclass(frozen=True)
class Making:
    """A form that makes a row: the page it stands on, where it is sent, what is typed into it."""

    model: type[Model]
    page: str
    address: str
    typed: dict[str, str]


START = TEXT.index("Two guards")
PLACE = f"start={START}&end={START + 15}"
MAKINGS = {
    "claim": Making(Claim, f"/articles/1?new=claim&{PLACE}", "/articles/1/claims", {"wording": "Two guards died"}),
    "garble": Making(Garble, f"/articles/1?new=garble&{PLACE}", "/articles/1/garbles", {"reason": "No “verb”"}),
    "correction": Making(
        Correction, f"/articles/1?new=correction&{PLACE}", "/articles/1/corrections", {"replacement": "Three died"}
    ),
    "reading": Making(Correction, "/articles/1?garble=1", "/articles/1/corrections", {}),
    "comment": Making(Comment, "/articles/1?tab=comments", "/articles/1/comments", {"text": "Which two?"}),
    "source": Making(Source, "/sources/new", "/sources/new", {"title": "Log of the clinic"}),
}


@pytest.fixture
def client(either_app: Flask) -> DeskClient:
    """A reviewer on a desk with one article and one confirmed garble."""
    cast: Cast = make_cast()
    with transaction(by=None):
        article = make_article(TEXT)
        garble = make_garble(article, "Nahr Saad", state="confirmed", reading="Nahr Said")
    assert (article.id, garble.id) == (1, 1)
    client = either_app.test_client()
    assert isinstance(client, DeskClient)
    return client.as_(cast.reviewer)


def filled(client: DeskClient, making: Making) -> Fields:
    page = client.get(making.page)
    assert page.status_code == 200
    return {**form_of(page.text, making.address), **making.typed}


def number_of(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.mark.parametrize("name", MAKINGS)
def test_the_second_is_answered_like_the_first_and_writes_nothing(client: DeskClient, name: str) -> None:
    making = MAKINGS[name]
    before, fields = number_of(making.model), filled(client, making)
    first = client.post(making.address, data=fields)
    assert (first.status_code, number_of(making.model)) == (303, before + 1)
    told = number_of(HistoryEntry)
    second = client.post(making.address, data=fields)
    assert (second.status_code, second.location) == (303, first.location)
    assert (number_of(making.model), number_of(HistoryEntry)) == (before + 1, told)
    assert client.get(second.location).status_code == 200


@pytest.mark.parametrize("name", sorted(MAKINGS.keys() - {"reading", "correction"}))  # of the same words there is one
def test_other_words_typed_on_the_same_page_are_something_else(client: DeskClient, name: str) -> None:
    making = MAKINGS[name]
    before, fields = number_of(making.model), filled(client, making)
    client.post(making.address, data=fields)
    client.post(making.address, data=fields | {field: f"{words} …" for field, words in making.typed.items()})
    assert number_of(making.model) == before + 2


def test_the_same_words_from_a_page_that_was_opened_anew_are_kept_again(client: DeskClient) -> None:
    for _ in range(2):
        client.post("/articles/1/comments", data=filled(client, MAKINGS["comment"]))
    assert number_of(Comment) == 2


def test_what_was_refused_can_be_sent_from_the_same_page_once_it_may_be_done(client: DeskClient) -> None:
    fields = filled(client, MAKINGS["claim"]) | {"start": "", "end": "", "words": "two barges", "wording": "x" * 3_000}
    assert "new=claim" in client.post("/articles/1/claims", data=fields).location
    assert "claim=1" in client.post("/articles/1/claims", data=fields | {"wording": "Two barges came"}).location


def test_a_double_click_while_the_first_is_still_being_written_makes_one(
    client: DeskClient, either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked for the key before either had written it."""
    at_work, answers = threading.Barrier(2, timeout=20), []
    fields = filled(client, MAKINGS["comment"]) | {"csrf_token": client.csrf_token()}
    cookie = client.get_cookie("session")
    assert cookie is not None
    looked = telling.answered
    first_looks = threading.Semaphore(2)

    def look(key: str | None, *, by: object) -> str | None:
        found = looked(key, by=by)  # type: ignore[arg-type]
        if first_looks.acquire(blocking=False):
            at_work.wait()
        return found

    monkeypatch.setattr(telling, "answered", look)

    def click() -> None:
        with either_app.app_context():
            own = either_app.test_client()
            own.set_cookie("session", cookie.value)
            answer = own.post("/articles/1/comments", data=fields, csrf=False)
            answers.append((answer.status_code, answer.location))

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=30)
    assert len(answers) == 2 and answers[0] == answers[1] and answers[0][0] == 303
    assert number_of(Comment) == 1


def test_a_key_is_ones_own(client: DeskClient) -> None:
    fields = filled(client, MAKINGS["comment"])
    client.post("/articles/1/comments", data=fields)
    other = db.session.scalars(sa.select(User).where(User.name == "Cora")).one()
    client.as_(other).post("/articles/1/comments", data=fields)
    assert number_of(Comment) == 2
