"""Connections of the engine's own: a search never holds the page's transaction up, and its time limit is its own."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

LIMIT_SECONDS: Final = 2.0
POOLED: Final = 4
MORE: Final = 12
WAIT_SECONDS: Final = 5


@cache
def reading_engine(url: str) -> sa.Engine:
    """What this process searches with: one snapshot a question, nothing can be written, two seconds a statement."""
    engine = sa.create_engine(
        url, isolation_level="REPEATABLE READ", pool_size=POOLED, max_overflow=MORE, pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True, connect_args={"prepare_threshold": None},
    )  # fmt: skip

    # Compiling a statement (jit) takes longer than running it; a plan made for other words (prepare) is a bad one.
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
            cursor.execute("SET work_mem = '32MB'")
            cursor.execute("SET default_transaction_read_only = on")
            cursor.execute(f"SET statement_timeout = {int(LIMIT_SECONDS * 1000)}")
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
