"""The log-in page: who gets in, what is told to those who do not, what a session is worth afterwards."""

from __future__ import annotations

import re
import time
from unittest.mock import patch

import pytest
from flask import Flask

from annotator.accounts import service
from annotator.accounts.models import User
from annotator.db import db, transaction
from annotator.factory import create_app
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.entrance import PASSWORD, give_password, is_in, log_in


def told(text: str) -> str:
    """The page's words without what differs from request to request."""
    return re.sub(r'value="[^"]*"|content="[^"]*"', "", text)


def test_a_person_logs_in_and_is_sent_to_the_desk(client: DeskClient, open_cast: Cast) -> None:
    response = log_in(client, open_cast.reviewer)
    assert (response.status_code, response.location) == (302, "/")
    assert is_in(client)


def test_the_address_may_be_typed_in_capitals(client: DeskClient, open_cast: Cast) -> None:
    assert client.post("/login", data={"email": "RAVI@Example.ORG", "password": PASSWORD}).status_code == 302


def test_a_person_comes_back_to_the_page_they_asked_for(client: DeskClient, open_cast: Cast) -> None:
    asked = client.get("/people?page=2")
    assert asked.status_code == 302
    response = client.post(asked.location, data={"email": open_cast.administrator.email, "password": PASSWORD})
    assert response.location == "/people?page=2"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_log_in_leads_to_no_other_site(client: DeskClient, open_cast: Cast, elsewhere: str) -> None:
    data = {"email": open_cast.reader.email, "password": PASSWORD, "next": elsewhere}
    response = client.post("/login", data=data, query_string={"next": elsewhere})
    # A browser takes "//", "/\\" and a scheme for another site; a path of ours starts with one slash and a letter.
    assert re.fullmatch(r"/([\w%].*)?", response.location)


def test_unknown_people_wrong_passwords_and_closed_accounts_get_one_answer(client: DeskClient, open_cast: Cast) -> None:
    with transaction(by=None):
        open_cast.colleague.active = False
        open_cast.editor.password = None
    answers = {
        told(client.post("/login", data={"email": email, "password": password}).text).replace(email, "")
        for email, password in [
            ("nobody@example.org", PASSWORD),
            ("ravi@example.org", "not the password"),
            ("cora@example.org", PASSWORD),
            ("cora@example.org", "not the password"),
            ("edda@example.org", PASSWORD),
        ]
    }
    assert len(answers) == 1
    assert "do not fit together" in answers.pop()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [("nobody@example.org", PASSWORD), ("ravi@example.org", "not the password"), ("edda@example.org", PASSWORD)],
)
def test_each_refusal_costs_one_hash(client: DeskClient, open_cast: Cast, email: str, password: str) -> None:
    """The time to answer tells nothing, since argon2 runs once whether the person exists or not."""
    with transaction(by=None):
        open_cast.editor.password = None
    context = client.application.extensions["security"].pwd_context
    counted: list[str] = []
    for verb in ("hash", "verify"):
        original = getattr(context, verb)
        counting = patch.object(context, verb, lambda *a, o=original, v=verb, **k: (counted.append(v), o(*a, **k))[1])
        counting.start()
    try:
        client.post("/login", data={"email": email, "password": password})
    finally:
        patch.stopall()
    assert len(counted) == 1


def test_passwords_are_kept_as_argon2id(own_app: Flask) -> None:
    cast = make_cast()
    give_password(cast.reader)
    assert cast.reader.password is not None
    assert cast.reader.password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_hash_with_old_parameters_is_renewed_at_log_in(own_app: Flask) -> None:
    context = own_app.extensions["security"].pwd_context
    reader = make_cast().reader
    with transaction(by=None):
        reader.password = context.using(argon2__time_cost=1).hash(PASSWORD)
    client = own_app.test_client()
    assert isinstance(client, DeskClient)
    assert log_in(client, reader).status_code == 302
    assert "t=3" in (reader.password or "")
    assert log_in(client.as_(None), reader).status_code == 302


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: DeskClient, open_cast: Cast) -> None:
    cookies = log_in(client, open_cast.reader).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
    assert not any("remember" in cookie for cookie in cookies)


