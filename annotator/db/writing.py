"""How SQLite's writers take turns, and how one waits for the disk.

SQLite has one writer at a time. Its own way to wait is to sleep and look again, longer each time up to a tenth of a
second: with eight people saving most of them slept while nobody wrote. `Turn` lets them wait in the kernel, which wakes
the next one at once.

To wait for the disk takes longer than all the rest of a save, and with `synchronous=FULL` the writer does it inside its
turn, while the others wait for both. So `transaction` commits with NORMAL and then waits by itself (`wait_for_disk`),
when the next one is writing already: one after another 280 waits a second go through, eight at once 3,400. What was
acknowledged is on the disk as before. The log is written from front to back, so that nobody's commit is kept without
those it builds on; and SQLite itself waits for both files before it begins the log anew, also with NORMAL
(sqlite.org/wal.html, "Performance Considerations").
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import sqlalchemy as sa

try:
    import fcntl
except ImportError:  # Windows: threads take turns, processes wait SQLite's way
    fcntl = None  # type: ignore[assignment]

BUSY_SECONDS = 10
_to_disk = getattr(os, "fdatasync", os.fsync)


class Turn:
    """Whose turn it is to write one database file, among the threads and processes of a machine.

    A courtesy: `BEGIN IMMEDIATE` is what keeps writers apart. Who does not get a turn in `BUSY_SECONDS` goes on without
    one, and is refused by SQLite if somebody still writes. The kernel takes the turn from a process that is killed.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.of_threads = threading.RLock()
        self.depth = 0
        self.opened: tuple[int, int] | None = None  # the process that opened the file, and its descriptor

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, and have it for as long as the block runs."""
        if not self.of_threads.acquire(timeout=BUSY_SECONDS):
            yield
            return
        try:
            self.depth += 1
            if self.depth == 1:
                self.among_processes(take=True)
            yield
        finally:
            if self.depth == 1:
                self.among_processes(take=False)
            self.depth -= 1
            self.of_threads.release()

    def among_processes(self, *, take: bool) -> None:
        if fcntl is None:
            return
        with suppress(OSError):  # a file system without locks, or that may not be written
            fcntl.flock(self.descriptor(), fcntl.LOCK_EX if take else fcntl.LOCK_UN)

    def descriptor(self) -> int:
        """Each process opens the file for itself: one that is carried through a fork is one lock for both."""
        if self.opened is None or self.opened[0] != os.getpid():
            self.opened = os.getpid(), os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        return self.opened[1]


@cache
def turn_at(database: str) -> Turn:
    """The turns of those who write this file."""
    return Turn(Path(f"{database}-turn"))


def file_of(engine: sa.Engine | sa.Connection) -> str | None:
    """The file of an SQLite database; None for one in memory and for PostgreSQL."""
    url = engine.engine.url
    if engine.dialect.name != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return url.database


def wait_for_disk(database: str) -> None:
    """Wait until all that was committed to this database is on the disk. Raises OSError when the disk says no."""
    try:
        # Opened each time: SQLite makes another log when the last connection was closed, and then has put the old one's
        # content where it belongs. To close it gives up no lock: SQLite has none on this file.
        log = os.open(f"{database}-wal", os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        _to_disk(log)
    finally:
        os.close(log)
