"""One question: the words are asked of the database, what matches is counted and put in order over the columns in
memory; the scores of the best are another statement.

Scoring reads a document's words with their positions, which for an article lie outside its row. A common word stands
in tens of thousands: those with it in their title, then the shortest, are scored, a thousand of them; the others
follow in that order. So each page of a search is cut from one and the same order.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from psycopg.errors import QueryCanceled

from ....db.journal import Mark
from ...asking.expression import AnyOf, Node
from ...documents.document import JUDGED
from ..engine import FACET_VALUES, IN_GROUP, Found, Hit, Question
from ..ordering import best
from ..ordering import grouped as best_grouped
from .columns import WITHOUT, Columns, KeptColumns
from .connecting import LIMIT_SECONDS
from .lexicon import Lexicon
from .matching import Matching
from .tables import OF_PLACE
from .tables import SCHEMA_NAME as S
from .terms import Terms, Unit

Array = NDArray[Any]
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
class Candidate:
    """A hit before it has its score. `value` is what it is sorted by; `group` how many hits are on its article."""

    number: int
    value: int | None
    article: int
    group: int


def find(asked: Asked, question: Question, began: float) -> Found:
    columns = asked.columns()
    terms = Terms(asked.lexicon, question.exact, total=max(1, int(np.count_nonzero(columns.live))))
    terms.read(question.expression)
    matching = Matching(asked.connection, columns, terms, question.viewer, chunked=asked.chunked)
    base = matching.seen()
    if question.expression is not None:
        base = base & matching.of(question.expression)
    search = Search(matching, question, base, terms.units(question.expression))
    candidates, groups = search.candidates()
    scores, keys, in_time = search.scored(candidates, began)
    end = question.offset + question.limit
    hits = search.ordered(candidates, scores)
    if question.grouped:
        hits = [hit for group in grouped(hits)[question.offset : end] for hit in group[:IN_GROUP]]
    else:
        hits = hits[question.offset : end]
    keys |= search.keys([hit.number for hit in hits if hit.number not in keys])
    notes = () if in_time else (LATE,)
    found = (Hit(keys[hit.number], round(scores.get(hit.number, 0.0), 4), hit.group) for hit in hits)
    return Found(tuple(found), len(search.places), search.counts(), groups, dict(terms.read_as), notes)


def grouped(hits: Sequence[Candidate]) -> list[list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    for hit in hits:
        found[hit.article].append(hit)
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
            values = found.get(facet, {})
            kept = sorted(values, key=lambda value: (-values[value], value))
            counts[facet] = {value: values[value] for value in kept[:FACET_VALUES]}
            chosen = self.question.filters.chosen.get(facet, frozenset())
            counts[facet] |= {value: values.get(value, 0) for value in chosen}
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

    def candidates(self) -> tuple[list[Candidate], int]:
        """The best hits, by what costs little: at least those that are scored. And how many groups there are."""
        numbers, question = self.columns["number"][self.places], self.question
        last = max(SCORED, question.offset + question.limit)
        values = self.values()
        rank = self.rank(values)
        articles = self.columns["article"][self.places]
        articles = np.where(articles > 0, articles, -numbers)
        if question.grouped:
            members, groups = best_grouped(numbers, rank, articles, 0, last)
            found, sizes = np.array([place for place, _ in members], np.int64), [size for _, size in members]
        else:
            found, groups = best(numbers, rank, last), 0
            sizes = [1] * len(found)
        sorted_by: list[int | None] = [None] * len(found)
        if values is not None:
            none = WITHOUT[question.sort]
            sorted_by = [None if value == none else value for value in values[found].tolist()]
        return list(map(Candidate, numbers[found].tolist(), sorted_by, articles[found].tolist(), sizes)), groups

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
        titled = self.columns.nothing()
        for unit in self.units:
            for sequence in unit.sequences:
                titled = titled | self.matching.having_title(sequence)
        found += titled[self.places]
        if len(self.units) > 1 and has_choice(self.question.expression):
            for unit in self.units:
                found += unit.weight * self.matching.any_of(unit.sequences, "")[self.places]
        return found

    def scored(self, candidates: Sequence[Candidate], began: float) -> tuple[dict[int, float], dict[int, str], bool]:
        """The scores and keys of the first of them, and whether there was time for it."""
        numbers = [candidate.number for candidate in candidates[:SCORED]]
        if not self.units or not numbers:
            return {}, {}, True
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
        statement = f"SELECT number, key, {' + '.join(parts)} AS score FROM ({rows}) AS d"
        left = LIMIT_SECONDS - (time.monotonic() - began)
        try:
            with self.connection.begin_nested():
                self.connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(left * 1000))}")
                found = self.connection.exec_driver_sql(statement, (*values, numbers)).all()
        except sa.exc.OperationalError as error:
            if not isinstance(error.orig, QueryCanceled):
                raise
            return {}, {}, False
        return {row.number: row.score for row in found}, {row.number: row.key for row in found}, True

    def ordered(self, candidates: Sequence[Candidate], scores: Mapping[int, float]) -> list[Candidate]:
        """The scored ones by what is asked, their score, then the newest; the others behind them as they came."""
        if not scores:
            return list(candidates)
        first, rest = candidates[:SCORED], candidates[SCORED:]

        def rank(hit: Candidate) -> tuple[float, float, int]:
            return (-1 if hit.value is None else hit.value, scores.get(hit.number, 0.0), hit.number)

        return [*sorted(first, key=rank, reverse=True), *rest]

    def keys(self, numbers: Sequence[int]) -> dict[int, str]:
        statement = f"SELECT number, key FROM {S}.documents WHERE number = ANY(%s::integer[])"
        rows: Iterable[Any] = self.connection.exec_driver_sql(statement, (list(numbers),)) if numbers else ()
        return {row.number: row.key for row in rows}


def has_choice(node: Node | None) -> bool:
    """Whether a hit may have some of the words only."""
    return isinstance(node, AnyOf) or any(map(has_choice, getattr(node, "parts", ())))
