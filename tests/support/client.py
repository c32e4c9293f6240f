"""A test client that stays one person, and that reads each page as HTML5 would be read by a strict browser."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from annotator.accounts.models import User
from annotator.db import db

from .strictness import read_strictly

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class DeskClient(FlaskClient):
    def as_(self, user: User | None) -> DeskClient:
        """Be this person from now on (None: nobody), without the log-in page."""
        with self.session_transaction() as session:
            session.clear()
            if user is not None:
                session["_user_id"] = user.fs_uniquifier
                session["_fresh"] = True
        return self

    def csrf_token(self) -> str:
        """The token of this session, as Flask-WTF signs it."""
        with self.session_transaction() as session:
            secret = session.setdefault("csrf_token", "0" * 40)
        return str(URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token").dumps(secret))

    def open(self, *arguments: Any, csrf: bool = True, **more: Any) -> TestResponse:
        """One request, with the CSRF token that a page would send (`csrf=False`: without)."""
        if csrf and more.get("method", "GET") not in SAFE_METHODS:
            more["headers"] = Headers(more.get("headers"))
            more["headers"].setdefault("X-CSRFToken", self.csrf_token())
        # The test's own session lets go of what it read, and the request gets a context of its own, as it would in
        # the server: otherwise both would share one database session and one `g`.
        assert not (db.session.new or db.session.dirty or db.session.deleted), "changed outside a transaction"
        db.session.rollback()
        more.setdefault("buffered", True)  # read to its end inside that context, its file closed
        with self.application.app_context():
            response = super().open(*arguments, **more)
        if response.mimetype == "text/html" and response.text.lstrip().lower().startswith("<!doctype"):
            read_strictly(response.text)
        return response
