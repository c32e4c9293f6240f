from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from ..accounts.current import person
from .asking.fields import FIELDS
from .engines.engine import Reader
from .engines.whoosh.reader import reader_of
from .forms import SearchForm
from .keeping.indexer import index_folder
from .results.kept import KeptHits
from .results.queries import Results, search

pages = Blueprint("search", __name__)
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def reader() -> Reader:
    return reader_of(index_folder(current_app.config))


def kept_hits() -> KeptHits:
    return KeptHits(Path(current_app.config["INSTANCE"]) / "hits")


@pages.get("/search")
def results() -> ResponseReturnValue:
    by = person()
    text = request.args.get("q", "")
    if UNPRINTABLE.search(text):  # no page may hold them, and the address is in every page's search field
        return redirect(url_for("search.results", **turned(asked(), q=UNPRINTABLE.sub(" ", text))))
    form = SearchForm(request.args)
    ask = form.ask(request.args)
    found = Results() if ask.is_empty() else search(ask, reader(), by=by, keeping=kept_hits())
    # htmx asks for the list alone, but for the whole page when somebody goes back to it.
    part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "search/results.html" if part else "search/page.html"
    page = render_template(template, form=form, ask=ask, found=found, fields=FIELDS, turned=turned, asked=asked())
    response = make_response(page)
    response.headers["Vary"] = "HX-Request, HX-History-Restore-Request"
    return response


def asked() -> MultiDict[str, str]:
    """What the address holds, without the fields that are empty."""
    return MultiDict([(name, value) for name, value in request.args.items(multi=True) if value])


def turned(arguments: MultiDict[str, str], **changed: str | int) -> dict[str, Any]:
    """The address's fields for a link that changes some of them; a changed kind or page begins anew."""
    fields = {name: arguments.getlist(name) for name in arguments if name not in {"page", "kept", *changed}}
    return fields | {name: [str(value)] for name, value in changed.items() if value != ""}
