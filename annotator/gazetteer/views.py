"""The names of the desk: every entity with its right name, its spellings and its garbles."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from . import listing

pages = Blueprint("gazetteer", __name__)


@pages.get("/names")
def index() -> str:
    page = max(1, request.args.get("page", 1, type=int))
    words = request.args.get("with", "")
    kind = request.args.get("kind", "")
    return render_template(
        "gazetteer/index.html",
        entities=listing.listed(words, kind, page),
        words=words,
        kind=kind,
        kinds=listing.ENTITY_KINDS,
        page=page,
        size=listing.PAGE,
    )


@pages.get("/names/<int:entity_id>")
def show(entity_id: int) -> str:
    return render_template("gazetteer/show.html", entity=listing.load_entity(entity_id))
