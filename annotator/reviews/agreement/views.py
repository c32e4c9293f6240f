"""How far reviewers agree, and the claims in which they differ."""

from __future__ import annotations

from flask import abort, render_template, request

from ...accounts.current import person
from ...articles.queries import load_collection
from ...text.spans import CLAIM_KINDS
from ..views import pages
from . import queries
from .measures import FEWEST
from .queries import Chosen


def chosen() -> Chosen:
    """What the address asks for; 404 for a kind or a collection that is none."""
    kind, collection = request.args.get("kind") or None, request.args.get("collection", type=int)
    one, other = (request.args.get(name, type=int) for name in ("one", "other"))
    if kind is not None and kind not in CLAIM_KINDS:
        abort(404)
    if collection is not None:
        load_collection(collection, by=person())
    return Chosen(collection, kind, (one, other) if one is not None and other is not None else None)


@pages.get("/agreement")
def agreement() -> str:
    by = request.args.get("by", "collection")
    if by not in queries.GROUPINGS:
        abort(404)
    asked = chosen()
    return render_template(
        "agreement/index.html",
        by=by,
        groupings=queries.GROUPINGS,
        chosen=asked,
        table=queries.table(by, asked, person()),
        kinds=CLAIM_KINDS,
        fewest=FEWEST,
        most=queries.GROUPS,
    )


@pages.get("/agreement/differences")
def differences() -> str:
    asked, page = chosen(), max(1, request.args.get("page", 1, type=int))
    found = queries.differences(asked, person(), page)
    collection = load_collection(asked.collection, by=person()) if asked.collection is not None else None
    return render_template(
        "agreement/differences.html", found=found, chosen=asked, collection=collection, page=page, size=queries.PAGE
    )
