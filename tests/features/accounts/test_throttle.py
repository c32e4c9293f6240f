"""Guessing passwords is slow, and cannot be used to keep others out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.entrance import PASSWORD, cheap_to_enter, give_password, log_in


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    values = {"INSTANCE": str(instance), "DATABASE_URL": "", "INDEXER": False, "JOBS": False}
    app = cheap_to_enter(values | {"LOGIN_RATE": "3 per minute"})
    app.testing = True
    app.test_client_class = DeskClient
    with app.app_context():
        yield app


@pytest.fixture
def open_cast(app: Flask) -> Cast:
    cast = make_cast()
    give_password(cast.reader, cast.reviewer)
    return cast


def guess(client: DeskClient, email: str, address: str, password: str = "not the password") -> int:
    data = {"email": email, "password": password}
    return client.post("/login", data=data, environ_base={"REMOTE_ADDR": address}).status_code


def test_the_fourth_try_from_an_address_waits(client: DeskClient, open_cast: Cast) -> None:
    codes = [guess(client, f"person{number}@example.org", "192.0.2.1") for number in range(4)]
    assert codes == [200, 200, 200, 429]
    assert guess(client, "person9@example.org", "192.0.2.2") == 200


def test_the_fourth_try_at_an_account_waits_whatever_its_address_and_spelling(
    client: DeskClient, open_cast: Cast
) -> None:
    spellings = ["ravi@example.org", " RAVI@example.org", "Ravi@Example.Org"]
    assert [guess(client, email, f"192.0.2.{number}") for number, email in enumerate(spellings)] == [200, 200, 200]
    assert guess(client, "ravi@example.org", "192.0.2.9", PASSWORD) == 429
    assert guess(client, "rana@example.org", "192.0.2.9", PASSWORD) == 302


def test_the_answer_says_when_to_come_back(client: DeskClient, open_cast: Cast) -> None:
    for _ in range(4):
        response = log_in(client, open_cast.reader, "not the password")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 61
    assert "<h1>Too many tries</h1>" in response.text


def test_guessing_does_not_keep_the_owner_out_of_a_browser_they_use(
    app: Flask, client: DeskClient, open_cast: Cast
) -> None:
    assert log_in(client, open_cast.reviewer).status_code == 302
    client.post("/logout")
    stranger = app.test_client()
    assert isinstance(stranger, DeskClient)
    # From the owner's own address, too: a whole office may share one.
    assert 429 in [guess(stranger, "ravi@example.org", "127.0.0.1") for _ in range(5)]
    assert log_in(client, open_cast.reviewer).status_code == 302


def test_a_known_browser_is_throttled_by_itself(client: DeskClient, open_cast: Cast) -> None:
    log_in(client, open_cast.reviewer)
    client.post("/logout")
    codes = [log_in(client, open_cast.reviewer, "not the password").status_code for _ in range(4)]
    assert codes[-1] == 429


def test_a_known_browser_has_no_privilege_at_other_accounts(client: DeskClient, open_cast: Cast) -> None:
    log_in(client, open_cast.reviewer)
    client.post("/logout")
    assert [guess(client, "rana@example.org", "192.0.2.7") for _ in range(4)][-1] == 429


def test_a_forged_mark_counts_for_nothing(client: DeskClient, open_cast: Cast) -> None:
    for number in range(4):
        client.set_cookie("known_device", f"forged{number}", path="/login")
        code = guess(client, "ravi@example.org", f"192.0.2.{number}")
    assert code == 429


def test_looking_at_the_page_is_free(client: DeskClient, open_cast: Cast) -> None:
    assert {client.get("/login").status_code for _ in range(6)} == {200}
