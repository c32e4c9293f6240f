"""What nearly every question needs of every document, in memory: to count, to narrow, to put in order.

Read once in a process, twenty bytes or so a document; of a later change only what came and what went. Documents are
numbered as they come, so those that are read later stand behind; one that went is told in the table `gone`.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import sqlalchemy as sa

from ...documents.document import Pair
from ..engine import FACETS, IndexUnavailable
from ..ordering import Array
from .connecting import LIMIT_SECONDS
from .profiles import NONE as NO_TRAITS
from .profiles import Traits
from .sets import Sets
from .tables import CHANGES_KEPT
from .tables import SCHEMA_NAME as S

WITHOUT: Final = {"date": 0, "worth": -1, "confidence": -1}  # what stands for none
NOWHERE: Final = -1
# Of each column how it is kept, and what it is in SQL.
COLUMNS: Final[Mapping[str, tuple[Any, str]]] = {
    "number": (np.int32, "number"),
    "place": (np.int32, "place"),
    "own": (np.int32, "own"),
    "seen": (np.int16, "seen"),
    "length": (np.int32, "length"),
    "article": (np.int32, "COALESCE(article, 0)"),
    "date": (np.int32, "COALESCE(date, 0)"),
    "worth": (np.int8, "COALESCE(worth, -1)"),
    "confidence": (np.int8, "COALESCE(confidence, -1)"),
    "spoken": (np.bool_, "spoken"),
    "veiled": (np.bool_, "open_to IS NOT NULL"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Words of documents up to `posted`; pairs of `common` words of those behind `paired`, up to `paired_to`."""

    posted: int = 0
    paired: int = 0
    paired_to: int = 0
    common: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Columns:
    """The documents as of one change, each by its place. Arrays are not to be changed; sets are arrays of truth
    values, one a document. `seen` are places in `seen_traits`, numbers of traits; `opened` says to whom (user ids)
    documents with a veil are open; `traits` are those of profiles, `pairs` name and value of those that are counted
    and of who may see a document, `told` of what postings tell. `at` has the place of each document by its number."""

    change: int
    size: int
    arrays: Mapping[str, Array]
    live: Array
    at: Array
    opened: tuple[Array, Array]
    seen_traits: tuple[int, ...]
    traits: Traits
    pairs: Mapping[int, Pair]
    told: Told
    sets: Sets

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    def nothing(self) -> Array:
        return np.zeros(self.size, np.bool_)

    def counted_traits(self, wanted: Collection[Pair]) -> list[int]:
        """The numbers of these properties, of those that are counted."""
        return [trait for trait, pair in self.pairs.items() if pair in wanted]

    def places(self, numbers: Array) -> Array:
        """Where the documents with these numbers stand. Raises IndexUnavailable for another generation's."""
        if int(numbers.max(initial=0)) < len(self.at):
            found: Array = self.at[numbers]
            if int(found.min(initial=0)) >= 0:
                return found
        raise IndexUnavailable("the index was swapped meanwhile")

    def with_numbers(self, numbers: Array) -> Array:
        """The set of the documents with these numbers."""
        found = self.nothing()
        found[self.places(numbers)] = True
        return found

    def with_told(self, numbers: Array) -> Array:
        """The same of numbers of which some may be gone, or come after this change."""
        found = self.nothing()
        places = self.at[numbers[numbers < len(self.at)]]
        found[places[places != NOWHERE]] = True
        return found

    def with_profile(self, column: str, traits: Collection[int]) -> Array:
        """The set of the documents whose profile has one of these traits."""
        found: Array = self.traits.having(traits)[self.arrays[column]]
        return found

    def seen_with(self, traits: Collection[int]) -> Array:
        found: Array = np.isin(np.array(self.seen_traits), list(traits))[self.arrays["seen"]]
        return found

    def veiled_from(self, user: int) -> Array:
        """The set of the documents with a veil that are not open to this person."""
        found = self.arrays["veiled"].copy()
        places, users = self.opened
        found[places[users == user]] = False
        return found


