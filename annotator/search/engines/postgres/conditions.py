"""A question as conditions of SQL on the documents' rows. Every text is a bound parameter."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ...asking.expression import AllOf, AnyOf, Field, Fuzzy, Named, Near, Node, Not, Phrase, Prefix, Spelling, Word
from ...documents import Viewer
from ...documents.document import JUDGED, Pair
from ...folding import key
from ..engine import Filters
from .rows import thousandths
from .tables import OF_OWN, OF_PLACE, SAME_TRAIT
from .tables import SCHEMA_NAME as S
from .terms import Terms

NUMBERS: Final = frozenset({"date", "worth", "confidence"})
LARGEST: Final = 2_147_483_647
JOINED: Final = 4


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL and its parameters. `query`: it is nothing but this text query, which can be joined with others; `negative`:
    it is that one's opposite."""

    sql: str
    values: tuple[Any, ...] = ()
    query: str = ""
    negative: bool = False


ALL: Final = Condition("true")
NONE: Final = Condition("false")


def matching(query: str, *, negative: bool = False) -> Condition:
    sql = "NOT (words @@ %s::tsquery)" if negative else "words @@ %s::tsquery"
    return Condition(sql, (query,), query, negative)


def all_of(parts: Iterable[Condition]) -> Condition:
    """Text queries become one: PostgreSQL then reads its index once for all of them."""
    kept = [part for part in parts if part is not ALL]
    if any(part is NONE for part in kept):
        return NONE
    texts = [part for part in kept if part.query]
    if len(texts) > 1 and not all(part.negative for part in texts):
        query = " & ".join(f"!({part.query})" if part.negative else f"({part.query})" for part in texts)
        kept = [matching(query), *(part for part in kept if not part.query)]
    return _joined(kept, " AND ", ALL)


def any_of(parts: Iterable[Condition]) -> Condition:
    kept = [part for part in parts if part is not NONE]
    if any(part is ALL for part in kept):
        return ALL
    texts = [part for part in kept if part.query and not part.negative]
    # Of many, each is looked up by itself and the bit maps are joined: half the time of one query of fifty words.
    if 1 < len(texts) <= JOINED:
        query = " | ".join(f"({part.query})" for part in texts)
        kept = [matching(query), *(part for part in kept if part not in texts)]
    return _joined(kept, " OR ", NONE)


def none_of(part: Condition) -> Condition:
    if part is ALL or part is NONE:
        return NONE if part is ALL else ALL
    if part.query:
        return matching(part.query, negative=not part.negative)
    return Condition(f"NOT COALESCE({part.sql}, false)", part.values)


def _joined(parts: Sequence[Condition], word: str, nothing: Condition) -> Condition:
    if len(parts) < 2:
        return parts[0] if parts else nothing
    sql = word.join(f"({part.sql})" for part in parts)
    return Condition(sql, tuple(value for part in parts for value in part.values))


