"""The history of an article and of each thing on it, undo and redo, and the audit log."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import telling
from ...articles.models import Article
from ...articles.queries import load_article, load_part
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import transaction
from ...errors import Invalid
from ...garbles.models import Garble
from ...sightings.queries import load_matter, open_claims
from ...sources.queries import load_source
from ..views import pages
from . import audit, queries, said, told, undoing
from .rows import numbers_of
from .steps import Offer, offered
from .words import past


def before() -> int | None:
    """Where the page goes on, by the address."""
    return request.args.get("before", type=int)


@pages.get("/articles/<int:article_id>/history")
def history(article_id: int) -> str:
    article = load_article(article_id, by=person())
    return shown(queries.of_article(article, before()), article, article.title)


@pages.get("/history/claim/<int:claim_id>")
def claim_history(claim_id: int) -> str:
    claim = load_part(Claim, claim_id, by=person())
    return shown(queries.of_claim(claim, before()), claim.article, claim.wording, ("claim", claim.id))


@pages.get("/history/garble/<int:garble_id>")
def garble_history(garble_id: int) -> str:
    garble = load_part(Garble, garble_id, by=person())
    return shown(queries.of_garble(garble, before()), garble.article, garble.quote, ("garble", garble.id))


@pages.get("/history/correction/<int:correction_id>")
def correction_history(correction_id: int) -> str:
    row = load_part(Correction, correction_id, by=person())
    words = f"{row.quote} → {row.replacement or '(taken out)'}"
    return shown(queries.of_correction(row, before()), row.article, words, ("correction", row.id))


@pages.get("/history/source/<int:source_id>")
def source_history(source_id: int) -> str:
    source = load_source(source_id)
    return shown(queries.of_row("sources", source_id, before()), None, source.title, ("source", source_id))


@pages.get("/history/matter/<int:matter_id>")
def matter_history(matter_id: int) -> str:
    matter = load_matter(matter_id, by=person())
    members = open_claims(matter, by=person())
    return shown(queries.of_matter(matter, members, before()), None, matter.title, ("matter", matter.id))


@pages.get("/history/article/<int:article_id>")
def article_history(article_id: int) -> ResponseReturnValue:
    return redirect(url_for("desk.history", article_id=load_article(article_id, by=person()).id))


@pages.get("/history/name/<int:entity_id>")
def name_history(entity_id: int) -> ResponseReturnValue:
    return redirect(url_for("gazetteer.history", entity_id=entity_id))


def shown(page: queries.Page, article: Article | None, words: str, of: tuple[str, int] | None = None) -> str:
    """A page of the history: of an article, or `of` one thing, (kind, number), that stands on it."""
    numbers = numbers_of(article) if article is not None else {}
    return render_template(
        "desk/history.html",
        steps=told.told(page.entries, by=person(), numbers=numbers),
        page=page,
        article=article,
        words=words,
        of=of,
        number=numbers.get(of[1]) if of and of[0] == "claim" else None,
        first=before() is None,
    )


@pages.app_template_filter("done_in_words")
def done_in_words(verb: str) -> str:
    """What somebody did: "judge" is "judged"."""
    return past(verb)


# -- undo and redo


@pages.app_template_global("steps_on")
def steps_on(article_id: int) -> dict[str, Offer]:
    """What the person who asks can undo and redo next on an article."""
    return offered(article_id, person())


@pages.app_template_global("step_words")
def step_words(offer: Offer, numbers: dict[int, int]) -> str:
    """A step that is offered, in a few words: "judge claim 4"."""
    return said.offer(offer.verb, offer.things, numbers)


@pages.post("/articles/<int:article_id>/undo")
def undo(article_id: int) -> ResponseReturnValue:
    return back_or_forth(article_id, "undo")


@pages.post("/articles/<int:article_id>/redo")
def redo(article_id: int) -> ResponseReturnValue:
    return back_or_forth(article_id, "redo")


def back_or_forth(article_id: int, way: str) -> ResponseReturnValue:
    """Undo or redo the next step, the one that the page offered: sent twice, it is done once."""
    article = load_article(article_id, by=person())
    asked = request.form.get("step", type=int)
    at = url_for("desk.asks" if request.form.get("back") == "asks" else "desk.workbench", article_id=article_id)
    with telling():
        step = undoing.next_step(article, way, asked, by=person())
        first, verb = step.id, step.verb
        earlier = numbers_of(article)
        with transaction(by=person(), verb=f"{way}: {verb}", undoes=first):
            rows = undoing.take_back(article, way, asked, by=person())
            numbers = earlier | numbers_of(article)
            words, target = said.done(rows, verb, numbers), said.target(rows)
        flash(f"{'Undone' if way == 'undo' else 'Done again'}: {words}", "good")
        at = at if request.form.get("back") == "asks" else address_on_bench(article_id, target)
    return redirect(at, 303)


def address_on_bench(article_id: int, target: tuple[str, int] | None) -> str:
    """The workbench with what was changed chosen, where it is there still."""
    chosen: dict[str, Any] = {}
    if target is not None:
        kind, ident = target
        chosen = {kind: ident, "_anchor": f"{kind}-{ident}"}
    return url_for("desk.workbench", article_id=article_id, **chosen)


# -- the audit log


@pages.get("/audit")
def audit_log() -> Response | str:
    """Everything that was ever changed, by whom; with `?format=csv` as a file."""
    asked = audit.asked_in(request.args)
    if request.args.get("format") == "csv":
        lines = stream_with_context(audit.csv_lines(asked))
        response = Response(lines, content_type="text/csv; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename="wirecheck-audit.csv")
        return response
    if request.args.get("format"):
        raise Invalid("The audit log is a page, or a file of the kind “csv”.", "format")
    page = audit.look(asked, before())
    steps = told.told(page.entries, by=person(), veil=False)
    return render_template(
        "history/audit.html",
        asked=asked,
        page=page,
        steps=steps,
        titles=told.titles_of(steps),
        people=audit.people(),
        kinds=audit.KINDS,
        verbs=audit.verbs(),
        address={name: value for name, value in request.args.items() if name in audit.FILTERS and value},
    )
