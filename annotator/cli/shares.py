"""Connections shared out evenly among the processes that answer on one socket.

The kernel gives a new connection to whichever process asks first, and a browser keeps its connections: of eight people
on two idle processes all eight were once answered by one, with one processor, while the other slept.
"""

from __future__ import annotations

import mmap
import time
from typing import Any, Final

# How often, and how long each time, a process that has more connections than another leaves a new one to that. Not for
# ever: the other may be gone, or busy.
TIMES: Final = 5
SECONDS: Final = 0.002
GONE: Final = 2**31 - 1


class Shares:
    """How many connections each process has, in memory that they share. To be made before the fork."""

    def __init__(self, processes: int) -> None:
        processes = max(1, processes)
        self.counts = memoryview(mmap.mmap(-1, 4 * processes)).cast("i")

    def gone(self, number: int) -> None:
        """Nobody need wait for this process any more."""
        self.counts[number] = GONE

    def keep_even(self, connections: dict[int, Any], number: int) -> None:
        """Let process `number` take new connections when it is its turn. `connections` is the map of its waitress
        server: listening sockets and open connections."""
        for each in list(connections.values()):
            if hasattr(each, "accept_connections"):
                Listener(self.counts, number, connections, each)


class Listener:
    """Stands before the methods of one listening socket of waitress."""

    def __init__(self, counts: memoryview, number: int, connections: dict[int, Any], listening: Any) -> None:
        self.counts, self.number, self.connections = counts, number, connections
        self.left = 0  # how often the connection that waits now was left to another
        self.readable, self.accept = listening.readable, listening.handle_accept
        listening.readable, listening.handle_accept = self.is_readable, self.handle_accept

    def is_readable(self) -> bool:
        self.counts[self.number] = len(self.connections)  # asked in every round of the server's loop
        return bool(self.readable())

    def handle_accept(self) -> None:
        if self.left < TIMES and len(self.connections) > min(self.counts):
            self.left += 1
            time.sleep(SECONDS)
            return
        self.left = 0
        self.accept()
        self.counts[self.number] = len(self.connections)
