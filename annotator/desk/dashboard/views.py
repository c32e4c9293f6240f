"""The dashboard, each of its charts as a file, and what stands behind a mark."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, render_template, request, url_for

from ...accounts.current import person
from ...db import now
from ...errors import NotFound
from ..garbles.board import board
from ..ledger.ledger import ledger
from ..queue.queries import collections
from . import charts, contradicting, lists
from .asking import NAMES, PERIODS, Asked, Desk, read_days
from .counting import counted
from .figures import all_charts, when

pages = Blueprint("dashboard", __name__)
# What a cell of a table in a file must not begin with: a spreadsheet would take it for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def desk_now() -> Desk:
    asked = Asked.of(request.args, person(), now(), ZoneInfo(current_app.config["TIME_ZONE"]))
    return Desk(asked, ledger(), board(), counted(), collections())


def link_under(asked: Asked) -> Any:
    """What gives the address of a page of the dashboard under the same filters. Built once: a page has hundreds."""
    base = {name: url_for(f"dashboard.{name}") for name in ("claims", "garbles", "contradictions")}
    kept = asked.address

    def link(page: str, **words: str) -> str:
        return f"{base[page]}?{urlencode({**kept, **words})}"

    return link


@pages.get("/dashboard")
def index() -> str:
    desk = desk_now()
    found = all_charts(desk, link_under(desk.asked))
    within = desk.ledger.articles_open_to(person())
    known = set(desk.ledger.values("collection", within))
    return render_template(
        "dashboard/index.html",
        asked=desk.asked,
        charts=[(chart, charts.drawn(chart)) for chart in found],
        tables={chart.name: charts.table(chart) for chart in found},
        as_text=charts.as_text,
        periods=PERIODS,
        feeds=desk.ledger.values("feed", within),
        collections={ident: name for ident, name in desk.collections.items() if str(ident) in known},
        articles=within.bit_count(),
        some=any(chart.there for chart in found),
    )


@pages.get("/dashboard/<name>.csv")
def table(name: str) -> Response:
    """A chart's table as a file. Raises NotFound."""
    desk = desk_now()
    found = next((chart for chart in all_charts(desk, link_under(desk.asked)) if chart.name == name), None)
    if found is None:
        raise NotFound("There is no such chart.")
    head, rows = charts.table(found)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    response = Response(written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"wirecheck-{name}.csv")
    return response


def safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


# -- behind a mark


@pages.app_template_filter("stretch_words")
def stretch_words(words: str) -> str:
    """ "2021-02-01..2021-02-07" as people say it."""
    days = read_days(words)
    if days is None:
        return ""
    first, last = days
    return when(first, last) if first else f"until {when(last, last)}"


def page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), 100_000)


def shown(kind: str, asked: Asked, total: int, rows: Any) -> str:
    page = page_number()
    kept: dict[str, Any] = dict(asked.address)
    words = {name: value for name in (*NAMES, "severity", "state") if (value := request.args.get(name)) is not None}
    return render_template(
        "dashboard/behind.html",
        kind=kind,
        asked=asked,
        total=total,
        rows=rows,
        page=page,
        more=total > page * lists.PAGE,
        words=words,
        back=url_for("dashboard.index", **kept),
        address={**kept, **words},
    )


@pages.get("/dashboard/claims")
def claims() -> str:
    desk = desk_now()
    total, rows = lists.claims(desk, request.args, (page_number() - 1) * lists.PAGE)
    return shown("claims", desk.asked, total, rows)


@pages.get("/dashboard/garbles")
def garbles() -> str:
    asked = desk_now().asked
    total, rows = lists.garbles(asked, request.args, (page_number() - 1) * lists.PAGE)
    return shown("garbles", asked, total, rows)


@pages.get("/dashboard/contradictions")
def contradictions() -> str:
    asked = desk_now().asked
    total, rows = contradicting.listed(asked, request.args, (page_number() - 1) * lists.PAGE, lists.PAGE)
    return shown("contradictions", asked, total, rows)
