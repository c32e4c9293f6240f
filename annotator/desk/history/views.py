"""The history of an article."""

from __future__ import annotations

from flask import render_template

from ...accounts.current import person
from ...articles.queries import load_article
from ..views import pages
from . import queries


@pages.get("/articles/<int:article_id>/history")
def history(article_id: int) -> str:
    article = load_article(article_id, by=person())
    return render_template("desk/history.html", article=article, entries=queries.history(article, person()))
