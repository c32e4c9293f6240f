"""Getting in by the log-in page, as a person does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from annotator.accounts import passwords
from annotator.accounts.models import User
from annotator.db import transaction
from annotator.factory import create_app, security

PASSWORD = "vier tinten trocknen"
COST = "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"
CHEAP = {"argon2__memory_cost": 64, "argon2__time_cost": 1, "argon2__parallelism": 4}

_hashes: dict[tuple[str, str], str] = {}


def give_password(*users: User, password: str = PASSWORD) -> None:
    """Let them log in. A hash takes 0.2 s on purpose: each password is hashed once a run, for each of its costs."""
    key = password, repr(current_app.config[COST])
    if key not in _hashes:
        _hashes[key] = passwords.hashed(password)
    with transaction(by=None):
        for user in users:
            user.password = _hashes[key]


def cheap_to_enter(settings: Mapping[str, Any]) -> Flask:
    """An application whose password hashes cost next to nothing: what they cost on a desk is tested by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(security.SETTINGS, COST, CHEAP)
        return create_app(settings)


def log_in(client: FlaskClient, user: User, password: str = PASSWORD, **more: Any) -> TestResponse:
    return client.post("/login", data={"email": user.email, "password": password}, **more)


def is_in(client: FlaskClient) -> bool:
    """Whether the client's session is somebody's: who is in has no business at the log-in page."""
    return client.get("/login").status_code == 302
