"""Entities read from the database as the memory keeps them. Columns, no rows of the ORM: a third of the time."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .directory import Entry
from .models import Alias, Entity
from .records import AliasRecord, EntityRecord

_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Read:
    """An entity with its row's id. `into` is the row id of the one that took it in."""

    id: int
    into: int | None
    record: EntityRecord


def read(session: Session, ids: Collection[int] | None = None, *, merged: bool = False) -> Iterator[Read]:
    """Entities by row id, all or these; signposts only where `merged` asks for them."""
    wanted = None if ids is None else sorted(ids)
    last = 0
    while True:
        statement = sa.select(*_ENTITY).order_by(Entity.id).limit(_BATCH)
        if wanted is not None:
            part, wanted = wanted[:_BATCH], wanted[_BATCH:]
            if not part:
                return
            statement = statement.where(Entity.id.in_(part))
        else:
            statement = statement.where(Entity.id > last)
        if not merged:
            statement = statement.where(Entity.merged_into_id.is_(None))
        rows = session.execute(statement).all()
        if rows:
            yield from _with_aliases(session, rows, merged)
            last = rows[-1].id
        elif wanted is None:
            return


def read_entries(session: Session, ids: Collection[int] | None = None) -> Iterator[Entry]:
    """The same as lists know them: names only, no signposts. In one go: twice as fast, and the names are small."""
    entities = sa.select(Entity.id, Entity.key, Entity.kind, Entity.name, Entity.native_name)
    aliases = sa.select(Alias.entity_id, Alias.name)
    entities = entities.where(Entity.merged_into_id.is_(None))
    if ids is not None:
        entities, aliases = entities.where(Entity.id.in_(ids)), aliases.where(Alias.entity_id.in_(ids))
    names: dict[int, list[str]] = defaultdict(list)
    for owner, name in session.execute(aliases.execution_options(yield_per=10_000)):
        names[owner].append(name)
    for ident, key, kind, name, native in session.execute(entities.execution_options(yield_per=10_000)):
        own = [name, native] if native else [name]
        yield Entry(ident, key, kind, own + names[ident] if ident in names else own)


_ENTITY: Final = (
    Entity.id, Entity.key, Entity.name, Entity.kind, Entity.native_name, Entity.description, Entity.context,
    Entity.identifiers, Entity.merged_into_id,
)  # fmt: skip
_ALIAS: Final = (
    Alias.entity_id, Alias.name, Alias.kind, Alias.language, Alias.scope, Alias.within, Alias.note,
)  # fmt: skip


_NONE: Final[dict[str, str]] = {}


def _once(value: str | None) -> Any:
    """The same few kinds, languages and scopes stand in all rows: one text of each in memory."""
    return sys.intern(value) if value else value


def _with_aliases(session: Session, rows: Collection[sa.Row[tuple[object, ...]]], merged: bool) -> Iterator[Read]:
    ids = [row.id for row in rows]
    by_entity: dict[int, list[AliasRecord]] = defaultdict(list)
    within = Alias.entity_id.between(ids[0], ids[-1]) if len(ids) == _BATCH else Alias.entity_id.in_(ids)
    for owner, name, *values in session.execute(sa.select(*_ALIAS).where(within).order_by(Alias.id)).all():
        by_entity[owner].append(AliasRecord(name, *map(_once, values)))
    keys: dict[int, str] = {}
    if merged:
        into = {row.merged_into_id for row in rows if row.merged_into_id is not None}
        found = session.execute(sa.select(Entity.id, Entity.key).where(Entity.id.in_(into)))
        keys = {row.id: row.key for row in found}
    for row in rows:
        record = EntityRecord(
            id=row.key,
            name=row.name,
            kind=sys.intern(row.kind),
            native_name=row.native_name,
            description=row.description,
            context=tuple(map(sys.intern, row.context)),
            identifiers=row.identifiers or _NONE,
            aliases=tuple(by_entity.get(row.id, ())),
            merged_into=keys.get(row.merged_into_id, ""),
        )
        yield Read(row.id, row.merged_into_id, record)
