"""Taking back what was done to names, by what the history says stood before.

What one transaction did has one moment, one person and one verb in the history (db/session.py). Taken back are its
rows, the last first, each only where it still is what that change made of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..accounts.models import User
from ..db import db
from ..db.base import UtcDateTime
from ..db.tracking import HistoryEntry, plain
from ..errors import Invalid, NotFound
from .models import Alias, Entity
from .service import ADD, CHANGE, EDIT, MERGE, NEW, REMOVE, REMOVE_GARBLE, SPLIT, UNDO, one_at_a_time

UNDOABLE: Final = frozenset({NEW, EDIT, ADD, CHANGE, REMOVE, REMOVE_GARBLE, MERGE, SPLIT, UNDO})
_TABLES: Final[dict[str, type[Entity | Alias]]] = {"entities": Entity, "aliases": Alias}
# Rows of the history on either side among which the others of one transaction stand: one merge moves at most so many.
_NEAR: Final = 3_000
# Changes of the gazetteer that an entity's history shows.
SHOWN: Final = 300


@dataclass(frozen=True)
class Deed:
    """What was done at once: `id` is its first history row. `lines` say in words what became of what."""

    id: int
    at: dt.datetime
    verb: str
    who: User | None
    entries: Sequence[HistoryEntry]

    @property
    def undoable(self) -> bool:
        return self.verb in UNDOABLE


def last_deed() -> int | None:
    """Inside a transaction, after its writes: the history row to undo them by."""
    db.session.flush()
    statement = sa.select(sa.func.max(HistoryEntry.id)).where(HistoryEntry.object_type.in_(_TABLES))
    return db.session.scalar(statement)


def deed(entry_id: int) -> Deed:
    """What was done together with this history row. Raises NotFound."""
    entry = db.session.get(HistoryEntry, entry_id)
    if entry is None or entry.object_type not in _TABLES:
        raise NotFound("There is no such change of a name.")
    statement = (
        sa.select(HistoryEntry)
        .where(
            HistoryEntry.id.between(entry_id - _NEAR, entry_id + _NEAR),
            HistoryEntry.object_type.in_(_TABLES),
            HistoryEntry.at == entry.at,
            HistoryEntry.verb.is_(entry.verb) if entry.verb is None else HistoryEntry.verb == entry.verb,
        )
        .order_by(HistoryEntry.id)
    )
    rows = [row for row in db.session.scalars(statement) if row.actor_id == entry.actor_id]
    who = db.session.get(User, entry.actor_id) if entry.actor_id else None
    return Deed(rows[0].id, entry.at, entry.verb or entry.action, who, rows)


def undo(done: Deed, *, by: User) -> None:
    """Make names what they were before. Raises Invalid when somebody has changed them since, or leans on them."""
    if not done.undoable:
        raise Invalid("That is undone where it was done, not here.")
    one_at_a_time()
    later = later_than(done)
    try:
        with db.session.no_autoflush:
            for entry in reversed(done.entries):
                _REVERSE[entry.action](entry, later)
                db.session.flush()
    except IntegrityError:
        raise Invalid("Claims or garbles use that name by now. Merge it into another one instead.") from None
    db.session.expire_all()


def later_than(done: Deed) -> set[tuple[str, int]]:
    """The rows of this deed that something later has changed too."""
    own = {(entry.object_type, entry.object_id) for entry in done.entries}
    last = done.entries[-1].id
    found: set[tuple[str, int]] = set()
    for kind in _TABLES:
        idents = [ident for table, ident in own if table == kind]
        statement = sa.select(HistoryEntry.object_id).where(
            HistoryEntry.object_type == kind, HistoryEntry.object_id.in_(idents), HistoryEntry.id > last
        )
        found |= {(kind, ident) for ident in db.session.scalars(statement)}
    return found


def _take_away(entry: HistoryEntry, later: set[tuple[str, int]]) -> None:
    row = _row(entry)
    if isinstance(row, Entity):
        statement = sa.select(sa.func.count()).where(Alias.entity_id == row.id)
        if db.session.scalar(statement) or (entry.object_type, entry.object_id) in later:
            raise Invalid(f"{row.name} was changed since. Merge it into another one instead.")
    _expect(row, entry.after or {})
    if isinstance(row, Alias):
        row.entity.aliases.remove(row)
    else:
        db.session.delete(row)


def _change_back(entry: HistoryEntry, later: set[tuple[str, int]]) -> None:
    row = _row(entry)
    _expect(row, entry.after or {})
    _write(row, entry.before or {})


def _bring_back(entry: HistoryEntry, later: set[tuple[str, int]]) -> None:
    model, before = _TABLES[entry.object_type], dict(entry.before or {})
    if model is Alias and db.session.get(Entity, before.get("entity_id")) is None:
        raise Invalid("The entity that it was a name of is gone.")
    if db.session.get(model, entry.object_id) is not None:
        before.pop("id", None)  # SQLite gives the number of a removed row away again
    if model is Alias:
        same = [Alias.entity_id == before["entity_id"]]
        same += [getattr(Alias, name) == before[name] for name in ("name", "scope", "within")]
        if db.session.scalar(sa.select(sa.exists().where(*same))):
            raise Invalid(f"“{before['name']}” is there again already.")
    row = model()
    _write(row, before)
    db.session.add(row)


_REVERSE: Final = {"create": _take_away, "change": _change_back, "delete": _bring_back}


def _row(entry: HistoryEntry) -> Entity | Alias:
    model: Any = _TABLES[entry.object_type]
    row: Entity | Alias | None = db.session.get(model, entry.object_id, populate_existing=True)
    if row is None:
        raise Invalid("What that changed is not there any more.")
    return row


def _expect(row: Entity | Alias, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name not in ("row_version", "created_at") and plain(getattr(row, name)) != value:
            raise Invalid(f"{row.name} was changed since: its {name.replace('_', ' ')} is another by now.")


def _write(row: Entity | Alias, values: dict[str, Any]) -> None:
    columns = type(row).__table__.columns
    for name, value in values.items():
        if name == "row_version" or name not in columns:
            continue
        is_moment = isinstance(columns[name].type, UtcDateTime) and value is not None
        setattr(row, name, dt.datetime.fromisoformat(value) if is_moment else value)


def history(entity: Entity) -> list[Deed]:
    """What was done to an entity and its other names, those that it lost too; the newest first."""
    taken = sa.select(HistoryEntry.object_id).where(
        HistoryEntry.object_type == "aliases",
        HistoryEntry.action.in_(("delete", "change")),
        HistoryEntry.before["entity_id"].as_integer() == entity.id,
    )
    idents = {*db.session.scalars(taken), *(alias.id for alias in entity.aliases)}
    statement = (
        sa.select(HistoryEntry, User)
        .outerjoin(User, User.id == HistoryEntry.actor_id)
        .where(
            sa.or_(
                sa.and_(HistoryEntry.object_type == "entities", HistoryEntry.object_id == entity.id),
                sa.and_(HistoryEntry.object_type == "aliases", HistoryEntry.object_id.in_(idents)),
            )
        )
        .order_by(HistoryEntry.id.desc())
        .limit(SHOWN)
    )
    return list(grouped((entry, user) for entry, user in db.session.execute(statement)))


def grouped(rows: Iterable[tuple[HistoryEntry, User | None]]) -> Iterable[Deed]:
    """Entries, newest first, by what was done together."""
    at: tuple[dt.datetime, int | None, str | None] | None = None
    entries: list[HistoryEntry] = []
    who: User | None = None
    for entry, user in rows:
        if (entry.at, entry.actor_id, entry.verb) != at and entries:
            yield _deed(entries, who)
            entries = []
        at, who = (entry.at, entry.actor_id, entry.verb), user
        entries.append(entry)
    if entries:
        yield _deed(entries, who)


def _deed(entries: list[HistoryEntry], who: User | None) -> Deed:
    last = entries[-1]
    return Deed(last.id, last.at, last.verb or last.action, who, entries[::-1])


def entities_of(done: Deed) -> list[int]:
    """The ids of the entities that a deed had to do with, those first that it changed itself."""
    found: dict[int, None] = {}
    for entry in done.entries:
        if entry.object_type == "entities":
            found[entry.object_id] = None
    for entry in done.entries:
        for values in (entry.before, entry.after):
            if values and entry.object_type == "aliases" and "entity_id" in values:
                found[values["entity_id"]] = None
    idents = [entry.object_id for entry in done.entries if entry.object_type == "aliases"]
    found |= dict.fromkeys(db.session.scalars(sa.select(Alias.entity_id).where(Alias.id.in_(idents))))
    return list(found)
