"""The journal, read by who follows it (the index writer, the finder of sightings): which objects changed since a mark.

SQLite has one writer at a time, so sequence order is commit order. PostgreSQL has not: read by `seq` alone, 4,253 of
10,999 entries were missed. There only entries are read whose transaction is older than every one still running, and
the mark is (transaction, sequence number).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from .base import now
from .session import columns_of, db
from .tracking import JournalEntry, Reference

KEPT: Final = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far it was read. `at` is the entry's moment: a restored database has another there."""

    seq: int = 0
    xid: int = 0
    at: str = ""


def on_postgres() -> bool:
    return bool(db.session.get_bind().dialect.name == "postgresql")


def settled() -> sa.ColumnElement[bool]:
    """Entries before which none can appear any more."""
    if not on_postgres():
        return sa.true()
    return JournalEntry.xid < sa.text("(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")


def position() -> tuple[Any, ...]:
    """The columns in reading order."""
    return (JournalEntry.xid, JournalEntry.seq) if on_postgres() else (JournalEntry.seq,)


def after(mark: Mark) -> sa.ColumnElement[bool]:
    return _behind(mark.seq, mark.xid, postgres=on_postgres())


def _behind(seq: Any, xid: Any, *, postgres: bool) -> sa.ColumnElement[bool]:
    if not postgres:
        return JournalEntry.seq > seq
    # Spelled out: the planner uses the row comparison, SQLAlchemy's typing of it is poor.
    return sa.or_(JournalEntry.xid > xid, sa.and_(JournalEntry.xid == xid, JournalEntry.seq > seq))


def mark_of(entry: Any) -> Mark:
    """Of an entry, or of a row with its columns."""
    return Mark(entry.seq, entry.xid or 0, entry.at.isoformat())


def entries_after(mark: Mark, limit: int) -> tuple[list[Reference], Mark]:
    """The next entries' objects, each once, and the mark behind them; the same mark when there are none."""
    statement = sa.select(JournalEntry).where(after(mark), settled()).order_by(*position()).limit(limit)
    entries = db.session.scalars(statement).all()
    if not entries:
        return [], mark
    references = dict.fromkeys((entry.object_type, entry.object_id) for entry in entries)
    return list(references), mark_of(entries[-1])


def newest() -> Mark:
    """The mark behind all entries that are settled."""
    statement = sa.select(JournalEntry).where(settled()).order_by(*(column.desc() for column in position())).limit(1)
    entry = db.session.scalars(statement).one_or_none()
    return mark_of(entry) if entry else Mark()


@cache
def _left(*, postgres: bool) -> sa.Select[Any]:
    """Asked of every search: made once, since to make it takes as long as to run it."""
    seq, xid = sa.bindparam("seq", type_=sa.BigInteger), sa.bindparam("xid", type_=sa.BigInteger)
    columns: Any = (sa.func.count(), sa.func.min(JournalEntry.at))
    return sa.select(*columns).where(_behind(seq, xid, postgres=postgres))


def lag(mark: Mark) -> tuple[int, float]:
    """How many entries are not in the index yet, and the age in seconds of the oldest of them."""
    number, oldest = columns_of(_left(postgres=on_postgres()), {"seq": mark.seq, "xid": mark.xid}).one()
    return number, (now() - oldest).total_seconds() if oldest else 0.0


def follows(mark: Mark) -> bool:
    """Whether one who stands at this mark can go on from the journal: its entry still stands, and is the same entry.

    It is gone when the journal was pruned past it, and another when the database was restored from a copy.
    """
    if mark.seq == 0:  # built on an empty desk: nothing may have been pruned since
        return (db.session.scalar(sa.select(sa.func.min(JournalEntry.seq))) or 1) == 1
    entry = db.session.get(JournalEntry, mark.seq)
    return entry is not None and mark_of(entry) == mark


_FROM_MARK = (
    sa.select(
        JournalEntry.seq, JournalEntry.object_type, JournalEntry.object_id, JournalEntry.xid, JournalEntry.at
    )
    .where(JournalEntry.seq >= sa.bindparam("seq"))
    .order_by(JournalEntry.seq)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)  # fmt: skip


def read_on(mark: Mark, limit: int) -> tuple[list[Reference], Mark] | None:
    """`entries_after`, or None where the mark cannot be followed; on SQLite in one statement, for who asks at every
    page."""
    if mark.seq == 0 or on_postgres():
        return entries_after(mark, limit) if follows(mark) else None
    rows = columns_of(_FROM_MARK, {"seq": mark.seq, "limit": limit + 1}).all()
    if not rows or mark_of(rows[0]) != mark:
        return None
    references = dict.fromkeys((row.object_type, row.object_id) for row in rows[1:])
    return list(references), mark_of(rows[-1])


def stands(mark: Mark, engine: sa.Engine) -> bool:
    """Whether the entry of a mark stands by now. The running transaction may be older than it: on SQLite that sees the
    database as it was at its first statement."""
    with engine.connect() as connection:
        row = connection.execute(_FROM_MARK, {"seq": mark.seq, "limit": 1}).one_or_none()
    return row is not None and mark_of(row) == mark


def prune() -> int:
    """Remove entries older than a week, never the newest one: an index that is up to date must find its mark.

    Called inside a transaction. Returns how many were removed.
    """
    last = sa.select(sa.func.max(JournalEntry.seq)).scalar_subquery()
    statement = sa.delete(JournalEntry).where(JournalEntry.at < now() - KEPT, JournalEntry.seq < last)
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(getattr(result, "rowcount", 0))
