"""How the C library keeps memory that was given back: what a server of many threads grows by."""

from __future__ import annotations

import ctypes
import threading
import time
from contextlib import suppress
from typing import Final

# mallopt(3). An array of a search, of 100,000 numbers and more, is too large for the lists that a thread keeps, and
# glibc, which would map it and give it back at once, learns from the first ones to keep it among them: 100 MB after a
# minute, in pieces. With the threshold set it does not learn; and threads share the lists of what is smaller.
M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
M_ARENA_MAX: Final = -8
TRIM_SECONDS: Final = 10.0
SETTINGS: Final = {M_ARENA_MAX: 1, M_MMAP_THRESHOLD: 96 * 1024, M_TRIM_THRESHOLD: 1024 * 1024}


def give_back_memory() -> None:
    """Have the C library return what is large and free to the system. Before any thread is started. Nothing happens
    where the library is not glibc."""
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        for name, value in SETTINGS.items():
            mallopt(name, value)


def keep_giving_back() -> None:
    """Give what lies free between what is used back to the system every ten seconds, in a thread: after a minute of ten
    people's searches a process had 10 to 20 MB of that. Nothing happens where the library is not glibc."""
    with suppress(OSError, AttributeError):
        trim = ctypes.CDLL(None).malloc_trim  # lets go of Python's lock while it works, a few milliseconds

        def work() -> None:
            while True:
                time.sleep(TRIM_SECONDS)
                trim(0)

        threading.Thread(target=work, name="memory", daemon=True).start()
