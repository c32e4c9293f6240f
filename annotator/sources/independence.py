"""How many sources are independent of each other: those that pass on one origin count as one.

Six outlets that all print one agency's report are one source. Pure: ids in, groups out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Source


@dataclass(frozen=True)
class Group:
    """Sources that stand on one word: `members` (in the order given), and the source that word comes from, which may
    be one of them."""

    origin: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Independence:
    groups: tuple[Group, ...]

    @property
    def sources(self) -> int:
        return sum(len(group.members) for group in self.groups)

    @property
    def independent(self) -> int:
        return len(self.groups)

    @property
    def shared(self) -> tuple[Group, ...]:
        """The groups that several of the sources belong to: why there are fewer independent ones than sources."""
        return tuple(group for group in self.groups if len(group.members) > 1)


def independence(sources: Iterable[int], origins: Mapping[int, int | None]) -> Independence:
    """Group sources by the origin at the end of their chains. A source given twice counts once.

    `origins` says of each source (those given and those on the way) whose word it passes on; None, or a source that is
    not in it, has no origin. A circle, which the service refuses, is one origin: its smallest id.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for source in dict.fromkeys(sources):
        members[last_origin(source, origins)].append(source)
    return Independence(tuple(Group(origin, tuple(those)) for origin, those in members.items()))


def last_origin(source: int, origins: Mapping[int, int | None]) -> int:
    """Where the chain of origins ends that begins with this source: itself where it passes on nobody's word."""
    chain = [source]
    while (following := origins.get(chain[-1])) is not None:
        if following in chain:
            return min(chain[chain.index(following) :])
        chain.append(following)
    return chain[-1]


def independent(sources: Iterable[Source]) -> int:
    """How many of these rows are independent of each other: what a policy may ask for. Reads their origins one by one;
    `claims.evidence.standing_of` reads those of a claim in one statement."""
    given = list(sources)
    origins: dict[int, int | None] = {}
    for source in given:
        each: Source | None = source
        while each is not None and each.id not in origins:
            origins[each.id] = each.origin_id
            each = each.origin
    return independence((source.id for source in given), origins).independent
