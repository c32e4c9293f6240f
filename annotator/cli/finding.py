"""The finder of sightings of a server: begun when there is something to find, and only then there.

It is a process of its own, behind all others: as a thread beside an ingest it would take half of its time. And it is a
fresh one, not forked: the server has threads by then, and most of what it holds the finder does not need.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flask import Flask

from ..config import SETTINGS
from ..jobs import beside
from ..sightings.finding.waiting import Waiting
from ..sightings.finding.worker import ROUND_SECONDS, Busy, alone
from .processes import how_it_ended

NAME: Final = "the finder of sightings"
LONGEST_PAUSE: Final = 60.0  # seconds
# One that ends sooner did not end for want of work: the pause before the next one grows.
SOON: Final = 60.0
STOPPING: Final = 20.0

log = logging.getLogger(__name__)


@contextmanager
def finding(app: Flask) -> Iterator[None]:
    """Find sightings and what disagrees, for as long as the block runs."""
    if not app.config["SIGHTINGS"]:
        yield
        return
    watch = Watch(app)
    watch.thread.start()
    try:
        yield
    finally:
        watch.stop()


class Watch:
    """A thread that looks whether there is anything to find, and begins the process that finds it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.waiting = Waiting()
        self.stopping = threading.Event()
        # The kernel ends the finder with the thread that began it (`end_with`): this one.
        self.thread = threading.Thread(target=self.run, name="sightings", daemon=True)
        self.child: subprocess.Popen[str] | None = None
        self.began = 0.0
        self.tries = 0  # that ended soon, one after another
        self.not_before = 0.0

    def run(self) -> None:
        failures = 0
        while not self.stopping.is_set():
            try:
                self.look()
                failures = 0
            except Exception:
                failures += 1
                log.exception("%s: an error, try %d", NAME, failures)
            self.stopping.wait(min(ROUND_SECONDS * 2**failures, LONGEST_PAUSE))
        if self.child is not None:
            end(self.child)

    def look(self) -> None:
        if self.child is not None:
            code = self.child.poll()
            if code is None:
                return
            self.child = None
            self.ended(code)
        if time.monotonic() >= self.not_before and self.is_wanted():
            self.began = time.monotonic()
            self.child = begin(self.app)

    def is_wanted(self) -> bool:
        """Whether there is something to find, and nobody at work on this desk: it may have several servers."""
        with self.app.app_context():
            if not self.waiting():
                return False
            try:
                with alone(Path(self.app.instance_path)):
                    return True
            except Busy:
                return False

    def ended(self, code: int) -> None:
        now = time.monotonic()
        self.tries = self.tries + 1 if now - self.began < SOON and code else 0
        self.not_before = now + (min(2.0**self.tries / 2, LONGEST_PAUSE) if self.tries else 0)
        if code:
            log.error("%s ended (%s) and is begun anew when there is work", NAME, how_it_ended(code))

    def stop(self) -> None:
        self.stopping.set()
        self.thread.join(STOPPING)


def begin(app: Flask) -> subprocess.Popen[str]:
    given = {"settings": {name: app.config[name] for name in SETTINGS}, "parent": os.getpid()}
    return beside.begin("annotator.factory.finder", given=given)


def end(child: subprocess.Popen[str]) -> None:
    """Stop it calmly; what it was at stays due in the database."""
    child.terminate()
    try:
        child.wait(STOPPING / 2)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
