"""Which documents a question matches, for one viewer: as sets over the columns, words asked of the database."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ...asking.expression import AllOf, AnyOf, Field, Fuzzy, Named, Near, Node, Not, Phrase, Prefix, Spelling, Word
from ...documents import Viewer
from ...documents.document import JUDGED, Pair
from ...folding import key
from ..engine import Filters
from .columns import WITHOUT, Columns
from .rows import thousandths
from .tables import OF_OWN, OF_PLACE, SAME_TRAIT
from .tables import SCHEMA_NAME as S
from .terms import Terms

Array = NDArray[Any]
LARGEST: Final = 2_147_483_647
JOINED: Final = 4


@dataclass(frozen=True, slots=True)
class Text:
    """One of these text queries matches, or with `negative` none does: a set that has not been asked for yet, so that
    several become one query, for which PostgreSQL reads its index once."""

    queries: tuple[str, ...]
    negative: bool = False

    def __str__(self) -> str:
        return " | ".join(f"({query})" for query in self.queries)


Part = Text | Array
NONE: Final = Text(())


class Matching:
    """One question's answers, in one transaction."""

    def __init__(
        self, connection: sa.Connection, columns: Columns, terms: Terms, viewer: Viewer, *, chunked: bool
    ) -> None:
        self.connection = connection
        self.columns = columns
        self.terms = terms
        self.viewer = viewer
        self.chunked = chunked
        self.hidden = columns.veiled_from(viewer.blind) if viewer.blind is not None else None

    # -- sets

    def set_of(self, part: Part) -> Array:
        """Not to be changed: a question may ask for it again."""
        if not isinstance(part, Text):
            return part
        if not part.queries:
            return ~self.columns.nothing() if part.negative else self.columns.nothing()
        sql = " OR ".join(["words @@ %s::tsquery"] * len(part.queries))
        found = self.holding(sql, part.queries, costly="<" in str(part))
        return ~found if part.negative else found

    def holding(self, sql: str, values: tuple[Any, ...], *, costly: bool = False) -> Array:
        return self.columns.sets.of(self.connection, self.columns, sql, values, costly=costly)

    def all_of(self, parts: Iterable[Part]) -> Part:
        given = list(parts)
        if any(isinstance(part, Text) and not part.queries and not part.negative for part in given):
            return NONE
        texts = [part for part in given if isinstance(part, Text) and 0 < len(part.queries) <= JOINED]
        if len(texts) > 1 and not all(part.negative for part in texts):
            joined = Text((" & ".join(f"!({part})" if part.negative else f"({part})" for part in texts),))
            given = [joined, *(part for part in given if not any(part is text for text in texts))]
        return given[0] if len(given) == 1 else reduce(and_, map(self.set_of, given))

    def any_of(self, parts: Iterable[Part]) -> Part:
        given = list(parts)
        queries = [query for part in given if isinstance(part, Text) and not part.negative for query in part.queries]
        # Of many, each is looked up by itself and the bit maps are joined: half the time of one query of fifty words.
        if 1 < len(queries) <= JOINED:
            queries = [" | ".join(f"({query})" for query in queries)]
        texts = Text(tuple(queries))
        others = [part for part in given if not isinstance(part, Text) or part.negative]
        return reduce(or_, map(self.set_of, others), self.set_of(texts)) if others else texts

    # -- rights

    def seen(self) -> Array:
        """What this person may find at all."""
        columns = self.columns
        if self.viewer.seen is None:
            return columns.live
        pairs = columns.pairs
        may = [trait for trait in columns.seen_traits if pairs[trait][1] in self.viewer.seen]
        found = columns.live if len(may) == len(columns.seen_traits) else columns.live & columns.seen_with(may)
        return found if self.hidden is None else found & ~(columns["spoken"] & self.hidden)

    def open(self, name: str, found: Array) -> Array:
        """Those of which this person may know the property."""
        return found & ~self.hidden if name in JUDGED and self.hidden is not None else found

    # -- properties

    def traits(self, pairs: Iterable[Pair]) -> list[int]:
        """The numbers of these properties; none for one that no document has."""
        wanted = [pair for pair in pairs if sendable(pair[1])]
        if not wanted:
            return []
        statement = (
            f"SELECT id FROM unnest(%s::text[], %s::text[]) AS w (name, value) JOIN {S}.traits t ON {SAME_TRAIT}"
        )
        names, values = [name for name, _ in wanted], [value for _, value in wanted]
        return list(self.connection.exec_driver_sql(statement, (names, values)).scalars())

    def within(self, name: str, asked: str) -> list[int]:
        """The properties that have these words in their value: words are letters and digits, no pattern's signs."""
        statement = f"SELECT id FROM {S}.traits WHERE name = %s AND (' ' || value || ' ') LIKE %s"
        return list(self.connection.exec_driver_sql(statement, (name, f"% {asked} %")).scalars())

    def with_any(self, name: str, values: Sequence[str]) -> Array:
        """The documents with one of these values, those left out of which this person may not know it."""
        if name == "article":
            idents = [within_integer(int(value)) for value in values if value.isdecimal() and value.isascii()]
            return np.isin(self.columns["article"], [ident for ident in idents if ident > 0])
        return self.having(name, self.traits((name, value) for value in values))

    def having(self, name: str, traits: list[int]) -> Array:
        if not traits:
            return self.columns.nothing()
        if name in OF_PLACE or name in OF_OWN:
            found = self.columns.with_profile("place" if name in OF_PLACE else "own", traits)
        else:
            found = self.holding("traits && %s::integer[]", (traits,))
        return self.open(name, found)

    def property(self, field: Field) -> Array:
        if not field.values:
            if field.low is None and field.high is None:
                return self.columns.nothing()
            return self.open(field.name, self.between(field.name, field.low, field.high))
        if not field.within:
            return self.with_any(field.name, field.values)
        return self.having(field.name, [ident for asked in field.values for ident in self.within(field.name, asked)])

    def between(self, name: str, low: float | None, high: float | None) -> Array:
        """The documents with a number there, both ends included."""
        if name == "number":
            ends = [(sign, thousandths(end)) for sign, end in ((">=", low), ("<=", high)) if end is not None]
            limits = " AND ".join(f"value {sign} %s" for sign, _ in ends)
            sql = f"number IN (SELECT document FROM {S}.quantities WHERE {limits})"
            return self.holding(sql, tuple(end for _, end in ends))
        if name not in WITHOUT:
            return self.columns.nothing()
        column = self.columns[name]
        found: Array = column != WITHOUT[name]
        if low is not None:
            found &= column >= within_integer(math.ceil(low))
        if high is not None:
            found &= column <= within_integer(math.floor(high))
        return found

    def narrowings(self, filters: Filters) -> dict[str, Array]:
        """By facet the documents that its filter leaves; the dates under "month"."""
        found = {name: self.with_any(name, sorted(values)) for name, values in filters.chosen.items() if values}
        if filters.low is not None or filters.high is not None:
            dates = self.between("date", filters.low, filters.high)
            found["month"] = found["month"] & dates if "month" in found else dates
        return found

    # -- the tree

    def of(self, node: Node) -> Part:
        if isinstance(node, AllOf | AnyOf):
            return (self.all_of if isinstance(node, AllOf) else self.any_of)(map(self.of, node.parts))
        if isinstance(node, Not):
            found = self.of(node.part)
            return Text(found.queries, not found.negative) if isinstance(found, Text) else ~found
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Near):
            query = self.terms.near(node)
            return self.together([query] if query else [])
        if isinstance(node, Named):
            return self.any_of((self.of(node.plain), *map(self.spelled, node.spellings)))
        return self.leaf(node)

    def leaf(self, node: Word | Phrase | Prefix | Fuzzy) -> Part:
        return self.together(self.terms.queries(node))

    def spelled(self, spelling: Spelling) -> Part:
        query = self.terms.spelled(spelling.name)
        found = self.together([query] if query else [])
        if query and spelling.feed is not None:
            found = self.set_of(found) & self.with_any("feed", (key(spelling.feed),))
        if query and spelling.article is not None:
            found = self.set_of(found) & (self.columns["article"] == spelling.article)
        return found

    def together(self, queries: Sequence[str]) -> Part:
        """The documents in which a text query matches; in long texts words stand together in one of their chunks."""
        found = self.any_of([Text(tuple(queries))])
        phrases = [query for query in queries if "<" in query]
        if self.chunked and phrases:
            sql = f"number IN (SELECT document FROM {S}.chunks WHERE words @@ %s::tsquery)"
            return reduce(or_, (self.holding(sql, (query,), costly=True) for query in phrases), self.set_of(found))
        return found


def sendable(text: str) -> bool:
    """Whether PostgreSQL takes this text at all; what it does not take, no document has."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def within_integer(number: int) -> int:
    return max(-LARGEST, min(number, LARGEST))
