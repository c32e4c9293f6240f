"""Small actions on corrections, each one button or form of the workbench."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa
from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, once, say, telling, typed
from ..articles.queries import load_article, load_part, selected
from ..claims.models import Claim
from ..db import db, transaction
from ..errors import Invalid
from ..garbles.models import Garble
from ..gazetteer.models import Entity
from ..text.characters import checked, shown
from . import service
from .forms import CorrectionForm
from .models import Correction
from .queries import Overlap

pages = Blueprint("corrections", __name__)
Part = TypeVar("Part")


def back(correction: Correction) -> ResponseReturnValue:
    return redirect(address(correction), 303)


def address(correction: Correction) -> str:
    return url_for(
        "desk.workbench",
        article_id=correction.article_id,
        correction=correction.id,
        _anchor=f"correction-{correction.id}",
    )


def merging(article_id: int, error: Overlap, *more: Correction) -> str:
    """Where those that overlap are merged: with what was typed, or with a correction that is there."""
    rows = sorted({row.id for row in (*error.there, *more)})
    kept = {} if more else typed(request.form)
    if "replacement" in kept:
        kept["own"] = kept.pop("replacement")
    kept["with"] = ",".join(map(str, rows))
    return url_for("desk.workbench", article_id=article_id, new="merge", _anchor="new", **kept)


@pages.post("/articles/<int:article_id>/corrections")
def propose(article_id: int) -> ResponseReturnValue:
    """Other words for selected ones; with `every` the reading of a garble at all its places in the article."""
    article = load_article(article_id, by=person())
    answer = Answer(url_for("desk.workbench", article_id=article_id, new="correction", **typed(request.form)))
    claim, garble = asked(Claim, "claim"), asked(Garble, "garble")
    try:
        with once("propose", answer):
            words = CorrectionForm().words(by=person())
            if garble is not None and request.form.get("every"):
                made = service.propose_all(garble, kind=words.kind, reason=words.reason, by=person())
            else:
                span = selected(article.current.text, request.form)
                entity = entity_asked()
                made = [
                    service.propose(
                        article.current, span, claim=claim, garble=garble, entity=entity, by=person(), **vars(words)
                    )
                ]
            answer.at = address(made[0])
            said = "The correction was proposed." if len(made) == 1 else f"Proposed at {len(made)} places."
        say(said, "good")
    except Overlap as error:
        say(shown(str(error)), "bad")
        return redirect(merging(article_id, error), 303)
    except Invalid as error:
        say(shown(str(error)), "bad")
    return redirect(answer.at, 303)


def asked(model: type[Part], name: str) -> Part | None:
    """What the form says the correction is about."""
    ident = request.form.get(name, type=int)
    return load_part(model, ident, by=person()) if ident else None


def entity_asked() -> Entity | None:
    """The name of the gazetteer that the form was filled from."""
    key = request.form.get("entity")
    if not key:
        return None
    return db.session.scalars(sa.select(Entity).where(Entity.key == checked(key, "entity"))).one_or_none()


@pages.post("/corrections/<int:correction_id>/change")
def change(correction_id: int) -> ResponseReturnValue:
    """Other words, class, reason or evidence: a new correction in its place."""
    correction = load_part(Correction, correction_id, by=person())
    answer = Answer(address(correction))
    seen = request.form.get("row_version", -1, type=int)
    said = "Changed. The one before is kept below it."
    with telling(said), once("change", answer):
        words = CorrectionForm().words(by=person())
        answer.at = address(service.change(correction, words, by=person(), seen=seen))
    return redirect(answer.at, 303)


@pages.post("/articles/<int:article_id>/corrections/merge")
def merge(article_id: int) -> ResponseReturnValue:
    """One correction instead of several that overlap."""
    article = load_article(article_id, by=person())
    wanted = request.form.get("with", "")
    kept = typed(request.form) | {"with": wanted}
    answer = Answer(url_for("desk.workbench", article_id=article_id, new="merge", _anchor="new", **kept))
    with telling("Merged into one correction."), once("merge", answer):
        rows = [load_part(Correction, int(ident), by=person()) for ident in wanted.split(",") if ident.isdecimal()]
        span = selected(article.current.text, request.form)
        words = CorrectionForm().words(by=person())
        about = {"claim": asked(Claim, "claim"), "garble": asked(Garble, "garble"), "entity": entity_asked()}
        answer.at = address(service.merge(article.current, rows, span, words, by=person(), **about))  # type: ignore[arg-type]
    return redirect(answer.at, 303)


@pages.post("/corrections/<int:correction_id>/accept")
def accept(correction_id: int) -> ResponseReturnValue:
    """Accept it; with `every` all of its garble in the article."""
    correction = load_part(Correction, correction_id, by=person())
    article_id, every = correction.article_id, bool(request.form.get("every"))
    try:
        with telling(), transaction(by=person(), verb="accept"):
            try:
                rows = service.accept_all(correction, by=person()) if every else [correction]
                if not every:
                    service.accept(correction, by=person())
            except Overlap as error:
                raise Overlapping(merging(article_id, error, correction), str(error)) from error
        said = "Accepted. It is applied when the article leaves."
        say(said if len(rows) == 1 else f"{len(rows)} accepted. They are applied when the article leaves.", "good")
    except Overlapping as refused:
        say(shown(str(refused)), "bad")
        return redirect(refused.at, 303)
    return back(correction)


class Overlapping(Exception):
    """An acceptance that was refused, and where the corrections are merged instead."""

    def __init__(self, at: str, words: str) -> None:
        super().__init__(words)
        self.at = at


@pages.post("/corrections/<int:correction_id>/reject")
def reject(correction_id: int) -> ResponseReturnValue:
    """Leave the text as it is; with `every` at all places of its garble in the article."""
    correction = load_part(Correction, correction_id, by=person())
    every = bool(request.form.get("every"))
    said = "Rejected, all of them." if every else "Rejected. The text stays as it is."
    with telling(said), transaction(by=person(), verb="reject"):
        (service.reject_all if every else service.reject)(correction, by=person())
    return back(correction)


@pages.post("/corrections/<int:correction_id>/elsewhere")
def elsewhere(correction_id: int) -> ResponseReturnValue:
    """The same correction at the ticked places of the same number or name."""
    correction = load_part(Correction, correction_id, by=person())
    answer = Answer(address(correction))
    with telling("Corrected at the other places too."), once("correct also", answer):
        service.correct_also(correction, request.form.getlist("place"), by=person())
    return redirect(answer.at, 303)
