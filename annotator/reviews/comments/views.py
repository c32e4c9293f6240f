"""Comments: saying something, answering, resolving, and what has been read."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, doing, once, telling
from ...articles.queries import load_article, load_part
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import transaction
from ...garbles.models import Garble
from ..models import Comment
from ..views import pages
from . import service
from .queries import SUBJECTS, subject_of

__all__ = ["pages"]

MODELS: dict[str, Any] = {"claim": Claim, "garble": Garble, "correction": Correction}


def address(article_id: int, kind: str, ident: int, said: Comment | None = None) -> str:
    """Where a comment stands: at its claim, garble or correction, or in the list of all."""
    if kind:
        chosen: dict[str, Any] = {kind: ident, "_anchor": f"{kind}-{ident}"}
        return url_for("desk.workbench", article_id=article_id, **chosen)
    anchor = f"comment-{said.parent_id or said.id}" if said else None
    return url_for("desk.workbench", article_id=article_id, tab="comments", _anchor=anchor)


def back_to(said: Comment) -> str:
    """Where an answer was typed: in the list of all comments, or at what they are on."""
    kind, ident = ("", 0) if request.form.get("from") == "list" else subject_of(said)
    return address(said.article_id, kind, ident, said)


@pages.post("/articles/<int:article_id>/comments")
def comment(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    about: dict[str, Any] = {}
    answer = Answer(address(article_id, "", 0))
    for kind in SUBJECTS:
        ident = request.form.get(kind, type=int)
        if ident:
            about[kind] = load_part(MODELS[kind], ident, by=person())
            answer.at = address(article_id, kind, ident)
    with telling("Your comment was added."), once("comment", answer):
        service.comment(article, text=request.form.get("text", ""), by=person(), **about)
    return redirect(answer.at, 303)


@pages.post("/comments/<int:comment_id>/answer")
def answer(comment_id: int) -> ResponseReturnValue:
    first = load_part(Comment, comment_id, by=person())
    answer = Answer(back_to(first))
    with telling("Your answer was added."), once("comment", answer):
        service.answer(first, text=request.form.get("text", ""), by=person())
    return redirect(answer.at, 303)


@pages.post("/comments/<int:comment_id>/resolve")
def resolve(comment_id: int) -> ResponseReturnValue:
    first = load_part(Comment, comment_id, by=person())
    at = back_to(first)
    with doing("resolve", "Resolved."):
        service.resolve(first, by=person())
    return redirect(at, 303)


@pages.post("/comments/<int:comment_id>/reopen")
def reopen(comment_id: int) -> ResponseReturnValue:
    first = load_part(Comment, comment_id, by=person())
    at = back_to(first)
    with doing("reopen", "Open again."):
        service.reopen(first, by=person())
    return redirect(at, 303)


@pages.post("/articles/<int:article_id>/comments/seen")
def seen(article_id: int) -> ResponseReturnValue:
    """The page showed these comments: those on one thing, or all of them. A script is answered with the link in the
    head of the page, counted anew."""
    article = load_article(article_id, by=person())
    on = [(kind, ident) for kind in SUBJECTS if (ident := request.form.get(kind, type=int))]
    chosen = [getattr(Comment, f"{kind}_id") == ident for kind, ident in on]
    with transaction(by=person(), verb="read"):
        # A comparison with NULL is neither true nor false, and its opposite would find nothing.
        shown = sa.func.coalesce(chosen[0], sa.false()) if chosen else sa.true()
        service.mark_seen(article, shown, upto=request.form.get("upto", 0, type=int), by=person())
    if request.headers.get("X-Requested-With") != "fetch":
        return redirect(address(article_id, *(on[0] if on else ("", 0))), 303)
    g.pop("heading", None)
    return render_template("reviews/unread.html")


@pages.get("/people/names")
def names() -> ResponseReturnValue:
    """Whom one can name with an @, by name."""
    return jsonify(list(service.people().values()))
