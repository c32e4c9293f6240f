"""How the database is opened and written.

SQLite: WAL with `synchronous=FULL` (NORMAL lost acknowledged writes in 4 of 20 power cuts), foreign keys on, and
`BEGIN IMMEDIATE` for writes: with a deferred BEGIN 492 of 800 writes by four writers failed with "database is locked"
in spite of the busy timeout, because SQLite does not wait when a read transaction turns into a write.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm.exc import StaleDataError

from ..errors import Stale
from .base import now

BUSY_SECONDS = 10
# One writer at a time in this process: SQLite's own way to wait is to sleep and look again, longer each time, and with
# eight people saving most of them sleep while nobody writes.
_writing = threading.RLock()

db = SQLAlchemy(engine_options={"pool_pre_ping": True})


class HasId(Protocol):
    id: Any


def prepare_engine(engine: sa.Engine) -> None:
    """Set what every connection to SQLite needs. Does nothing for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not begin by itself: `on_begin` says which kind of BEGIN it is.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def transaction(*, by: HasId | None, verb: str | None = None, undoes: int | None = None) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error. The only place that commits.

    `by` is who does it (None: the program itself) and `verb` what it is called in the history; both go into the
    history rows, with one moment for all of them: by these three what was done together is known again. `undoes` is
    the first history row of the step that this one takes back. Objects loaded before are read again inside, under the
    write lock. Raises Stale when a row was changed by somebody else between its reading and its writing (PostgreSQL
    finds that only in the UPDATE).
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside a transaction")
    actor = None if by is None else by.id  # read before the rollback below expires it
    session.rollback()
    alone = session.get_bind().dialect.name == "sqlite" and _writing.acquire(timeout=BUSY_SECONDS)
    session.info.update(actor=actor, verb=verb, undoes=undoes, at=now())
    try:
        session.connection(execution_options={"write": True})
        yield
        session.commit()
    except StaleDataError as error:
        session.rollback()
        raise Stale("Somebody else saved this in between.", theirs={}, mine={}) from error
    except BaseException:
        session.rollback()
        raise
    finally:
        if alone:
            _writing.release()
        for name in ("actor", "verb", "undoes", "at"):
            session.info.pop(name, None)
