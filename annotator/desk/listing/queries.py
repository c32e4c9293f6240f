"""Articles with how far their review is, filtered; the same number of statements for any number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...accounts.models import User
from ...articles.models import Article, Collection
from ...articles.queries import visible
from ...claims.models import Claim
from ...db import db
from ...garbles.models import Garble
from ..queries import Progress

PAGE = 50
PROGRESSES = {"untouched": "Nothing judged", "begun": "Some judged", "done": "All judged"}
STANDING = sa.and_(Claim.state != "not-a-claim", Claim.checkable)
JUDGED = sa.and_(Claim.state.in_(("assessed", "settled")), Claim.checkable)


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
    ids = [article.id for article in rows]
    standing = tally(Claim.article_id, STANDING, ids)
    judged = tally(Claim.article_id, JUDGED, ids)
    garbles = tally(Garble.article_id, Garble.state == "suspected", ids)
    return total, [
        Progress(article, standing.get(article.id, 0), judged.get(article.id, 0), garbles.get(article.id, 0))
        for article in rows
    ]


def tally(column: Any, condition: sa.ColumnElement[bool], ids: Sequence[int]) -> dict[int, int]:
    """How many rows of each of these articles fulfil a condition."""
    rows = db.session.execute(sa.select(column, sa.func.count()).where(column.in_(ids), condition).group_by(column))
    return {row[0]: row[1] for row in rows}
