"""Small actions on garbles, each one button of the workbench."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, telling, typed
from ..articles.queries import load_article, load_part, selected
from ..db import db
from ..gazetteer.models import Entity
from ..text.characters import checked
from . import service
from .models import Garble

pages = Blueprint("garbles", __name__)


def back(garble: Garble) -> ResponseReturnValue:
    target = url_for("desk.workbench", article_id=garble.article_id, garble=garble.id, _anchor=f"garble-{garble.id}")
    return redirect(target, 303)


@pages.post("/articles/<int:article_id>/garbles")
def create(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    answer = Answer(url_for("desk.workbench", article_id=article_id, new="garble", **typed(request.form)))
    with telling("The garble was marked."), once("mark", answer):
        span = selected(article.current.text, request.form)
        garble = service.create(
            article.current,
            span,
            category=request.form.get("category", "other"),
            reason=request.form.get("reason", ""),
            by=person(),
        )
        answer.at = url_for("desk.workbench", article_id=article_id, garble=garble.id, _anchor=f"garble-{garble.id}")
    return redirect(answer.at, 303)


@pages.post("/garbles/<int:garble_id>/confirm")
def confirm(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    with doing("confirm", "Confirmed. A search for the right name finds this place from now on."):
        service.confirm(
            garble,
            reading=request.form.get("reading") or None,
            entity=entity_of(request.form.get("entity") or None),
            scope=request.form.get("scope", "everywhere"),
            seen=request.form.get("row_version", -1, type=int),
            by=person(),
        )
    return back(garble)


def entity_of(key: str | None) -> Entity | None:
    """The gazetteer's entry that a suggestion names by its key."""
    if not key:
        return None
    return db.session.scalars(sa.select(Entity).where(Entity.key == checked(key, "entity"))).one_or_none()


@pages.post("/garbles/<int:garble_id>/dismiss")
def dismiss(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    with doing("dismiss", "Dismissed."):
        service.dismiss(garble, by=person())
    return back(garble)


@pages.post("/garbles/<int:garble_id>/reopen")
def reopen(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    with doing("reopen", "Suspected again."):
        service.reopen(garble, by=person())
    return back(garble)
