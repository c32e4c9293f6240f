"""The garbles of the desk, filtered: one page of them, and how many there are of each kind under the filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ...accounts.models import User
from ...articles.queries import visible
from ...db import db
from ...garbles.kinds import KINDS
from ...garbles.models import SEVERITIES, STATES, Garble
from .board import FACETS, Board, board, newest

PAGE: Final = 50
LEGENDS: Final = {
    "state": "State",
    "severity": "Severity",
    "category": "Kind",
    "feed": "Feed",
    "translator": "Translator",
    "month": "Published",
    "detector": "Found by",
}
_EMPTY: Final = {"detector": "a person", "feed": "no feed", "translator": "not said", "month": "no date"}
_ORDER: Final = {"state": STATES, "severity": tuple(reversed(SEVERITIES))}
SHOWN_AT_ONCE: Final = 8  # values of a facet; the others are folded
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet. `count` is how many garbles would be listed of it, the other facets being as they are."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    values: tuple[Value, ...]

    @property
    def first(self) -> tuple[Value, ...]:
        return tuple(value for n, value in enumerate(self.values) if n < SHOWN_AT_ONCE or value.chosen)

    @property
    def more(self) -> tuple[Value, ...]:
        return tuple(value for n, value in enumerate(self.values) if n >= SHOWN_AT_ONCE and not value.chosen)


@dataclass(frozen=True, slots=True)
class Listing:
    total: int
    rows: Sequence[Garble]
    facets: tuple[Facet, ...]
    page: int
    pages: int


def chosen_in(arguments: Any) -> dict[str, tuple[str, ...]]:
    """The filters that an address holds. "" is a value: no feed, no date, found by no rule."""
    return {facet: tuple(dict.fromkeys(arguments.getlist(facet))) for facet in FACETS if arguments.getlist(facet)}


def label(facet: str, value: str) -> str:
    """What a value is called on the pages."""
    if not value:
        return _EMPTY[facet]
    if facet == "month":
        return f"{dt.date.fromisoformat(value + '-01'):%b %Y}"
    if facet in {"category", "detector"} and value in KINDS:
        return KINDS[value].label
    return value


def matching(counted: Board, chosen: Chosen, *, by: User | None, but: str = "") -> int:
    """The garbles that these filters leave, those of the facet `but` aside."""
    masks = (counted.any_of(facet, values) for facet, values in chosen.items() if values and facet != but)
    return reduce(and_, masks, counted.open_to(by))


def listed(chosen: Chosen, page: int, *, by: User) -> Listing:
    """One page of the garbles that fit, newest first; of one article in text order. Pages count from 1."""
    counted = board()
    found = matching(counted, chosen, by=by)
    total = found.bit_count()
    pages = max(1, -(-total // PAGE))
    idents = newest(found, (page - 1) * PAGE, PAGE)
    facets = tuple(facet_of(name, counted, chosen, by=by) for name in LEGENDS)
    return Listing(total, load(idents, by=by), facets, page, pages)


def facet_of(name: str, counted: Board, chosen: Chosen, *, by: User) -> Facet:
    others = matching(counted, chosen, by=by, but=name)
    ticked = set(chosen.get(name, ()))
    values = [
        Value(value, label(name, value), (others & counted.of(name, value)).bit_count(), value in ticked)
        for value in dict.fromkeys([*counted.values(name), *sorted(ticked & known_values(name))])
    ]
    values = [value for value in values if value.count or value.chosen]
    if name in _ORDER:
        values.sort(key=lambda value: _ORDER[name].index(value.value))
    elif name == "month":
        values.sort(key=lambda value: value.value, reverse=True)
    else:
        values.sort(key=lambda value: (-value.count, value.label.lower()))
    return Facet(name, LEGENDS[name], tuple(values))


def known_values(name: str) -> frozenset[str]:
    """The values that a facet may have without a garble that has it."""
    return frozenset({"state": STATES, "severity": SEVERITIES, "category": tuple(KINDS)}.get(name, ()))


def load(idents: Sequence[int], *, by: User | None) -> list[Garble]:
    """These garbles with their articles, as far as this person may see them: the articles in the order given, the
    garbles of one in text order."""
    statement = (
        sa.select(Garble)
        .join(Garble.article)
        .where(Garble.id.in_(idents), visible(by))
        .options(contains_eager(Garble.article), joinedload(Garble.entity))
    )
    rows = db.session.scalars(statement).all()
    order: dict[int, int] = {}
    articles = {row.id: row.article_id for row in rows}
    for ident in idents:
        if ident in articles:
            order.setdefault(articles[ident], len(order))
    return sorted(rows, key=lambda row: (order[row.article_id], row.start, row.id))


def all_matching(chosen: Chosen, most: int, *, by: User) -> tuple[list[int], int]:
    """Ids of at most so many garbles that fit, the newest first, and how many fit in all."""
    found = matching(board(), chosen, by=by)
    return newest(found, 0, most), found.bit_count()
