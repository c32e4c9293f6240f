"""Articles with how far their review is, filtered; the same number of statements for any number of rows.

Which articles fit, how many there are and what they can be narrowed to is read from the ledger; the rows of the page
come from the database.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from operator import and_
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from ...articles.models import Article, Collection, membership
from ...articles.queries import may_see
from ...db import columns_of
from ..gate.standings import matching as standing_as
from ..ledger.ledger import Ledger
from ..progress import Progress, progress_of
from ..queue.queues import DEADLINES, Asked, due

PAGE: Final = 50
PROGRESSES: Final = {
    "untouched": "Nothing judged",
    "begun": "Some judged",
    "done": "All judged",
    "settled": "All settled",
}
# The stages of the ledger (ledger/rows.py) that each stands for. An article without claims has nothing judged.
STAGES: Final = {
    "untouched": ("untouched", "none"),
    "begun": ("begun",),
    "done": ("judged", "settled"),
    "settled": ("settled",),
}
IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
# Columns and no objects, by statements made once: fifty articles are read in a third of the time.
ROWS: Final = sa.select(
    Article.id, Article.title, Article.outlet, Article.feed, Article.language, Article.source_language,
    Article.published_at, Article.visibility, Article.due_at, Article.embargo_until, Article.created_by_id,
).where(Article.id.in_(IDS))  # fmt: skip
COLLECTIONS: Final = (
    sa.select(membership.c.article_id, Collection.id, Collection.name)
    .join(Collection, Collection.id == membership.c.collection_id)
    .where(membership.c.article_id.in_(IDS))
    .order_by(Collection.name)
)


class Listed(NamedTuple):
    """An article as the list shows it; `collections` by id and name."""

    id: int
    title: str
    outlet: str | None
    feed: str | None
    language: str
    source_language: str | None
    published_at: dt.datetime | None
    visibility: str
    due_at: dt.datetime | None
    embargo_until: dt.datetime | None  # where that is still to come
    collections: Sequence[tuple[int, str]]

    @property
    def embargoed(self) -> bool:
        return self.embargo_until is not None


@dataclass(frozen=True)
class Filters:
    """What to list; empty means all. `collection` is an id, `due` a key of DEADLINES, `gate` of gate.CHOICES."""

    feed: str = ""
    collection: int | None = None
    language: str = ""
    visibility: str = ""
    progress: str = ""
    due: str = ""
    gate: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def matching(counted: Ledger, filters: Filters, asked: Asked) -> int:
    """The articles that fit, as a mask."""
    found = [
        counted.articles_of(name, str(value))
        for name in ("feed", "collection", "language", "visibility")
        if (value := getattr(filters, name)) not in ("", None)
    ]
    if filters.progress:
        found.append(counted.articles_of("progress", *STAGES.get(filters.progress, ())))
    if filters.due in DEADLINES:
        found.append(due(filters.due, asked, counted.articles_due, counted.articles_with_deadline))
    if filters.gate and (mask := standing_as(filters.gate)) is not None:
        found.append(mask)
    return reduce(and_, found, counted.articles_open_to(asked.user))


def articles(counted: Ledger, filters: Filters, asked: Asked, page: int) -> tuple[int, list[Progress[Listed]]]:
    """How many articles fit, and one page of them, newest first, in as many statements whatever their number; pages
    count from 1."""
    found = matching(counted, filters, asked)
    ids = counted.dates.last(found, (page - 1) * PAGE, PAGE)
    return found.bit_count(), progress_of(load(ids, asked))


def load(ids: Sequence[int], asked: Asked) -> list[Listed]:
    """These articles, as far as this person may see them, in this order."""
    if not ids:
        return []
    inside: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for article, ident, name in columns_of(COLLECTIONS, {"ids": ids}):
        inside[article].append((ident, name))
    rows = {row.id: row for row in columns_of(ROWS, {"ids": ids}) if may_see(asked.user, row)}
    return [listed(rows[ident], inside.get(ident, ()), asked.at) for ident in ids if ident in rows]


def listed(row: Any, inside: Sequence[tuple[int, str]], at: dt.datetime) -> Listed:
    *shown, until, _maker = row
    return Listed._make((*shown, until if until and until > at else None, inside))
