"""History and journal, written by the session itself in the transaction of the change they tell of.

A model that inherits `Tracked` gets a history row for each insert, change and delete; no service can forget it.
A model that names what it makes findable (`found_as`) gets a journal row too, which the index writer drains.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, ClassVar, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import (
    ColumnProperty,
    LoaderCallableStatus,
    Mapped,
    QueryableAttribute,
    Session,
    UOWTransaction,
    mapped_column,
)

from .base import Model, now

Reference = tuple[str, int]


class HistoryEntry(Model):
    """One change of one row. Append-only: triggers of the database refuse its change and its removal."""

    __tablename__ = "history"
    __table_args__ = (
        sa.CheckConstraint("action IN ('create', 'change', 'delete')", name="action_known"),
        sa.Index("ix_history_object", "object_type", "object_id"),
        sa.Index("ix_history_article_id_actor_id", "article_id", "actor_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    article_id: Mapped[int | None] = mapped_column(index=True)  # no key: the history outlives its object
    object_type: Mapped[str]
    object_id: Mapped[int]
    object_version: Mapped[int | None]
    action: Mapped[str]
    verb: Mapped[str | None]  # what the service calls it: "settle", "merge"
    # The first entry of the step that this one takes back. A step is what one transaction did: its entries share actor,
    # moment and verb.
    undoes_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class JournalEntry(Model):
    """An object whose place in the search index is out of date. Ids only: the writer reads the current row."""

    __tablename__ = "journal"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a pruned number must never be given again

    seq: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    object_type: Mapped[str]
    object_id: Mapped[int]
    # PostgreSQL only: the writing transaction. Commit order is not sequence order there, so a reader takes only rows
    # of transactions older than every one still running (read by seq alone, 4,253 of 10,999 were missed).
    xid: Mapped[int | None] = mapped_column(sa.BigInteger)
    at: Mapped[dt.datetime] = mapped_column(default=now)


# Made once: to make a statement takes as long as to run it. Into the table, not the model, and by the connection: the
# ORM would send one statement for each run of rows that lack the same value.
_TO_HISTORY = sa.insert(cast(sa.Table, HistoryEntry.__table__))
_TO_JOURNAL: dict[str, sa.Insert] = {
    "sqlite": sa.insert(cast(sa.Table, JournalEntry.__table__)),
    "postgresql": sa.insert(cast(sa.Table, JournalEntry.__table__)).values(
        xid=sa.text("(pg_current_xact_id()::text)::bigint")
    ),
}


class Tracked:
    """Mix into a model whose changes belong in the history (and, with `found_as`, in the journal)."""

    # Columns that history leaves out (secrets, texts kept elsewhere), and those that it tells with every change: what a
    # part belongs to.
    __untold__: ClassVar[frozenset[str]] = frozenset()
    __always__: ClassVar[frozenset[str]] = frozenset()

    def found_as(self) -> Iterable[Reference]:
        """The (type, id) pairs whose index entries this row's change makes stale."""
        return ()

    def told_of(self) -> int | None:
        """The article whose history this change belongs to."""
        return getattr(self, "article_id", None)

    def is_told(self) -> bool:
        """Whether a change of this row belongs in the history at all."""
        return True


@event.listens_for(Model, "attribute_instrument", propagate=True)
def load_before_change(cls: type, _key: str, attribute: QueryableAttribute[Any]) -> None:
    """History needs what stood before, also where the row was not loaded when it was set."""
    if issubclass(cls, Tracked) and isinstance(attribute.property, ColumnProperty):
        event.listen(attribute, "set", lambda *_: None, active_history=True)


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value


@cache
def told_columns(model: Any) -> tuple[str, ...]:
    """The columns of a model that history tells of, in their order."""
    mapper: Any = sa.inspect(model)
    return tuple(each.key for each in mapper.column_attrs if each.key not in model.__untold__)


