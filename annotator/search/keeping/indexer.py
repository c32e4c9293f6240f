"""The index writer: alone, it drains the journal into the index, and builds the index anew when it must.

A save never waits for it: the session wrote the journal in the save's own transaction. What was saved is found after
one round, six times a second; while many save, after a second: one batch of fifty takes a third of what five of ten do.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final, Protocol

from ...db import db, journal, transaction
from ...db.journal import Mark
from ...jobs.rounds import Rounds
from .. import documents
from ..documents import Document, Half, Reference
from ..engines.chosen import store_of
from ..engines.engine import Busy, Store

ROUND_SECONDS: Final = 0.15
REST: Final = 6.0  # times as long as a batch took: while people save, they come first
LONGEST_REST: Final = 0.75  # seconds
PRUNE_ROUNDS: Final = 24_000  # about an hour
PER_COMMIT: Final = 500
log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


class HasContext(Protocol):
    """A Flask application, as far as it concerns us."""

    config: Any

    def app_context(self) -> AbstractContextManager[Any]: ...


class Keeper:
    """Keeps an index in step with the database. Needs to be the one writer and an application context."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reader = store.reader
        self.stopping = threading.Event()

    def trouble(self) -> str | None:
        """Why the index must be built anew, in words; None when the journal is enough."""
        why = self.store.trouble()
        if why is not None:
            return why
        return None if journal.follows(self.reader.mark()) else "the journal does not go on where it stopped"

    def drain(self, *, progress: Progress | None = None, leaving: int = 0) -> int:
        """Bring the index up to the journal's end. Returns how many objects were out of date. Fewer entries than
        `leaving` that came meanwhile are left for the next time: who saves again and again would else have it write
        one small batch after another without a rest.

        Raises IndexUnavailable, or whatever the engine raises, when the index is damaged.
        """
        mark, total = self.reader.mark(), 0
        while not self.stopping.is_set():
            stale, mark = journal.entries_after(mark, PER_COMMIT)
            if not stale:
                break
            refresh(self.store, stale, mark)
            db.session.rollback()  # let go of the snapshot: the next round must see what was written since
            total += len(stale)
            left = journal.lag(mark)[0] if progress or leaving else 0
            if progress:
                progress(total, total + left)
            if left < leaving:
                break
        db.session.rollback()
        return total

    def rebuild(self, *, progress: Progress | None = None) -> bool:
        """Build a new generation beside the old one, which goes on answering; then swap. False: stopped midway."""
        # Read before the first row: what changes from here on is drained after the swap.
        mark = journal.newest()
        read, stopped = partial(self.read, progress), self.stopping.is_set
        return self.store.build(read, mark=mark, stopped=stopped, number=documents.count())

    def read(self, progress: Progress | None, half: Half | None = None) -> Iterator[Document]:
        """Every document of the desk, or of a half, read in batches, each in a short transaction of its own."""
        done, total = 0, documents.count()
        for references in documents.everything(half):
            if self.stopping.is_set():
                return
            yield from documents.only(references)
            db.session.rollback()
            done = min(done + len(references) * (2 if half else 1), total)
            self.tell(done, total, progress)

    def tell(self, done: int, total: int, progress: Progress | None) -> None:
        self.store.tell(done, total)
        if progress:
            progress(done, total)

    def bring_up(self, *, progress: Progress | None = None) -> None:
        """What a start must do: look whether the index can be trusted, build it anew if not, then drain."""
        why = self.trouble()
        if why is not None:
            # The first start builds it as a matter of course; everything else an administrator should know of.
            log.log(
                logging.INFO if self.store.none_yet() else logging.WARNING,
                "search index: built anew, because %s",
                why,
            )
            if not self.rebuild(progress=progress):
                return
        self.store.opened()
        self.drain()

    def close(self) -> None:
        self.reader.close()
        self.store.closed()


def refresh(writer: Store, stale: Iterable[Reference], mark: Mark) -> None:
    """Write what these objects are now. Commits of at most 500; the mark goes with the last one."""
    gone = set(stale)
    batch: list[Document] = []
    for document in documents.documents(gone.copy()):
        object_type, ident = document.key.split(":")
        gone.discard((object_type, int(ident)))
        batch.append(document)
        if len(batch) >= PER_COMMIT:
            writer.write(batch)
            batch = []
    writer.write(batch, gone=gone, mark=mark)


class Indexer(Rounds):
    """The writer inside a server: it keeps the index until it is stopped."""

    name = "indexer"
    busy = Busy
    every = ROUND_SECONDS
    look_again = ROUND_SECONDS * 3

    def __init__(self, app: HasContext) -> None:
        self.app = app
        self.keeper = Keeper(store_of(app.config))
        super().__init__(self.keeper.stopping)

    def hold(self) -> None:
        with self.keeper.store.writing():
            self.keep()

    def failed(self) -> None:
        """A damaged file: it is opened anew."""
        self.keeper.reader.close()

    def keep(self) -> None:
        """Look whether the index is good, then round after round, with the lock held."""
        with self.app.app_context():
            self.keeper.bring_up()
        rounds = 0
        while not self.stopped:
            with self.app.app_context():
                if self.keeper.reader.rebuild_wanted():
                    self.keeper.rebuild()
                began = time.monotonic()
                drained = self.keeper.drain(leaving=PER_COMMIT)
                took = time.monotonic() - began
                if rounds % PRUNE_ROUNDS == 0:
                    prune(self.keeper)
            self.failures = 0
            rounds += 1
            self.pause(max(ROUND_SECONDS, min(took * REST, LONGEST_REST)) if drained else ROUND_SECONDS)
        self.keeper.close()


def prune(keeper: Keeper) -> None:
    with transaction(by=None, verb="prune the journal"):
        journal.prune()
    keeper.store.sweep()
