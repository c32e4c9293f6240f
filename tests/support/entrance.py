"""Getting in by the log-in page, as a person does."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from annotator.accounts import passwords
from annotator.accounts.models import User
from annotator.db import transaction

PASSWORD = "vier tinten trocknen"

_hashes: dict[str, str] = {}


def give_password(*users: User, password: str = PASSWORD) -> None:
    """Let them log in. A hash takes 0.2 s on purpose: each password is hashed once a run."""
    if password not in _hashes:
        _hashes[password] = passwords.hashed(password)
    with transaction(by=None):
        for user in users:
            user.password = _hashes[password]


def log_in(client: FlaskClient, user: User, password: str = PASSWORD, **more: Any) -> TestResponse:
    return client.post("/login", data={"email": user.email, "password": password}, **more)


def is_in(client: FlaskClient) -> bool:
    """Whether the client's session is somebody's: who is in has no business at the log-in page."""
    return client.get("/login").status_code == 302