def difference(row: Tracked) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changed columns of a dirty row, before and after."""
    state: Any = sa.inspect(row)
    kind: Any = type(row)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    changed, there, manager = state.committed_state, state.dict, state.manager
    # What was set since the row was read, mostly a few of many columns; and past `attrs`, which makes three objects for
    # each of them, as every save asks twice.
    for key in told_columns(kind) if changed else ():
        if key not in changed:
            continue
        old = changed[key]
        if key in there and not isinstance(old, LoaderCallableStatus):
            if manager[key].impl.is_equal(there[key], old) is not True:
                before[key], after[key] = plain(old), plain(there[key])
        elif (changes := state.attrs[key].history).has_changes():
            before[key] = plain(changes.deleted[0]) if changes.deleted else None
            after[key] = plain(changes.added[0]) if changes.added else None
    return before, after


def entry_for(row: Tracked, action: str, session: Session) -> dict[str, Any] | None:
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    if action == "change":
        before, after = difference(row)
        if set(after) <= {"row_version"}:
            return None
        same = {key: plain(getattr(row, key)) for key in row.__always__ if key not in after}
        before, after = same | before, same | after
    else:
        kind: Any = type(row)
        values = {key: plain(getattr(row, key)) for key in told_columns(kind)}
        before, after = (values, None) if action == "delete" else (None, values)
    return {
        **step_of(session),
        "article_id": row.told_of(),
        "object_type": row.__tablename__,  # type: ignore[attr-defined]
        "object_id": row.id,  # type: ignore[attr-defined]
        "object_version": getattr(row, "row_version", None),
        "action": action,
        "before": before,
        "after": after,
    }


def step_of(session: Session) -> dict[str, Any]:
    """What all entries of the running transaction share: by it they are known to be one step."""
    return {
        "at": session.info.get("at") or now(),
        "actor_id": session.info.get("actor"),
        "verb": session.info.get("verb"),
        "undoes_id": session.info.get("undoes"),
    }


def journal(session: Session, references: Iterable[Reference]) -> None:
    """Note that these objects' index entries are out of date, in the running transaction."""
    seen = sorted(set(references))
    if not seen:
        return
    rows = [{"object_type": kind, "object_id": ident, "at": now()} for kind, ident in seen]
    session.connection().execute(_TO_JOURNAL[session.get_bind().dialect.name], rows)


def insert_rows(session: Session, model: type[Model], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert many new rows at once, with their history; gives their ids, in the same order.

    A quarter of the time that the same rows take as objects. Each names the same columns, every one but `id`. Only for
    tracked models that no index holds: they need no journal.
    """
    if not rows:
        return []
    table: Any = model.__table__
    if numbers_itself(session):
        first = next_number(session, model)
        rows = [{"id": number} | row for number, row in enumerate(rows, first)]
    statement = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    idents = list(session.execute(statement, rows).scalars())
    shared = {
        **step_of(session),
        "article_id": None,
        "object_type": model.__tablename__,
        "action": "create",
        "before": None,
    }
    entries = [
        {
            **shared,
            "object_id": ident,
            "object_version": row.get("row_version"),
            "after": {"id": ident} | {name: plain(value) for name, value in row.items()},
        }
        for ident, row in zip(idents, rows, strict=True)
    ]
    session.connection().execute(_TO_HISTORY, entries)
    return idents


def numbers_itself(session: Session) -> bool:
    """Whether new rows get their numbers from the program: SQLite gives that of a removed row to the next one, and two
    things would have one history. PostgreSQL's sequences never go back."""
    return session.get_bind().dialect.name == "sqlite"


@cache
def highest_number(model: type[Model]) -> sa.Select[Any]:
    """The highest number that a row of this table has or had. Two looks into indexes, whatever the size."""
    table: Any = model.__table__
    told = cast(sa.Table, HistoryEntry.__table__).c
    there = sa.select(sa.func.max(table.c.id)).scalar_subquery()
    ever = sa.select(sa.func.max(told.object_id)).where(told.object_type == table.name).scalar_subquery()
    return sa.select(sa.func.max(sa.func.coalesce(there, 0), sa.func.coalesce(ever, 0)))


def next_number(session: Session, model: type[Model]) -> int:
    """SQLite only: the first number that no row of this table ever had. One writer at a time: nobody else takes it."""
    return int(session.connection().execute(highest_number(model)).scalar_one()) + 1


@event.listens_for(Session, "before_flush")
def number_new_rows(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if not session.new or not numbers_itself(session):
        return
    waiting: dict[type[Model], list[Any]] = defaultdict(list)
    for row in session.new:
        if isinstance(row, Tracked) and isinstance(row, Model) and row.id is None:  # type: ignore[attr-defined]
            waiting[type(row)].append(row)
    for model, rows in waiting.items():
        for number, row in enumerate(rows, next_number(session, model)):
            row.id = number


@event.listens_for(Session, "after_flush")
def write_what_happened(session: Session, context: UOWTransaction) -> None:
    """After the rows are written and have ids, before the flush ends: same transaction, same fate."""
    # Not `session.deleted`: that lacks what goes because it was taken off its parent (evidence, anchors, aliases).
    removed = [state.obj() for state, (is_delete, listed) in context.states.items() if is_delete and not listed]
    entries: list[dict[str, Any]] = []
    references: list[Reference] = []
    for action, rows in (("create", session.new), ("change", session.dirty), ("delete", removed)):
        for row in rows:
            if not isinstance(row, Tracked):
                continue
            entry = entry_for(row, action, session) if row.is_told() else None
            if entry is not None:
                entries.append(entry)
            # Also where only relations changed (an article put into a collection): no history, but found anew.
            references.extend(row.found_as())
    if entries:
        session.connection().execute(_TO_HISTORY, entries)
    journal(session, references)
