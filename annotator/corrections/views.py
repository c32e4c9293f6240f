"""Small actions on corrections, each one button of the workbench."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, telling, typed
from ..articles.queries import load_article, load_part, selected
from ..garbles.models import Garble
from . import service
from .models import Correction

pages = Blueprint("corrections", __name__)


def back(correction: Correction) -> ResponseReturnValue:
    return redirect(address(correction), 303)


def address(correction: Correction) -> str:
    return url_for(
        "desk.workbench",
        article_id=correction.article_id,
        correction=correction.id,
        _anchor=f"correction-{correction.id}",
    )


@pages.post("/articles/<int:article_id>/corrections")
def propose(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    answer = Answer(url_for("desk.workbench", article_id=article_id, new="correction", **typed(request.form)))
    garble_id = request.form.get("garble", type=int)
    garble = load_part(Garble, garble_id, by=person()) if garble_id else None
    with telling("The correction was proposed."), once("propose", answer):
        correction = service.propose(
            article.current,
            selected(article.current.text, request.form),
            replacement=request.form.get("replacement", ""),
            kind=request.form.get("kind", "translation"),
            reason=request.form.get("reason", ""),
            garble=garble,
            by=person(),
        )
        answer.at = address(correction)
    return redirect(answer.at, 303)


@pages.post("/corrections/<int:correction_id>/accept")
def accept(correction_id: int) -> ResponseReturnValue:
    correction = load_part(Correction, correction_id, by=person())
    with doing("accept", "Accepted. It is applied when the article leaves."):
        service.accept(correction, by=person())
    return back(correction)


@pages.post("/corrections/<int:correction_id>/reject")
def reject(correction_id: int) -> ResponseReturnValue:
    correction = load_part(Correction, correction_id, by=person())
    with doing("reject", "Rejected. The text stays as it is."):
        service.reject(correction, by=person())
    return back(correction)
