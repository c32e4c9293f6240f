"""Deciding on garbles: the states they go through, and what was decided in one go.

All that one action decides, by one person, has one moment (`decided_at`): by it the whole is found and taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..db import Model, db, now
from ..errors import Invalid
from .models import Garble

DECIDED = ("confirmed", "dismissed")


def decide(garble: Garble, state: str, by: User | None, at: dt.datetime | None = None) -> None:
    garble.state = state
    garble.decided_by_id = by.id if by else None
    garble.decided_at = at or now()


def require_state(garble: Garble, *states: str) -> None:
    """Refuse what was decided from an older page."""
    if garble.state not in states:
        raise Invalid(f"This garble is {garble.state} by now.", "state")


def together_with(garble: Garble, *, by: User | None) -> Sequence[Garble]:
    """The garbles that were decided in one go with this one and still stand so, this one among them."""
    if garble.decided_at is None:
        return []
    return db.session.scalars(
        sa.select(Garble)
        .join(Article, Article.id == Garble.article_id)
        .where(
            Garble.decided_at == garble.decided_at,
            Garble.decided_by_id == garble.decided_by_id,
            Garble.state.in_(DECIDED),
            visible(by),
        )
        .order_by(Garble.id)
    ).all()


def made_by_its_decision(garble: Garble) -> bool:
    """Whether it was not there before it was decided: another occurrence, accepted or dismissed from the list."""
    return garble.detector is None and garble.decided_at is not None and garble.created_at == garble.decided_at


def is_spoken_of(garble: Garble) -> bool:
    """Whether another row (a comment, a correction) stands on this garble: then it may not go."""
    for table in Model.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == Garble.__tablename__ and db.session.scalar(
                sa.select(sa.exists().where(key.parent == garble.id))
            ):
                return True
    return False
