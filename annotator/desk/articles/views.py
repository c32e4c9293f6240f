"""The list of articles."""

from __future__ import annotations

from dataclasses import asdict

from flask import render_template, request

from ...accounts.current import person
from ...accounts.policy import may
from ...articles.forms import VISIBLE_TO
from ..gate.standings import CHOICES, standings
from ..ledger.ledger import ledger
from ..queue.queries import collections
from ..queue.queues import DEADLINES
from ..queue.queues import Filters as Unfiltered
from ..queue.views import asked_now
from ..views import pages
from . import listing


@pages.get("/articles")
def articles() -> str:
    filters = listing.Filters(
        feed=request.args.get("feed", ""),
        collection=request.args.get("collection", type=int),
        language=request.args.get("language", ""),
        visibility=request.args.get("visibility", ""),
        progress=request.args.get("progress", ""),
        due=request.args.get("due", ""),
        gate=request.args.get("gate", ""),
    )
    page = max(1, request.args.get("page", 1, type=int))
    counted, asked = ledger(), asked_now(Unfiltered())
    total, rows = listing.articles(counted, filters, asked, page)
    within = counted.articles_open_to(person())
    known = set(counted.values("collection", within))
    seen = [word for word in VISIBLE_TO if word != "hidden" or may(person(), "edit")]
    return render_template(
        "articles/index.html",
        rows=rows,
        total=total,
        standings=standings([row.article for row in rows]),
        page=page,
        more=total > page * listing.PAGE,
        asked=asdict(filters),
        address={name: value for name, value in asdict(filters).items() if value},
        filtered=bool(filters),
        choices={
            "feed": [(name, name) for name in counted.values("feed", within)],
            "collection": [(ident, name) for ident, name in collections().items() if str(ident) in known],
            "language": [(code, code) for code in counted.values("language", within)],
            "visibility": [(word, VISIBLE_TO[word]) for word in seen],
            "progress": list(listing.PROGRESSES.items()),
            "due": list(DEADLINES.items()),
            "gate": list(CHOICES.items()),
        },
    )
