"""The traits of each profile in memory: a common word has thousands of profiles, and the database takes longer to lay
their traits out in rows and to add these up than to find the documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Traits:
    """Of the profile with each number where its traits begin in `every`, and how many it has."""

    begins: Array
    lengths: Array
    every: Array

    @property
    def last(self) -> int:
        """The last profile's number."""
        return len(self.lengths) - 1

    def counted(self, often: Array) -> Mapping[int, int]:
        """How many documents have each trait, by how many have each profile: as many numbers as there are profiles, or
        fewer."""
        profiles = np.flatnonzero(often)
        lengths = self.lengths[profiles]
        ends = np.cumsum(lengths)
        # Each profile's traits one behind the other: places count up from where its own begin.
        places = np.arange(int(ends[-1]) if ends.size else 0)
        places += np.repeat(self.begins[profiles] - ends + lengths, lengths)
        found = np.bincount(self.every[places], np.repeat(often[profiles], lengths))
        there = np.flatnonzero(found)
        return dict(zip(there.tolist(), found[there].astype(np.int64).tolist(), strict=True))

    def having(self, traits: Collection[int]) -> Array:
        """Of each profile whether it has one of these traits."""
        before = np.concatenate(([0], np.cumsum(np.isin(self.every, list(traits)))))
        found: Array = before[self.begins + self.lengths] > before[self.begins]
        return found

    def with_more(self, profiles: Array, lengths: Array, every: Array) -> Traits:
        """Those of later profiles too: their numbers in order, of which some may be left out, how many traits each has,
        and the traits of all one behind the other."""
        if not len(profiles):
            return self
        larger = np.zeros(int(profiles[-1]) + 1, np.int64)
        larger[: len(self.lengths)] = self.lengths
        larger[profiles] = lengths
        return Traits(np.cumsum(larger) - larger, larger, np.concatenate((self.every, every)))


NONE: Final = Traits(np.zeros(1, np.int64), np.zeros(1, np.int64), np.empty(0, np.int32))  # numbers begin at 1
