"""The pages of an article's versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.policy import may
from ...accounts.telling import Answer, once, say, telling, typed
from ...accounts.views import showing_errors
from ...articles.models import Article, Version
from ...articles.queries import load_article
from ...articles.rendering import UNSEEN, Mark, layout, name_of
from ...articles.service import may_edit
from ...articles.zones import MEANINGS
from ...claims.models import Claim
from ...errors import Invalid, Stale, TooLarge
from ...gazetteer.queries import gazetteer
from ...ingest import renewing
from ...ingest.limits import Limits
from ...ingest.readers import from_paste
from ...text.difference import Run, within
from ...versions import queries, service
from ...versions.comparing import compare
from ...versions.models import Carried
from ..bench.parts import WHOLE, Part, spans_of
from ..bench.views import writer
from ..views import pages
from .forms import VersionForm

CONTEXT = 160  # code points of the text shown on both sides of a place
EMPTY_LINES = re.compile(r"\s*\n\s*")


@pages.get("/articles/<int:article_id>/versions")
def versions(article_id: int) -> str:
    """The chain, and two of them compared: `from` and `to`, else the newest with the one before."""
    article = load_article(article_id, by=person())
    chain = queries.chain(article)
    newest = chain[-1].number
    new = request.args.get("to", newest, type=int)
    old = request.args.get("from", max(1, new - 1), type=int)
    old, new = min(old, new), max(old, new)
    found = None
    if old != new:
        before, after = (queries.load_version(article, number) for number in (old, new))
        found = compare(before.text, after.text, article.language)
    return render_template(
        "versions/chain.html",
        article=article,
        chain=chain,
        old=old,
        new=new,
        found=found,
        waiting=queries.waiting_on(article.id),
        may_add=may_edit(article, person()),
    )


@pages.get("/articles/<int:article_id>/versions/<int:number>")
def version(article_id: int, number: int) -> ResponseReturnValue:
    """An old version as it is, with what stood on it. The newest is the workbench's."""
    article = load_article(article_id, by=person())
    if number == article.current_number:
        return redirect(url_for("desk.workbench", article_id=article.id))
    shown = queries.load_version(article, number)
    stood = queries.stood_on(shown)
    return render_template(
        "versions/old.html",
        article=article,
        version=shown,
        paragraphs=layout(shown.text, marks_on(shown, stood), language=article.language),
        stood=stood,
        lead=lambda mark: f"#{mark.kind}-{mark.id}",
    )


def zones_of(version: Version) -> list[Mark]:
    return [
        Mark("zone", zone.id, zone.start, zone.end, zone.kind, zone.kind.replace("-", " "), MEANINGS[zone.kind])
        for zone in version.zones
    ]


def marks_on(version: Version, stood: list[Carried]) -> list[Mark]:
    marks = zones_of(version)
    number = 0
    for row in stood:
        if row.state_before in {"not-a-claim", "dismissed", "rejected", "superseded"}:
            continue
        number += row.kind == "claim"
        for at, each in enumerate(row.before):
            marks.append(
                Mark(
                    row.kind,  # type: ignore[arg-type]  # one of the kinds of marks
                    row.thing.id, each["start"], each["end"], row.state_before,
                    str(number) if row.kind == "claim" and not at else "",
                    title=f"{row.kind.capitalize()}, {row.state_before}",
                    replacement=row.correction.replacement if row.correction else None,
                )
            )  # fmt: skip
    return marks


# -- a new one


@pages.get("/articles/<int:article_id>/versions/new")
def new_version(article_id: int) -> str:
    article = load_article(article_id, by=person())
    return show_new(article, VersionForm(formdata=None, seen=str(article.current_number)))


def show_new(article: Article, form: VersionForm, foreseen: renewing.Preview | None = None, stale: str = "") -> str:
    return render_template(
        "versions/new.html",
        article=article,
        form=form,
        foreseen=foreseen,
        stale=stale,
        may_add=may_edit(article, person()),
    )


@pages.post("/articles/<int:article_id>/versions/new")
def add_version(article_id: int) -> ResponseReturnValue:
    """What a new text would do, or, with `then` "save", the new version."""
    article = load_article(article_id, by=person())
    service.require_right(article, person())
    form = VersionForm()
    if not form.validate_on_submit():
        return show_new(article, form), 422
    answer = Answer(url_for("desk.versions", article_id=article.id))
    seen = int(form.seen.data) if (form.seen.data or "").isdecimal() and len(form.seen.data) < 6 else 0
    entry, ready = None, None
    try:
        with showing_errors(form):
            try:
                limits = Limits.from_settings(current_app.config)
                draft = from_paste(form.text.data, limits=limits, **form.given())
            except TooLarge as error:
                raise Invalid(str(error), "text") from None
            service.require_new(article, draft.text)
            if seen != article.current_number:
                raise Stale(f"Version {article.current_number} came in meanwhile.", theirs={}, mine={})
            ready = renewing.prepared(article, draft, gazetteer=gazetteer())
            if request.form.get("then") != "save":
                return show_new(article, form, renewing.preview(article, draft, ready))
            with once(service.VERB, answer):
                entry = renewing.store(article, draft, ready, by=person())
    except Stale:
        article = load_article(article_id, by=person())
        form.seen.data, form.seen.raw_data = str(article.current_number), None
        draft = from_paste(form.text.data, limits=limits, **form.given())
        ready = renewing.prepared(article, draft, gazetteer=gazetteer())
        said = (
            f"Version {article.current_number} came in meanwhile, and nothing of yours was stored. Below is what your "
            "text would do to that one; look, then save again."
        )
        return show_new(article, form, renewing.preview(article, draft, ready), said), 409
    if form.errors or entry is None:
        return show_new(load_article(article_id, by=person()), form), 422
    say(f"Version {entry.number} is on the desk. {entry.carried[0].upper()}{entry.carried[1:]}.", "good")
    if entry.waiting:
        answer.at = url_for("desk.asks", article_id=article_id)
    return redirect(answer.at, 303)


