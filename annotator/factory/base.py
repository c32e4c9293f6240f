"""What every process of the desk has, with pages or without: its settings, and its database."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from flask import Flask

from ..db import db
from ..db.schema import bring_up_to_date
from ..db.session import prepare_engine
from .instance import secret_key


def open_database(app: Flask) -> None:
    """Give the app its database, with the newest schema."""
    db.init_app(app)
    # The extension also closes asynchronous sessions, which we have none of: an event loop started at the end of each
    # request, and an error where one is running already (a browser that a test drives).
    app.teardown_appcontext_funcs = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]
    with app.app_context():
        prepare_engine(db.engine)
        bring_up_to_date(db.engine, Path(app.instance_path))


def flask_config(settings: Mapping[str, Any], instance: Path) -> dict[str, Any]:
    """Our settings and what the libraries need of them, under the libraries' names."""
    database = settings["DATABASE_URL"] or f"sqlite:///{instance / 'wirecheck.db'}"
    return dict(settings) | {
        "SECRET_KEY": secret_key(instance),
        # A file is never lost as a server is: no need to ask each connection whether it is still there.
        "SQLALCHEMY_ENGINES": {"default": {"url": database, "pool_pre_ping": not database.startswith("sqlite")}},
        # Three separate limits of Flask and Werkzeug that must agree: body, form fields in memory, number of parts.
        # A character of text takes up to four bytes, and percent-encoding three for each.
        "MAX_CONTENT_LENGTH": settings["MAX_UPLOAD_BYTES"] + 64 * 1024,
        "MAX_FORM_MEMORY_SIZE": min(settings["MAX_ARTICLE_CHARACTERS"] * 4, settings["MAX_UPLOAD_BYTES"]),
        "MAX_FORM_PARTS": 2_000,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings["TLS"],
        # An hour by default, which loses long edits: the token lives as long as the session.
        "WTF_CSRF_TIME_LIMIT": None,
        "BOOTSTRAP_SERVE_LOCAL": True,
        # Only what is the same for everybody is compressed: a page with a secret beside chosen text would leak it
        # by its length (BREACH).
        "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "application/javascript", "image/svg+xml"],
    }
