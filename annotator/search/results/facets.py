"""What a search may be narrowed by: the values of each facet with their counts, named as people know them."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from ...accounts.models import User
from ...articles.models import Article
from ...articles.models import Collection as CollectionRow
from ...db import columns_of, db
from ...garbles.kinds import KINDS as GARBLE_KINDS
from ...tags.models import Tag
from ..engines.engine import FACETS
from ..folding import key

SHOWN: Final = 6  # values of a facet that are shown at first
NAMES_SECONDS: Final = 30.0  # how long the names of feeds and outlets are remembered


@dataclass(frozen=True, slots=True)
class Value:
    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: tuple[Value, ...]

    @property
    def chosen(self) -> tuple[Value, ...]:
        return tuple(value for value in self.values if value.chosen)

    @property
    def shown(self) -> int:
        """How many of the values stand there before "more": the chosen ones, and some of the commonest."""
        return max(SHOWN, len(self.chosen)) if len(self.values) > max(SHOWN, len(self.chosen)) + 1 else len(self.values)


LABELS: Final = {
    "kind": "Kind", "state": "State", "verdict": "Verdict", "feed": "Feed", "outlet": "Outlet",
    "collection": "Collection", "tag": "Tag", "language": "Language", "category": "Category", "reviewer": "Reviewer",
    "month": "Published",
}  # fmt: skip


def facets(counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Collection[str]]) -> list[Facet]:
    """Every facet that has a value, in the order of `counts`: the chosen values first, then the commonest; months in
    the order of time. What is chosen of a facet that was not counted is there too: the form must not forget it."""
    found = []
    for name in dict.fromkeys((*counts, *(facet for facet in FACETS if chosen.get(facet)))):
        picked = frozenset(chosen.get(name, ()))
        values = {**counts.get(name, {}), **{value: counts.get(name, {}).get(value, 0) for value in sorted(picked)}}
        if not values:
            continue
        label = labels(name, values)
        ordered = sorted(values) if name == "month" else sorted(values, key=lambda value: value not in picked)
        shown = tuple(Value(value, label(value), values[value], value in picked) for value in ordered)
        found.append(Facet(name, LABELS[name], shown))
    return found


Labels = Callable[[str], str]


def labels(name: str, values: Collection[str]) -> Labels:
    """From a value of a property to what people know it as; of people and collections for these values only."""
    return _LABELLED.get(name, _as_it_is)(values)


def _as_it_is(_values: Collection[str]) -> Labels:
    return str


def _collections(values: Collection[str]) -> Labels:
    return _by_id(CollectionRow, values)


def _people(values: Collection[str]) -> Labels:
    return _by_id(User, values)


@cache
def _names_of(model: type[User | CollectionRow]) -> sa.Select[Any]:
    columns: Any = (model.id, model.name)
    return sa.select(*columns).where(model.id.in_(sa.bindparam("ids", expanding=True)))


def _by_id(model: type[User | CollectionRow], values: Collection[str]) -> Labels:
    idents = [int(value) for value in values if value.isdigit()]
    names = {str(row.id): row.name for row in columns_of(_names_of(model), {"ids": idents})} if idents else {}
    return lambda value: names.get(value, f"no. {value}")


def _month(_values: Collection[str]) -> Labels:
    return lambda value: f"{dt.date.fromisoformat(f'{value}-01'):%b %Y}"


def _category(_values: Collection[str]) -> Labels:
    return lambda value: GARBLE_KINDS[value].label if value in GARBLE_KINDS else value


class _Written:
    """Names as articles write them, by their folded form: read again when one is missing or after half a minute."""

    def __init__(self, column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> None:
        self.column = column
        self.names: dict[str, str] = {}
        self.read_at = 0.0
        self.lock = threading.Lock()

    def __call__(self, values: Collection[str]) -> Labels:
        with self.lock:
            now = time.monotonic()
            if now - self.read_at > NAMES_SECONDS or any(value not in self.names for value in values):
                written = db.session.scalars(sa.select(self.column).distinct().order_by(self.column))
                self.names = {key(name): name for name in written if name}
                self.read_at = now
            names = self.names
        return lambda value: names.get(value, value)


_LABELLED: Final[Mapping[str, Callable[[Collection[str]], Labels]]] = {
    "feed": _Written(Article.feed),
    "outlet": _Written(Article.outlet),
    "collection": _collections,
    "tag": _Written(Tag.name),
    "reviewer": _people,
    "month": _month,
    "category": _category,
    "translator": _Written(Article.translator),
    "author": _Written(Article.byline),
}
