"""Work that goes on for as long as a server runs: a thread that waits for its lock, then works until it is stopped."""

from __future__ import annotations

import logging
import threading
from typing import ClassVar

LONGEST_PAUSE = 30.0  # seconds, after errors


class Rounds:
    """Every server may run one; the lock is gone with its holder, and the next takes over. Nothing but `stop` ends it:
    after an error (a full disk, a database that is away) it begins again from the lock, later each time."""

    name: ClassVar[str]  # of the thread, and in the log
    busy: ClassVar[type[Exception]]  # what `hold` raises while another one is at work
    every: ClassVar[float]  # seconds between rounds
    look_again: ClassVar[float]  # seconds until the lock is tried again

    def __init__(self, stopping: threading.Event) -> None:
        """`stopping` is set when it is to end; what is under way may look at it."""
        self.stopping = stopping
        self.woken = threading.Event()
        self.failures = 0
        self.thread = threading.Thread(target=self.run, name=self.name, daemon=True)

    def hold(self) -> None:
        """Take the lock and work, round after round, until stopped. Raises `busy`. Sets `failures` to 0 after each
        round that went well."""
        raise NotImplementedError

    def failed(self) -> None:
        """Let go of what an error may have spoilt."""

    def start(self) -> None:
        self.thread.start()

    def wake(self) -> None:
        """Do not wait for the next round."""
        self.woken.set()

    def stop(self, seconds: float = 10.0) -> None:
        """Finish what is under way, a fraction of a second, and let go of the lock."""
        self.stopping.set()
        self.woken.set()
        if self.thread.is_alive():
            self.thread.join(seconds)

    @property
    def stopped(self) -> bool:
        return self.stopping.is_set()

    def pause(self, seconds: float) -> None:
        self.woken.wait(seconds)
        self.woken.clear()

    def run(self) -> None:
        while not self.stopped:
            try:
                self.hold()
            except self.busy:
                self.pause(self.look_again)
            except Exception:
                self.failures += 1
                logging.getLogger(type(self).__module__).exception("%s: an error, try %d", self.name, self.failures)
                self.failed()
                self.pause(min(self.every * 2**self.failures, LONGEST_PAUSE))
