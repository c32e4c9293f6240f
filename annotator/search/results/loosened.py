"""What a search that finds nothing would find without some of its parts."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from ...accounts.models import User
from ..asking.query_language import pieces
from ..engines.engine import Reader
from .queries import Ask, ask_index, understood

MOST: Final = 8  # parts tried
SECONDS: Final = 1.0  # in which they are


@dataclass(frozen=True, slots=True)
class Looser:
    """What was left out, as typed (nothing: the filters were); what is left; how many hits there are then."""

    without: tuple[str, ...]
    text: str
    count: int


def looser(ask: Ask, reader: Reader, *, by: User | None) -> list[Looser]:
    """The search without its filters, or without as few of its parts as find something; the most hits first."""
    until = time.monotonic() + SECONDS
    parts = pieces(ask.text)
    found = []
    if ask.text.strip() and ask.filters():
        bare = replace(ask, chosen={}, first_day=None, last_day=None)
        found.append(Looser((), ask.text, _count(bare, reader, by)))
    for number in range(1, len(parts)) if len(parts) <= MOST else ():
        if any(each.count for each in found):
            break
        for left_out in combinations(range(len(parts)), number):
            if time.monotonic() > until:
                break
            text = " ".join(part for at, part in enumerate(parts) if at not in left_out)
            without = tuple(parts[at] for at in left_out)
            found.append(Looser(without, text, _count(replace(ask, text=text), reader, by)))
    return sorted((each for each in found if each.count), key=lambda each: -each.count)[:MOST]


def _count(ask: Ask, reader: Reader, by: User | None) -> int:
    question, _, _ = understood(ask, reader, by=by)
    return ask_index(replace(question, facets=(), grouped=False, limit=1), reader, by)[0].total
