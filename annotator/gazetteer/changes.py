"""Which entities were changed since one last looked: read from the history, which every write of names adds to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..db.tracking import HistoryEntry
from .models import Alias, Entity

_ENTITIES: Final = Entity.__tablename__
_ALIASES: Final = Alias.__tablename__
TRACKED: Final = (_ENTITIES, _ALIASES)
# Rows of the history that are counted with its newest number: on PostgreSQL one with a lower number may be committed
# later (the writers of names wait for each other, others do not wait for them).
WINDOW: Final = 200


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look at the history saw: its newest number, and how many rows are near it."""

    newest: int
    near: int


@cache
def _sight() -> sa.Select[Any]:
    newest = sa.select(sa.func.coalesce(sa.func.max(HistoryEntry.id), 0)).scalar_subquery()
    near = sa.select(sa.func.count()).where(HistoryEntry.id > newest - WINDOW).scalar_subquery()
    columns: Any = (newest, near)
    return sa.select(*columns)


def look(session: Session) -> Sight:
    """One statement, by the primary key. Asked of every search: made once."""
    return Sight(*session.execute(_sight()).one())


def mark(session: Session) -> int:
    """The newest history row of an entity or another name of one."""
    statement = sa.select(sa.func.max(HistoryEntry.id)).where(HistoryEntry.object_type.in_(TRACKED))
    return session.scalar(statement) or 0


def since(session: Session, seen: int, *, most: int) -> tuple[int, set[int] | None]:
    """The newest row by now, and the ids of the entities changed after row `seen`; None when that took over `most`
    rows."""
    statement = (
        sa.select(
            HistoryEntry.id,
            HistoryEntry.object_type,
            HistoryEntry.object_id,
            HistoryEntry.before,
            HistoryEntry.after,
        )
        .where(HistoryEntry.id > seen, HistoryEntry.object_type.in_(TRACKED))
        .order_by(HistoryEntry.id)
        .limit(most + 1)
    )
    rows = session.execute(statement).all()
    if len(rows) > most:
        return mark(session), None
    entities: set[int] = set()
    aliases: set[int] = set()
    for row in rows:
        if row.object_type == _ENTITIES:
            entities.add(row.object_id)
            continue
        owners = [(values or {}).get("entity_id") for values in (row.before, row.after)]
        entities.update(owner for owner in owners if owner is not None)
        aliases.add(row.object_id)
    if aliases:
        entities.update(session.scalars(sa.select(Alias.entity_id).where(Alias.id.in_(aliases))))
    return (rows[-1].id if rows else seen), entities