def sendable(text: str) -> bool:
    """Whether PostgreSQL takes this text at all; what it does not take, no document has."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


class Conditions:
    """One question's conditions, for one viewer, in one transaction."""

    def __init__(self, connection: sa.Connection, terms: Terms, viewer: Viewer, *, chunked: bool) -> None:
        self.run = connection.exec_driver_sql
        self.terms = terms
        self.viewer = viewer
        self.chunked = chunked

    # -- rights

    def hidden(self) -> Condition:
        """What tells of judgements that are kept from this person."""
        if self.viewer.blind is None:
            return NONE
        return Condition("open_to IS NOT NULL AND NOT open_to @> %s::integer[]", ([self.viewer.blind],))

    def seen(self) -> Condition:
        """What this person may find at all."""
        if self.viewer.seen is None:
            return ALL
        rows = self.run(f"SELECT id, value FROM {S}.traits WHERE name = 'seen' AND ndoc > 0").all()
        may = [row.id for row in rows if row.value in self.viewer.seen]
        seen = ALL if len(may) == len(rows) else Condition("seen = ANY(%s::integer[])", (may,)) if may else NONE
        return all_of((seen, none_of(all_of((Condition("spoken"), self.hidden())))))

    # -- properties

    def traits(self, pairs: Iterable[Pair]) -> list[int]:
        """The numbers of these properties; none for one that no document has."""
        wanted = [pair for pair in pairs if sendable(pair[1])]
        if not wanted:
            return []
        statement = (
            f"SELECT id FROM unnest(%s::text[], %s::text[]) AS w (name, value) JOIN {S}.traits t ON {SAME_TRAIT}"
        )
        return list(self.run(statement, ([name for name, _ in wanted], [value for _, value in wanted])).scalars())

    def within(self, name: str, asked: str) -> list[int]:
        """The properties that have these words in their value: words are letters and digits, no pattern's signs."""
        statement = f"SELECT id FROM {S}.traits WHERE name = %s AND (' ' || value || ' ') LIKE %s"
        return list(self.run(statement, (name, f"% {asked} %")).scalars())

    def with_any(self, name: str, values: Sequence[str]) -> Condition:
        """The documents with one of these values, those left out of which this person may not know it."""
        if name == "article":
            idents = [within_integer(int(value)) for value in values if value.isdecimal() and value.isascii()]
            return Condition("article = ANY(%s::integer[])", (idents,)) if idents else NONE
        return self.having(name, self.traits((name, value) for value in values))

    def having(self, name: str, traits: list[int]) -> Condition:
        if not traits:
            return NONE
        if name in OF_PLACE or name in OF_OWN:
            column = "place" if name in OF_PLACE else "own"
            profiles = f"SELECT id FROM {S}.profiles WHERE traits && %s::integer[]"
            found = Condition(f"{column} IN ({profiles})", (traits,))
        else:
            found = Condition("traits && %s::integer[]", (traits,))
        return self.open(name, found)

    def open(self, name: str, found: Condition) -> Condition:
        return all_of((found, none_of(self.hidden()))) if name in JUDGED else found

    def property(self, field: Field) -> Condition:
        if not field.values:
            if field.low is None and field.high is None:
                return NONE
            return self.open(field.name, between(field.name, field.low, field.high))
        if not field.within:
            return self.with_any(field.name, field.values)
        return self.having(field.name, [ident for asked in field.values for ident in self.within(field.name, asked)])

    def narrowings(self, filters: Filters) -> dict[str, Condition]:
        """By facet the condition that its filter is; the dates under "month"."""
        found = {name: self.with_any(name, sorted(values)) for name, values in filters.chosen.items() if values}
        if filters.low is not None or filters.high is not None:
            dates = between("date", filters.low, filters.high)
            found["month"] = all_of((found["month"], dates)) if "month" in found else dates
        return found

    # -- the tree

    def of(self, node: Node | None) -> Condition:
        if isinstance(node, AllOf | AnyOf):
            return (all_of if isinstance(node, AllOf) else any_of)(map(self.of, node.parts))
        if isinstance(node, Not):
            return none_of(self.of(node.part))
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Near):
            query = self.terms.near(node)
            return self.together(query) if query else NONE
        if isinstance(node, Named):
            return any_of((self.of(node.plain), *map(self.spelled, node.spellings)))
        return self.leaf(node) if node is not None else ALL

    def leaf(self, node: Word | Phrase | Prefix | Fuzzy) -> Condition:
        return any_of(map(self.together, self.terms.queries(node)))

    def spelled(self, spelling: Spelling) -> Condition:
        query = self.terms.spelled(spelling.name)
        found = self.together(query) if query else NONE
        if found is not NONE and spelling.feed is not None:
            found = all_of((found, self.with_any("feed", (key(spelling.feed),))))
        if found is not NONE and spelling.article is not None:
            found = all_of((found, Condition("article = %s", (spelling.article,))))
        return found

    def together(self, query: str) -> Condition:
        """The documents in which a text query matches; in long texts words stand together in one of their chunks."""
        found = matching(query)
        if self.chunked and "<" in query:
            statement = f"SELECT DISTINCT document FROM {S}.chunks WHERE words @@ %s::tsquery"
            documents = list(self.run(statement, (query,)).scalars())
            if documents:
                return Condition(f"{found.sql} OR number = ANY(%s::bigint[])", (query, documents))
        return found


def between(name: str, low: float | None, high: float | None) -> Condition:
    """The documents with a number there, both ends included."""
    ends: list[tuple[str, int]] = []
    if name == "number":
        ends += [(">=", thousandths(low))] if low is not None else []
        ends += [("<=", thousandths(high))] if high is not None else []
        limits = " AND ".join(f"value {sign} %s" for sign, _ in ends)
        sql = f"number IN (SELECT document FROM {S}.quantities WHERE {limits})"
        return Condition(sql, tuple(end for _, end in ends))
    if name not in NUMBERS:
        return NONE
    ends += [(">=", within_integer(math.ceil(low)))] if low is not None else []
    ends += [("<=", within_integer(math.floor(high)))] if high is not None else []
    limits = " AND ".join(f"{name} {sign} %s" for sign, _ in ends)
    return Condition(f"{name} IS NOT NULL AND {limits}", tuple(end for _, end in ends))


def within_integer(number: int) -> int:
    return max(-LARGEST, min(number, LARGEST))