class Growing:
    """An array that grows at its end. What was taken of it stays as it was."""

    def __init__(self, dtype: Any) -> None:
        self.kept = np.empty(0, dtype)
        self.size = 0

    def add(self, more: Array) -> Array:
        """All of it."""
        end = self.size + len(more)
        if end > len(self.kept):
            larger = np.empty(end if not self.size else end + end // 8, self.kept.dtype)
            larger[: self.size] = self.kept[: self.size]
            self.kept = larger
        self.kept[self.size : end] = more
        self.size = end
        return self.kept[:end]


@dataclass(slots=True)
class Read:
    """What was read of one generation: the newest columns and what they grow by."""

    columns: Columns
    growing: Mapping[str, Growing] = field(
        default_factory=lambda: {name: Growing(dtype) for name, (dtype, _) in COLUMNS.items()}
    )
    at: Growing = field(default_factory=lambda: Growing(np.int32))
    opened: tuple[Growing, Growing] = field(default_factory=lambda: (Growing(np.int32), Growing(np.int32)))
    last_trait: int = 0


class KeptColumns:
    """Those of one generation, one for all threads of a process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = ""
        self.kept = empty()

    def read(self, connection: sa.Connection, generation: str, change: int) -> Columns:
        """As this connection's snapshot has it. Raises IndexUnavailable when a newer one was read already: that is not
        taken back, the next snapshot will be as new."""
        with self.lock:
            known = self.kept.columns
            if generation == self.generation and change < known.change:
                raise IndexUnavailable("the documents were read as of a later change")
            mostly_gone = np.count_nonzero(known.live) * 2 < known.size
            if generation != self.generation or change > known.change + CHANGES_KEPT or mostly_gone:
                self.generation, self.kept = generation, empty()
            if self.kept.columns.change < change:
                try:
                    self.kept.columns = more(connection, self.kept, change)
                except BaseException:  # some of it may have grown
                    self.generation, self.kept = "", empty()
                    raise
            return self.kept.columns


def empty() -> Read:
    none = np.empty(0, np.int32)
    arrays = {name: np.empty(0, dtype) for name, (dtype, _) in COLUMNS.items()}
    live = np.empty(0, np.bool_)
    return Read(Columns(-1, 0, arrays, live, none, (none, none), (), NO_TRAITS, {}, Told(), Sets()))


def more(connection: sa.Connection, kept: Read, change: int) -> Columns:
    """The columns with what came, and without what went, since they were read."""
    run, known = connection.exec_driver_sql, kept.columns
    begins = known.change < 0
    if begins:
        run("SET LOCAL statement_timeout = 0")  # half a second for 300,000 documents, on a machine that is not busy
    last = int(known["number"][-1]) if known.size else 0
    new = new_columns(connection, last)
    seen_traits, new["seen"] = coded(known.seen_traits, new["seen"])
    arrays = {name: kept.growing[name].add(new[name]) for name in COLUMNS}
    size = len(arrays["number"])
    places = np.full((int(arrays["number"][-1]) + 1 if size else 0) - kept.at.size, NOWHERE, np.int32)
    places[new["number"] - kept.at.size] = np.arange(known.size, size)
    at = kept.at.add(places)
    live = np.ones(size, np.bool_)
    live[: known.size] = known.live
    if not begins:
        (gone,) = arrays_of(connection, f"SELECT array_agg(number) FROM {S}.gone WHERE change > %s", known.change)
        went = at[gone[gone < len(at)]]
        live[went[went != NOWHERE]] = False
    of_veils = f"{S}.documents, unnest(open_to) AS o WHERE open_to IS NOT NULL AND number > %s"
    opened, users = arrays_of(connection, f"SELECT array_agg(number), array_agg(o) FROM {of_veils}", last)
    traits, pairs = new_traits(connection, kept)
    state = run(f"SELECT posted, paired, paired_to FROM {S}.state").one_or_none()
    if state is None:
        raise IndexUnavailable("the index was swapped meanwhile")
    common = frozenset(run(f"SELECT word FROM {S}.common").scalars()) if begins else known.told.common
    if begins:
        run(f"SET LOCAL statement_timeout = {int(LIMIT_SECONDS * 1000)}")
    return Columns(
        change, size, arrays, live, at, (kept.opened[0].add(at[opened]), kept.opened[1].add(users)), seen_traits,
        traits, pairs, Told(state.posted, state.paired, state.paired_to, common), known.sets,
    )  # fmt: skip


def arrays_of(connection: sa.Connection, statement: str, *values: Any) -> list[Array]:
    """The arrays of integers that are the one row of a statement; one of nothing is null there."""
    row = connection.exec_driver_sql(statement, values).one()
    return [np.empty(0, np.int32) if each is None else each for each in row]


def new_columns(connection: sa.Connection, last: int) -> dict[str, Array]:
    wanted = ", ".join(f"({sql})::integer AS {name}" for name, (_, sql) in COLUMNS.items())
    arrays = ", ".join(f"array_agg({name})" for name in COLUMNS)
    rows = f"SELECT {wanted} FROM {S}.documents WHERE number > %s ORDER BY number"
    return dict(zip(COLUMNS, arrays_of(connection, f"SELECT {arrays} FROM ({rows}) AS d", last), strict=True))


def coded(known: tuple[int, ...], traits: Array) -> tuple[tuple[int, ...], Array]:
    """Those that are known with what is new, and the place of each among them."""
    every = (*known, *(trait for trait in np.unique(traits).tolist() if trait not in known))
    order = np.argsort(every)
    return every, order[np.searchsorted(np.array(every, np.int32), traits, sorter=order)]


def new_traits(connection: sa.Connection, kept: Read) -> tuple[Traits, Mapping[int, Pair]]:
    """The traits of profiles, and what the traits are that are counted: neither ever changes."""
    known = kept.columns
    later = f"SELECT * FROM {S}.profiles WHERE id > %s ORDER BY id"
    profiles, lengths = arrays_of(
        connection, f"SELECT array_agg(id), array_agg(cardinality(traits)) FROM ({later}) AS p", known.traits.last
    )
    (every,) = arrays_of(
        connection, f"SELECT array_agg(t) FROM (SELECT unnest(traits) AS t FROM ({later}) AS p) AS t", known.traits.last
    )
    statement = f"SELECT id, name, value FROM {S}.traits WHERE id > %s AND name = ANY(%s::text[]) ORDER BY id"
    rows = connection.exec_driver_sql(statement, (kept.last_trait, [*FACETS, "seen"])).all()
    if rows:
        kept.last_trait = rows[-1].id
    pairs = {**known.pairs, **{row.id: (row.name, row.value) for row in rows}} if rows else known.pairs
    return known.traits.with_more(profiles, lengths, every), pairs
