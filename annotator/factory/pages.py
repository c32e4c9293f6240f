"""The blueprints of the packages, and where their pages hang."""

from __future__ import annotations

from flask import Flask

from ..accounts import views as accounts
from ..articles import views as articles
from ..claims import views as claims
from ..corrections import views as corrections
from ..desk import views as desk
from ..desk.garbles import views as board
from ..exports import views as exports
from ..garbles import views as garbles
from ..gazetteer import exchange as gazetteer  # the pages of names, and those of their files
from ..ingest import views as ingest
from ..reviews import views as reviews
from ..search import views as search
from ..sources import views as sources
from . import assets


def register_pages(app: Flask) -> None:
    assets.register(app)
    for package in (
        accounts, gazetteer, sources, articles, claims, garbles, corrections, reviews, ingest, exports, search, desk,
        board,
    ):  # fmt: skip
        app.register_blueprint(package.pages)
