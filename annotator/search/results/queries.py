"""One search from beginning to end: read the query, widen its names, ask the engine, read the hits again, say why."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Collection
from ...articles.queries import visible
from ...db import db
from ...garbles.models import Garble
from ...gazetteer.queries import Names, names
from ...gazetteer.records import AliasRecord, EntityRecord
from ..asking.expression import AllOf, AnyOf, Field, Leaf, Node, Not, Spelling, replaced
from ..asking.names import widened
from ..asking.query_language import parse
from ..documents import readings, seen_by
from ..engines import database as fallback
from ..engines.engine import Filters, Found, Hit, IndexUnavailable, Question, Reader
from ..folding import key
from ..keeping import journal
from . import rows
from .rows import Row
from .snippets import Match, Needles, Passage, needles, passages

PER_PAGE: Final = 20
LATE_SECONDS: Final = 2.0
GARBLE_OF: Final = "a garble of "
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the form holds. `collections` are ids, feeds as they are written, dates inclusive, pages from 1."""

    text: str = ""
    exact: bool = False
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    collections: tuple[int, ...] = ()
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    page: int = 1
    per_page: int = PER_PAGE

    def filters(self) -> Filters:
        return Filters(
            frozenset(self.kinds), frozenset(self.states), frozenset(self.verdicts),
            frozenset(key(feed) for feed in self.feeds), frozenset(self.collections),
            _number(self.first_day), _number(self.last_day),
        )  # fmt: skip

    def is_empty(self) -> bool:
        return not self.text.strip() and self.filters() == Filters()


def _number(day: dt.date | None) -> int | None:
    return int(f"{day:%Y%m%d}") if day else None


