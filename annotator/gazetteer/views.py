"""The names of the desk: every entity with its right name, its spellings and its garbles."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import doing
from . import listing, service

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


@pages.post("/names/garbles/<int:alias_id>/remove")
def remove_garble(alias_id: int) -> ResponseReturnValue:
    alias = listing.load_alias(alias_id)
    entity_id = alias.entity_id
    with doing("remove garble", f"“{alias.name}” is no longer taken for {alias.entity.name}."):
        service.remove_garble(alias, by=person())
    return redirect(url_for("gazetteer.show", entity_id=entity_id), 303)
