"""What stands between an article and its publication; the buttons that say it is ready; what of it blocks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, say
from ..articles.models import Article
from ..articles.queries import load_article
from ..db import transaction
from ..errors import Invalid, NotAllowed, Stale
from ..text.characters import shown
from . import queries, service
from .obstacles import CHOOSABLE, OBSTACLES, Found, Place, joined
from .queries import UNREADY, Gate

pages = Blueprint("readiness", __name__)
FIRST = 3  # places of an obstacle that the workbench shows
SHOWN = 200  # places of an obstacle that the page shows


@pages.app_template_global("gate_of")
def gate_of(article: Article) -> Gate:
    """How an article stands, for its head."""
    return queries.gate(article, by=person(), most=FIRST)


@pages.app_template_global("way_to")
def way_to(article: Article, place: Place) -> str:
    """Where the thing that stands in the way is looked at, and put right."""
    if place.kind in {"claim", "garble", "correction"}:
        return bench(article, _anchor=f"{place.kind}-{place.id}", **{place.kind: place.id})
    if place.kind == "comment":
        return bench(article, tab="comments", _anchor=f"comment-{place.id}")
    if place.kind == "disagreement":
        return url_for("contradictions.index", reading="contradiction", _anchor=f"pair-{place.id}")
    if place.kind == "carried":
        return url_for("desk.asks", article_id=article.id, _anchor=f"ask-{place.id}")
    return url_for("readiness.show", article_id=article.id)


def bench(article: Article, **more: Any) -> str:
    return url_for("desk.workbench", article_id=article.id, **more)


@pages.app_template_global("in_words")
def in_words(found: list[Found]) -> str:
    return joined(found)


@pages.get("/articles/<int:article_id>/readiness")
def show(article_id: int) -> str:
    return page(load_article(article_id, by=person()))


def page(article: Article, *, reason: str = "", trouble: str = "", stale: Stale | None = None) -> str:
    """The page. `reason` and `trouble` are what was typed and why it was refused."""
    found = queries.gate(article, by=person(), most=SHOWN)
    return render_template(
        "readiness/show.html", article=article, gate=found, reason=reason, trouble=trouble, stale=stale,
        obstacles=OBSTACLES,
    )  # fmt: skip


@pages.post("/articles/<int:article_id>/readiness")
def approve(article_id: int) -> ResponseReturnValue:
    """It is ready. Refused with what blocks; an editor may pass over that with a reason."""
    article, reason = load_article(article_id, by=person()), request.form.get("reason", "")
    answer = Answer(bench(article))
    try:
        with once("approve", answer):
            service.approve(article, by=person(), reason=reason, seen=request.form.get("seen", -1, type=int))
    except Stale as error:
        return page(load_article(article_id, by=person()), reason=reason, stale=error), 409
    except (Invalid, NotAllowed) as error:
        words = shown(str(error))
        return page(load_article(article_id, by=person()), reason=shown(reason), trouble=words), 422
    say("Ready. It stays so until something changes that matters.", "good")
    service.became_ready.send(article=article_id)
    return redirect(answer.at, 303)


@pages.post("/articles/<int:article_id>/readiness/take-back")
def take_back(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    at = bench(article)
    with doing("take approval back", "Not ready, then."):
        service.take_back(article, by=person())
    return redirect(at, 303)


# -- what blocks: a part of the desk's policy


@pages.app_template_global("gate_policy")
def gate_policy() -> dict[str, Any]:
    """What the page of the policy shows of the gate."""
    return {"rules": queries.rules(), "choosable": CHOOSABLE, "unready": UNREADY}


@pages.post("/policy/gate")
def keep_policy() -> ResponseReturnValue:
    """Which obstacles block, and what becomes of exports of what is not ready. Stale goes on to 409."""
    try:
        with transaction(by=person(), verb="change the policy"):
            service.choose_blocking(
                request.form.getlist("blocking"),
                request.form.get("unready", ""),
                by=person(),
                seen=request.form.get("row_version", -1, type=int),
            )
    except Invalid as error:
        flash(shown(str(error)), "bad")
    else:
        flash("Saved. It holds for what is found ready from now on.", "good")
    return redirect(url_for("reviews.policy", _anchor="gate"), 303)
