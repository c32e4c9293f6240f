"""The index writer: alone on a host, it drains the journal into the index, and builds the index anew when it must.

A save never waits for it: the session wrote the journal in the save's own transaction. What was saved is found after
one round, six times a second.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Protocol

from filelock import Timeout

from ...db import db, transaction
from .. import documents
from ..documents import Document, Reference
from ..engines.engine import IndexUnavailable
from ..engines.whoosh.generations import Generations
from ..engines.whoosh.reader import WhooshReader
from ..engines.whoosh.schema import SCHEMA
from ..engines.whoosh.writer import WhooshWriter
from . import halves, journal
from .journal import Mark

ROUND_SECONDS: Final = 0.15
LONGEST_PAUSE: Final = 30.0  # after errors
PRUNE_ROUNDS: Final = 24_000  # about an hour
PER_COMMIT: Final = 500
log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


class HasContext(Protocol):
    """A Flask application, as far as it concerns us."""

    config: Any

    def app_context(self) -> AbstractContextManager[Any]: ...


class Keeper:
    """Keeps one host's index in step with the database. Needs the folder's lock and an application context."""

    def __init__(self, folder: Path) -> None:
        self.generations = Generations(folder, SCHEMA)
        self.reader = WhooshReader(folder)
        self.stopping = threading.Event()

    def trouble(self) -> str | None:
        """Why the index must be built anew, in words; None when the journal is enough."""
        if self.generations.current() is None:
            return "there is none, or one of another version"
        if not self.generations.trusted():
            return "this machine went off while it was being written"
        try:
            mark = self.reader.mark()
            self.reader.verify()
        except IndexUnavailable as error:
            return f"it is damaged ({error})"
        return None if journal.follows(mark) else "the journal does not go on where it stopped"

    def drain(self, *, progress: Progress | None = None) -> int:
        """Bring the index up to the journal's end. Returns how many objects were out of date.

        Raises IndexUnavailable, or whatever Whoosh raises, when the index is damaged.
        """
        folder = self.generations.current()
        if folder is None:
            raise IndexUnavailable("there is no index yet")
        mark, total = self.reader.mark(), 0
        writer = WhooshWriter(folder)
        while not self.stopping.is_set():
            stale, mark = journal.entries_after(mark, PER_COMMIT)
            if not stale:
                break
            refresh(writer, stale, mark)
            db.session.rollback()  # let go of the snapshot: the next round must see what was written since
            total += len(stale)
            if progress:
                progress(total, total + journal.lag(mark)[0])
        db.session.rollback()
        return total

    def rebuild(self, *, progress: Progress | None = None) -> bool:
        """Build a new generation beside the old one, which goes on answering; then swap. False: stopped midway."""
        self.generations.sweep()
        folder = self.generations.fresh()
        # Read before the first row: what changes from here on is drained after the swap.
        mark = journal.newest()
        if halves.worthwhile():
            self.build_by_two(folder, mark, progress)
        else:
            WhooshWriter(folder).build(self.all_documents(progress), mark=mark)
        if self.stopping.is_set():
            return False
        self.generations.opened()
        self.generations.swap(folder)
        self.reader.close()
        return True

    def build_by_two(self, folder: Path, mark: Mark, progress: Progress | None) -> None:
        """The older half by another process; by this one too, when that one fails."""
        done, total = 0, documents.count()

        def told(number: int) -> bool:
            nonlocal done
            done = min(done + number * 2, total)
            self.generations.tell(done, total)
            if progress:
                progress(done, total)
            return not self.stopping.is_set()

        writer = WhooshWriter(folder)
        older = self.generations.fresh()
        helper = halves.Helper(older, self.generations.folder.parent)
        try:
            writer.build(halves.half(1, told), mark=mark)
            if not self.stopping.is_set() and helper.finished():
                writer.adopt(older)
            elif not self.stopping.is_set():
                log.warning("search index: the helper failed; its half is read here")
                writer.add(halves.half(0, told))
        finally:
            helper.stop()
            shutil.rmtree(older, ignore_errors=True)

    def all_documents(self, progress: Progress | None) -> Iterator[Document]:
        """Every document of the desk, read in batches, each in a short transaction of its own."""
        done, total = 0, documents.count()
        for references in documents.everything():
            if self.stopping.is_set():
                return
            yield from documents.only(references)
            db.session.rollback()
            done = min(done + len(references), total)
            self.generations.tell(done, total)
            if progress:
                progress(done, total)

    def bring_up(self, *, progress: Progress | None = None) -> None:
        """What a start must do: look whether the index can be trusted, build it anew if not, then drain."""
        why = self.trouble()
        if why is not None:
            # The first start builds it as a matter of course; everything else an administrator should know of.
            log.log(
                logging.INFO if self.generations.none_yet() else logging.WARNING,
                "search index: built anew, because %s",
                why,
            )
            if not self.rebuild(progress=progress):
                return
        self.generations.opened()
        self.drain()

    def close(self) -> None:
        self.reader.close()
        self.generations.closed()


def refresh(writer: WhooshWriter, stale: Iterable[Reference], mark: Mark) -> None:
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


class Indexer:
    """The writer inside a server: a thread that waits for the lock, then keeps the index until it is stopped.

    Every server of a host may run one; the kernel frees the lock when its holder is killed, and the next takes over.
    """

    def __init__(self, app: HasContext) -> None:
        self.app = app
        self.keeper = Keeper(index_folder(app.config))
        self.woken = threading.Event()
        self.failures = 0
        self.thread = threading.Thread(target=self.run, name="indexer", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def wake(self) -> None:
        """Do not wait for the next round."""
        self.woken.set()

    def stop(self, seconds: float = 10.0) -> None:
        """Finish the commit under way, put everything on disk, let go of the lock."""
        self.keeper.stopping.set()
        self.woken.set()
        if self.thread.is_alive():
            self.thread.join(seconds)

    @property
    def stopped(self) -> bool:
        return self.keeper.stopping.is_set()

    def pause(self, seconds: float) -> None:
        self.woken.wait(seconds)
        self.woken.clear()

    def run(self) -> None:
        """Wait for the lock, keep the index, and after an error begin again from the lock: its file may be gone too."""
        while not self.stopped:
            try:
                with self.keeper.generations.lock().acquire(timeout=0):
                    self.keep()
            except Timeout:
                self.pause(ROUND_SECONDS * 3)
            except Exception:  # a damaged file, a full disk, a database that is away: none of them ends the writer
                self.failures += 1
                log.exception("search index: an error, try %d", self.failures)
                self.keeper.reader.close()
                self.pause(min(ROUND_SECONDS * 2**self.failures, LONGEST_PAUSE))

    def keep(self) -> None:
        """Look whether the index is good, then round after round, with the lock held."""
        with self.app.app_context():
            self.keeper.bring_up()
        rounds = 0
        while not self.stopped:
            with self.app.app_context():
                if self.keeper.generations.rebuild_wanted():
                    self.keeper.rebuild()
                self.keeper.drain()
                if rounds % PRUNE_ROUNDS == 0:
                    prune(self.keeper)
            self.failures = 0
            rounds += 1
            self.pause(ROUND_SECONDS)
        self.keeper.close()


def prune(keeper: Keeper) -> None:
    with transaction(by=None, verb="prune the journal"):
        journal.prune()
    keeper.generations.sweep()


def index_folder(config: Any) -> Path:
    """Where an application's index is."""
    return Path(config["INSTANCE"]) / "index"
