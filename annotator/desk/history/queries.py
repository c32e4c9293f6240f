"""What the pages of the history show."""

from __future__ import annotations

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article
from ...db import db
from ...db.tracking import HistoryEntry


def history(article: Article, limit: int = 300) -> list[tuple[HistoryEntry, User | None]]:
    """What happened to an article and everything on it, newest first."""
    rows = db.session.execute(
        sa.select(HistoryEntry, User)
        .outerjoin(User, User.id == HistoryEntry.actor_id)
        .where(HistoryEntry.article_id == article.id)
        .order_by(HistoryEntry.id.desc())
        .limit(limit)
    )
    return [(entry, user) for entry, user in rows]
