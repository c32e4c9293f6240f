"""What a search that finds nothing would find without some of its parts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...accounts.models import User
from ..asking.query_language import pieces
from ..engines.engine import Reader
from .queries import Ask, ask_index, understood

MOST: Final = 8  # parts tried
SHOWN: Final = 5
SECONDS: Final = 1.0  # of computing, in which they are


@dataclass(frozen=True, slots=True)
class Looser:
    """What was left out, as typed (nothing: the filters were); what is left; how many hits there are then."""

    without: tuple[str, ...]
    text: str
    count: int


def looser(ask: Ask, reader: Reader, *, by: User | None) -> list[Looser]:
    """The search without its filters, or without some of its parts, where that finds something; the fewest parts left
    out first, then the most hits.

    One part is left out where that is enough. Where it is not, as many are kept as go together, beginning with each in
    turn: all combinations of eight parts would be 254 questions, these are 64 at most.
    """
    counts = _Counts(ask, reader, by)
    found: dict[tuple[str, ...], Looser] = {}
    if ask.text.strip() and ask.filters():
        bare = replace(ask, chosen={}, first_day=None, last_day=None)
        found[()] = Looser((), ask.text, _count(bare, reader, by))
    parts = pieces(ask.text)
    every = frozenset(range(len(parts)))
    kept = [every - {at} for at in every] if 1 < len(parts) <= MOST else []
    if kept and not any(counts(parts, each) for each in kept):
        alone = sorted(every, key=lambda at: -counts(parts, frozenset({at})))
        kept = [_together(at, alone, lambda places: counts(parts, places)) for at in alone]
        kept = kept if counts.in_time() else kept[:1]
    for places in kept:
        without = tuple(part for at, part in enumerate(parts) if at not in places)
        found.setdefault(without, Looser(without, _text(parts, places), counts(parts, places)))
    ordered = sorted(found.values(), key=lambda each: (len(each.without), -each.count))
    return [each for each in ordered if each.count][:SHOWN]


def _together(first: int, order: Sequence[int], count: Callable[[frozenset[int]], int]) -> frozenset[int]:
    """As many places as go together with the first, those that find most tried first."""
    kept = frozenset({first})
    for at in order:
        if count(kept | {at}):
            kept |= {at}
    return kept


class _Counts:
    """How many hits some parts of a query have, each asked once; none when time is up."""

    def __init__(self, ask: Ask, reader: Reader, by: User | None) -> None:
        self.ask, self.reader, self.by = ask, reader, by
        self.known: dict[frozenset[int], int] = {}
        self.until = time.thread_time() + SECONDS

    def in_time(self) -> bool:
        return time.thread_time() < self.until

    def __call__(self, parts: Sequence[str], places: frozenset[int]) -> int:
        if places not in self.known:
            if not self.in_time():
                return 0
            self.known[places] = _count(replace(self.ask, text=_text(parts, places)), self.reader, self.by)
        return self.known[places]


def _text(parts: Sequence[str], places: frozenset[int]) -> str:
    return " ".join(part for at, part in enumerate(parts) if at in places)


def _count(ask: Ask, reader: Reader, by: User | None) -> int:
    question, _, _ = understood(ask, reader, by=by)
    return ask_index(replace(question, facets=(), grouped=False, limit=1), reader, by)[0].total
