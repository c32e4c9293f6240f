"""The text of an article as it was written for a page, kept for the next one: to lay it out and to write it takes a
quarter of a page's time, and most pages show what another one showed before.

It is kept by all that it is written from, so that it is never another than would be written anew: the text by its hash,
each mark with its words, what is chosen.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from markupsafe import Markup

MOST: Final = 4_000_000  # characters kept in a process


class Written:
    """What was written last, by what it was written from. For any number of threads."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._length = 0
        self._lock = threading.Lock()

    def get(self, source: Hashable, write: Callable[[], Markup]) -> Markup:
        with self._lock:
            if (found := self._kept.get(source)) is not None:
                self._kept.move_to_end(source)
                return found
        made = write()
        with self._lock:
            if source not in self._kept and len(made) <= self.most // 8:
                self._kept[source] = made
                self._length += len(made)
            while self._length > self.most:
                _, gone = self._kept.popitem(last=False)
                self._length -= len(gone)
        return made


WRITTEN: Final = Written()
