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
        found = np.bincount(self.every[places], np.repeat(numbers, lengths))
        there = np.flatnonzero(found)
        return dict(zip(there.tolist(), found[there].astype(np.int64).tolist(), strict=True))

    def with_more(self, rows: Sequence[tuple[int, Sequence[int]]]) -> Traits:
        """Those of later profiles too: number and traits of each, in order. Numbers may be left out."""
        known = len(self.lengths)
        lengths = np.zeros(rows[-1][0] + 1, np.int64)
        lengths[:known] = self.lengths
        lengths[[ident for ident, _ in rows]] = [len(traits) for _, traits in rows]
        new = np.fromiter((trait for _, traits in rows for trait in traits), np.int64)
        return Traits(np.cumsum(lengths) - lengths, lengths, np.concatenate((self.every, new)))


NONE: Final = Traits(np.zeros(1, np.int64), np.zeros(1, np.int64), np.empty(0, np.int64))  # numbers begin at 1


class Profiles:
    """Those of one generation, read once in a process; of later ones only what is new: a profile never changes."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = ""
        self.traits = NONE

    def read(self, connection: sa.Connection, generation: str) -> Traits:
        """At least those that are in this connection's snapshot."""
        with self.lock:
            if generation != self.generation:
                self.generation, self.traits = generation, NONE
            statement = f"SELECT id, traits FROM {S}.profiles WHERE id > %s ORDER BY id"
            rows = connection.exec_driver_sql(statement, (len(self.traits.lengths) - 1,)).all()
            if rows:
                self.traits = self.traits.with_more([(row.id, row.traits) for row in rows])
            return self.traits
