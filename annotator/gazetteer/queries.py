"""The gazetteer of the database in memory: read once, and again when an entity or an alias was changed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..db import db
from ..db.tracking import HistoryEntry
from .lookup import Gazetteer
from .models import Alias, Entity
from .records import AliasRecord, EntityRecord


@dataclass(frozen=True, slots=True)
class Names:
    """The gazetteer, and by entity key the aliases that hold only somewhere, with where."""

    gazetteer: Gazetteer
    scoped: Mapping[str, tuple[AliasRecord, ...]]


@dataclass(slots=True)
class _Kept:
    looked: int  # the newest history row when we last looked
    changed: int  # the newest history row of an entity or alias
    names: Names


_TRACKED: Final = (Entity.__tablename__, Alias.__tablename__)
_kept: WeakKeyDictionary[sa.Engine, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def gazetteer() -> Gazetteer:
    """Every entity of the database with its names. Shared and immutable: one statement while nothing changes."""
    return names().gazetteer


def names() -> Names:
    """The same, with the aliases that hold only in a feed or an article."""
    engine = db.engine
    newest = db.session.scalar(sa.select(sa.func.max(HistoryEntry.id))) or 0
    with _lock:
        kept = _kept.get(engine)
        if kept is not None and kept.looked == newest:
            return kept.names
        changed = _last_change()
        if kept is not None and kept.changed == changed:
            kept.looked = newest
            return kept.names
        found = _read()
        _kept[engine] = _Kept(newest, changed, found)
        return found


def entity_rows(keys: Iterable[str]) -> dict[str, int]:
    """The row ids of the entities with these keys, by key."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = db.session.execute(sa.select(Entity.key, Entity.id).where(Entity.key.in_(wanted)))
    return {row.key: row.id for row in rows}


def _last_change() -> int:
    statement = sa.select(sa.func.max(HistoryEntry.id)).where(HistoryEntry.object_type.in_(_TRACKED))
    return db.session.scalar(statement) or 0


def _read() -> Names:
    records: list[EntityRecord] = []
    scoped: dict[str, tuple[AliasRecord, ...]] = {}
    for entity in db.session.scalars(sa.select(Entity).options(selectinload(Entity.aliases)).order_by(Entity.id)):
        record = record_of(entity)
        records.append(record)
        somewhere = tuple(alias for alias in record.aliases if alias.scope != "everywhere")
        if somewhere:
            scoped[record.id] = somewhere
    return Names(Gazetteer(records), scoped)


def record_of(entity: Entity) -> EntityRecord:
    """An entity as gazetteer files hold it."""
    aliases = (
        AliasRecord(alias.name, alias.kind, alias.language, alias.scope, alias.within) for alias in entity.aliases
    )
    return EntityRecord(
        id=entity.key,
        name=entity.name,
        kind=entity.kind,
        native_name=entity.native_name,
        description=entity.description,
        context=tuple(entity.context),
        identifiers=dict(entity.identifiers),
        aliases=tuple(aliases),
    )
