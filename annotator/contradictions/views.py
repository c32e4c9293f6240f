"""The board of disagreements, the decision on a pair, and what the workbench shows of them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, once, telling
from ..articles.models import Article
from ..articles.queries import load_article
from ..errors import Invalid, NotFound
from . import queries, service
from .models import READINGS, Disagreement

pages = Blueprint("contradictions", __name__)
LONGEST_PAGE: Final = 100_000


@pages.get("/contradictions")
def index() -> str:
    state = "decided" if request.args.get("state") == "decided" else "open"
    chosen = {
        name: tuple(dict.fromkeys(request.args.getlist(name))) for name in queries.FILTERS if request.args.getlist(name)
    }
    mine = "mine" in request.args
    article = request.args.get("article", type=int)
    only = load_article(article, by=person()) if article is not None else None
    page = min(max(1, request.args.get("page", 1, type=int)), LONGEST_PAGE)
    address: dict[str, Any] = {name: list(values) for name, values in chosen.items()}
    if mine:
        address["mine"] = "1"
    if only is not None:
        address["article"] = only.id
    if state == "decided":
        address["state"] = state
    return render_template(
        "contradictions/index.html",
        found=queries.board(state, chosen, mine=mine, page=page, by=person(), article=article),
        only=only,
        state=state,
        mine=mine,
        address=address,
        here=url_for("contradictions.index", page=page if page > 1 else None, **address),
        done=decided_just_now(),
        readings=READINGS,
        labels=queries.LABELS,
        meanings=queries.MEANINGS,
        most=queries.SHOWN,
        place_name=queries.place_name,
    )


def decided_just_now() -> Disagreement | None:
    """The pair whose decision led here, for the line that takes it back."""
    ident = request.args.get("done", type=int)
    if ident is None:
        return None
    try:
        row = queries.load(ident, by=person())
    except NotFound:
        return None
    return row if row.state == "decided" else None


@pages.post("/contradictions/<int:disagreement_id>/decide")
def decide(disagreement_id: int) -> ResponseReturnValue:
    row = queries.load(disagreement_id, by=person())
    back = own_page(request.form.get("back"))
    answer = Answer(back)
    with telling(), once("decide on a pair", answer):
        service.decide(
            queries.load(row.id, by=person()),
            request.form.get("reading", ""),
            note=request.form.get("note", ""),
            by=person(),
            seen=request.form.get("row_version", type=int),
        )
        answer.at = with_done(back, disagreement_id)
    return redirect(answer.at, 303)


@pages.post("/contradictions/<int:disagreement_id>/reopen")
def reopen(disagreement_id: int) -> ResponseReturnValue:
    row = queries.load(disagreement_id, by=person())
    answer = Answer(own_page(request.form.get("back")))
    with telling("The decision is taken back."), once("take back a pair", answer):
        service.reopen(queries.load(row.id, by=person()), by=person(), seen=request.form.get("row_version", type=int))
    return redirect(answer.at, 303)


@pages.post("/contradictions/accept")
def accept_all() -> ResponseReturnValue:
    """Decide the pairs of a group as they are proposed."""
    answer = Answer(own_page(request.form.get("back")))
    with telling("Decided as proposed; they stand under Decided."), once("decide on pairs", answer):
        wanted = dict.fromkeys(request.form.getlist("pair", type=int))
        if not wanted:
            raise Invalid("Which pairs were meant cannot be read. Go back to the board and try again.", "pair")
        service.accept_all([queries.load(ident, by=person()) for ident in wanted], by=person())
    return redirect(answer.at, 303)


def own_page(address: str | None) -> str:
    """The board as a form's page had it; the board itself for any other address."""
    address = address or ""
    parts = urlsplit(address)
    harmless = not parts.scheme and not parts.netloc and "\\" not in address and address.isprintable()
    home = url_for("contradictions.index")
    return address if harmless and parts.path == home else home


def with_done(address: str, ident: int) -> str:
    """The address with the pair that was decided, and where on the page it stood: the next one is chosen."""
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith(("done=", "at="))]
    at = request.form.get("at", "")
    more = {"done": ident} | ({"at": at} if at.isdecimal() and at.isascii() and len(at) < 6 else {})
    return f"{path}?{'&'.join([*kept, urlencode(more)])}"


# -- on the workbench


@pages.app_template_global("disagreements_of")
def disagreements_of(claim_id: int) -> list[Disagreement]:
    """The pairs that a claim is in, as far as this person may see them."""
    return queries.of_claim(claim_id, by=person())


@pages.app_template_global("number_disagreeing")
def number_disagreeing(article: Article) -> int:
    """How many open pairs an article is in."""
    return queries.number_open(article.id, by=person())


@pages.app_template_global("reading_labels")
def reading_labels() -> dict[str, str]:
    return dict(queries.LABELS)


@pages.app_template_filter("short_day")
def short_day(moment: dt.datetime) -> str:
    """ "18 Feb", in UTC."""
    return f"{moment.astimezone(dt.UTC):%-d %b}"
