"""Takes the approval off an article in which something changed that matters, whoever changed it: the session itself
sees to it, in the transaction of the change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from ..articles.models import Article, Version, ZoneRow
from ..claims.models import Claim, ClaimAnchor, Evidence, Fact
from ..contradictions.models import Disagreement
from ..corrections.models import Correction
from ..db import now
from ..db.tracking import difference
from ..garbles.models import Garble
from ..reviews.models import Comment
from .dropping import WEIGHT, Action, because
from .models import Approval

WATCHED: Final[tuple[Any, ...]] = (
    Article, Version, ZoneRow, Claim, ClaimAnchor, Fact, Evidence, Garble, Correction, Comment, Disagreement,
)  # fmt: skip
KEPT: Final = "approvals brought back"  # in `Session.info`: the transaction's moment, and the approvals


def keep(session: Session, approval: Approval) -> None:
    """The running transaction brings this approval back with what it takes back, and none of that takes it off."""
    moment, kept = session.info.get(KEPT, (None, frozenset()))
    at: dt.datetime | None = session.info.get("at")
    session.info[KEPT] = (at, (kept if moment == at else frozenset()) | {approval.id})


@event.listens_for(Session, "before_flush")
def take_off(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Before the flush: the approval is written, told and found anew with what took it off."""
    reasons: dict[int, tuple[int, str]] = {}
    for article, table, words in changes(session):
        weight = WEIGHT.index(table)
        if article not in reasons or weight < reasons[article][0]:
            reasons[article] = weight, words
    if not reasons:
        return
    with session.no_autoflush:
        rows = standing_on(reasons, session)
    moment, kept = session.info.get(KEPT, (None, frozenset()))
    for row in rows:
        if row.dropped_at is None and not (moment == session.info.get("at") and row.id in kept):
            row.dropped_at = session.info.get("at") or now()
            row.dropped_because = reasons[row.article_id][1]
            row.dropped_by_id = session.info.get("actor")


# Made once, and for the ids alone: every save asks, and most articles were not found ready.
STANDING: Final = sa.select(Approval.id).where(
    Approval.article_id.in_(sa.bindparam("articles", expanding=True)), Approval.dropped_at.is_(None)
)
STANDING_ON_ONE: Final = sa.select(Approval.id).where(
    Approval.article_id == sa.bindparam("article"), Approval.dropped_at.is_(None)
)


def standing_on(articles: Collection[int], session: Session) -> list[Approval]:
    """The approvals of these articles that stand in the database."""
    if len(articles) == 1:
        found = session.connection().execute(STANDING_ON_ONE, {"article": next(iter(articles))})
    else:
        found = session.connection().execute(STANDING, {"articles": sorted(articles)})
    return [session.get_one(Approval, ident) for ident in found.scalars().all()]


def changes(session: Session) -> Iterator[tuple[int, str, str]]:
    """The article, the table and the words of each change of this flush that matters, new articles' aside."""
    made = {row.id for row in session.new if isinstance(row, Article)}
    for row, action in acted_on(session):
        if isinstance(row, Fact) and action != "delete" and not row.is_told():
            continue  # by rule: it follows from its claim's words
        after = difference(row)[1] if action == "change" else row.__dict__
        if isinstance(row, Disagreement) and action == "change":
            after = {"state": row.state, "proposed": row.proposed} if {"state", "proposed"} & after.keys() else {}
        words = because(row.__tablename__, action, after)
        for article in articles_of(row) if words else ():
            if article is not None and article not in made:
                yield article, row.__tablename__, words or ""


def acted_on(session: Session) -> Iterator[tuple[Any, Action]]:
    for row in session.new:
        if isinstance(row, WATCHED):
            yield row, "create"
    for row in session.dirty:
        if isinstance(row, WATCHED):
            # What was taken off its claim goes when this flush writes: it is not among the deleted yet.
            orphan = isinstance(row, ClaimAnchor | Evidence | Fact) and row.claim is None
            yield row, "delete" if orphan else "change"
    for row in session.deleted:
        if isinstance(row, WATCHED):
            yield row, "delete"


def articles_of(row: Any) -> tuple[int | None, ...]:
    if isinstance(row, Disagreement):
        return row.first_article_id, row.second_article_id
    ident: int | None = getattr(row, "article_id", None)
    if ident is None and getattr(row, "article", None) is not None:
        ident = row.article.id
    return (ident if ident is not None else row.told_of(),)
