"""A lost password: a one-time link from an administrator."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from annotator.accounts import service
from annotator.accounts.models import User
from annotator.db import transaction
from annotator.errors import NotAllowed, NotFound
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.entrance import PASSWORD, is_in, log_in

NEW = "sieben leise karren"


def linked(user: User, by: User | None = None) -> str:
    with transaction(by=by):
        return service.password_link(user, by=by)


def test_an_administrator_makes_a_link_and_the_person_sets_a_password(client: DeskClient, open_cast: Cast) -> None:
    page = client.as_(open_cast.administrator).post(f"/people/{open_cast.reviewer.id}/password-link").text
    found = re.search(r'value="http://localhost(/invitation/[\w-]{43})"', page)
    assert found
    assert "New password for Ravi" in page
    client.as_(None)
    assert 'name="email"' not in client.get(found[1]).text
    assert client.post(found[1], data={"password": NEW}).location == "/account"
    assert is_in(client)
    assert client.as_(None).get(found[1]).status_code == 404
    assert log_in(client, open_cast.reviewer, PASSWORD).status_code == 200
    assert log_in(client, open_cast.reviewer, NEW).status_code == 302


def test_old_sessions_end_with_the_new_password(app: Flask, client: DeskClient, open_cast: Cast) -> None:
    other = app.test_client()
    assert isinstance(other, DeskClient)
    other.as_(open_cast.reviewer)
    client.post(f"/invitation/{linked(open_cast.reviewer)}", data={"password": NEW})
    assert not is_in(other)


def test_a_newer_link_and_deactivation_end_the_older_one(client: DeskClient, open_cast: Cast) -> None:
    first, second = linked(open_cast.reviewer), linked(open_cast.reviewer)
    assert client.get(f"/invitation/{first}").status_code == 404
    assert client.get(f"/invitation/{second}").status_code == 200
    with transaction(by=None):
        service.deactivate(open_cast.reviewer)
    assert client.post(f"/invitation/{second}", data={"password": NEW}).status_code == 404


def test_a_bad_password_leaves_the_link_good(client: DeskClient, open_cast: Cast) -> None:
    link = f"/invitation/{linked(open_cast.reviewer)}"
    response = client.post(link, data={"password": "too-small"})
    assert response.status_code == 422
    assert 'id="password-error"' in response.text
    assert client.get(link).status_code == 200


def test_the_two_kinds_of_link_cannot_stand_for_each_other(app: Flask, open_cast: Cast) -> None:
    password = linked(open_cast.reviewer)
    with transaction(by=None):
        account = service.invite("administrator", by=None)
    with pytest.raises(NotFound), transaction(by=None):
        service.accept(password, name="Nadia", email="nadia@example.org", password=NEW)
    with pytest.raises(NotFound), transaction(by=None):
        service.set_password(account, password=NEW)


def test_who_is_shut_out_or_has_no_address_gets_no_link(app: Flask, open_cast: Cast) -> None:
    with transaction(by=None):
        open_cast.reader.email = None
        service.deactivate(open_cast.reviewer)
    for user in (open_cast.reader, open_cast.reviewer):
        with pytest.raises(NotAllowed):
            linked(user)


def test_no_form_of_the_link_changes_role_or_person(client: DeskClient, open_cast: Cast) -> None:
    more = {
        "role": "administrator",
        "user_id": str(open_cast.administrator.id),
        "used_by_id": "1",
        "email": "x@example.org",
    }
    before = open_cast.administrator.password
    client.post(f"/invitation/{linked(open_cast.reviewer)}", data={"password": NEW} | more)
    assert open_cast.administrator.password == before
    assert (open_cast.reviewer.role.name, open_cast.reviewer.email) == ("reviewer", "ravi@example.org")
