"""One application for many tests: to make one takes longer than most tests do. Each test gets it as new.

Its own are the folder, the database, the engine (by which the program keeps what it remembers) and the settings; what
is compiled stays: routes, templates, statements.
"""

from __future__ import annotations

from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from flask import Flask

from annotator.config import load_settings
from annotator.db import db
from annotator.db.session import prepare_engine
from annotator.factory.application import flask_config
from annotator.factory.instance import open_instance
from annotator.factory.jobs import register_jobs

from .client import DeskClient


class Reused:
    """`app` was made by `create_app`, and has answered nothing yet."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.settings = load_settings()
        self.kept: dict[str, Any] = {
            "config": dict(app.config),
            "extensions": {name: each for name, each in app.extensions.items() if name != "sqlalchemy"},
            "view_functions": dict(app.view_functions),
        }
        self.on_teardown = list(app.teardown_appcontext_funcs)
        assert not any(map(iscoroutinefunction, self.on_teardown)), "create_app takes them out"
        with app.app_context():
            # What a statement compiles to is kept by dialect: one dialect for all engines, and one place to keep it in.
            self.dialect = db.engine.dialect
            db.engine.connect().close()
            db.engine.dispose()
        self.compiled: dict[Any, Any] = {}

    def on(self, instance: Path, overrides: dict[str, object]) -> Flask:
        """The application on this folder, as `create_app` would make it. The database must be at the newest schema."""
        app = self.app
        for name, kept in self.kept.items():
            current = getattr(app, name)
            current.clear()
            current.update(kept)
        app.config.update(flask_config(self.settings | overrides, open_instance(instance)), TESTING=True)
        app.instance_path = str(instance)
        app.test_client_class = DeskClient
        app._got_first_request = False
        db.init_app(app)
        app._got_first_request = True  # a route or a function that one test adds would stay for all: Flask refuses it
        app.teardown_appcontext_funcs = list(self.on_teardown)  # `init_app` has added its own once more
        app.shell_context_processors.clear()
        with app.app_context():
            prepare_engine(db.engine)
            db.engine.dialect = self.dialect
            db.engine.update_execution_options(compiled_cache=self.compiled)
        register_jobs(app)
        return app
