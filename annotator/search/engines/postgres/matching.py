"""Which documents a question matches, for one viewer: as sets over the columns, words asked of the database."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any, Final

import numpy as np
import sqlalchemy as sa

from ...asking.expression import AllOf, AnyOf, Field, Fuzzy, Named, Near, Node, Not, Phrase, Prefix, Spelling, Word
from ...documents import Viewer
from ...documents.document import JUDGED, Pair
from ...folding import key
from ..engine import Filters
from ..ordering import Array
from .columns import WITHOUT, Columns
from .postings import PAIR, TITLE, WORD, told, told_beginning
from .rows import thousandths
from .tables import OF_OWN, OF_PLACE, SAME_TRAIT
from .tables import SCHEMA_NAME as S
from .terms import Terms, Words, phrase, quoted
from .vectors import WRITTEN

LARGEST: Final = 2_147_483_647
FEW: Final = 10_000  # documents that are looked into one by one, not by the index


class Matching:
    """One question's answers, in one transaction. No set is to be changed: a question may ask for it again."""

    def __init__(
        self, connection: sa.Connection, columns: Columns, terms: Terms, viewer: Viewer, *, chunked: bool
    ) -> None:
        self.connection = connection
        self.columns = columns
        self.terms = terms
        self.viewer = viewer
        self.chunked = chunked
        self.marks = WRITTEN if terms.exact else ""
        self.hidden = columns.veiled_from(viewer.blind) if viewer.blind is not None else None

    # -- what the database is asked for

    def holding(self, sql: str, values: tuple[Any, ...], *, costly: bool = False) -> Array:
        """The documents for which a condition on their own row holds."""
        key = (sql, tuple(tuple(each) if isinstance(each, list) else each for each in values))
        return self.columns.sets.of(
            key, self.columns.size, lambda known: self.later(sql, values, self.last(known)), costly=costly
        )

    def last(self, known: int) -> int:
        """The number of the last of so many documents."""
        return int(self.columns["number"][known - 1]) if known else 0

    def later(self, sql: str, values: tuple[Any, ...], last: int) -> Array:
        """The same, of the documents behind this number."""
        columns = self.columns
        if not columns.size or last >= columns["number"][-1]:
            return columns.nothing()
        where = f"number > %s AND ({sql})" if last else sql
        statement = f"SELECT array_agg(number) FROM {S}.documents WHERE {where}"
        numbers = self.connection.exec_driver_sql(statement, (last, *values) if last else values).scalar()
        return columns.nothing() if numbers is None else columns.with_numbers(numbers)

    def told(self, postings: Callable[[], Array], sql: str, values: tuple[Any, ...]) -> Array:
        """The documents of postings; `sql` says the same of those that came later."""

        def read(known: int) -> Array:
            found = self.later(sql, values, max(self.last(known), self.columns.told.posted))
            if self.last(known) < self.columns.told.posted:
                found |= self.columns.with_told(postings())
            return found

        return self.columns.sets.of((sql, values), self.columns.size, read)

    # -- words

    def having_word(self, *words: str) -> Array:
        """The documents with one of these words."""
        sql = " OR ".join(["words @@ %s::tsquery"] * len(words))
        return self.told(lambda: told(self.connection, WORD, words), sql, tuple(map(quoted, words)))

    def having_title(self, sequences: Iterable[Words]) -> Array:
        """The documents with all of the words of one of these in their title."""
        found, single = self.columns.nothing(), list[str]()
        for words in sequences:
            if len(words) == 1:
                single += words
            else:
                found = found | reduce(and_, (self.titled((word,)) for word in words))
        return found | self.titled(tuple(single)) if single else found

    def titled(self, words: Words) -> Array:
        sql = " OR ".join(["title @@ %s::tsquery"] * len(words))
        return self.told(lambda: told(self.connection, TITLE, words), sql, tuple(map(quoted, words)))

    def beginning(self, stem: str) -> Array:
        """The documents with a word that begins so: all such words, not those alone that are told."""
        return self.told(lambda: told_beginning(self.connection, stem), "words @@ %s::tsquery", (f"{quoted(stem)}:*",))

    def having_words(self, sequence: Words, marks: str) -> Array:
        """The documents with these words in a row, at places with these marks (vectors.py)."""
        if len(sequence) == 1 and not marks:
            return self.having_word(*sequence)
        query = phrase(sequence, marks)
        found = self.columns.sets.of(
            query, self.columns.size, lambda known: self.in_a_row(sequence, query, known, written=bool(marks)),
            costly=True,
        )  # fmt: skip
        if self.chunked and len(sequence) > 1:
            return found | self.in_chunks(query)
        return found

    def in_a_row(self, sequence: Words, query: str, known: int, *, written: bool) -> Array:
        """Looked into is what has all of the words, and all of the pairs of them that are told."""
        numbers, of = self.columns["number"], self.columns.told
        may = reduce(and_, map(self.having_word, sequence))
        may = may & self.columns.live
        may[:known] = False
        sure = self.columns.nothing()
        together = [pair for pair in pairwise(sequence) if of.common.issuperset(pair)] if written else []
        if together:
            first, behind = np.searchsorted(numbers, (of.paired, of.paired_to), "right")
            for one, other in together:
                pair = self.columns.with_told(told(self.connection, PAIR, (f"{one} {other}",)))
                may[first:behind] &= pair[first:behind]
            if len(sequence) == 2:
                sure[first:behind] = may[first:behind]
                may[first:behind] = False
        looked_into = numbers[may]
        if len(looked_into) > FEW:
            return sure | self.later("words @@ %s::tsquery", (query,), self.last(known))
        if len(looked_into):
            rows = f"SELECT d.words FROM {S}.documents AS d WHERE d.number = n.number OFFSET 0"
            statement = (
                "SELECT array_agg(n.number) FROM unnest(%s::integer[]) AS n (number)"
                f" CROSS JOIN LATERAL ({rows}) AS its WHERE its.words @@ %s::tsquery"
            )
            found = self.connection.exec_driver_sql(statement, (listed(looked_into.tolist()), query)).scalar()
            return sure if found is None else sure | self.columns.with_numbers(found)
        return sure

    def in_chunks(self, query: str) -> Array:
        """In long texts words stand together in one of their chunks."""
        sql = f"number IN (SELECT document FROM {S}.chunks WHERE words @@ %s::tsquery)"
        return self.holding(sql, (query,), costly=True)

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
        pairs = {(name, value) for value in values}
        counted = name in OF_PLACE or name in OF_OWN
        return self.having(name, self.columns.counted_traits(pairs) if counted else self.traits(pairs))

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

    def of(self, node: Node) -> Array:
        if isinstance(node, AllOf | AnyOf):
            return reduce(and_ if isinstance(node, AllOf) else or_, map(self.of, node.parts))
        if isinstance(node, Not):
            return ~self.of(node.part)
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Near):
            return self.near(node)
        if isinstance(node, Named):
            return reduce(or_, map(self.spelled, node.spellings), self.of(node.plain))
        return self.leaf(node)

    def near(self, node: Near) -> Array:
        query = self.terms.near(node)
        if not query:
            return self.columns.nothing()
        found = self.holding("words @@ %s::tsquery", (query,), costly=True)
        return found | self.in_chunks(query) if self.chunked else found

    def leaf(self, node: Word | Phrase | Prefix | Fuzzy) -> Array:
        marks = self.marks if not isinstance(node, Phrase) else WRITTEN
        sequences = self.terms.alternatives(node)
        if isinstance(node, Prefix) and not marks:
            return self.beginning(node.text) if sequences else self.columns.nothing()
        if isinstance(node, Prefix) and sequences:
            return self.holding("words @@ %s::tsquery", (f"{quoted(node.text)}:*{marks}",), costly=True)
        return self.any_of(sequences, marks)

    def any_of(self, sequences: Iterable[Words], marks: str) -> Array:
        several = list(sequences)
        if several and not marks and all(len(sequence) == 1 for sequence in several):
            return self.having_word(*(word for (word,) in several))
        return reduce(or_, (self.having_words(each, marks) for each in several), self.columns.nothing())

    def spelled(self, spelling: Spelling) -> Array:
        sequence = self.terms.spelled(spelling.name)
        if not sequence:
            return self.columns.nothing()
        found = self.having_words(sequence, self.marks)
        if spelling.feed is not None:
            found = found & self.with_any("feed", (key(spelling.feed),))
        if spelling.article is not None:
            found = found & (self.columns["article"] == spelling.article)
        return found


def sendable(text: str) -> bool:
    """Whether PostgreSQL takes this text at all; what it does not take, no document has."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def listed(numbers: Iterable[Any]) -> str:
    """Numbers as PostgreSQL writes an array: the driver takes longer over a list."""
    return "{" + ",".join(map(str, numbers)) + "}"


def within_integer(number: int) -> int:
    return max(-LARGEST, min(number, LARGEST))
