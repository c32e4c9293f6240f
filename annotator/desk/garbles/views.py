"""The pages on all garbles of the desk."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, once, telling
from ...articles.queries import load_part
from ...db import now
from ...errors import Invalid, NotFound
from ...garbles import bulk, places
from ...garbles import glossary as terms
from ...garbles import rules as ruling
from ...garbles.decisions import together_with
from ...garbles.forms import own_page
from ...garbles.kinds import KINDS
from ...garbles.models import Garble
from ...gazetteer.queries import gazetteer
from ...search.engines.chosen import reader_of
from ...search.engines.engine import Reader
from . import listing, ratings
from .board import board
from .elsewhere import elsewhere
from .listing import Chosen

pages = Blueprint("board", __name__)
SHOWN_OF_PLAN = 60
LONGEST_PAGE = 100_000
WORDS_A_PAGE = 100
MOST_CHARTS = 24


@pages.get("/garbles")
def index() -> str:
    chosen = listing.chosen_in(request.args)
    found = listing.listed(chosen, page_number(), by=person())
    return render_template(
        "garbles/index.html",
        found=found,
        address=address_of(chosen),
        kinds=KINDS,
        decided=decided_just_now(),
        most=bulk.MOST,
        tab="index",
    )


def page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), LONGEST_PAGE)


def address_of(chosen: Chosen) -> dict[str, Any]:
    """The filters as an address holds them."""
    return {facet: list(values) for facet, values in chosen.items()}


def decided_just_now() -> dict[str, Any] | None:
    """What the decision that led here did, for the line that can take it back. The address names one garble of it."""
    ident = request.args.get("done", type=int)
    if ident is None:
        return None
    try:
        garble = load_part(Garble, ident, by=person())
    except NotFound:
        return None
    rows = together_with(garble, by=person())
    counts = {state: sum(row.state == state for row in rows) for state in ("confirmed", "dismissed")}
    return {"garble": garble, "rows": rows, "counts": counts} if rows else None


@pages.get("/garbles/decide")
def preview() -> ResponseReturnValue:
    """What confirming or dismissing the chosen garbles, or all that fit, would change."""
    chosen, act = listing.chosen_in(request.args), request.args.get("act", "")
    back = url_for("board.index", **address_of(chosen))
    if act not in bulk.ACTS:
        flash("Choose what to do with them: confirm or dismiss.", "warn")
        return redirect(back, 303)
    if request.args.get("all"):
        idents, total = listing.all_matching(chosen, bulk.MOST, by=person())
    else:
        idents = list(dict.fromkeys(request.args.getlist("garble", type=int)))[: bulk.MOST]
        total = len(idents)
    if not idents:
        flash("Choose garbles first: tick them, or take all that fit.", "warn")
        return redirect(back, 303)
    plans = bulk.plan(listing.load(idents, by=person()), act, gazetteer())
    doing = [plan for plan in plans if not plan.left]
    return render_template(
        "garbles/decide.html",
        act=act,
        total=total,
        doing=doing,
        shown=doing[:SHOWN_OF_PLAN],
        sums=bulk.summed(plans),
        left=bulk.reasons(plans),
        seen=" ".join(f"{plan.garble.id}.{plan.garble.row_version}" for plan in doing),
        taught=sum(1 for plan in doing if plan.entity),
        most=bulk.MOST,
        back=back,
        kinds=KINDS,
        tab="index",
    )


@pages.post("/garbles/decide")
def decide() -> ResponseReturnValue:
    back = own_page(request.form.get("back"), url_for("board.index"))
    answer, plans = Answer(back), list[bulk.Planned]()
    with telling(), once("decide", answer):
        seen = versions_in(request.form.get("seen", ""))
        rows = listing.load(list(seen), by=person())
        plans = bulk.carry_out(rows, request.form.get("act", ""), seen, gazetteer(), by=person())
        done = [plan.garble.id for plan in plans if not plan.left]
        if done:
            answer.at = with_done(back, done[0])
    for why, number in bulk.reasons(plans):
        flash(f"{number} left as {'it is' if number == 1 else 'they are'}: {why}", "warn")
    return redirect(answer.at, 303)


def versions_in(words: str) -> dict[int, int]:
    """Row versions by id, from "12.1 13.4". Raises Invalid."""
    pairs = [pair.split(".") for pair in words.split()[: bulk.MOST]]
    if not pairs or not all(len(pair) == 2 and all(map(is_number, pair)) for pair in pairs):
        raise Invalid("Which garbles were meant cannot be read. Go back to the list and choose them again.", "seen")
    return {int(ident): int(version) for ident, version in pairs}


def is_number(digits: str) -> bool:
    return digits.isdecimal() and digits.isascii() and len(digits) < 12


def with_done(address: str, ident: int) -> str:
    """The address with the garble whose decision it tells of."""
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("done=")]
    return f"{path}?{'&'.join([*kept, urlencode({'done': ident})])}"


# -- correct once


def reader() -> Reader:
    return reader_of(current_app.config)


@pages.get("/garbles/<int:garble_id>/elsewhere")
def occurrences(garble_id: int) -> str:
    """Every other place of a confirmed garble's words, one key each."""
    garble = load_part(Garble, garble_id, by=person())
    decided = decided_just_now()
    if decided is not None and decided["garble"].id == garble_id:
        decided = None  # its own confirmation is taken back on the workbench
    return render_template(
        "garbles/elsewhere.html",
        garble=garble,
        found=elsewhere(garble, reader(), gazetteer(), by=person()),
        holds=places.holds(garble),
        recurs=places.recurs(garble),
        decided=decided,
        kinds=KINDS,
        tab="index",
    )


