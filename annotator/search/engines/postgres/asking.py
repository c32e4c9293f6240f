"""One question: the words are asked of the database, what matches is counted and put in order over the columns in
memory; the scores of the best are another statement.

Scoring reads a document's words with their positions, which for an article lie outside its row. A common word stands
in tens of thousands: those with it in their title, then the shortest, are scored, a thousand of them; the others
follow in that order. So each page of a search is cut from one and the same order.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from psycopg.errors import QueryCanceled

from ....db.journal import Mark
from ...asking.expression import AnyOf, Node
from ...documents.document import JUDGED
from ..engine import IN_GROUP, Found, Hit, IndexUnavailable, Question, offered
from ..ordering import Array, best
from ..ordering import grouped as best_grouped
from .columns import WITHOUT, Columns, KeptColumns
from .connecting import LIMIT_SECONDS
from .lexicon import Lexicon
from .matching import Matching, listed
from .tables import OF_PLACE
from .tables import SCHEMA_NAME as S
from .terms import Terms, Unit

SCORED: Final = 1_000
# {D, C, B, A}: a word in the title says more than one in the text, one of what is about it less.
WEIGHTS: Final = "{0.3, 0.5, 0.5, 1.0}"
WEIGHTS_WRITTEN: Final = "{0.3, 0, 0.5, 1.0}"
LATE: Final = "The search was stopped after two seconds; better hits may be missing."
# Value, how much of a choice, and length as one number, below 2 ** 53: so many steps of the second and of the third.
CHOICES: Final = 1 << 13
LENGTHS: Final = 1 << 14
STEPS: Final = 16  # of one whole word of a choice
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One transaction on one generation."""

    connection: sa.Connection
    generation: str
    mark: Mark
    change: int
    lexicon: Lexicon
    kept: KeptColumns
    chunked: bool

    def total(self) -> int:
        """How many documents there are: each has one kind."""
        statement = f"SELECT COALESCE(sum(ndoc), 0) FROM {S}.traits WHERE name = 'kind'"
        return int(self.connection.exec_driver_sql(statement).scalar_one())

    def columns(self) -> Columns:
        return self.kept.read(self.connection, self.generation, self.change)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hits in order: their numbers, what they are sorted by, their articles, how many hits are on each article; and how
    many articles there are, where hits are grouped."""

    numbers: Array
    values: Array
    articles: Array
    sizes: Array
    groups: int

    def taken(self, order: Array) -> Candidates:
        return Candidates(self.numbers[order], self.values[order], self.articles[order], self.sizes[order], self.groups)


def find(asked: Asked, question: Question, began: float) -> Found:
    columns = asked.columns()
    terms = Terms(asked.lexicon, question.exact, total=max(1, int(np.count_nonzero(columns.live))))
    terms.read(question.expression)
    matching = Matching(asked.connection, columns, terms, question.viewer, chunked=asked.chunked)
    base = matching.seen()
    if question.expression is not None:
        base = base & matching.of(question.expression)
    search = Search(matching, question, base, terms.units(question.expression))
    candidates = search.candidates()
    scores, keys, in_time = search.scored(candidates.numbers[:SCORED], began)
    order = search.ordered(candidates, scores)
    end = question.offset + question.limit
    if question.grouped:
        groups = grouped(candidates.articles[order].tolist())[question.offset : end]
        order = order[[at for group in groups for at in group[:IN_GROUP]]]
    else:
        order = order[question.offset : end]
    chosen = candidates.taken(order)
    given = np.zeros(len(candidates.numbers))
    given[: len(scores)] = np.round(scores, 4)
    numbers = chosen.numbers.tolist()
    keys |= search.keys([number for number in numbers if number not in keys])
    if not keys.keys() >= set(numbers):
        raise IndexUnavailable("the index was swapped meanwhile")
    found = tuple(map(Hit, map(keys.__getitem__, numbers), given[order].tolist(), chosen.sizes.tolist()))
    notes = () if in_time else (LATE,)
    return Found(found, len(search.places), search.counts(), candidates.groups, dict(terms.read_as), notes)


def grouped(articles: Sequence[int]) -> list[list[int]]:
    """The places of the hits of each article, as they come."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, article in enumerate(articles):
        found[article].append(at)
    return list(found.values())


