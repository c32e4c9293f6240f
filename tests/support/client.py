"""A test client that stays one person, and that reads each page as HTML5 would be read by a strict browser."""

from __future__ import annotations

from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from annotator.accounts.models import User


class DeskClient(FlaskClient):
    def as_(self, user: User | None) -> DeskClient:
        """Be this person from now on (None: nobody), without the log-in page."""
        with self.session_transaction() as session:
            session.clear()
            if user is not None:
                session["_user_id"] = user.fs_uniquifier
                session["_fresh"] = True
        return self

    def open(self, *arguments: Any, **more: Any) -> TestResponse:
        response = super().open(*arguments, **more)
        if response.mimetype == "text/html" and response.text.lstrip().lower().startswith("<!doctype"):
            html5lib.HTMLParser(strict=True).parse(response.text)
        return response
