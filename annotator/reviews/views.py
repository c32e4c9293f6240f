"""Small actions of reviewing: settling, asking for a recheck, comments."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, telling
from ..articles.queries import load_article, load_part
from ..claims.models import Claim
from . import service

pages = Blueprint("reviews", __name__)


def back(claim: Claim) -> ResponseReturnValue:
    return redirect(address(claim), 303)


def address(claim: Claim) -> str:
    return url_for("desk.workbench", article_id=claim.article_id, claim=claim.id, _anchor=f"claim-{claim.id}")


@pages.post("/claims/<int:claim_id>/settle")
def settle(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("settle", "Settled."):
        service.settle(claim, by=person())
    return back(claim)


@pages.post("/claims/<int:claim_id>/recheck")
def recheck(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("recheck", "It waits to be checked again."):
        service.ask_again(claim, by=person())
    return back(claim)


@pages.post("/articles/<int:article_id>/comments")
def comment(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    claim_id = request.form.get("claim", type=int)
    claim = load_part(Claim, claim_id, by=person()) if claim_id else None
    answer = Answer(address(claim) if claim else url_for("desk.workbench", article_id=article_id, tab="comments"))
    with telling("Your comment was added."), once("comment", answer):
        service.comment(article, text=request.form.get("text", ""), claim=claim, by=person())
    return redirect(answer.at, 303)
