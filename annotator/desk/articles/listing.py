"""Articles with how far their review is, filtered; the same number of statements for any number of rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...accounts.models import User
from ...articles.models import Article, Collection
from ...articles.queries import visible
from ...claims.models import Claim
from ...db import db
from ..progress import JUDGED, STANDING, Progress, progress_of

PAGE = 50
PROGRESSES = {"untouched": "Nothing judged", "begun": "Some judged", "done": "All judged"}


@dataclass(frozen=True)
class Filters:
    """What to list; empty means all. `collection` is an id."""

    feed: str = ""
    collection: int | None = None
    language: str = ""
    visibility: str = ""
    progress: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def claims_of(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(Claim.article_id == Article.id, condition)


def conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    waiting = sa.and_(STANDING, sa.not_(JUDGED))
    progresses = {
        "untouched": ~claims_of(JUDGED),
        "begun": claims_of(JUDGED) & claims_of(waiting),
        "done": claims_of(JUDGED) & ~claims_of(waiting),
    }
    found: list[sa.ColumnElement[bool]] = []
    if filters.feed:
        found.append(Article.feed == filters.feed)
    if filters.language:
        found.append(Article.language == filters.language)
    if filters.visibility:
        found.append(Article.visibility == filters.visibility)
    if filters.collection is not None:
        found.append(Article.collections.any(Collection.id == filters.collection))
    if filters.progress:
        found.append(progresses.get(filters.progress, sa.false()))
    return found


def articles(user: User, filters: Filters, page: int) -> tuple[int, list[Progress]]:
    """How many articles fit, and one page of them, newest first; pages count from 1."""
    wanted = sa.select(Article).where(visible(user), *conditions(filters))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = db.session.scalars(
        wanted.options(selectinload(Article.collections))
        .order_by(sa.func.coalesce(Article.published_at, Article.created_at).desc(), Article.id.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return total, progress_of(rows)
