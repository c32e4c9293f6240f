"""What a search that finds nothing would find without one of its parts."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Final

from ...accounts.models import User
from ..asking.query_language import pieces
from ..engines.engine import Reader
from .queries import Ask, ask_index, understood

MOST: Final = 8  # parts tried
SECONDS: Final = 1.0  # in which they are


@dataclass(frozen=True, slots=True)
class Looser:
    """What was left out, as typed; what is left; how many hits there are then."""

    without: str
    text: str
    count: int
    filters: bool = False  # it is the filters that were left out


def looser(ask: Ask, reader: Reader, *, by: User | None) -> list[Looser]:
    """The search without one of its parts, or without its filters, where that finds something; the most hits first."""
    until = time.monotonic() + SECONDS
    parts = pieces(ask.text)
    found = []
    if ask.text.strip() and ask.filters():
        bare = replace(ask, chosen={}, first_day=None, last_day=None)
        found.append(Looser("the filters", ask.text, _count(bare, reader, by), filters=True))
    for at in range(min(len(parts), MOST) if len(parts) > 1 else 0):
        if time.monotonic() > until:
            break
        text = " ".join(part for place, part in enumerate(parts) if place != at)
        found.append(Looser(parts[at], text, _count(replace(ask, text=text), reader, by)))
    return sorted((each for each in found if each.count), key=lambda each: -each.count)


def _count(ask: Ask, reader: Reader, by: User | None) -> int:
    question, _, _ = understood(ask, reader, by=by)
    return ask_index(replace(question, facets=(), grouped=False, limit=1), reader, by)[0].total
