"""The traits of each profile in memory: a common word has thousands of profiles, and the database takes longer to lay
their traits out in rows and to add these up than to find the documents."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..engine import IndexUnavailable
from .tables import SCHEMA_NAME as S

Array = NDArray[Any]
_NONE: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Traits:
    """Of the profile with each number where its traits begin in `every`, and how many it has."""

    begins: Array
    lengths: Array
    every: Array

    def counted(self, profiles: Sequence[int], often: Sequence[int]) -> Mapping[int, int]:
        """How many documents have each trait, by how many have each of some profiles. Raises IndexUnavailable when
        these are another generation's."""
        idents, numbers = np.array(profiles, np.int64), np.array(often, np.int64)
        if int(idents.max(initial=0)) >= len(self.lengths):
            raise IndexUnavailable("the index was swapped meanwhile")
        lengths = self.lengths[idents]
        ends = np.cumsum(lengths)
        # Each profile's traits one behind the other: places count up from where its own begin.
        places = np.arange(int(ends[-1]) if ends.size else 0) + np.repeat(self.begins[idents] - ends + lengths, lengths)
        found = np.zeros(int(self.every.max(initial=0)) + 1, np.int64)
        np.add.at(found, self.every[places], np.repeat(numbers, lengths))
        there = np.flatnonzero(found)
        return dict(zip(there.tolist(), found[there].tolist(), strict=True))


class Profiles:
    """Those of one generation, read once in a process; of later ones only what is new: a profile never changes."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = ""
        self.last = 0
        self.lengths = np.zeros(1, np.int64)
        self.traits = Traits(np.zeros(1, np.int64), self.lengths, _NONE)

    def read(self, connection: sa.Connection, generation: str) -> Traits:
        """At least those that are in this connection's snapshot."""
        with self.lock:
            if generation != self.generation:
                self.generation, self.last, self.lengths = generation, 0, np.zeros(1, np.int64)
                self.traits = Traits(self.lengths, self.lengths, _NONE)
            statement = f"SELECT id, traits FROM {S}.profiles WHERE id > %s ORDER BY id"
            rows = connection.exec_driver_sql(statement, (self.last,)).all()
            if rows:
                self.add([(row.id, row.traits) for row in rows])
            return self.traits

    def add(self, rows: Sequence[tuple[int, Sequence[int]]]) -> None:
        last = rows[-1][0]
        lengths = np.zeros(last + 1, np.int64)
        lengths[: self.last + 1] = self.lengths
        lengths[[ident for ident, _ in rows]] = [len(traits) for _, traits in rows]
        new = np.fromiter((trait for _, traits in rows for trait in traits), np.int64)
        self.last, self.lengths = last, lengths
        self.traits = Traits(np.cumsum(lengths) - lengths, lengths, np.concatenate((self.traits.every, new)))
