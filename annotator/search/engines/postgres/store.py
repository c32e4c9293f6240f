"""The writer's side: one transaction for the documents of an update and the mark, a new generation in a schema beside.

Who writes holds an advisory lock of the database, on the connection that it writes with: it is one for all hosts, and
it is gone with the connection.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Final

import sqlalchemy as sa

from ....db.journal import Mark
from ...documents import Document, Reference
from ..engine import Busy, IndexUnavailable, Read
from .connecting import writing_engine
from .postings import Postings, tell_more
from .reader import PostgresReader
from .rows import Encoder, copy
from .tables import BUILDING, CHANGES_KEPT, INDEXES, OLD, SCHEMA, SCHEMA_NAME, TRIGRAMS, made

LOCK: Final = int.from_bytes(b"wirecheck"[:7], "big")  # the advisory lock's number
LOOK_SECONDS: Final = 0.05
PER_COPY: Final = 500
WANTED: Final = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
log = logging.getLogger(__name__)


class PostgresStore:
    """engines.engine.Store in a schema of the desk's database."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = writing_engine(url)
        self.reader = PostgresReader(url)
        self.where = f"schema {SCHEMA_NAME} of the database"
        self.connection: sa.Connection | None = None

    @contextmanager
    def writing(self, seconds: float = 0.0) -> Iterator[None]:
        until = time.monotonic() + seconds
        with self.engine.connect() as connection:
            while not connection.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", (LOCK,)).scalar_one():
                connection.rollback()
                if time.monotonic() >= until:
                    raise Busy(self.where)
                time.sleep(LOOK_SECONDS)
            connection.commit()
            self.connection = connection
            try:
                yield
            finally:
                self.connection = None  # closing it lets go of the lock

    @contextmanager
    def writer(self) -> Iterator[sa.Connection]:
        """A transaction on the connection that holds the lock."""
        if self.connection is None:
            raise RuntimeError("only the one writer may write")
        with self.connection.begin():
            yield self.connection

    # -- how it is

    def trouble(self) -> str | None:
        try:
            self.reader.mark()
        except IndexUnavailable as error:
            return "there is none, or one of another version" if not self.reader.generation() else str(error)
        return None

    def none_yet(self) -> bool:
        with self.engine.connect() as connection:
            return not exists(connection, SCHEMA_NAME)

    def size(self) -> int:
        with self.engine.connect() as connection:
            statement = "SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c WHERE relkind = 'r'"
            of_ours = " AND relnamespace = to_regnamespace(%s)"
            return int(connection.exec_driver_sql(statement + of_ours, (SCHEMA_NAME,)).scalar_one())

    # -- writing

    def write(self, documents: Sequence[Document], *, gone: Iterable[Reference] = (), mark: Mark | None = None) -> None:
        keys = [document.key for document in documents]
        articles: list[int] = []
        for object_type, ident in gone:
            keys.append(f"{object_type}:{ident}")
            if object_type == "article":
                articles.append(ident)
        try:
            with self.writer() as connection:
                self.put(connection, documents, keys, articles)
                if mark is not None:
                    statement = f"UPDATE {SCHEMA_NAME}.state SET seq = %s, xid = %s, at = %s"
                    connection.exec_driver_sql(statement, (mark.seq, mark.xid, mark.at))
        except sa.exc.ProgrammingError as error:  # no such table
            raise IndexUnavailable(str(error.orig).partition("\n")[0]) from error

    def put(
        self, connection: sa.Connection, documents: Sequence[Document], keys: list[str], articles: list[int]
    ) -> None:
        run, s = connection.exec_driver_sql, SCHEMA_NAME
        encoder = Encoder()
        encoder.known(connection, s, documents)
        old = list(run(
            f"SELECT number FROM {s}.documents WHERE key = ANY(%s::text[]) OR article = ANY(%s::integer[])",
            (keys, articles),
        ).scalars())  # fmt: skip
        if old:
            encoder.without(connection, s, old)
            for table, column in (("documents", "number"), ("chunks", "document"), ("quantities", "document")):
                run(f"DELETE FROM {s}.{table} WHERE {column} = ANY(%s::integer[])", (old,))
        for document in documents:
            encoder.add(document)
        encoder.flush(connection, s)
        encoder.count(connection, s)
        if documents or old:
            change = encoder.told(connection, s, old)
            run(f"DELETE FROM {s}.gone WHERE change <= %s", (change - CHANGES_KEPT,))
            tell_more(connection)

    def build(self, read: Read, *, mark: Mark, stopped: Callable[[], bool], number: int = 0) -> bool:
        self.sweep()
        trgm = self.trigrams()
        with self.writer() as connection:
            for statement in made(BUILDING):
                connection.exec_driver_sql(statement)
            columns = f"{BUILDING}.state (generation, seq, xid, at)"
            copy(connection, columns, [(f"{SCHEMA}-{secrets.token_hex(4)}", mark.seq, mark.xid, mark.at)])
        encoder, waiting = Encoder(postings=Postings()), iter(read(None))
        # In pieces, outside a transaction while documents are read: `tell` uses this connection, too.
        while batch := list(islice(waiting, PER_COPY)):
            for document in batch:
                encoder.add(document)
            with self.writer() as connection:
                encoder.flush(connection, BUILDING)
        if stopped():
            self.sweep()
            return False
        with self.writer() as connection:
            encoder.post(connection, BUILDING)
            for statement in INDEXES:
                connection.exec_driver_sql(statement.format(s=BUILDING))
            encoder.count(connection, BUILDING)
            encoder.told(connection, BUILDING, [])
            if trgm:
                connection.exec_driver_sql(TRIGRAMS.format(s=BUILDING, trgm=trgm))
            for table in ("documents", "chunks", "quantities", "traits", "profiles", "vocabulary", "postings"):
                connection.exec_driver_sql(f"ANALYZE {BUILDING}.{table}")
        with self.writer() as connection:
            if exists(connection, SCHEMA_NAME):
                connection.exec_driver_sql(f"ALTER SCHEMA {SCHEMA_NAME} RENAME TO {OLD}")
            connection.exec_driver_sql(f"ALTER SCHEMA {BUILDING} RENAME TO {SCHEMA_NAME}")
        self.sweep()
        return True

    def trigrams(self) -> str:
        """The quoted schema that pg_trgm is in; empty when it is not to be had."""
        found = "SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
        try:
            with self.writer() as connection:
                connection.exec_driver_sql(WANTED)
                return str(connection.exec_driver_sql(f"{found} WHERE extname = 'pg_trgm'").scalar_one())
        except sa.exc.DBAPIError as error:
            why = str(error.orig).partition("\n")[0]
            log.warning("search index: without pg_trgm (%s) values of properties are found more slowly", why)
            return ""

    def sweep(self) -> None:
        """Drop what was left half-built, and the generation before this one. One that is still read goes later."""
        for schema in (BUILDING, OLD):
            with suppress(sa.exc.OperationalError), self.writer() as connection:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
                connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")

    def tell(self, done: int, total: int) -> None:
        with suppress(sa.exc.ProgrammingError), self.writer() as connection:
            connection.exec_driver_sql(f"UPDATE {BUILDING}.state SET done = %s, total = %s", (done, total))

    def ask_for_rebuild(self) -> None:
        with suppress(sa.exc.ProgrammingError), self.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {SCHEMA_NAME}.state SET wanted = true")

    def opened(self) -> None:
        """Drop what a writer that was killed has left."""
        self.sweep()

    def closed(self) -> None:
        """Nothing to do: the database sees to it."""


def exists(connection: sa.Connection, schema: str) -> bool:
    return bool(connection.exec_driver_sql("SELECT to_regnamespace(%s) IS NOT NULL", (schema,)).scalar_one())
