"""How the database is opened and written.

SQLite: WAL, every commit on the disk before it is acknowledged (`synchronous=FULL`, or the same by `wait_for_disk`:
NORMAL alone lost acknowledged writes in 4 of 20 power cuts), foreign keys on, and `BEGIN IMMEDIATE` for writes: with a
deferred BEGIN 492 of 800 writes by four writers failed with "database is locked" in spite of the busy timeout, because
SQLite does not wait when a read transaction turns into a write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any, Protocol

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from ..errors import Stale
from .base import Model, now
from .flushing import DeskSession
from .writing import BUSY_SECONDS, file_of, turn_at, wait_for_disk

CACHE_KIB = 1_000  # of each connection to SQLite
db = SQLAlchemy(session_options={"class_": DeskSession})


class HasId(Protocol):
    id: Any


def prepare_engine(engine: sa.Engine) -> None:
    """Set what every connection to SQLite needs. Does nothing for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        # The driver must not begin by itself: `on_begin` says which kind of BEGIN it is.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        # On a file system without shared memory it stays another, and there only FULL will do.
        record.info["log"] = cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
        cursor.execute("PRAGMA synchronous = FULL")
        record.info["full"] = True
        cursor.execute("PRAGMA foreign_keys = ON")
        # Pages kept in each connection, and a process has a dozen: the system keeps the file's pages once for all.
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        options, raw = connection.get_execution_options(), connection.connection
        full = not (options.get("waits_itself") and raw.info["log"])
        if full != raw.info["full"]:
            raw.driver_connection.execute(f"PRAGMA synchronous = {'FULL' if full else 'NORMAL'}")  # type: ignore[union-attr]
            raw.info["full"] = full
        try:  # past SQLAlchemy's own way, which takes as long as a statement that does something
            raw.driver_connection.execute("BEGIN IMMEDIATE" if options.get("write") else "BEGIN")  # type: ignore[union-attr]
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN", None, error) from error


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
    keep_number(session, by, actor)
    database = file_of(session.get_bind())
    session.info.update(actor=actor, verb=verb, undoes=undoes, at=now())
    with turn_at(database).taken() if database else nullcontext():
        try:
            session.connection(execution_options={"write": True, "waits_itself": True})
            yield
            session.commit()
        except StaleDataError as error:
            session.rollback()
            raise Stale("Somebody else saved this in between.", theirs={}, mine={}) from error
        except BaseException:
            session.rollback()
            raise
        finally:
            for name in ("actor", "verb", "undoes", "at"):
                session.info.pop(name, None)
    if database:
        wait_for_disk(database)


def columns_of(statement: sa.Executable, values: Mapping[str, Any] | None = None) -> sa.CursorResult[*tuple[Any, ...]]:
    """The rows of a statement that asks for columns and for no objects, in the running transaction: past the session's
    own way, which to see that there is nothing to load takes as long as to ask the database."""
    return db.session.connection().execute(statement, values)


def keep_number(session: Session, by: HasId | None, number: int | None) -> None:
    """A row's number never changes: who only asks for that of the person need not read them again."""
    if isinstance(by, Model) and by in session:
        set_committed_value(by, "id", number)
