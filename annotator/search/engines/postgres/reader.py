"""Reading the index in PostgreSQL.

One question is one transaction, in one snapshot: the words are looked up, and the documents that have them; these are
counted and put in order in memory (columns.py); another statement scores the best.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from psycopg.errors import InvalidSchemaName, QueryCanceled, UndefinedTable

from ....db.journal import Mark
from ...asking.expression import Fuzzy
from ...documents import Viewer
from ..engine import Found, IndexUnavailable, Question
from .asking import Asked, find
from .columns import KeptColumns
from .completing import commonest_values, commonest_words
from .connecting import reading_engine
from .lexicon import Lexicon, Remembered
from .tables import BUILDING, SCHEMA, SCHEMA_NAME, TABLES
from .terms import nearly

TRIES: Final = 3  # a new generation may come in the middle of a question
STOPPED: Final = "This took longer than two seconds and was stopped. Ask for fewer words."
Answer = TypeVar("Answer")


class PostgresReader:
    """engines.engine.Reader; any number of threads at once."""

    def __init__(self, url: str) -> None:
        self.engine = reading_engine(url)
        self.remembered = Remembered()
        self.columns = KeptColumns()

    def find(self, question: Question) -> Found:
        began = time.monotonic()
        try:
            return self.reading(lambda asked: find(asked, question, began))
        except sa.exc.OperationalError as error:
            if isinstance(error.orig, QueryCanceled):
                return Found((), 0, notes=(STOPPED,))
            raise unavailable(error) from error

    def mark(self) -> Mark:
        return self.reading(lambda asked: asked.mark)

    def values(self, name: str, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        return self.looking(lambda asked: commonest_values(asked.connection, name, begins, viewer, limit))

    def vocabulary(self, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        def read(asked: Asked) -> list[tuple[str, int]]:
            found = asked.lexicon.beginning(begins, limit * 3)
            return commonest_words(asked.connection, found, viewer)[:limit]

        return self.looking(read)

    def similar(self, word: str, viewer: Viewer, limit: int) -> list[str]:
        def read(asked: Asked) -> list[str]:
            near = [(other, number) for other, number in nearly(asked.lexicon, Fuzzy(word, 2)) if other != word]
            seen = {other for other, _ in commonest_words(asked.connection, near, viewer)}
            return [other for other, _ in near if other in seen][:limit]

        return self.looking(read)

    def frequencies(self, words: Collection[str]) -> tuple[Mapping[str, int], int]:
        def read(asked: Asked) -> tuple[Mapping[str, int], int]:
            return dict.fromkeys(words, 0) | asked.lexicon.frequencies(words), asked.total()

        return self.reading(read)

    def digests(self) -> Iterator[tuple[str, str]]:
        def read(asked: Asked) -> Sequence[Any]:
            asked.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            return asked.connection.exec_driver_sql(f"SELECT key, digest FROM {SCHEMA_NAME}.documents").all()

        for row in self.reading(read):
            yield row.key, row.digest

    def generation(self) -> str:
        with suppress(sa.exc.DBAPIError), self.engine.connect() as connection:
            row = connection.exec_driver_sql(f"SELECT generation FROM {SCHEMA_NAME}.state").one_or_none()
            return row.generation if row and row.generation.startswith(f"{SCHEMA}-") else ""
        return ""

    def progress(self) -> tuple[int, int] | None:
        with suppress(sa.exc.DBAPIError), self.engine.connect() as connection:
            row = connection.exec_driver_sql(f"SELECT done, total FROM {BUILDING}.state").one_or_none()
            return (row.done, row.total) if row else None
        return None

    def rebuild_wanted(self) -> bool:
        with suppress(sa.exc.DBAPIError), self.engine.connect() as connection:
            return bool(connection.exec_driver_sql(f"SELECT wanted FROM {SCHEMA_NAME}.state").scalar())
        return False

    def warm(self) -> None:
        """Read the columns, before processes part that may then share them."""
        with suppress(IndexUnavailable, sa.exc.OperationalError):
            self.reading(Asked.columns)
        self.engine.dispose()  # no connection is carried into a forked process

    def close(self) -> None:
        """Nothing to do: the pool of connections is the process's, and other readers use it."""

    # -- asking

    def looking(self, ask: Callable[[Asked], list[Answer]]) -> list[Answer]:
        """What helps somebody to type: nothing, when it takes too long."""
        try:
            return self.reading(ask)
        except sa.exc.OperationalError as error:
            if isinstance(error.orig, QueryCanceled):
                return []
            raise unavailable(error) from error

    def reading(self, ask: Callable[[Asked], Answer]) -> Answer:
        """Ask in one snapshot. Again, when the generation was swapped meanwhile: numbers mean others there."""
        for attempt in range(TRIES):
            try:
                with self.engine.connect() as connection:
                    asked = self.asked(connection)
                    answer = ask(asked)
                    if named(connection) == asked.generation:
                        return answer
                    raise IndexUnavailable("the index is being swapped too often")
            except (IndexUnavailable, sa.exc.ProgrammingError) as error:
                if attempt == TRIES - 1 or not self.generation():
                    raise unavailable(error) from error
            except (sa.exc.OperationalError, sa.exc.TimeoutError) as error:
                if isinstance(getattr(error, "orig", None), QueryCanceled):
                    raise
                raise unavailable(error) from error
        raise AssertionError("not reached")

    def asked(self, connection: sa.Connection) -> Asked:
        """Begin a question: what answers, and whether all of it is there."""
        row = connection.exec_driver_sql(
            f"SELECT generation, seq, xid, at, changes, EXISTS (SELECT FROM {SCHEMA_NAME}.chunks) AS chunked,"
            " (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(%s)"
            f" AND relname = ANY(%s) AND relkind = 'r') AS tables FROM {SCHEMA_NAME}.state",
            (SCHEMA_NAME, list(TABLES)),
        ).one_or_none()
        if row is None or not row.generation.startswith(f"{SCHEMA}-"):
            raise IndexUnavailable("there is no index yet, or one of another version")
        if row.tables < len(TABLES):
            raise IndexUnavailable("a table is missing")
        lexicon = Lexicon(connection, row.generation, self.remembered)
        mark = Mark(row.seq, row.xid, row.at)
        return Asked(connection, row.generation, mark, row.changes, lexicon, self.columns, row.chunked)


def named(connection: sa.Connection) -> str:
    """The generation that answers, as this transaction sees it: none of one that came after its beginning."""
    return str(connection.exec_driver_sql(f"SELECT generation FROM {SCHEMA_NAME}.state").scalar() or "")


def unavailable(error: Exception) -> IndexUnavailable:
    if isinstance(error, IndexUnavailable):
        return error
    original = getattr(error, "orig", None)
    if isinstance(original, UndefinedTable | InvalidSchemaName):
        return IndexUnavailable("there is no index yet, or a table is missing")
    return IndexUnavailable(str(original or error).partition("\n")[0])


@cache
def reader_of(url: str) -> PostgresReader:
    """The one reader of a database in this process."""
    return PostgresReader(url)
