"""What a person sees when something cannot be done: the desk's own page, in words, with what to do next."""

from __future__ import annotations

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
    rows = [line.strip() for line in response.text.splitlines() if "<td>" in line]
    assert len(rows) == 3
    assert "<td><bdi>Three died</bdi></td><td><bdi>Two &lt;b&gt;died&lt;/b&gt;</bdi></td>" in rows[0]
    assert "<td><bdi>see wire</bdi></td>" in rows[2]


def test_htmx_gets_the_same_as_a_part(failing: Callable[[Exception], DeskClient]) -> None:
    response = failing(STALE).get("/failing", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "<html" not in response.text
    assert "Three died" in response.text


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
    assert refused.status_code == 400 and "You are logged out." in refused.text
