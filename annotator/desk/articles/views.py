"""The list of articles."""

from __future__ import annotations

from dataclasses import asdict

from flask import render_template, request

from ...accounts.current import person
from ...accounts.policy import may
from ...articles.forms import VISIBLE_TO
from ...articles.queries import names_in_use
from ..views import pages
from . import listing


@pages.get("/articles")
def articles() -> str:
    asked = listing.Filters(
        feed=request.args.get("feed", ""),
        collection=request.args.get("collection", type=int),
        language=request.args.get("language", ""),
        visibility=request.args.get("visibility", ""),
        progress=request.args.get("progress", ""),
    )
    page = max(1, request.args.get("page", 1, type=int))
    total, rows = listing.articles(person(), asked, page)
    names = names_in_use(person())
    seen = [word for word in VISIBLE_TO if word != "hidden" or may(person(), "edit")]
    return render_template(
        "articles/index.html",
        rows=rows,
        total=total,
        page=page,
        more=total > page * listing.PAGE,
        asked=asdict(asked),
        address={name: value for name, value in asdict(asked).items() if value},
        filtered=bool(asked),
        choices={
            "feed": [(name, name) for name in names.feeds],
            "collection": [(collection.id, collection.name) for collection in names.collections],
            "language": [(code, code) for code in names.languages],
            "visibility": [(word, VISIBLE_TO[word]) for word in seen],
            "progress": list(listing.PROGRESSES.items()),
        },
    )
