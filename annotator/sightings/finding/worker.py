"""The worker of a server: it waits for the lock, then finds sightings until it is stopped.

Every server of a desk may run one; the lock is gone with its holder, and the next takes over. What it was at stays due
in the database.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa
from filelock import FileLock, Timeout

from ...db import db
from .finder import Finder

ROUND_SECONDS: Final = 0.4
LONGEST_PAUSE: Final = 30.0  # after errors
LOCK: Final = int.from_bytes(b"sighted", "big")  # the advisory lock's number on PostgreSQL
log = logging.getLogger(__name__)


class Busy(Exception):
    """Another one is at work."""


class HasContext(Protocol):
    """A Flask application, as far as it concerns us."""

    config: Any
    instance_path: str

    def app_context(self) -> AbstractContextManager[Any]: ...


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Be the one at work on this desk. Needs an application context. Raises Busy.

    On PostgreSQL several hosts may share a desk: there the database keeps the lock, on a connection of its own.
    """
    engine = db.engine
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            if not connection.execute(sa.text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}).scalar_one():
                raise Busy
            connection.commit()
            try:
                yield
            finally:
                connection.execute(sa.text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
                connection.commit()
        return
    lock = FileLock(instance / "sightings.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy from None
    try:
        yield
    finally:
        lock.release()


class Worker:
    def __init__(self, app: HasContext, then: Callable[[Sequence[int]], object] | None = None) -> None:
        self.app = app
        self.finder = Finder(then)
        self.woken = threading.Event()
        self.failures = 0
        self.thread = threading.Thread(target=self.run, name="sightings", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Finish the batch under way: a fraction of a second."""
        self.finder.stopping.set()
        self.woken.set()
        if self.thread.is_alive():
            self.thread.join(seconds)

    @property
    def stopped(self) -> bool:
        return self.finder.stopping.is_set()

    def pause(self, seconds: float) -> None:
        self.woken.wait(seconds)
        self.woken.clear()

    def run(self) -> None:
        while not self.stopped:
            try:
                with self.app.app_context(), alone(Path(self.app.instance_path)):
                    self.work()
            except Busy:
                self.pause(ROUND_SECONDS * 5)
            except Exception:  # a full disk, a database that is away, a row that went in between: none of them ends it
                self.failures += 1
                log.exception("sightings: an error, try %d", self.failures)
                self.pause(min(ROUND_SECONDS * 2**self.failures, LONGEST_PAUSE))

    def work(self) -> None:
        """Round after round, with the lock held. Others come first: after a batch it rests half as long as it took."""
        with self.app.app_context():
            self.finder.begin()
        while not self.stopped:
            with self.app.app_context():
                began = time.monotonic()
                read = self.finder.notice()
                number = self.finder.round()
                took = time.monotonic() - began
            self.failures = 0
            self.pause(took / 2 if read or number else ROUND_SECONDS)
