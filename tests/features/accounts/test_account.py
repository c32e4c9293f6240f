"""One's own account: what it shows, and the change of password."""

from __future__ import annotations

import pytest

from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.entrance import PASSWORD, is_in, log_in

NEW = "sieben leise karren"


@pytest.fixture
def reviewer(client: DeskClient, open_cast: Cast) -> DeskClient:
    return client.as_(open_cast.reviewer)


def test_a_person_sees_their_name_role_and_address(reviewer: DeskClient) -> None:
    text = reviewer.get("/account").text
    assert "<bdi>Ravi</bdi>" in text
    assert "<dd>reviewer</dd>" in text
    assert "<dd>ravi@example.org</dd>" in text


def test_the_password_changes_and_only_the_new_one_is_good(reviewer: DeskClient, open_cast: Cast) -> None:
    assert reviewer.post("/account/password", data={"old": PASSWORD, "password": NEW}).location == "/account"
    assert is_in(reviewer)
    reviewer.as_(None)
    assert log_in(reviewer, open_cast.reviewer).status_code == 200
    assert log_in(reviewer, open_cast.reviewer, NEW).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", NEW, "old"),
        ("", NEW, "old"),
        (PASSWORD, "too-small", "password"),
        (PASSWORD, "ravi sieht karren", "password"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(
    reviewer: DeskClient, open_cast: Cast, old: str, new: str, field: str
) -> None:
    before = open_cast.reviewer.password
    response = reviewer.post("/account/password", data={"old": old, "password": new})
    assert response.status_code == 422
    assert f'id="{field}-error"' in response.text
    assert open_cast.reviewer.password == before
    assert new not in response.text


def test_the_form_changes_nobody_else_and_nothing_else(reviewer: DeskClient, open_cast: Cast) -> None:
    before = open_cast.editor.password
    more = {"user_id": str(open_cast.editor.id), "id": str(open_cast.editor.id), "role": "administrator", "active": ""}
    reviewer.post("/account/password", data={"old": PASSWORD, "password": NEW} | more)
    assert open_cast.editor.password == before
    assert (open_cast.reviewer.role.name, open_cast.reviewer.active) == ("reviewer", True)
