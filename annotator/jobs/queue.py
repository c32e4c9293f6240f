"""The queue and its worker: Huey over a file of its own in the instance folder, one thread inside the server."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from ..db import db, transaction
from ..errors import WirecheckError
from . import service
from .models import Job


@contextmanager
def without(module: str) -> Iterator[None]:
    """As if this module were not installed, unless it is loaded already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # what Python knows as "not to be had"
    try:
        yield
    finally:
        del sys.modules[module]


# Huey loads the driver of every database that it could keep its queue in: 8 MB that a desk on SQLite has no use for.
with without("psycopg"):
    from huey import SqliteHuey
    from huey.consumer import Consumer

log = logging.getLogger(__name__)

SAVE_SECONDS = 0.5  # progress is written at most this often: each time is a write to disk
RETRIES = (5.0, 10.0)  # seconds before a second and a third attempt
STOP_SECONDS = 10  # how long a stop waits for the worker to reach the next article


class Stopping(Exception):
    """The program is being stopped; the job goes on at its next start."""


class Again(WirecheckError):
    """It did not work, and may work later: says why, in words for the job's page."""


class Work(Protocol):
    """What the jobs of one kind need. `run` may be called again for a job that was broken off: it must not repeat
    what is done. Its `progress` takes how much is done, and raises Stopping. It raises Again for what may pass; a kind
    with `retries` of its own (seconds before each further attempt) is tried that often."""

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]: ...

    def finished(self, job: Job) -> None: ...

    def tidy(self, unfinished: list[Job]) -> None: ...


def retries_of(work: Work) -> Sequence[float]:
    """Seconds before each attempt after the first."""
    found: Sequence[float] = getattr(work, "retries", RETRIES)
    return found


def do_at_once(uid: str, work: Work) -> None:
    """Do a small job while its sender waits, as the worker would. Raises what no person could mend."""
    with transaction(by=None):
        job = service.begin(uid)
    if job is None:
        return
    try:
        report = work.run(job, lambda done: None)
    except WirecheckError as error:
        with transaction(by=None):
            service.give_back(service.find(uid), str(error), final=True)
    else:
        with transaction(by=None):
            service.finish(service.find(uid), report)
    work.finished(service.find(uid))


class QuietConsumer(Consumer):
    """Huey's consumer as a guest: signals are the server's."""

    def _set_signal_handlers(self) -> None:
        pass


class Queue:
    """The jobs of one instance folder. `context` makes what a thread of its own needs around database work."""

    def __init__(
        self, folder: Path, *, context: Callable[[], AbstractContextManager[Any]], kinds: Mapping[str, Work]
    ) -> None:
        self._folder = folder
        self._context = context
        self._kinds = kinds
        self._stopping = threading.Event()
        self._lock = FileLock(folder / "jobs.lock")
        self._consumer: QuietConsumer | None = None

    @cached_property
    def _huey(self) -> SqliteHuey:
        """Made when first needed: most commands have nothing to do with jobs."""
        return SqliteHuey("jobs", filename=str(self._folder / "jobs.db"), results=False, fsync=True)

    @cached_property
    def _task(self) -> Any:
        return self._huey.task(name="perform")(self.perform)

    def send(self, uid: str, *, seconds: float = 0) -> None:
        """Say that a job, committed before, is to be done, after a while if so asked."""
        if seconds:
            self._task.schedule(args=(uid,), delay=seconds)
        else:
            self._task(uid)

    def start(self) -> bool:
        """Start the worker, with what was left by a program that died first. False when another program has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        self._stopping.clear()
        self._huey.flush()  # the rows say what waits
        with self._context():
            with transaction(by=None, verb="recover jobs"):
                waiting = service.recover({kind: len(retries_of(work)) + 1 for kind, work in self._kinds.items()})
            for work in self._kinds.values():
                work.tidy(service.unfinished())
        for uid in waiting:
            self.send(uid)
        _ = self._task  # known before a message comes: another process may be the one that sends
        self._consumer = QuietConsumer(
            self._huey, workers=1, periodic=False, max_delay=1.0, shutdown_timeout=STOP_SECONDS
        )
        self._consumer.start()
        return True

    def stop(self) -> None:
        """Stop the worker at its next article. What is unfinished goes on at the next start."""
        if self._consumer is not None:
            self._stopping.set()
            self._consumer.stop(graceful=True)
            self._consumer = None
            self._huey.storage.close()
            self._lock.release()

    def perform(self, uid: str) -> None:
        """Do one job, whatever comes of it; the row says what did."""
        with self._context():
            with transaction(by=None):
                job = service.begin(uid)
            if job is None:
                return
            work = self._kinds[job.kind]
            try:
                report = work.run(job, self._saver(uid))
            except Stopping:
                with transaction(by=None):
                    service.interrupt(service.find(uid))
                return
            except Exception as error:
                if isinstance(error, Again):
                    log.warning("job %s is tried again: %s", uid, error)
                else:
                    log.exception("job %s failed", uid)
                self._failed(uid, error, retries_of(work))
            else:
                with transaction(by=None):
                    service.finish(service.find(uid), report)
            job = service.find(uid)
            if job.state != "queued":
                work.finished(job)

    def _failed(self, uid: str, error: Exception, retries: Sequence[float]) -> None:
        """Another try for what may pass (a full disk, a busy database), none for what a person must mend."""
        db.session.rollback()
        own = isinstance(error, WirecheckError)
        reason = str(error) if own else f"It broke off ({type(error).__name__}). The desk's log says more."
        with transaction(by=None):
            job = service.find(uid)
            final = own and not isinstance(error, Again)
            service.give_back(job, reason, final=final, attempts=len(retries) + 1)
            waits = retries[job.attempts - 1] if job.state == "queued" else 0
        if waits:
            self.send(uid, seconds=waits)

    def _saver(self, uid: str) -> Callable[[int], None]:
        last = time.monotonic()

        def save(done: int) -> None:
            nonlocal last
            if self._stopping.is_set():
                raise Stopping
            if time.monotonic() - last >= SAVE_SECONDS:
                with transaction(by=None):
                    service.find(uid).done = done
                last = time.monotonic()

        return save
