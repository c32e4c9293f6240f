"""The blueprints of the packages, and where their pages hang."""

from __future__ import annotations

from flask import Flask

from ..accounts import views as accounts
from . import assets


def register_pages(app: Flask) -> None:
    assets.register(app)
    app.register_blueprint(accounts.pages)
