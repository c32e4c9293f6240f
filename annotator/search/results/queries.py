"""One search from beginning to end: read the query, widen its names, ask the engine, read the hits again, say why."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from ...accounts.models import User
from ...db import journal
from ...gazetteer.queries import names
from ..asking.expression import AllOf, Field, Near, Node, Word, replaced, wanted
from ..asking.names import widened
from ..asking.query_language import parse
from ..asking.resolving import Resolver
from ..asking.spellings import SpellingBook
from ..documents import viewer
from ..engines import database
from ..engines.engine import FACETS, Filters, Found, Hit, IndexUnavailable, Question, Reader
from ..folding import key, words
from . import rows
from .facets import Facet, facets
from .kept import KeptHits
from .like import like
from .months import Bar, bars
from .naming import Name, named
from .rows import Row
from .snippets import Needles, needles
from .why import Result, results

PER_PAGE: Final = 20
KEPT: Final = 1_000  # hits whose order is kept while somebody turns the pages
LATE_SECONDS: Final = 2.0
IS_KEY: Final = re.compile(r"^(?:article|claim):\d{1,18}$", re.ASCII)
_FOLDED: Final = frozenset({"feed", "outlet", "language", "tag"})
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the form holds. `chosen` are values by facet, those of feeds and outlets as they are written, of collections
    and reviewers ids; days are inclusive, pages from 1. `like` is the key of a document that others are to be like,
    `article` the id of the article whose hits are wanted; `kept` names the order of hits that an earlier page was cut
    from."""

    text: str = ""
    exact: bool = False
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    sort: str = "relevance"
    grouped: bool = False
    like: str = ""
    article: int | None = None
    page: int = 1
    per_page: int = PER_PAGE
    kept: str = ""

    def filters(self) -> Filters:
        chosen = {
            facet: frozenset(key(value) if facet in _FOLDED else value for value in values)
            for facet, values in self.chosen.items()
            if values
        }
        return Filters(chosen, _number(self.first_day), _number(self.last_day))

    def is_empty(self) -> bool:
        return not self.text.strip() and not self.like and not self.filters() and self.article is None


def _number(day: dt.date | None) -> int | None:
    return int(f"{day:%Y%m%d}") if day else None


@dataclass(frozen=True, slots=True)
class Results:
    """`catching_up`: why what is shown may not be all, in words; empty: it is all. `suggested` is the query with words
    that the corpus does not have in the spelling that it has. `names` are those that the query was widened by, `about`
    the rows that it names: what hits are like, the article that they stand on. `kept` is what the links to other pages
    name."""

    results: tuple[Result, ...] = ()
    total: int = 0
    facets: tuple[Facet, ...] = ()
    notes: tuple[str, ...] = ()
    catching_up: str = ""
    page: int = 1
    pages: int = 1
    groups: int = 0
    exact: bool = False
    suggested: str = ""
    kept: str = ""
    names: tuple[Name, ...] = ()
    months: tuple[Bar, ...] = ()
    about: Mapping[str, Row] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[str, int]:
        """How many hits there are of each kind, the filter on kinds aside."""
        return {value.value: value.count for facet in self.facets if facet.name == "kind" for value in facet.values}


