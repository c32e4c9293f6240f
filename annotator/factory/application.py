"""The application factory. Each step is a function of its own, in the order in which they must happen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_wtf import CSRFProtect

from ..config import ROOT, load_settings
from ..gazetteer.reconciliation import by_token
from ..search.engines.chosen import engine_name
from . import models  # noqa: F401  (every model must be known before the first query)
from .addresses import register_addresses
from .answers import register_answers
from .base import flask_config, open_database
from .commands import register_commands
from .headers import register_headers
from .instance import open_instance
from .jobs import register_jobs
from .pages import register_pages
from .security import register_security
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
    app.jinja_environment = DeskEnvironment  # type: ignore[assignment]
    app.config.update(flask_config(settings, instance))
    open_database(app)
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