class Search:
    """What matches one question, and its filters; `places` are those of the hits."""

    def __init__(self, matching: Matching, question: Question, base: Array, units: list[Unit]) -> None:
        self.matching = matching
        self.columns = matching.columns
        self.connection = matching.connection
        self.question = question
        self.units = units
        self.base = base
        self.narrowings = matching.narrowings(question.filters)
        self.places = self.all_but()

    def all_but(self, facet: str = "") -> Array:
        """Places of those that pass every filter but this facet's."""
        passed = (found for name, found in self.narrowings.items() if name != facet)
        return np.flatnonzero(reduce(and_, passed, self.base))

    # -- counts

    def counts(self) -> Counts:
        """By facet and value, the commonest first. Profiles are counted once for all facets that are not narrowed, and
        once for each that is."""
        plain = {facet for facet in self.question.facets if facet not in self.narrowings}
        tallied = self.tallied(self.places, plain)
        counts: Counts = {}
        for facet in self.question.facets:
            found = tallied if facet in plain else self.tallied(self.all_but(facet), {facet})
            counts[facet] = offered(found.get(facet, {}), self.question.filters.chosen.get(facet, ()))
        return counts

    def tallied(self, places: Array, facets: set[str]) -> Counts:
        """How many of these documents have each value of some facets."""
        counts: Counts = defaultdict(dict)
        hidden = self.matching.hidden
        of_judged = facets & JUDGED if hidden is not None else set()
        open_places = places[~hidden[places]] if hidden is not None and of_judged else places
        for names, column, counted in (
            (facets & OF_PLACE, "place", places),
            (facets - OF_PLACE - of_judged, "own", places),
            (of_judged, "own", open_places),
        ):
            if names:
                often = np.bincount(self.columns[column][counted])
                for trait, number in self.columns.traits.counted(often).items():
                    name, value = self.columns.pairs[trait]
                    if name in names:
                        counts[name][value] = number
        return counts

    # -- order

    def candidates(self) -> Candidates:
        """The best hits, by what costs little: at least those that are scored."""
        numbers, question = self.columns["number"][self.places], self.question
        last = max(SCORED, question.offset + question.limit)
        values = self.values()
        rank = self.rank(values)
        articles = self.columns["article"][self.places]
        articles = np.where(articles > 0, articles, -numbers)
        if question.grouped:
            members, groups = best_grouped(numbers, rank, articles, 0, last)
            found, sizes = np.array(members, np.int64).reshape(-1, 2).T
        else:
            found, groups = best(numbers, rank, last), 0
            sizes = np.ones(len(found), np.int64)
        sorted_by = np.zeros(len(found), np.int64) if values is None else values[found]
        return Candidates(numbers[found], sorted_by, articles[found], sizes, groups)

    def values(self) -> Array | None:
        """What the hits are sorted by."""
        sort = self.question.sort
        if sort == "relevance":
            return None
        values = self.columns[sort][self.places]
        if sort in JUDGED and self.matching.hidden is not None:
            values = np.where(self.matching.hidden[self.places], WITHOUT[sort], values)
        return values

    def rank(self, values: Array | None) -> Array:
        """The value, then what tells a better hit from a worse one without reading its words, then the shorter."""
        rank = np.zeros(len(self.places)) if values is None else (values + 1.0) * (CHOICES * LENGTHS)
        if self.units:
            choice = np.floor(np.minimum(self.choice() * STEPS, CHOICES - 1))
            length = np.minimum(self.columns["length"][self.places], LENGTHS - 1)
            rank += choice * LENGTHS + (LENGTHS - 1 - length)
        return rank

    def choice(self) -> Array:
        """How much of a choice each has, and whether it has something of it in its title."""
        found = np.zeros(len(self.places))
        if len(self.places) <= SCORED:
            return found  # all of them are scored
        titled = self.matching.having_title([each for unit in self.units for each in unit.sequences])
        found += titled[self.places]
        if len(self.units) > 1 and has_choice(self.question.expression):
            for unit in self.units:
                found += unit.weight * self.matching.any_of(unit.sequences, "")[self.places]
        return found

    def scored(self, numbers: Array, began: float) -> tuple[Array, dict[int, str], bool]:
        """The scores of these documents, as they stand, and their keys; and whether there was time for it."""
        if not self.units or not len(numbers):
            return np.zeros(0), {}, True
        parts, values = [], list[Any]()
        for unit in self.units:
            weights = WEIGHTS if unit.behind else WEIGHTS_WRITTEN
            best = ", ".join(f"%s::real * ts_rank('{weights}', words, %s::tsquery, 1)" for _ in unit.parts)
            parts.append(f"%s::real * GREATEST({best})")
            values += (unit.weight, *(value for query, counts in unit.parts for value in (counts, query)))
        # Of many parts of the score not each should take a row's words out of storage: a copy does, for the price of
        # three times.
        once = "words" if sum(len(unit.parts) for unit in self.units) < 3 else "ts_filter(words, '{a,b,c,d}')"
        rows = f"SELECT number, key, {once} AS words FROM {S}.documents"
        rows += " WHERE number = ANY(%s::integer[]) OFFSET 0"
        scores = f"SELECT number, key, {' + '.join(parts)} AS score FROM ({rows}) AS d"
        statement = f"SELECT array_agg(number), array_agg(key), array_agg(score) FROM ({scores}) AS s"
        left = LIMIT_SECONDS - (time.monotonic() - began)
        try:
            with self.connection.begin_nested():
                self.connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(left * 1000))}")
                row = self.connection.exec_driver_sql(statement, (*values, listed(numbers.tolist()))).one()
        except sa.exc.OperationalError as error:
            if not isinstance(error.orig, QueryCanceled):
                raise
            return np.zeros(0), {}, False
        found, keys, scored = row
        if found is None:
            raise IndexUnavailable("the index was swapped meanwhile")
        order = np.argsort(numbers)
        standing = np.zeros(len(numbers))
        standing[order[np.searchsorted(numbers, found, sorter=order)]] = scored
        return standing, dict(zip(found.tolist(), keys, strict=True)), True

    @staticmethod
    def ordered(candidates: Candidates, scores: Array) -> Array:
        """Their places: the scored ones by what is asked, their score, then the newest; the others behind them as they
        came."""
        order, scored = np.arange(len(candidates.numbers)), len(scores)
        first = np.lexsort((-candidates.numbers[:scored], -scores, -candidates.values[:scored].astype(np.int64)))
        order[:scored] = first
        return order

    def keys(self, numbers: Sequence[int]) -> dict[int, str]:
        if not numbers:
            return {}
        statement = f"SELECT array_agg(number), array_agg(key) FROM {S}.documents WHERE number = ANY(%s::integer[])"
        found, keys = self.connection.exec_driver_sql(statement, (listed(numbers),)).one()
        return {} if found is None else dict(zip(found.tolist(), keys, strict=True))


def has_choice(node: Node | None) -> bool:
    """Whether a hit may have some of the words only."""
    return isinstance(node, AnyOf) or any(map(has_choice, getattr(node, "parts", ())))
