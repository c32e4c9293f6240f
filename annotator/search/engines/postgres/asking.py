"""One question: what matches, the counts and the order in one statement; the scores of the best in another.

Scoring reads a document's words with their positions, which for an article lie outside its row. A common word stands
in tens of thousands: those with it in their title, then the shortest, are scored, a thousand of them; the others
follow in that order. So each page of a search is cut from one and the same order.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from psycopg.errors import QueryCanceled

from ....db.journal import Mark
from ...asking.expression import AnyOf, Node
from ...documents.document import JUDGED
from ..engine import FACET_VALUES, IN_GROUP, Found, Hit, Question
from .conditions import NONE, Condition, Conditions, all_of
from .connecting import LIMIT_SECONDS
from .lexicon import Lexicon
from .profiles import Profiles
from .tables import OF_PLACE
from .tables import SCHEMA_NAME as S
from .terms import Terms, Unit

SCORED: Final = 1_000
# {D, C, B, A}: a word in the title says more than one in the text, one of what is about it less.
WEIGHTS: Final = "{0.3, 0.5, 0.5, 1.0}"
WEIGHTS_WRITTEN: Final = "{0.3, 0, 0.5, 1.0}"
LATE: Final = "The search was stopped after two seconds; better hits may be missing."
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One transaction on one generation."""

    connection: sa.Connection
    generation: str
    mark: Mark
    lexicon: Lexicon
    profiles: Profiles
    chunked: bool

    def total(self) -> int:
        """How many documents there are: each has one kind."""
        statement = f"SELECT COALESCE(sum(ndoc), 0) FROM {S}.traits WHERE name = 'kind'"
        return int(self.connection.exec_driver_sql(statement).scalar_one())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit before it has its score. `value` is what it is sorted by; `group` how many hits are on its article."""

    number: int
    value: int | None
    article: int
    group: int


def find(asked: Asked, question: Question, began: float) -> Found:
    terms = Terms(asked.lexicon, question.exact, total=max(1, asked.total()))
    terms.read(question.expression)
    conditions = Conditions(asked.connection, terms, question.viewer, chunked=asked.chunked)
    base = all_of((conditions.seen(), conditions.of(question.expression)))
    units = terms.units(question.expression)
    search = Search(asked, question, conditions, base, units)
    total, groups, counts, candidates = search.run()
    scores, keys, in_time = search.scored(candidates, began)
    end = question.offset + question.limit
    hits = search.ordered(candidates, scores)
    if question.grouped:
        hits = [hit for group in grouped(hits)[question.offset : end] for hit in group[:IN_GROUP]]
    else:
        hits = hits[question.offset : end]
    keys |= search.keys([hit.number for hit in hits if hit.number not in keys])
    notes = (*terms.notes, *(() if in_time else (LATE,)))
    found = (Hit(keys[hit.number], round(scores.get(hit.number, 0.0), 4), hit.group) for hit in hits)
    return Found(tuple(found), total, counts, groups if question.grouped else 0, dict(terms.read_as), notes)


def grouped(hits: Sequence[Candidate]) -> list[list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    for hit in hits:
        found[hit.article].append(hit)
    return list(found.values())


class Search:
    """The statements of one question."""

    def __init__(
        self, asked: Asked, question: Question, conditions: Conditions, base: Condition, units: list[Unit]
    ) -> None:
        self.asked = asked
        self.connection = asked.connection
        self.question = question
        self.units = units
        self.hidden = conditions.hidden()
        narrowings = conditions.narrowings(question.filters)
        # A facet that is counted is counted without its own filter: only those that are not can narrow at once.
        counted = set(question.facets)
        strict = [condition for name, condition in narrowings.items() if name not in counted]
        self.loose = {name: condition for name, condition in narrowings.items() if name in counted}
        self.base = all_of((base, *strict))

    def run(self) -> tuple[int, int, Counts, list[Candidate]]:
        if self.base is NONE:
            return 0, 0, self.named({}), []
        matching, values = self.matching()
        tallied, parts = self.counting()
        parts.append(f"SELECT *, NULL, NULL FROM ({self.ordering()}) AS hits")
        if self.question.grouped:
            groups = (
                f"SELECT 'groups', count(DISTINCT article), 0, 0, 0, NULL, NULL FROM matching WHERE {self.all_but()}"
            )
            parts.append(groups)
        tables = [f"matching AS MATERIALIZED ({matching})", *tallied]
        statement = f"WITH {', '.join(tables)} {' UNION ALL '.join(parts)}"
        if "@@" in self.base.sql:
            # The planner thinks that comparing a row's words costs as much as comparing two numbers: for a common word
            # it reads every row. By the index it takes a tenth of the time.
            self.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = self.connection.exec_driver_sql(statement, values).all()
        single = {row.what: row.a for row in rows if row.what in {"total", "groups"}}
        candidates = [Candidate(row.a, row.b, row.c, row.d) for row in rows if row.what == "hit"]
        tallies = [row for row in rows if row.profiles is not None]
        traits = self.asked.profiles.read(self.connection, self.asked.generation) if tallies else None
        numbers = {row.what: traits.counted(row.profiles, row.often) for row in tallies if traits}
        return single["total"], single.get("groups", 0), self.named(numbers), candidates

    # -- what matches

    def matching(self) -> tuple[str, tuple[Any, ...]]:
        """The rows that match with what is needed of them: f0, f1, … say which filters they pass."""
        columns = ["number", "place", "own", "length"]
        columns.append(f"{'COALESCE(article::bigint, -number)' if self.question.grouped else '0'} AS article")
        values: list[Any] = []
        columns.append(f"{self.question.sort} AS value" if self.question.sort != "relevance" else "NULL::int AS value")
        if self.hidden is not NONE:
            columns.append(f"({self.hidden.sql}) AS hidden")
            values += self.hidden.values
        for number, condition in enumerate(self.loose.values()):
            columns.append(f"COALESCE({condition.sql}, false) AS f{number}")
            values += condition.values
        cheap, more = self.cheap()
        columns.append(f"{cheap} AS cheap")
        values += more
        where = [self.base.sql]
        values += self.base.values
        if len(self.loose) > 1:
            where.append(f"{' + '.join(f'COALESCE({each.sql}, false)::int' for each in self.loose.values())}"
                         f" >= {len(self.loose) - 1}")  # fmt: skip
            values += (value for each in self.loose.values() for value in each.values)
        conditions = " AND ".join(f"({part})" for part in where)
        return f"SELECT {', '.join(columns)} FROM {S}.documents WHERE {conditions}", tuple(values)

    def cheap(self) -> tuple[str, tuple[Any, ...]]:
        """What tells a better hit from a worse one without reading its words: how much of a choice it has, whether it
        has it in its title."""
        if not self.units:
            return "0", ()
        queries = " | ".join(f"({unit.query})" for unit in self.units)
        titled, values = "CASE WHEN title @@ %s::tsquery THEN 1 ELSE 0 END", (queries,)
        if len(self.units) > 1 and has_choice(self.question.expression):
            parts = " + ".join("CASE WHEN words @@ %s::tsquery THEN %s::real ELSE 0 END" for _ in self.units)
            weights = [value for unit in self.units for value in (unit.query, unit.weight)]
            return f"{parts} + {titled}", (*weights, *values)
        return titled, values

    def all_but(self, facet: str = "") -> str:
        """Those that pass every filter but this facet's."""
        passed = [f"f{number}" for number, name in enumerate(self.loose) if name != facet]
        return " AND ".join(passed) or "true"

    # -- counts

    def counting(self) -> tuple[list[str], list[str]]:
        """Tables of profiles with how many documents have each, and what reads the total and the profiles off them:
        one for all facets that are not narrowed, one each for those that are counted without their own filter."""
        plain = set(self.question.facets) - set(self.loose)
        tables = [self.tally("tallied", self.all_but(), place=bool(plain & OF_PLACE), own=bool(plain - OF_PLACE))]
        nothing = "NULL::integer[] AS profiles, NULL::bigint[] AS often"
        total = f"SELECT 'total' AS what, n AS a, 0 AS b, 0 AS c, 0 AS d, {nothing} FROM tallied WHERE profile IS NULL"
        parts = [total, self.of_profiles("tallied", "")]
        for number, name in enumerate(self.loose):
            of_place = name in OF_PLACE
            tables.append(self.tally(f"tallied{number}", self.all_but(name), place=of_place, own=not of_place))
            parts.append(self.of_profiles(f"tallied{number}", name))
        return tables, parts

    def tally(self, table: str, where: str, *, place: bool, own: bool) -> str:
        hidden = ", hidden" if self.hidden is not NONE else ""
        sets = ", ".join(("()", *(("(place)",) if place else ()), *((f"(own{hidden})",) if own else ())))
        columns = (
            "place" if place else "NULL::integer AS place",
            "own" if own else "NULL::integer AS own",
            "hidden" if own and hidden else "false AS hidden",
        )
        return (
            f"{table} AS (SELECT COALESCE(place, own) AS profile, COALESCE(hidden, false) AS hidden, n FROM (SELECT"
            f" {', '.join(columns)}, count(*) AS n FROM matching WHERE {where} GROUP BY GROUPING SETS ({sets})) AS g)"
        )

    @staticmethod
    def of_profiles(table: str, what: str) -> str:
        """Their traits are added up here (profiles.py)."""
        return (
            f"SELECT CASE WHEN hidden THEN '{what} hidden' ELSE '{what}' END, 0, 0, 0, 0, array_agg(profile),"
            f" array_agg(n) FROM {table} WHERE profile IS NOT NULL GROUP BY hidden"
        )

    def named(self, numbers: Mapping[str, Mapping[int, int]]) -> Counts:
        """The counts by facet and value, the commonest first."""
        idents = list({ident for counted in numbers.values() for ident in counted})
        statement = f"SELECT id, name, value FROM {S}.traits WHERE id = ANY(%s::integer[])"
        rows = self.connection.exec_driver_sql(statement, (idents,)).all() if idents else ()
        by_name: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            by_name[row.name].append(row)
        counts: Counts = {}
        for facet in self.question.facets:
            what = facet if facet in self.loose else ""
            sources = [numbers.get(what, {})]
            if facet not in JUDGED:
                sources.append(numbers.get(f"{what} hidden", {}))
            values = {row.value: sum(source.get(row.id, 0) for source in sources) for row in by_name[facet]}
            kept = sorted((value for value, number in values.items() if number), key=lambda v: (-values[v], v))
            counts[facet] = {value: values[value] for value in kept[:FACET_VALUES]}
            chosen = self.question.filters.chosen.get(facet, frozenset())
            counts[facet] |= {value: values.get(value, 0) for value in chosen}
        return counts

    # -- order

    def ordering(self) -> str:
        """The best rows, by what costs little: at least those that are scored."""
        last = max(SCORED, self.question.offset + self.question.limit)
        value = "value"
        if self.question.sort in JUDGED and self.hidden is not NONE:
            value = "CASE WHEN hidden THEN NULL ELSE value END"
        scores = "cheap DESC, length, " if self.units else ""
        values = "value DESC NULLS LAST, " if self.question.sort != "relevance" else ""
        order = f"{values}{scores}number DESC"
        rows = f"SELECT number, {value} AS value, article, cheap, length FROM matching WHERE {self.all_but()}"
        if not self.question.grouped:
            columns = "'hit', number, value::bigint, article, 1::bigint"
            return f"SELECT {columns} FROM ({rows}) AS m ORDER BY {order} LIMIT {last}"
        ranked = (
            f"SELECT *, row_number() OVER (PARTITION BY article ORDER BY {order}) AS place,"
            f" count(*) OVER (PARTITION BY article) AS n FROM ({rows}) AS m"
        )
        ranks = f"SELECT article, row_number() OVER (ORDER BY {order}) AS rank FROM ranked WHERE place = 1"
        return (
            f"WITH ranked AS MATERIALIZED ({ranked}), best AS ({ranks} ORDER BY rank LIMIT {last})"
            " SELECT 'hit', number, value::bigint, article, n"
            f" FROM ranked JOIN best USING (article) WHERE place <= {IN_GROUP} ORDER BY rank, place"
        )

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
        # Each row's words are taken out of storage once, not for every part of the score.
        rows = f"SELECT number, key, ts_filter(words, '{{a,b,c,d}}') AS words FROM {S}.documents"
        rows += " WHERE number = ANY(%s::bigint[]) OFFSET 0"
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
        statement = f"SELECT number, key FROM {S}.documents WHERE number = ANY(%s::bigint[])"
        rows: Iterable[Any] = self.connection.exec_driver_sql(statement, (list(numbers),)) if numbers else ()
        return {row.number: row.key for row in rows}


def has_choice(node: Node | None) -> bool:
    """Whether a hit may have some of the words only."""
    return isinstance(node, AnyOf) or any(map(has_choice, getattr(node, "parts", ())))
