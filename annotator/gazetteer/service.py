"""Writing the gazetteer: loading a file of entities, and learning a garble that a person confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..accounts.models import User
from ..db import db
from ..errors import Invalid
from .models import SCOPES, Alias, Entity
from .queries import record_of
from .records import EntityRecord

BATCH = 500


def load_records(records: Iterable[EntityRecord], *, by: User | None) -> tuple[int, int]:
    """Put entities into the gazetteer; returns (added, changed).

    An entity with the same key takes the record's fields; of its aliases none is taken away: the desk's own confirmed
    garbles stay. A record's alias with a scope narrower than everywhere is passed over: a file does not say where.
    """
    waiting = iter(records)
    added = changed = 0
    while batch := list(islice(waiting, BATCH)):
        statement = sa.select(Entity).where(Entity.key.in_([record.id for record in batch]))
        there = {entity.key: entity for entity in db.session.scalars(statement.options(selectinload(Entity.aliases)))}
        for record in batch:
            entity = there.get(record.id)
            if entity is None:
                there[record.id] = entity = Entity(key=record.id, aliases=[])
                db.session.add(entity)
                _take(entity, record)
                added += 1
            elif _take(entity, record):
                changed += 1
        db.session.flush()
    return added, changed


def _take(entity: Entity, record: EntityRecord) -> bool:
    """Give an entity the record's fields and missing aliases; whether anything was changed by it."""
    fields = {
        "name": record.name,
        "kind": record.kind,
        "native_name": record.native_name,
        "description": record.description,
        "context": list(record.context),
        "identifiers": dict(record.identifiers),
    }
    changed = False
    for name, value in fields.items():
        if getattr(entity, name) != value:
            setattr(entity, name, value)
            changed = True
    known = {alias.name for alias in entity.aliases if alias.scope == "everywhere"}
    for alias in record.aliases:
        if alias.scope == "everywhere" and alias.name not in known:
            known.add(alias.name)
            entity.aliases.append(Alias(name=alias.name, kind=alias.kind, language=alias.language))
            changed = True
    return changed


def add_garble(entity: Entity, name: str, *, scope: str, within: str = "", by: User | None) -> Alias:
    """Let a wrong name be found under the right one: an alias of kind garble. The same one twice is one.

    `scope` "feed" holds in the feed named `within`, "article" in the article with that uid. Raises Invalid.
    """
    name = " ".join(name.split())
    if not name:
        raise Invalid("A garble needs its words.", "name")
    if scope not in SCOPES:
        raise Invalid(f"The scope must be one of {', '.join(SCOPES)}.", "scope")
    if (scope == "everywhere") != (within == ""):
        raise Invalid("Say in which feed or article it holds; everywhere needs none.", "within")
    folded = record_of(entity)
    if name in {folded.name, folded.native_name}:
        raise Invalid(f"“{name}” is the right name of {entity.name}, not a garble of it.", "name")
    for alias in entity.aliases:
        if (alias.name, alias.scope, alias.within) == (name, scope, within):
            return alias
    alias = Alias(name=name, kind="garble", scope=scope, within=within)
    entity.aliases.append(alias)
    db.session.flush()
    return alias


def remove_garble(alias: Alias, *, by: User) -> None:
    """Forget a wrong name: the next search does not look for it. Raises Invalid for a name that is not a garble."""
    if alias.kind != "garble":
        raise Invalid("Only a garble is removed here; other names come from the gazetteer's file.", "name")
    alias.entity.aliases.remove(alias)
    db.session.flush()
