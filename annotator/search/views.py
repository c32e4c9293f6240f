from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, abort, current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from ..accounts.current import person
from .asking.fields import FIELDS
from .engines.chosen import reader_of
from .engines.engine import FACETS, SORTS, Reader
from .folding import key
from .forms import SearchForm
from .results.completing import complete
from .results.context import context
from .results.facets import Facet
from .results.groups import by_article
from .results.kept import KeptHits
from .results.loosened import looser
from .results.months import Bar
from .results.queries import Ask, Results, search
from .results.spelled import spellings

pages = Blueprint("search", __name__)
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
# What a search is narrowed by; the rest of an address says how its hits are shown.
NARROWING: Final = frozenset({*FACETS, "from", "to", "article", "like"})
LONGEST: Final = 2_000  # code points of a query that are completed


def reader() -> Reader:
    return reader_of(current_app.config)


def kept_hits() -> KeptHits:
    return KeptHits(Path(current_app.config["INSTANCE"]) / "hits")


@pages.get("/search")
def results() -> ResponseReturnValue:
    by = person()
    text = request.args.get("q", "")
    if UNPRINTABLE.search(text):  # no page may hold them, and the address is in every page's search field
        return redirect(url_for("search.results", **turned(asked(), q=UNPRINTABLE.sub(" ", text))))
    form, ask = asking()
    found = Results() if ask.is_empty() else search(ask, reader(), by=by, keeping=kept_hits())
    # htmx asks for what is found alone, but for the whole page when somebody goes back to it.
    part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "search/found.html" if part else "search/page.html"
    page = render_template(
        template, form=form, ask=ask, found=found, groups=by_article(found.results) if ask.grouped else None,
        sorts=SORTS, asked=asked(), turned=turned, dropped=dropped, bare=bare, dates=dates,
        narrowed=narrowed(ask),
    )  # fmt: skip
    response = make_response(page)
    response.headers["Vary"] = "HX-Request, HX-History-Restore-Request"
    return response


@pages.app_template_global("how_to_ask")
def how_to_ask(prefix: str) -> Markup:
    """The help on the page: the same for everybody, so it is made once. It stands twice in a page, by its prefix."""
    return _help(request.script_root, prefix)


@lru_cache(maxsize=8)
def _help(_script_root: str, prefix: str) -> Markup:
    # Safe: what a template of ours wrote, which escapes.
    return Markup(render_template("search/help.html", fields=FIELDS, prefix=prefix))  # noqa: S704


# What is the same from search to search is written once: 200 boxes, 60 bars and the days of 20 hits, each anew, took
# half of the page's time.


@pages.app_template_global("day_of")
@lru_cache(maxsize=4096)
def day_of(day: str) -> str:
    """A day (ISO 8601) as hits have it."""
    return f"{dt.date.fromisoformat(day):%-d %b %Y}"


HOLE: Final = "\0"  # no page holds one


@lru_cache(maxsize=4096)
def mould(macro: str, *words: str | bool) -> Sequence[str]:
    """What a macro writes around its holes."""
    told = (word.replace(HOLE, "") if isinstance(word, str) else word for word in words)
    environment: Any = current_app.jinja_env
    pieces: Sequence[str] = environment.written("search/parts.html", macro, *told, HOLE).split(HOLE)
    return pieces


@pages.app_template_global("boxes")
def boxes(facet: Facet, first: int, last: int | None = None) -> Markup:
    """Some of the values of a facet, to be ticked."""
    found = []
    for value in facet.values[first:last]:
        head, middle, tail = mould("box", facet.name, value.value, value.label)
        found.append(f"{head}{' checked' if value.chosen else ''}{middle}{value.count:,}{tail}")
    return Markup("\n".join(found))  # noqa: S704 - Safe: pieces of a template's, and numbers


@pages.app_template_global("bars_of")
def bars_of(bars: Sequence[Bar]) -> Markup:
    """The bars of the histogram."""
    found = []
    for bar in bars:
        one, two, three, four, five = mould("bar", bar.first.isoformat(), bar.last.isoformat(), bar.label, bar.chosen)
        found.append(f"{one}{bar.count}{two}{bar.count:,}{three}{100 - bar.height}{four}{bar.height}{five}")
    return Markup("".join(found))  # noqa: S704 - Safe: pieces of a template's, and numbers


@pages.get("/search/complete")
def completions() -> ResponseReturnValue:
    """What the query may go on with at the cursor, as JSON. Positions are code points."""
    text = request.args.get("q", "")[:LONGEST]
    at = request.args.get("at", type=int)
    found = complete(text, len(text) if at is None else at, reader(), by=person())
    return jsonify([asdict(each) for each in found])


@pages.get("/search/context")
def around() -> str:
    """The sentences around one hit."""
    _, ask = asking()
    found = context(request.args.get("key", ""), ask, reader(), by=person()) if "key" in request.args else None
    if found is None and "key" in request.args:
        abort(404)
    return render_template("search/context.html", context=found)


@pages.get("/search/spellings")
def spelled() -> str:
    """Under which spellings the name of a query stands in its hits."""
    _, ask = asking()
    counts, behind = spellings(ask, reader(), by=person())
    return render_template("search/spellings.html", counts=counts, behind=behind, asked=asked(), turned=turned)


@pages.get("/search/looser")
def less() -> str:
    """What a search that finds nothing would find without one of its parts."""
    _, ask = asking()
    found = looser(ask, reader(), by=person())
    return render_template("search/looser.html", found=found, asked=asked(), turned=turned, bare=bare)


def asking() -> tuple[SearchForm, Ask]:
    form = SearchForm(request.args)
    return form, form.ask(request.args)


def asked() -> MultiDict[str, str]:
    """What the address holds, without the fields that are empty or say what holds anyway."""
    told = ((name, value) for name, value in request.args.items(multi=True) if value and name != "key")
    return MultiDict([each for each in told if each != ("sort", SORTS[0])])


def turned(arguments: MultiDict[str, str], **changed: str | int) -> dict[str, Any]:
    """The address's fields for a link that changes some of them; what is found then begins with its first page."""
    fields = {name: arguments.getlist(name) for name in arguments if name not in {"page", "kept", *changed}}
    return fields | {name: [str(value)] for name, value in changed.items() if value != ""}


def dropped(arguments: MultiDict[str, str], name: str, value: str) -> dict[str, Any]:
    """The address's fields without one chosen value of a facet."""
    fields = turned(arguments)
    left = [each for each in fields.pop(name, []) if value not in {each, key(each)}]
    return fields | ({name: left} if left else {})


def bare(arguments: MultiDict[str, str], **changed: str) -> dict[str, Any]:
    """The address's fields without anything that the search is narrowed by."""
    return {name: values for name, values in turned(arguments, **changed).items() if name not in NARROWING}


def narrowed(ask: Ask) -> int:
    """How many things the search is narrowed by."""
    others = (ask.like, ask.article, ask.first_day or ask.last_day)
    return sum(map(len, ask.chosen.values())) + sum(1 for other in others if other)


def dates(ask: Ask) -> str:
    """The days that the search is narrowed to, in words."""
    first, last = (f"{day:%-d %b %Y}" if day else "" for day in (ask.first_day, ask.last_day))
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"since {first}" if first else f"until {last}"
