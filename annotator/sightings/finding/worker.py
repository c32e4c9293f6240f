"""The worker of a server: it waits for the lock, then finds sightings until it is stopped, or nothing is left to find.

Every server of a desk may run one; the lock is gone with its holder, and the next takes over. What it was at stays due
in the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa
from filelock import FileLock, Timeout

from ...db import db
from ...jobs.rounds import Rounds
from .finder import Finder

ROUND_SECONDS: Final = 0.4
BACK_OFF: Final = 4.0
LONGEST_REST: Final = 3.0  # seconds
LOCK: Final = int.from_bytes(b"sighted", "big")  # the advisory lock's number on PostgreSQL


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


class Worker(Rounds):
    name = "sightings"
    busy = Busy
    every = ROUND_SECONDS
    look_again = ROUND_SECONDS * 5

    def __init__(
        self,
        app: HasContext,
        then: Callable[[Sequence[int]], object] | None = None,
        *,
        idle: float | None = None,
        alive: Callable[[], bool] = lambda: True,
    ) -> None:
        """It ends by itself after so many seconds without work (None: never), and when it is not to be `alive`."""
        self.app = app
        self.finder = Finder(then)
        self.idle = idle
        self.alive = alive
        self.worked = time.monotonic()  # when there was work last
        super().__init__(self.finder.stopping)

    def hold(self) -> None:
        try:
            with self.app.app_context(), alone(Path(self.app.instance_path)):
                self.work()
        except Busy:
            if self.is_over():
                self.stopping.set()
            raise

    def work(self) -> None:
        """Round after round, with the lock held; others come first (`rest_after`)."""
        with self.app.app_context():
            self.finder.begin()
        while not self.stopped:
            with self.app.app_context():
                began, worked = time.monotonic(), time.thread_time()
                read = self.finder.notice()
                number = self.finder.round()
                took, worked = time.monotonic() - began, time.thread_time() - worked
            self.failures = 0
            if read or number:
                self.worked = time.monotonic()
            elif self.is_over():
                with self.app.app_context():
                    self.finder.leave()
                self.stopping.set()
                return
            self.pause(rest_after(took, worked) if read or number else ROUND_SECONDS)

    def is_over(self) -> bool:
        return not self.alive() or (self.idle is not None and time.monotonic() - self.worked > self.idle)


def rest_after(took: float, worked: float) -> float:
    """How long to rest after a batch that took so many seconds, of which so many of a processor. What it did not work
    it waited: for a processor, its turn to write, the disk, which others wanted too. On a quiet machine it rests half
    as long as it took; while people save as fast as they can (its low priority alone left it a fifth of two cores)
    most of the time, and what they changed is looked at some seconds later."""
    return min(took / 2 + BACK_OFF * max(0.0, took - worked), LONGEST_REST)