# -- what asks


@pages.get("/articles/<int:article_id>/asks")
def asks(article_id: int) -> str:
    return show_asks(load_article(article_id, by=person()))


def show_asks(article: Article, stale: str = "") -> str:
    rows = queries.asking(article)
    return render_template(
        "versions/asks.html",
        article=article,
        rows=rows,
        version=article.current,
        parts=parts_of(article.current, article.language) if rows and may(person(), "assess") else [],
        around=around,
        stale=stale,
        chain=queries.chain(article),
        given=typed(request.args),
    )


def parts_of(version: Version, language: str) -> list[Part]:
    """The text to select words in, with its zones; of a long one the browser fetches the parts, from the workbench."""
    spans = spans_of(version.text)
    if len(version.text) > WHOLE:
        return [Part(number, span, None) for number, span in enumerate(spans)]
    write = writer(None)
    return [
        Part(number, span, write(layout(version.text, zones_of(version), language=language), None, span.start))
        for number, span in enumerate(spans)
    ]


def around(text: str, stretches: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """The words that something stands on with those around them: (words, whether they are its own). Whole words, and
    no empty lines: the texts stand side by side to be compared."""
    first, last = stretches[0]["start"], stretches[-1]["end"]
    runs = [(shown_before(text, max(0, first - CONTEXT), first), False)]
    at = first
    for each in stretches:
        if each["start"] - at > 2 * CONTEXT:
            end = shown_after(text, at, at + CONTEXT)
            runs += [(f"{end} ", False), (shown_before(text, each["start"] - CONTEXT, each["start"]), False)]
        elif each["start"] > at:
            runs.append((EMPTY_LINES.sub("\n", text[at : each["start"]]), False))
        runs.append((EMPTY_LINES.sub("\n", text[each["start"] : each["end"]]), True))
        at = each["end"]
    runs.append((shown_after(text, last, min(len(text), last + CONTEXT)), False))
    return [run for run in runs if run[0]]


def shown_before(text: str, start: int, end: int) -> str:
    """The text up to `end`, from the first whole word on; an ellipsis where more stands before it."""
    words = text[start:end]
    if start > 0 and not text[start - 1].isspace():
        words = words[words.find(" ") + 1 :] if " " in words else words
    words = EMPTY_LINES.sub("\n", words).lstrip()
    return f"… {words}" if text[:start].strip() else words


def shown_after(text: str, start: int, end: int) -> str:
    words = text[start:end]
    if end < len(text) and not text[end].isspace():
        words = words[: words.rfind(" ")] if " " in words else words
    words = EMPTY_LINES.sub("\n", words).rstrip()
    return f"{words} …" if text[end:].strip() else words


@pages.post("/carried/<int:carried_id>/place")
def place_carried(carried_id: int) -> ResponseReturnValue:
    """At the offered `place` (its number), or on the words that were typed or selected."""
    number = request.form.get("place", type=int)

    def act(row: Carried, seen: int) -> None:
        if number is not None:
            service.place(row, number, by=person(), seen=seen)
        else:
            service.place_selected(row, request.form, by=person(), seen=seen)

    return decided(carried_id, "place", act, "It stands there now.")


@pages.post("/carried/<int:carried_id>/let-go")
def let_go_carried(carried_id: int) -> ResponseReturnValue:
    def act(row: Carried, seen: int) -> None:
        service.let_go(row, by=person(), seen=seen)

    return decided(carried_id, "let go", act, "Let go: it stays with the version that it stood on.")


def decided(carried_id: int, verb: str, act: Callable[[Carried, int], None], said: str) -> ResponseReturnValue:
    row = queries.load_carried(carried_id, by=person())
    article_id = row.article_id
    at = url_for("desk.asks", article_id=article_id, at=request.form.get("at", 0, type=int) or None)
    seen = request.form.get("row_version", -1, type=int)
    try:
        with telling(said), once(verb, Answer(at)):
            act(row, seen)
    except Stale:
        article = load_article(article_id, by=person())
        return show_asks(article, "Somebody else decided on that meanwhile. Nothing of yours was stored."), 409
    return redirect(at, 303)


@pages.app_template_global("became_in")
def became_in(claim: Claim, article: Article) -> tuple[Carried, list[Run], list[Run]] | None:
    """What the present version made of a claim that must be checked again: the row, and its words and its wording as
    what stayed, went and came. None where it changed nothing."""
    if article.current_number == 1 or claim.state != "recheck":
        return None
    row = queries.became_of(claim.id)
    if row is None or row.outcome not in {"changed", "ambiguous", "gone"} or row.version_id != article.current.id:
        return None
    return row, within(row.quote, claim.quote), within(row.wording_before or "", claim.wording)


@pages.app_template_global("waiting_on")
def waiting_on(article_id: int) -> int:
    return queries.waiting_on(article_id)


@pages.app_template_filter("seen_through")
def seen_through(words: str) -> str:
    """Words with what leaves no trace on a page (bidi controls, zero widths) named in brackets."""
    return UNSEEN.sub(lambda hit: f"[{name_of(hit.group())}]", words)
