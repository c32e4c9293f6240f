"""A session's cookie is verified once; it is refused all the same when it is old, or another one."""

from __future__ import annotations

import time

import pytest
from flask import Flask, session

from annotator.factory.sessions import KeptSessions


def cookie_of(app: Flask, **held: object) -> str:
    signer = app.session_interface.get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps(held))


def seen(app: Flask, cookie: str) -> dict[str, object]:
    with app.test_request_context("/", headers={"Cookie": f"session={cookie}"}):
        return dict(session)


def test_it_is_read_again_without_being_verified_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptSessions()
    monkeypatch.setattr(app, "session_interface", kept)
    cookie = cookie_of(app, _user_id="abc")
    assert seen(app, cookie) == {"_user_id": "abc"}
    assert seen(app, cookie) == {"_user_id": "abc"}
    assert kept.verified.cache_info().misses == 1


def test_one_request_does_not_change_what_the_next_one_reads(app: Flask) -> None:
    cookie = cookie_of(app, _flashes=[["good", "Saved."]])
    with app.test_request_context("/", headers={"Cookie": f"session={cookie}"}):
        session["_flashes"].append(["bad", "Not saved."])
        session["more"] = 1
    assert seen(app, cookie) == {"_flashes": [["good", "Saved."]]}


def test_a_cookie_that_was_changed_is_refused(app: Flask) -> None:
    cookie = cookie_of(app, _user_id="abc")
    assert seen(app, cookie) == {"_user_id": "abc"}
    body, rest = cookie.split(".", 1)
    assert seen(app, cookie_of(app, _user_id="abd").split(".", 1)[0] + "." + rest) == {}
    assert seen(app, body) == {}


def test_it_is_refused_when_it_is_too_old_though_it_was_good_before(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = cookie_of(app, _user_id="abc")
    assert seen(app, cookie) == {"_user_id": "abc"}
    later = time.time() + app.permanent_session_lifetime.total_seconds() + 5
    monkeypatch.setattr("annotator.factory.sessions.time.time", lambda: later)
    assert seen(app, cookie) == {}


def test_a_cookie_from_the_future_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = cookie_of(app, _user_id="abc")
    monkeypatch.setattr("annotator.factory.sessions.time.time", lambda: 1_000.0)
    assert seen(app, cookie) == {}


def test_another_secret_makes_old_cookies_worthless(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = cookie_of(app, _user_id="abc")
    assert seen(app, cookie) == {"_user_id": "abc"}
    monkeypatch.setattr(app, "secret_key", "f" * 64)
    assert seen(app, cookie) == {}
