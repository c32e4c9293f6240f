"""The application factory. Each step is a function of its own, in the order in which they must happen."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_wtf import CSRFProtect

from ..config import ROOT, load_settings
from ..db import db
from ..db.schema import bring_up_to_date
from ..db.session import prepare_engine
from ..gazetteer.reconciliation import by_token
from ..search.engines.chosen import engine_name
from . import models  # noqa: F401  (every model must be known before the first query)
from .addresses import register_addresses
from .answers import register_answers
from .commands import register_commands
from .headers import register_headers
from .instance import open_instance, secret_key
from .jobs import register_jobs
from .pages import register_pages
from .security import register_security
from .sessions import KeptSessions
from .templates import DeskEnvironment, register_templates

csrf = CSRFProtect()


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Make the application. `overrides` replaces settings by name (docs/settings.md); tests use it.

    Sets up the instance folder and brings the database's schema up to date, so that every command works on an empty
    folder. Raises Invalid when a setting cannot be used, WirecheckError when the folder or the database cannot be
    opened, or when the database is newer than the program.
    """
    settings = load_settings() | dict(overrides or {})
    engine_name(settings)  # now rather than at the first search
    instance = open_instance(Path(settings["INSTANCE"]))
    app = Flask(
        "annotator",
        root_path=str(ROOT / "annotator"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(instance),
    )
    app.jinja_environment = DeskEnvironment
    app.session_interface = KeptSessions()
    app.config.update(flask_config(settings, instance))
    db.init_app(app)
    # The extension also closes asynchronous sessions, which we have none of: an event loop started at the end of each
    # request, and an error where one is running already (a browser that a test drives).
    app.teardown_appcontext_funcs = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]
    with app.app_context():
        prepare_engine(db.engine)
        bring_up_to_date(db.engine, instance)
    csrf.init_app(app)
    register_templates(app)
    Bootstrap5(app)
    Compress(app)
    register_security(app)
    register_headers(app)
    register_answers(app)
    register_jobs(app)
    register_pages(app)
    register_addresses(app)
    csrf.exempt(by_token)  # no session stands behind it that another site could use
    register_commands(app)
    return app


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
