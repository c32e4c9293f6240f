"""Tags on the workbench: of an article in its head, of the chosen claim on its card."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import doing
from ..articles.models import Article
from ..articles.queries import load_article, load_part
from ..claims.models import Claim
from . import queries, service

pages = Blueprint("tags", __name__)


@pages.app_template_global("tags_on")
def tags_on(article: Article, claim_id: int | None) -> tuple[list[queries.Named], list[queries.Named]]:
    """The tags of an article and of its chosen claim, read once a page."""
    found: dict[tuple[int, int | None], Any] = g.setdefault("tags", {})
    key = article.id, claim_id
    if key not in found:
        found[key] = queries.tags_on(*key)
    tags: tuple[list[queries.Named], list[queries.Named]] = found[key]
    return tags


@pages.post("/articles/<int:article_id>/tags")
def tag_article(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    put(article)
    return redirect(url_for("desk.workbench", article_id=article_id), 303)


@pages.post("/articles/<int:article_id>/tags/<int:tag_id>/remove")
def untag_article(article_id: int, tag_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    with doing("untag"):
        service.take_off(article, tag_id)
    return redirect(url_for("desk.workbench", article_id=article_id), 303)


@pages.post("/claims/<int:claim_id>/tags")
def tag_claim(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    put(claim)
    return redirect(at(claim), 303)


@pages.post("/claims/<int:claim_id>/tags/<int:tag_id>/remove")
def untag_claim(claim_id: int, tag_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("untag"):
        service.take_off(claim, tag_id)
    return redirect(at(claim), 303)


def put(thing: Article | Claim) -> None:
    with doing("tag"):
        service.put_on([thing], service.find_or_create(request.form.get("tag", ""), by=person()), by=person())


def at(claim: Claim) -> str:
    return url_for("desk.workbench", article_id=claim.article_id, claim=claim.id, _anchor=f"claim-{claim.id}")
