"""Articles with how far their review is, filtered; the same number of statements for any number of rows.

Which articles fit, how many there are and what they can be narrowed to is read from the ledger; the rows of the page
come from the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from operator import and_
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import load_only, selectinload

from ...accounts.models import User
from ...articles.models import Article, Collection
from ...articles.queries import visible
from ...db import db
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
SHOWN: Final = load_only(
    Article.title, Article.outlet, Article.feed, Article.language, Article.source_language, Article.published_at,
    Article.visibility, Article.due_at, Article.embargo_until,
)  # fmt: skip


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


def articles(counted: Ledger, filters: Filters, asked: Asked, page: int) -> tuple[int, list[Progress]]:
    """How many articles fit, and one page of them, newest first, in four statements; pages count from 1."""
    found = matching(counted, filters, asked)
    ids = counted.dates.last(found, (page - 1) * PAGE, PAGE)
    return found.bit_count(), progress_of(load(ids, asked.user))


def load(ids: Sequence[int], user: User) -> list[Article]:
    """These articles, as far as this person may see them, in this order."""
    statement = sa.select(Article).where(Article.id.in_(ids), visible(user))
    options = SHOWN, selectinload(Article.collections).load_only(Collection.name)
    rows = {row.id: row for row in db.session.scalars(statement.options(*options))}
    return [rows[ident] for ident in ids if ident in rows]
