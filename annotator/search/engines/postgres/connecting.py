"""Connections of the engine's own: a search never holds the page's transaction up, and its time limit is its own."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, Final

import numpy as np
import psycopg
import sqlalchemy as sa
from numpy.typing import NDArray
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.postgres import types
from psycopg.pq import Format
from sqlalchemy import event
from sqlalchemy.pool import NullPool

LIMIT_SECONDS: Final = 2.0
POOLED: Final = 4
MORE: Final = 12
WAIT_SECONDS: Final = 5
SETTINGS: Final = {
    "jit": "off",  # compiling a statement takes longer than running it
    "work_mem": "'32MB'",
    # What is asked stands in an index; the planner thinks that comparing a row's words costs as much as comparing two
    # numbers, and for a common word would read every row.
    "enable_seqscan": "off",
    "max_parallel_workers_per_gather": "0",  # to start one takes as long as to find 20,000 documents
    "default_transaction_read_only": "on",
    "statement_timeout": str(int(LIMIT_SECONDS * 1000)),
}
INTEGERS: Final = types["int4"].array_oid
# PostgreSQL's binary form of an array (array_send): 20 bytes say of what, of how many and from where; then each with
# its length before it.
HEAD: Final = 20
ELEMENT: Final = np.dtype([("length", ">i4"), ("value", ">i4")])


class Numbers(Loader):
    """An array of integers, none of them null, as one of numpy's."""

    format = Format.BINARY

    def load(self, data: Buffer) -> NDArray[np.int32]:
        if len(data) <= HEAD:  # one of no dimension ends earlier
            return np.empty(0, np.int32)
        return np.frombuffer(data, ELEMENT, offset=HEAD)["value"].astype(np.int32)


class BinaryCursor(psycopg.Cursor[Any]):
    """What is found comes as the server has it: sixty thousand numbers in a millisecond."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.format = Format.BINARY


@cache
def reading_engine(url: str) -> sa.Engine:
    """What this process searches with: one snapshot a question, nothing can be written, two seconds a statement."""
    engine = sa.create_engine(
        url, isolation_level="REPEATABLE READ", pool_size=POOLED, max_overflow=MORE, pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True, connect_args={"prepare_threshold": None, "cursor_factory": BinaryCursor},
    )  # fmt: skip

    # A plan made for other words (prepare) is a bad one.
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.adapters.register_loader(INTEGERS, Numbers)
        with connection.cursor() as cursor:
            for name, value in SETTINGS.items():
                cursor.execute(f"SET {name} = {value}")
        connection.commit()

    # A process that was forked must not talk on its parent's connections.
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
    return engine


def writing_engine(url: str) -> sa.Engine:
    """What the one writer writes with. The mark is committed with the documents: after a crash both are as old."""
    engine = sa.create_engine(url, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '256MB'")
        connection.commit()

    return engine
