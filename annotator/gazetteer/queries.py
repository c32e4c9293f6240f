"""The gazetteer of the database in memory: read once, and kept true to what is changed afterwards.

A small one is read anew when an entity or another name was changed. For a large one that took seconds for one
confirmed garble: there the few changed entities lie over its index (overlay.py), and the index is made anew in the
background when they are many.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..db import db
from . import changes
from .changes import Sight
from .directory import Directory
from .lookup import Gazetteer
from .models import Entity
from .overlay import LayeredGazetteer
from .reading import read, read_entries
from .records import AliasRecord, EntityRecord

log = logging.getLogger(__name__)

# Entities up to which everything is read anew at each change: that takes a fifth of a second.
SMALL: Final = 2_000
# Changed entities from which on the index is made anew in the background, and up to which they may lie over it.
MANY, MOST = 100, 2_000


@dataclass(frozen=True, slots=True)
class Names:
    """The gazetteer, and by entity key the aliases that hold only somewhere, with where."""

    gazetteer: Gazetteer
    scoped: Mapping[str, tuple[AliasRecord, ...]]


@dataclass(slots=True)
class _Kept:
    sight: Sight  # what the last look at the history saw
    changed: int  # the newest history row of an entity or alias that `names` tells of, or `touched` holds
    whole: Names  # as last read whole
    keys: dict[int, str]  # by row id, of what `whole` was read from
    names: Names
    touched: set[int] = field(default_factory=set)  # row ids of what was changed since `whole` was read
    being_read: bool = False


@dataclass(slots=True)
class _Listed:
    sight: Sight
    changed: int
    directory: Directory


_kept: WeakKeyDictionary[sa.Engine, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()
_listed: WeakKeyDictionary[sa.Engine, _Listed] = WeakKeyDictionary()
_listing = threading.Lock()


def gazetteer() -> Gazetteer:
    """Every entity of the database with its names. Shared and immutable: one statement while nothing changes."""
    return names().gazetteer


def names() -> Names:
    """The same, with the aliases that hold only in a feed or an article."""
    with _lock:
        return _fresh(db.session).names


def directory() -> Directory:
    """Every entity by the words of its names, for lists. The survivors only, no signposts."""
    session, engine = db.session, db.engine
    with _listing:
        sight = changes.look(session)
        kept = _listed.get(engine)
        if kept is not None and kept.sight == sight:
            return kept.directory
        if kept is not None:
            newest, ids = changes.since(session, kept.changed, most=MOST)
            if ids is not None:
                entries = {entry.id: entry for entry in read_entries(session, ids)} if ids else {}
                for ident in ids:
                    if ident in entries:
                        kept.directory.put(entries[ident])
                    else:
                        kept.directory.remove(ident)
                kept.sight, kept.changed = sight, newest
                return kept.directory
        mark = changes.mark(session)
        kept = _Listed(sight, mark, Directory(read_entries(session)))
        _listed[engine] = kept
        return kept.directory


def entity_rows(keys: Iterable[str]) -> dict[str, int]:
    """The row ids of the entities with these keys, by key; of a merged one its survivor's."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = db.session.execute(sa.select(Entity.key, Entity.id, Entity.merged_into_id).where(Entity.key.in_(wanted)))
    return {row.key: row.id if row.merged_into_id is None else survivor_of(row.id) for row in rows}


def survivor_of(entity_id: int) -> int:
    """The row id that a merged entity's links lead to; its own for any other."""
    found, seen = entity_id, {entity_id}
    while (into := db.session.scalar(sa.select(Entity.merged_into_id).where(Entity.id == found))) is not None:
        if into in seen:
            break
        seen.add(into)
        found = into
    return found


def _fresh(session: Session) -> _Kept:
    """What is kept, told of every change by now."""
    engine = db.engine
    sight = changes.look(session)
    kept = _kept.get(engine)
    if kept is None:
        return _read_whole(session, engine, sight)
    if kept.sight == sight:
        return kept
    newest, ids = changes.since(session, kept.changed, most=MOST)
    if (ids is None or (ids and len(kept.keys) <= SMALL)) and _count(session) <= SMALL:
        return _read_whole(session, engine, sight)
    if ids is None:
        # So many that only a reading of all helps. It takes seconds, in which the old names answer.
        kept.sight = sight
        _read_in_background(engine, kept)
        return kept
    kept.sight, kept.changed = sight, newest
    if ids:
        kept.touched |= ids
        if len(kept.touched) <= MOST:
            kept.names = _laid_over(session, kept)
        if len(kept.touched) >= MANY:
            _read_in_background(engine, kept)
    return kept


def _count(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Entity)) or 0


def _read_whole(session: Session, engine: sa.Engine, sight: Sight) -> _Kept:
    # The mark first: what is committed while we read is seen twice rather than never.
    mark = changes.mark(session)
    found, keys = _read(session)
    kept = _Kept(sight, mark, found, keys, found)
    _kept[engine] = kept
    return kept


def _read(session: Session) -> tuple[Names, dict[int, str]]:
    records: list[EntityRecord] = []
    keys: dict[int, str] = {}
    scoped: dict[str, tuple[AliasRecord, ...]] = {}
    for each in read(session):
        records.append(each.record)
        keys[each.id] = each.record.id
        narrow = _scoped(each.record)
        if narrow:
            scoped[each.record.id] = narrow
    return Names(Gazetteer(records), scoped), keys


def _scoped(record: EntityRecord) -> tuple[AliasRecord, ...]:
    return tuple(alias for alias in record.aliases if alias.scope != "everywhere")


def _laid_over(session: Session, kept: _Kept) -> Names:
    """The names as last read whole, with what was changed since over them."""
    records = [each.record for each in read(session, kept.touched)]
    hidden = {kept.keys[ident] for ident in kept.touched if ident in kept.keys}
    scoped = {key: aliases for key, aliases in kept.whole.scoped.items() if key not in hidden}
    scoped.update((record.id, narrow) for record in records if (narrow := _scoped(record)))
    return Names(LayeredGazetteer(kept.whole.gazetteer, records, hidden), scoped)


def _read_in_background(engine: sa.Engine, kept: _Kept) -> None:
    if not kept.being_read:
        kept.being_read = True
        threading.Thread(target=_read_again, args=(engine, kept), name="names", daemon=True).start()


def _read_again(engine: sa.Engine, kept: _Kept) -> None:
    """Read all names in a thread of its own. What is changed meanwhile is found by the next who asks."""
    try:
        with Session(engine) as session:
            mark = changes.mark(session)
            found, keys = _read(session)
    except Exception:
        log.exception("the names could not be read anew; those known before go on")
        with _lock:
            kept.being_read = False
        return
    with _lock:
        kept.whole = kept.names = found
        kept.keys, kept.changed, kept.touched, kept.being_read = keys, mark, set(), False
        kept.sight = Sight(-1, -1)  # look again: there may be more


def record_of(entity: Entity) -> EntityRecord:
    """An entity as gazetteer files hold it."""
    aliases = (
        AliasRecord(alias.name, alias.kind, alias.language, alias.scope, alias.within, alias.note)
        for alias in entity.aliases
    )
    return EntityRecord(
        id=entity.key,
        name=entity.name,
        kind=entity.kind,
        native_name=entity.native_name,
        description=entity.description,
        context=tuple(map(sys.intern, entity.context)),
        identifiers=dict(entity.identifiers),
        aliases=tuple(aliases),
        merged_into=entity.survivor.key if entity.merged_into_id is not None else "",
    )