def test_behind_tls_cookies_are_secure_and_bound_to_the_host(app: Flask) -> None:
    secure = create_app({"INSTANCE": app.instance_path, "TLS": True, "INDEXER": False, "JOBS": False})
    response = secure.test_client().get("/login", base_url="https://desk.example")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_log_out_needs_a_form(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reader)
    assert client.get("/logout").status_code == 405
    assert client.post("/logout", csrf=False).status_code == 400
    assert is_in(client)
    assert client.post("/logout").location == "/login"
    assert not is_in(client)


def replayed(client: DeskClient, change: object) -> bool:
    """Whether a copy of the client's cookie is still good after `change`."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    copy = client.application.test_client()
    copy.set_cookie("session", cookie.value)
    assert is_in(copy)
    assert callable(change)
    change()
    copy.set_cookie("session", cookie.value)
    return is_in(copy)


def test_a_copied_cookie_is_worth_nothing_after_log_out(client: DeskClient, cast: Cast) -> None:
    assert not replayed(client.as_(cast.reader), lambda: client.post("/logout"))


def test_a_copied_cookie_is_worth_nothing_after_deactivation(client: DeskClient, open_cast: Cast) -> None:
    def deactivate() -> None:
        with transaction(by=open_cast.administrator):
            service.deactivate(open_cast.reader)

    assert not replayed(client.as_(open_cast.reader), deactivate)


def test_deactivation_and_return_do_not_revive_old_sessions(client: DeskClient, open_cast: Cast) -> None:
    def deactivate_and_return() -> None:
        with transaction(by=open_cast.administrator):
            service.deactivate(open_cast.reader)
            service.reactivate(open_cast.reader)

    assert not replayed(client.as_(open_cast.reader), deactivate_and_return)


def test_a_copied_cookie_is_worth_nothing_after_a_change_of_password(client: DeskClient, open_cast: Cast) -> None:
    data = {"old": PASSWORD, "password": "fuenf graue gaense"}
    assert not replayed(client.as_(open_cast.reader), lambda: client.post("/account/password", data=data))
    assert is_in(client)


def test_a_session_ends_after_a_day(client: DeskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.time()
    client.as_(cast.reader).get("/account")  # the first page writes its token into the session
    for hours, good in ((23, True), (25, False)):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda hours=hours: start + hours * 3600)
        assert (client.get("/account").status_code == 200) is good


def test_a_cookie_signed_with_another_key_is_nobody(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.administrator)
    client.application.secret_key = "another"
    assert not is_in(client)


@pytest.mark.parametrize(
    "path",
    ["/register", "/reset", "/change", "/confirm", "/verify", "/tf-setup", "/tf-validate", "/us-signin", "/wan-signin",
     "/refresh-token", "/fs-static/js/webauthn.js"],
)  # fmt: skip
def test_what_flask_security_brings_besides_is_off(client: DeskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_token_is_no_way_in(client: DeskClient, cast: Cast) -> None:
    token = cast.administrator.get_auth_token()
    for where in ({"headers": {"Authentication-Token": token}}, {"query_string": {"auth_token": token}}):
        assert client.get("/people", **where).status_code == 302
    assert client.post("/people/invitations", json={"auth_token": token}).status_code == 403


def test_a_log_in_cannot_ask_to_be_remembered(client: DeskClient, open_cast: Cast) -> None:
    data = {"email": open_cast.reader.email, "password": PASSWORD, "remember": "y"}
    assert client.post("/login", data=data).status_code == 302
    assert client.get_cookie("remember_token") is None


def test_a_person_without_password_and_address_cannot_be_logged_in_to(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        cast.reviewer.email = None
    for email in ("", "None", "Ravi"):
        client.post("/login", data={"email": email, "password": ""})
        assert not is_in(client)
    assert db.session.get_one(User, cast.reviewer.id).password is None
