"""The queue, saved queues, and how far each collection is."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.policy import may
from ...accounts.telling import Answer, doing, once, telling
from ...db import now
from ...reviews.models import SavedQueue
from ...text.spans import CLAIM_KINDS
from ..garbles.board import board
from ..gate.standings import CHOICES
from ..ledger.ledger import Ledger, ledger
from ..views import pages
from . import queries, saved
from .queues import DEADLINES, QUEUES, SORTS, Asked, Filters


@pages.app_template_global("everybody")
def everybody() -> dict[int, queries.Person]:
    """Everybody by id, read once a page."""
    if "everybody" not in g:
        g.everybody = queries.people()
    found: dict[int, queries.Person] = g.everybody
    return found


def asked_now(filters: Filters) -> Asked:
    settings = current_app.config
    return Asked(person(), filters, now(), ZoneInfo(settings["TIME_ZONE"]), settings["STUCK_HOURS"])


@pages.get("/")
def queue() -> str:
    filters = Filters.of(request.args)
    asked, counted, garbles = asked_now(filters), ledger(), board()
    counts = queries.queue_counts(counted, garbles, asked)
    kind = request.args.get("queue") or ("mine" if counts["mine"] else "unassigned")
    if kind not in QUEUES:
        abort(404)
    sort = request.args.get("sort", "")
    sort = sort if sort in SORTS and kind != "garbles" else ""
    pages_in_all = max(1, -(-counts[kind] // queries.PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages_in_all)
    rows: Any = (
        queries.garbles(garbles, asked, page) if kind == "garbles" else queries.claims(counted, kind, asked, page, sort)
    )
    names = queries.collections()
    named = saved.QUEUES.all(person())
    return render_template(
        "desk/queue.html",
        kind=kind,
        sort=sort,
        page=page,
        pages=pages_in_all,
        queues=QUEUES,
        tabs=[name for name in QUEUES if name != "disputed" or name == kind or may(person(), "edit")],
        counts=counts,
        rows=rows,
        hours=asked.hours,
        filters=filters,
        address=filters.address,
        choices=choices(counted, asked, names),
        people=everybody(),
        saved=named,
        current=next((row for row in named if row.id == request.args.get("saved", type=int)), None),
        wanted=wanted(kind, sort, filters),
        beside=queries.beside(counted, asked),
        standings=[row for row in queries.standings(counted, asked, names) if row.judged < row.claims],
        taken_over=taken_over(),
    )


def choices(counted: Ledger, asked: Asked, names: dict[int, str]) -> dict[str, list[tuple[str, str]]]:
    """What each filter can be set to, with its words; nothing where there is no choice."""
    within = counted.articles_open_to(asked.user)
    found = {
        name: [(value, value) for value in counted.values(name, within)]
        for name in ("feed", "language", "source_language")
    }
    known = set(counted.values("collection", within))
    others = [row for row in everybody().values() if row.able and row.id != asked.user.id]
    found["collection"] = [(str(ident), name) for ident, name in names.items() if str(ident) in known]
    found["kind"] = [(kind, kind) for kind in CLAIM_KINDS]
    found["assignee"] = [("none", "Nobody"), ("me", "Me"), *((str(row.id), row.name) for row in others)]
    found["due"] = list(DEADLINES.items())
    found["gate"] = list(CHOICES.items())
    fewest = {"language": 2, "source_language": 1}
    return {
        name: those
        for name, those in found.items()
        if len(those) >= fewest.get(name, 1) or getattr(asked.filters, name)
    }


def wanted(kind: str, sort: str, filters: Filters) -> dict[str, Any]:
    """What a saved queue keeps of an address."""
    return {"queue": kind} | ({"sort": sort} if sort else {}) | filters.address


def taken_over() -> list[tuple[queries.Person, list[int]]]:
    """What was just taken over from whom, by the address: each can be handed back."""
    found = []
    for words in request.args.getlist("over")[:20]:
        who, _, claims = words.partition(":")
        idents = [int(each) for each in claims.split(",") if each.isdecimal() and len(each) < 12]
        holder = everybody().get(int(who)) if who.isdecimal() and len(who) < 12 else None
        if holder is not None and idents:
            found.append((holder, idents))
    return found


# -- saved queues


@pages.post("/queues")
def save_queue() -> ResponseReturnValue:
    given = from_address()
    answer = Answer(url_for("desk.queue", **given))
    with telling("The queue was saved."), once("save queue", answer):
        row = saved.save(request.form.get("name", ""), given, shared="shared" in request.form, by=person())
        answer.at = url_for("desk.queue", saved=row.id, **given)
    return redirect(answer.at, 303)


@pages.post("/queues/<int:queue_id>/change")
def change_queue(queue_id: int) -> ResponseReturnValue:
    row = saved.QUEUES.load(queue_id, by=person())
    given = from_address()
    with doing("change queue", "Saved."):
        saved.change(
            row,
            name=request.form.get("name", ""),
            shared="shared" in request.form,
            filters=given if "refilter" in request.form else None,
            by=person(),
            seen=request.form.get("row_version", -1, type=int),
        )
    return redirect(address_of(row, given), 303)


@pages.post("/queues/<int:queue_id>/remove")
def remove_queue(queue_id: int) -> ResponseReturnValue:
    row = saved.QUEUES.load(queue_id, by=person())
    given = from_address()
    with doing("delete queue", "The saved queue was deleted; nothing else changed."):
        saved.remove(row, by=person(), seen=request.form.get("row_version", -1, type=int))
    return redirect(url_for("desk.queue", **given), 303)


def from_address() -> dict[str, Any]:
    """The queue and its filters that a form's own address holds."""
    kind, sort = request.args.get("queue", ""), request.args.get("sort", "")
    return wanted(kind if kind in QUEUES else "unassigned", sort if sort in SORTS else "", Filters.of(request.args))


def here() -> dict[str, Any]:
    """The same, with the page and the saved queue that it was."""
    more = {name: request.args.get(name, type=int) for name in ("page", "saved")}
    return from_address() | {name: str(value) for name, value in more.items() if value}


def address_of(row: SavedQueue, given: dict[str, Any]) -> str:
    return url_for("desk.queue", saved=row.id, **given)


# -- collections


@pages.get("/collections")
def collections() -> str:
    names = queries.collections()
    asked = asked_now(Filters())
    return render_template("desk/collections.html", standings=queries.standings(ledger(), asked, names))
