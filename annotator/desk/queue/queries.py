"""What waits for a person, in a fixed number of statements whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...accounts.models import User
from ...articles.models import Article
from ...articles.queries import visible
from ...claims.models import Claim
from ...db import db
from ...garbles.models import Garble
from ...reviews.models import Assessment
from ..progress import Progress, progress_of

QUEUES = {
    "judge": "To judge",
    "second": "Second reader",
    "recheck": "Recheck",
    "garbles": "Garbles",
}
# Other orders than a queue's own, by the word in the address.
SORTS = ("worth",)
PAGE = 40


def waiting(kind: str, user: User) -> sa.Select[Claim]:
    """The claims of one queue that this person can do something about."""
    mine = sa.exists().where(Assessment.claim_id == Claim.id, Assessment.reviewer_id == user.id)
    rules = {
        "judge": sa.and_(Claim.state.in_(("suggested", "open", "ambiguous")), Claim.checkable),
        "second": sa.and_(Claim.state == "assessed", ~mine),
        "recheck": Claim.state == "recheck",
    }
    return sa.select(Claim).join(Article, Article.id == Claim.article_id).where(rules[kind], visible(user))


def suspected(user: User) -> sa.Select[Garble]:
    return (
        sa.select(Garble)
        .join(Article, Article.id == Garble.article_id)
        .where(Garble.state == "suspected", visible(user))
    )


def queue_counts(user: User) -> dict[str, int]:
    """How much waits in each queue."""
    counts = {kind: count(waiting(kind, user)) for kind in ("judge", "second", "recheck")}
    return counts | {"garbles": count(suspected(user))}


def count(rows: sa.Select[Claim] | sa.Select[Garble]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


SEVERITY = sa.case({"critical": 0, "major": 1}, value=Garble.severity, else_=2)


def queue(kind: str, user: User, page: int, sort: str = "") -> Sequence[Claim] | Sequence[Garble]:
    """One page of a queue: what is most worth checking in steps of a tenth, newest articles first in each; sorted by
    "worth", strictly by it."""
    start = (page - 1) * PAGE
    if kind == "garbles":
        rows = suspected(user).options(selectinload(Garble.article))
        rows = rows.order_by(SEVERITY, Article.published_at.desc().nulls_last(), Garble.id).offset(start).limit(PAGE)
        return db.session.scalars(rows).all()
    ordered = waiting(kind, user).options(selectinload(Claim.article), selectinload(Claim.anchors))
    worth = Claim.worth if sort == "worth" else sa.func.round(Claim.worth * 10)
    ordered = ordered.order_by(worth.desc(), Article.published_at.desc().nulls_last(), Claim.id)
    return db.session.scalars(ordered.offset(start).limit(PAGE)).all()


def latest(user: User, limit: int = 12) -> list[Progress]:
    """The newest articles with their progress."""
    newest = sa.select(Article).where(visible(user)).order_by(Article.created_at.desc(), Article.id.desc()).limit(limit)
    return progress_of(db.session.scalars(newest).all())
