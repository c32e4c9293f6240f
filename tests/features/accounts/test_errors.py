"""What a person sees when something cannot be done: the desk's own page, in words, with what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import ServiceUnavailable

from annotator.accounts import policy, throttle
from annotator.errors import Invalid, NotAllowed, NotFound, Stale, TooLarge
from tests.support.cast import Cast
from tests.support.client import DeskClient

STALE = Stale(
    "Somebody else saved this claim.",
    theirs={"wording": "Three died", "verdict": "true"},
    mine={"wording": "Two <b>died</b>", "note": "see wire"},
)


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Routes are added to it."""
    return own_app


@pytest.fixture
def failing(app: Flask, client: DeskClient, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], DeskClient]:
    """A client for which /failing raises the given error."""

    def make(error: Exception) -> DeskClient:
        def fail() -> NoReturn:
            raise error

        app.add_url_rule("/failing", "failing", fail)
        monkeypatch.setitem(policy.ROUTES, "failing", "enter")
        app.config["PROPAGATE_EXCEPTIONS"] = False
        return client

    return make


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid("The date is no date."), 422),
        (NotAllowed("A second reader must settle this claim."), 403),
        (NotFound("There is no such claim."), 404),
        (TooLarge("More than 2,000,000 characters."), 413),
    ],
)
def test_an_error_of_ours_is_a_page_with_its_words(
    failing: Callable[[Exception], DeskClient], error: Exception, status: int
) -> None:
    response = failing(error).get("/failing")
    assert response.status_code == status
    assert str(error) in response.text
    assert response.text.count("<h1>") == 1


def test_a_stale_save_shows_both_texts_side_by_side(failing: Callable[[Exception], DeskClient]) -> None:
    response = failing(STALE).get("/failing")
    assert response.status_code == 409
    words = re.sub("</?mark>", "", response.text)
    assert words.count("<fieldset") == 3
    assert "data-theirs>Three died</p>" in words and "data-mine>Two &lt;b&gt;died&lt;/b&gt;</p>" in words
    assert "data-mine>see wire</p>" in words


def test_htmx_gets_the_same_as_a_part(failing: Callable[[Exception], DeskClient]) -> None:
    response = failing(STALE).get("/failing", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "<html" not in response.text
    assert "Three died" in re.sub("</?mark>", "", response.text)


def test_a_fault_of_ours_tells_nothing_of_the_inside(failing: Callable[[Exception], DeskClient]) -> None:
    response = failing(ZeroDivisionError("secret detail")).get("/failing")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text
    assert "Something went wrong" in response.text


def test_a_busy_database_says_when_to_try_again(failing: Callable[[Exception], DeskClient]) -> None:
    response = failing(OperationalError("UPDATE claims", {}, Exception("database is locked"))).get("/failing")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "UPDATE" not in response.text


def test_what_a_refusal_says_in_headers_is_kept(client: DeskClient, failing: Callable[[Exception], DeskClient]) -> None:
    assert failing(ServiceUnavailable(retry_after=7)).get("/failing").headers["Retry-After"] == "7"
    assert set(client.get("/logout").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_who_is_logged_out_is_not_moved_away_from_what_they_typed(client: DeskClient, cast: Cast) -> None:
    response = client.post("/account/password", data={"old": "a", "password": "b"})
    assert response.status_code == 403
    assert "another tab" in response.text


def test_a_flood_of_log_ins_waits_and_is_then_turned_away(client: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "HASH_WAIT_SECONDS", 0.01)
    for _ in range(4):
        assert throttle.HASHES.acquire(blocking=False)
    try:
        assert not throttle.HASHES.acquire(blocking=False)
        assert client.get("/login").status_code == 200
        response = client.post("/login", data={"email": "ravi@example.org", "password": "x"})
    finally:
        for _ in range(4):
            throttle.HASHES.release()
    assert response.status_code == 503
    assert client.post("/login", data={"email": "ravi@example.org", "password": "x"}).status_code == 200


def test_a_page_older_than_the_session_is_given_its_token_and_goes_on(client: DeskClient, cast: Cast) -> None:
    browser = client.as_(cast.reviewer)
    data = {"password": "wrong"}
    old = {"HX-Request": "true", "X-CSRFToken": "of yesterday"}
    refused = browser.post("/account/password", data=data, headers=old)
    assert refused.status_code == 400 and "Save again." in refused.text
    assert refused.headers["HX-Push-Url"] == "false"
    renewed = {"HX-Request": "true", "X-CSRFToken": refused.headers["X-CSRFToken"]}
    assert browser.post("/account/password", data=data, headers=renewed).status_code != 400


def test_who_is_logged_out_is_told_so_where_they_typed(client: DeskClient) -> None:
    refused = client.post("/account/password", data={"title": "x"}, csrf=False, headers={"HX-Request": "true"})
    assert refused.status_code == 401 and "You are logged out." in refused.text


def test_what_was_typed_by_one_person_is_not_saved_in_the_name_of_another(client: DeskClient, cast: Cast) -> None:
    """Somebody else logged in meanwhile, in another tab; the page was drawn for the colleague."""
    browser = client.as_(cast.reviewer)
    headers = {"HX-Request": "true", "X-Person": str(cast.colleague.id)}
    for token in ({}, {"X-CSRFToken": "of yesterday"}):
        refused = browser.post("/account/password", data={"password": "x"}, headers=headers | token)
        assert refused.status_code == 403 and "opened by somebody else" in refused.text
        assert "X-CSRFToken" not in refused.headers
    own = browser.post("/account/password", data={"password": "x"}, headers={"X-Person": str(cast.reviewer.id)})
    assert own.status_code == 422


def test_a_form_of_a_page_of_its_own_is_led_on_by_htmx(client: DeskClient, cast: Cast) -> None:
    typed = {"title": "Log of the clinic", "kind": "document", "reliability": "B"}
    headers = {"HX-Request": "true", "X-Whole-Page": "1"}
    made = client.as_(cast.reviewer).post("/sources/new", data=typed, headers=headers)
    assert made.status_code == 204 and made.headers["HX-Redirect"].startswith("/sources/")
    assert "Saved." in client.get(made.headers["HX-Redirect"]).text