def search(
    ask: Ask, reader: Reader, *, by: User | None, keeping: KeptHits | None = None, counting: tuple[str, ...] = FACETS
) -> Results:
    """Search the desk as this person (None: the program, which sees all). Never fails for what was typed."""
    question, notes, exact = understood(ask, reader, by=by)
    question = replace(question, facets=counting)
    page = max(1, ask.page)
    owner = by.id if by else None
    order = keeping.read(ask.kept, owner) if keeping and ask.kept and not ask.grouped else None
    begin = (page - 1) * ask.per_page
    if order is not None and begin < len(order):
        found, catching_up = ask_index(replace(question, limit=1), reader, by)
        hits: Sequence[Hit] = [Hit(name, 0.0) for name in order[begin : begin + ask.per_page]]
    else:
        order = None
        several = keeping is not None and page == 1 and not ask.grouped
        limit = max(KEPT, ask.per_page) if several else ask.per_page
        found, catching_up = ask_index(replace(question, offset=begin, limit=limit), reader, by)
        hits = found.hits if ask.grouped else found.hits[: ask.per_page]
    kept = ask.kept if order is not None else ""
    if keeping and order is None and len(found.hits) > len(hits) and not ask.grouped:
        kept = keeping.keep([hit.key for hit in found.hits], owner)
    loaded = rows.load([hit.key for hit in hits], by=by, with_garbles=not exact)
    hay = Needles(needles(question.expression, found.read_as))
    counted = found.groups if ask.grouped else found.total
    return Results(
        tuple(results(hits, loaded, hay, exact=exact)), found.total,
        tuple(facets(found.facets, question.filters.chosen)), tuple(dict.fromkeys([*notes, *found.notes])), catching_up,
        page, max(1, -(-counted // ask.per_page)), found.groups, exact,
        suggested(ask, question, found, reader), kept,
        named(question.expression), bars(found.facets.get("month", {}), ask.first_day, ask.last_day),
        rows.load([name for name in named_rows(ask) if name not in loaded], by=by, with_garbles=False) | loaded,
    )  # fmt: skip


def named_rows(ask: Ask) -> list[str]:
    """The keys of what a search names: what hits are like, the article that they stand on."""
    article = [] if ask.article is None else [f"article:{ask.article}"]
    return [*article, *([ask.like] if IS_KEY.match(ask.like) else [])]


def understood(ask: Ask, reader: Reader, *, by: User | None) -> tuple[Question, list[str], bool]:
    """What the engine is asked, what a person should know of how it was read, and whether other spellings were left
    out."""
    known = cache(names)  # asked for once a search, and by none without words: each time is a statement
    parsed = parse(ask.text, is_name=lambda words_: bool(known().gazetteer.exact(words_)))
    exact = ask.exact or parsed.exact
    expression, notes = parsed.expression, list(parsed.notes)
    if expression is not None:
        resolver = Resolver(by, known)
        if not exact:
            expression = widened(expression, SpellingBook(known()))
        expression = replaced(expression, resolver)
        notes += resolver.notes
    if ask.article is not None:
        narrowing = Field("article", (str(ask.article),))
        expression = narrowing if expression is None else AllOf((narrowing, expression))
    if ask.like:
        expression = _with_likeness(ask.like, expression, reader, notes, by=by)
    return Question(expression, viewer(by), exact, ask.filters(), ask.sort, grouped=ask.grouped), notes, exact


def _with_likeness(name: str, expression: Node | None, reader: Reader, notes: list[str], *, by: User | None) -> Node:
    nothing = Field("kind", ())
    likeness: Node | None = None
    try:
        known = IS_KEY.match(name) and name in rows.load([name], by=by, with_garbles=False)
        likeness = like(name, reader) if known else None
    except IndexUnavailable:
        notes.append("What is like it cannot be told while the index is being built.")
    if likeness is None:
        notes.append("There is nothing that sets it apart from other texts.")
    return AllOf(tuple(part for part in (likeness or nothing, expression) if part is not None))


def ask_index(question: Question, reader: Reader, by: User | None) -> tuple[Found, str]:
    """What the index finds, or the database while it cannot be read; and why that may not be all, in words."""
    try:
        found = reader.find(question)
        number, seconds = journal.lag(reader.mark())
    except IndexUnavailable as error:
        log.warning("search index: the database answers instead, because %s", error)
        return database.find(question, by=by), "The index is being built; these hits come straight from the database."
    if seconds > LATE_SECONDS:
        return found, f"{number} changes of the last {seconds:.0f} seconds are not in it yet."
    return found, ""


def suggested(ask: Ask, question: Question, found: Found, reader: Reader) -> str:
    """The query with each word that the corpus does not have as the nearest one that it has; empty: none is better."""
    there = set(_needed(question.expression)) if found.total else set()  # hits have them: to count them took a ms
    leaves = [leaf for leaf in wanted(question.expression) if leaf not in there]
    typed = [leaf.text for leaf in leaves if isinstance(leaf, Word)]
    typed += [end for leaf in leaves if isinstance(leaf, Near) for end in (leaf.left, leaf.right)]
    single = {text: words(text)[0] for text in typed if len(words(text)) == 1}
    if not single:
        return ""
    text = ask.text
    try:
        known, _ = reader.frequencies(list(single.values()))
        for written, word in single.items():
            if known.get(word, 0) or found.read_as.get(word) or len(word) < 3:
                continue
            better = reader.similar(word, question.viewer, 1)
            if better:
                text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", better[0], text)
    except IndexUnavailable:
        return ""
    return text if text != ask.text else ""


def _needed(node: Node | None) -> Iterator[Node]:
    """The parts of a query that every hit has."""
    if isinstance(node, AllOf):
        for part in node.parts:
            yield from _needed(part)
    elif node is not None:
        yield node