@pages.post("/garbles/<int:garble_id>/elsewhere")
def settle_places(garble_id: int) -> ResponseReturnValue:
    garble = load_part(Garble, garble_id, by=person())
    here = url_for("board.occurrences", garble_id=garble_id)
    act, _, only = request.form.get("act", "").partition(" ")
    wanted = [only] if only else request.form.getlist("place")
    answer, settled = Answer(here), places.Settled([], [])
    with telling(), once("correct once", answer):
        settled = places.settle(garble, wanted, act, gazetteer(), by=person())
        if settled.garbles:
            at = request.form.get("at", "0")
            answer.at = f"{here}?{urlencode({'done': settled.garbles[0].id, 'at': at if is_number(at) else 0})}"
    for why in dict.fromkeys(settled.left):
        number = settled.left.count(why)
        flash(f"{number} left as {'it was' if number == 1 else 'they were'}: {why}", "warn")
    return redirect(answer.at, 303)


# -- rules, dismissed words


@pages.get("/garbles/rules")
def rules() -> str:
    """Each rule with how often it was right, in one feed or all."""
    counted, feed = board(), request.args.get("feed") or None
    feeds = ratings.feeds(counted, by=person())
    if feed is not None and feed not in feeds:
        raise NotFound("No article that you may see came by such a feed.")
    return render_template(
        "garbles/rules.html",
        rules=[(KINDS[kind], ratings.tally(counted, kind, by=person(), feed=feed)) for kind in ratings.RULES],
        off=ruling.switches(),
        feed=feed,
        feeds=feeds,
        back=url_for("board.rules", feed=feed),
        tab="rules",
    )


@pages.get("/garbles/rules/<kind>")
def rule(kind: str) -> str:
    """One rule, feed by feed."""
    if kind not in ratings.RULES:
        raise NotFound("There is no such rule.")
    counted = board()
    feeds = ratings.feeds(counted, by=person())
    return render_template(
        "garbles/rule.html",
        rule=KINDS[kind],
        whole=ratings.tally(counted, kind, by=person()),
        rows=[(feed, ratings.tally(counted, kind, by=person(), feed=feed)) for feed in feeds],
        off=ruling.switches().get(kind, []),
        back=url_for("board.rule", kind=kind),
        tab="rules",
    )


@pages.get("/garbles/dismissals")
def dismissals() -> str:
    page = page_number()
    total, rows = ruling.dismissed(page, WORDS_A_PAGE, by=person())
    return render_template(
        "garbles/dismissals.html",
        total=total,
        rows=rows,
        people=ruling.people_of(rows),
        titles=ruling.titles_of(rows, by=person()),
        page=page,
        size=WORDS_A_PAGE,
        kinds=KINDS,
        tab="dismissals",
    )


# -- rates, glossary


@pages.get("/garbles/rates")
def rates() -> str:
    group = request.args.get("by", "feed")
    what = request.args.get("of", "all")
    group, what = group if group in ratings.GROUPS else "feed", what if what in ratings.COUNTED else "all"
    found = ratings.rates(board(), group, what, by=person())
    return render_template(
        "garbles/rates.html",
        series=found,
        charts=ratings.charts(found[:MOST_CHARTS]),
        group=group,
        what=what,
        groups=ratings.GROUPS,
        counted=ratings.COUNTED,
        states=["confirmed", "corrected"] if what == "confirmed" else ["suspected", "confirmed", "corrected"],
        size=(ratings.WIDTH, ratings.HEIGHT, ratings.LEFT, ratings.BOTTOM),
        few=ratings.FEW_WORDS,
        tab="rates",
    )


@pages.get("/garbles/glossary")
def glossary() -> Response | str:
    """The page; with `?format=csv` or `tbx` the file."""
    found = board().glossary(person())
    name = request.args.get("format")
    if name is not None:
        return download(found, name)
    page = page_number()
    return render_template(
        "garbles/glossary.html",
        total=len(found),
        rows=terms.described(found[(page - 1) * WORDS_A_PAGE : page * WORDS_A_PAGE]),
        page=page,
        size=WORDS_A_PAGE,
        tab="glossary",
    )


def download(found: list[terms.Entry], name: str) -> Response:
    if name not in ("csv", "tbx"):
        raise Invalid(f"There is no file of the kind “{name}”. There are: csv, tbx.", "format")
    entries = terms.described(found)
    if name == "csv":
        response = Response(terms.as_csv(entries), content_type="text/csv; charset=utf-8")
    else:
        response = Response(terms.as_tbx(entries, made=now()), content_type="application/x-tbx+xml; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"wirecheck-glossary.{name}")
    return response