@dataclass(frozen=True, slots=True)
class Result:
    """One hit as it is shown. `why` says what it matched by, in words."""

    row: Row
    score: float
    passages: tuple[Passage, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    results: tuple[Result, ...] = ()
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    catching_up: str = ""  # why what is shown may not be all, in words; empty: it is all
    page: int = 1
    pages: int = 1
    exact: bool = False


def search(ask: Ask, reader: Reader, *, by: User | None) -> Results:
    """Search the desk as this person (None: the program, which sees all). Never fails for what was typed."""
    parsed = parse(ask.text)
    exact = ask.exact or parsed.exact
    expression, notes = parsed.expression, list(parsed.notes)
    if expression is not None:
        expression = replaced(expression, lambda leaf: _with_collections(leaf, notes))
        if not exact:
            expression = widened(expression, SpellingBook(names()))
    page = max(1, ask.page)
    question = Question(
        expression, seen_by(by), exact, ask.filters(), offset=(page - 1) * ask.per_page, limit=ask.per_page
    )
    found, catching_up = ask_index(question, reader, by)
    loaded = rows.load([hit.key for hit in found.hits], by=by, with_garbles=not exact)
    if ask.verdicts or asks_verdict(expression):
        # That it is found by its verdict would tell a verdict that this person may not see yet (reviews/blindness.py).
        loaded = {key_: row for key_, row in loaded.items() if not row.veiled}
    told = tuple(_results(found, loaded, Needles(needles(expression, found.read_as)), exact=exact))
    return Results(
        told, found.total, dict(found.kinds), tuple(dict.fromkeys([*notes, *found.notes])), catching_up,
        page, max(1, -(-found.total // ask.per_page)), exact,
    )  # fmt: skip


def asks_verdict(node: Node | None) -> bool:
    """Whether a query asks for verdicts anywhere."""
    if isinstance(node, AllOf | AnyOf):
        return any(asks_verdict(part) for part in node.parts)
    if isinstance(node, Not):
        return asks_verdict(node.part)
    return isinstance(node, Field) and node.name == "verdict"


def ask_index(question: Question, reader: Reader, by: User | None) -> tuple[Found, str]:
    """What the index finds, or the database while it cannot be read; and why that may not be all, in words."""
    try:
        found = reader.find(question)
        number, seconds = journal.lag(reader.mark())
    except IndexUnavailable as error:
        log.warning("search index: the database answers instead, because %s", error)
        return fallback.find(question, by=by), "The index is being built; these hits come straight from the database."
    if seconds > LATE_SECONDS:
        return found, f"{number} changes of the last {seconds:.0f} seconds are not in it yet."
    return found, ""


def _with_collections(leaf: Leaf, notes: list[str]) -> Node:
    """A collection's name as the ids that the index knows it by."""
    if not isinstance(leaf, Field) or leaf.name != "collection":
        return leaf
    all_ = db.session.execute(sa.select(Collection.id, Collection.name)).all()
    idents = [str(ident) for ident, name in all_ if key(name) in leaf.values]
    if not idents:
        notes.append(f"There is no collection “{', '.join(leaf.values)}”.")
    return Field("collection", tuple(idents))


# -- names


class SpellingBook:
    """Answers the spellings of a name, from the gazetteer, each with its reason and where it holds."""

    def __init__(self, known: Names) -> None:
        self.known = known
        self.articles: dict[str, int] | None = None

    def __call__(self, name: str) -> list[Spelling]:
        asked = key(name)
        found: list[Spelling] = []
        for record in self.known.gazetteer.exact(name):
            scoped = self.known.scoped.get(record.id, ())
            everywhere = _everywhere(record, scoped)
            if asked in {key(spelling) for spelling, _ in everywhere}:
                found += (Spelling(spelling, why) for spelling, why in everywhere if key(spelling) != asked)
                found += (self.limited(alias.name, _scoped_reason(alias, record), alias) for alias in scoped)
            else:  # asked by a name that holds only somewhere: there, and nowhere else, it is this entity
                places = [alias for alias in scoped if key(alias.name) == asked]
                found += (self.limited(name_, why, place) for place in places for name_, why in everywhere)
        return found

    def limited(self, name: str, why: str, place: AliasRecord) -> Spelling:
        if place.scope == "feed":
            return Spelling(name, why, feed=place.within)
        return Spelling(name, why, article=self.article(place.within))

    def article(self, uid: str) -> int:
        """The id of the article with this uid; -1, which none has, when it is gone."""
        if self.articles is None:
            uids = {alias.within for scoped in self.known.scoped.values() for alias in scoped}
            statement = sa.select(Article.uid, Article.id).where(Article.uid.in_(uids))
            self.articles = {row.uid: row.id for row in db.session.execute(statement)}
        return self.articles.get(uid, -1)


def _everywhere(record: EntityRecord, scoped: Iterable[AliasRecord]) -> list[tuple[str, str]]:
    """The names that hold everywhere, each with what it is."""
    found = [(record.name, "the right name")]
    if record.native_name:
        found.append((record.native_name, f"the native name of {record.name}"))
    what = {"acronym": f"an acronym of {record.name}", "garble": f"{GARBLE_OF}{record.name} (confirmed)"}
    for alias in record.aliases:
        if alias.scope == "everywhere":
            found.append((alias.name, what.get(alias.kind, f"another spelling of {record.name}")))
    return found


def _scoped_reason(alias: AliasRecord, record: EntityRecord) -> str:
    where = f"in {alias.within}" if alias.scope == "feed" else "in this article"
    if alias.kind == "garble":
        return f"{GARBLE_OF}{record.name} (confirmed {where})"
    return f"another spelling of {record.name} {where}"


# -- why


def _results(found: Found, loaded: dict[str, Row], hay: Needles, *, exact: bool) -> Iterable[Result]:
    for hit in found.hits:
        row = loaded.get(hit.key)
        if row is not None:
            yield _result(hit, row, hay, exact=exact)


def _result(hit: Hit, row: Row, hay: Needles, *, exact: bool) -> Result:
    behind = [] if exact else list(_behind(row.garbles, hay))
    matches = hay.matches(row.text)
    shown = passages(row.text, matches or list(_places(row.text, behind)))
    why = [_quoted(row.text[match.start : match.end], match.why) for match in matches]
    by_text = bool(matches)
    for name, text in row.parts:
        inside = hay.matches(text) if name == "title" or not by_text else []
        why += [_quoted(text[match.start : match.end], match.why or f"in the {name}") for match in inside]
        if inside and not matches and name != "title":
            shown += passages(text, inside)
            matches = inside
    why += [_quoted(quote, reason) for quote, reason in behind]
    return Result(row, hit.score, tuple(shown[:3]), tuple(dict.fromkeys(why))[:6])


def _behind(garbles: Sequence[Garble], hay: Needles) -> Iterable[tuple[str, str]]:
    """The garbles whose right name is what was asked for: their words, and what they are."""
    for garble in garbles:
        name = next((name for name in readings(garble) if hay.matches(name)), None)
        if name is not None:
            state = "suspected" if garble.state == "suspected" else "confirmed"
            yield garble.quote, f"{GARBLE_OF}{name} ({state})"


def _places(text: str, behind: Sequence[tuple[str, str]]) -> Iterable[Match]:
    """Where garbles stand in the text, in order."""
    found = {text.find(quote): quote for quote, _ in behind}
    return (Match(at, at + len(quote)) for at, quote in sorted(found.items()) if at >= 0)


def _quoted(words: str, why: str) -> str:
    """What a hit matched by: behind "matched" on the page."""
    if why.startswith(GARBLE_OF):
        return f"through the garble “{words}” of {why.removeprefix(GARBLE_OF)}"
    return f"“{words}”, {why}" if why else f"“{words}”"


# -- what the form offers


def feeds(by: User | None) -> list[str]:
    """The feeds of the articles that this person may see, in order."""
    statement = sa.select(Article.feed).where(visible(by), Article.feed.is_not(None)).distinct().order_by(Article.feed)
    return [feed for feed in db.session.scalars(statement) if feed]


def collections(by: User | None) -> list[tuple[int, str]]:
    """The collections that hold an article this person may see, by name."""
    statement = sa.select(Collection.id, Collection.name).where(Collection.articles.any(visible(by)))
    return [(ident, name) for ident, name in db.session.execute(statement.order_by(Collection.name))]
