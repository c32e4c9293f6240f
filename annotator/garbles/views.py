"""Small actions on garbles, each one button of the workbench or of the pages on garbles."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, telling, typed
from ..articles.queries import load_article, load_part, selected
from ..db import db
from ..errors import Invalid
from ..gazetteer.models import Entity
from ..gazetteer.queries import gazetteer
from ..text.characters import checked
from . import rules, service
from .dismissals import SCOPES
from .forms import chosen_scope, own_page, seen_version
from .guard import guard
from .models import Garble

pages = Blueprint("garbles", __name__)


def bench_of(garble: Garble) -> str:
    """Where a garble stands on the workbench."""
    return url_for("desk.workbench", article_id=garble.article_id, garble=garble.id, _anchor=f"garble-{garble.id}")


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
        answer.at = bench_of(garble)
    return redirect(answer.at, 303)


@pages.post("/garbles/<int:garble_id>/confirm")
def confirm(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    with doing("confirm", "Confirmed. A search for the right name finds this place from now on."):
        reading, key = chosen_reading(garble)
        entity = entity_of(key)
        narrow = guard(garble.quote, gazetteer(), entity.key if entity else None).scope
        service.confirm(
            garble,
            reading=reading,
            entity=entity,
            scope=chosen_scope(request.form, narrow),
            seen=request.form.get("row_version", -1, type=int),
            by=person(),
        )
    return redirect(bench_of(garble), 303)


def chosen_reading(garble: Garble) -> tuple[str | None, str | None]:
    """The right reading that was typed or chosen, and the key of its entity. `suggestion` counts from 0."""
    chosen = request.form.get("suggestion")
    if chosen is None:
        return request.form.get("reading") or None, request.form.get("entity") or None
    if not chosen.isdecimal() or len(chosen) > 3 or int(chosen) >= len(garble.suggestions):
        raise Invalid("There is no such suggestion. Reload the page.", "suggestion")
    suggestion = garble.suggestions[int(chosen)]
    return str(suggestion.get("name") or "") or None, suggestion.get("entity") or None


def entity_of(key: str | None) -> Entity | None:
    """The gazetteer's entry that a suggestion names by its key."""
    if not key:
        return None
    return db.session.scalars(sa.select(Entity).where(Entity.key == checked(key, "entity"))).one_or_none()


@pages.post("/garbles/<int:garble_id>/dismiss")
def dismiss(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    scope = request.form.get("scope") or "here"
    with doing("dismiss"):
        covered = service.dismiss(garble, scope=scope, seen=seen_version(request.form), by=person())
        flash(dismissed_words(scope, len(covered)), "good")
    return redirect(bench_of(garble), 303)


def dismissed_words(scope: str, covered: int) -> str:
    """What a dismissal did, in words."""
    if scope == "here":
        return "Dismissed."
    where = "" if scope == "everywhere" else f" {SCOPES[scope]}"
    others = f" {covered} other{'' if covered == 1 else 's'} with it." if covered else ""
    return f"Dismissed.{others} These words are passed over{where} from now on."


@pages.post("/garbles/<int:garble_id>/reopen")
def reopen(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    target = own_page(request.form.get("back"), bench_of(garble))
    with doing("reopen", "Suspected again."):
        service.reopen(garble, seen=seen_version(request.form), by=person())
    return redirect(target, 303)


@pages.post("/garbles/<int:garble_id>/take-back")
def take_back(garble_id: int) -> ResponseReturnValue:
    """Undo the whole decision that this garble was part of."""
    garble = load_part(Garble, garble_id, by=person())
    target = own_page(request.form.get("back"), bench_of(garble))
    with doing("take back"):
        number = service.take_back(garble, by=person())
        flash("Taken back." if number == 1 else f"{number} decisions were taken back.", "good")
    return redirect(target, 303)


@pages.post("/garbles/rules/<kind>/switch")
def switch(kind: str) -> ResponseReturnValue:
    """Switch a rule off or on, in a feed or everywhere."""
    off, feed = request.form.get("to") == "off", request.form.get("feed", "")
    with doing("switch off" if off else "switch on"):
        rules.switch(kind, feed, off=off, by=person())
        flash(f"This rule is {'off' if off else 'on'} {f'in {feed}' if feed else 'everywhere'} from now on.", "good")
    return redirect(own_page(request.form.get("back"), url_for("board.rules")), 303)


@pages.post("/garbles/dismissals/<int:dismissal_id>/remove")
def remove_dismissal(dismissal_id: int) -> ResponseReturnValue:
    dismissal = rules.load_dismissal(dismissal_id, by=person())
    with doing("remove dismissal"):
        number = rules.remove(dismissal, by=person())
        more = f" {number} garble{' is' if number == 1 else 's are'} suspected again." if number else ""
        flash(f"The rule finds these words again in what comes in from now on.{more}", "good")
    return redirect(url_for("board.dismissals"), 303)
