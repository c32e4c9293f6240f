"""What the pages of the history show."""

from __future__ import annotations

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article
from ...claims.models import Claim
from ...db import db
from ...db.tracking import HistoryEntry
from ...reviews.blindness import Veil, veil_over


def history(article: Article, by: User, limit: int = 300) -> list[tuple[HistoryEntry, User | None]]:
    """What happened to an article and everything on it, newest first; without what is judged blind for this person."""
    veil = veil_over(Claim.article_id == article.id, by=by)
    rows = db.session.execute(
        sa.select(HistoryEntry, User)
        .outerjoin(User, User.id == HistoryEntry.actor_id)
        .where(HistoryEntry.article_id == article.id)
        .order_by(HistoryEntry.id.desc())
        .limit(limit)
    )
    return [(entry, user) for entry, user in rows if may_be_told(entry, veil)]


def may_be_told(entry: HistoryEntry, veil: Veil) -> bool:
    return veil.tells(entry.object_type, entry.object_id, entry.actor_id, entry.after or entry.before or {})
