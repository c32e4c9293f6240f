"""Saved searches: their page, their line on the search page, their feeds."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, doing, once, telling
from ...db import transaction
from ..views import reader
from . import counting, feed, service
from .counting import News
from .models import SavedSearch

pages = Blueprint("saved", __name__)
COUNTED: Final = 20  # searches whose new hits are counted on their page: each may be a question to the engine
IN_LINE: Final = 5  # and on the search page


def address_of(row: SavedSearch, **more: Any) -> str:
    """Where a saved search is shown."""
    return url_for("search.results", saved=row.id, **row.address, **more)


def here() -> dict[str, list[str]]:
    return service.kept_address(request.args.items(multi=True))


def counts(rows: list[SavedSearch], most: int) -> dict[int, News]:
    """The new hits of this person's own searches, of so many, by id."""
    own = [row for row in rows if row.owner_id == person().id][:most]
    if not own:
        return {}
    top, asked = counting.highest(), reader()
    return {row.id: counting.news(row, asked, by=person(), top=top) for row in own}


@pages.app_template_global("saved_now")
def saved_now() -> dict[str, Any]:
    """For the search page: the saved searches, and the one that its address names. Read once a page."""
    if "saved_now" not in g:
        g.saved_now = read_saved()
    found: dict[str, Any] = g.saved_now
    return found


def read_saved() -> dict[str, Any]:
    rows = list(service.SEARCHES.all(person()))
    wanted = request.args.get("saved", type=int)
    current = next((row for row in rows if row.id == wanted), None)
    address = {name: request.args.getlist(name) for name in request.args if name not in service.UNKEPT}
    fields = {name: kept for name, values in address.items() if (kept := [value for value in values if value])}
    differs = current is not None and current.address != fields
    return {"rows": rows, "current": current, "differs": differs, "address": address_of, "fields": fields}


@pages.get("/searches")
def index() -> str:
    return shown()


def shown(feed_of: int | None = None, token: str = "") -> str:
    """The page; `token` is shown once, when it was just made for the feed of a search."""
    rows = list(service.SEARCHES.all(person()))
    new = next((row for row in rows if row.id == feed_of), None)
    return render_template(
        "search/saved/index.html",
        rows=rows,
        news=counts(rows, COUNTED),
        feeds=service.tokens_of(person()),
        address=address_of,
        fresh=new,
        fresh_address=url_for("saved.feed", search_uid=new.uid, token=token, _external=True) if new else "",
    )


@pages.get("/searches/new")
def bar() -> str:
    """The line of saved searches with their counts: the search page fetches it when it is there."""
    rows = list(service.SEARCHES.all(person()))
    return render_template(
        "search/saved/line.html", rows=rows, news=counts(rows, IN_LINE), current=None, address=address_of
    )


@pages.post("/searches")
def save() -> ResponseReturnValue:
    fields: dict[str, Any] = request.args.to_dict(flat=False)
    answer = Answer(url_for("search.results", **fields))
    with telling("The search was saved."), once("save search", answer):
        row = service.save(
            request.form.get("name", ""), here(), shared="shared" in request.form, seen=counting.highest(), by=person()
        )
        answer.at = address_of(row)
    return redirect(answer.at, 303)


@pages.post("/searches/<int:search_id>/change")
def change(search_id: int) -> ResponseReturnValue:
    """With `research` in the form, it stands for the search of the address from now on."""
    row = service.SEARCHES.load(search_id, by=person())
    with doing("change search", "Saved."):
        service.change(
            row,
            name=request.form.get("name", ""),
            shared="shared" in request.form,
            address=here() if "research" in request.form else None,
            by=person(),
            seen=request.form.get("row_version", -1, type=int),
        )
    return redirect(address_of(row) if "research" in request.form else url_for("saved.index"), 303)


@pages.post("/searches/<int:search_id>/remove")
def remove(search_id: int) -> ResponseReturnValue:
    row = service.SEARCHES.load(search_id, by=person())
    with doing("delete search", "The saved search was deleted, with its feeds; nothing else changed."):
        service.remove(row, by=person(), seen=request.form.get("row_version", -1, type=int))
    return redirect(url_for("saved.index"), 303)


@pages.post("/searches/<int:search_id>/seen")
def seen(search_id: int) -> ResponseReturnValue:
    row = service.SEARCHES.load(search_id, by=person())
    with transaction(by=person()):
        service.mark_seen(row, counting.highest(), by=person())
    if request.headers.get("X-Requested-With"):  # by script, when its hits are shown
        return "", 204
    return redirect(url_for("saved.index"), 303)


# -- feeds


@pages.post("/searches/<int:search_id>/feed")
def renew_feed(search_id: int) -> ResponseReturnValue:
    """A new address for this person's feed. It is shown on this page and never again."""
    row = service.SEARCHES.load(search_id, by=person())
    with transaction(by=person(), verb="make feed"):
        token = service.give_token(row, by=person())
    return shown(row.id, token)


@pages.post("/searches/<int:search_id>/feed/withdraw")
def withdraw_feed(search_id: int) -> ResponseReturnValue:
    row = service.SEARCHES.load(search_id, by=person())
    with transaction(by=person(), verb="end feed"):
        service.withdraw(row, by=person())
    flash("The feed has ended: its address leads nowhere any more.", "good")
    return redirect(url_for("saved.index"), 303)


@pages.get("/feeds/searches/<search_uid>.atom", endpoint="feed")
def answer_reader(search_uid: str) -> Response:
    """For feed readers, which cannot log in: whoever knows the token sees what its person may see of the search now."""
    search, user = service.let_in(search_uid, request.args.get("token", ""))
    told = feed.entries(search, reader(), by=user)
    content = feed.as_atom(search, told, root=request.url_root.rstrip("/"), page=address_of(search))
    response = Response(content, content_type="application/atom+xml; charset=utf-8")
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.last_modified = max((entry.at for entry in told), default=search.created_at)
    # Asked again each time, and answered with 304 where nothing is new. The page's own "no-store" forbids that.
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
