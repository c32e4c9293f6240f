"""Sets of documents that were asked for: those of a common word or of a phrase are kept, and of a later change only the
documents that came are looked at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from ..ordering import Array

KEPT: Final = 128  # a bit a document each: 40 KB for 300,000
COMMON: Final = 500  # what fewer documents have is found in a millisecond or two


class Sets:
    """Those of one generation, packed, by what they are asked as; each with how many documents it is about."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: dict[Any, tuple[int, Array]] = {}

    def of(self, key: Any, size: int, read: Callable[[int], Array], *, costly: bool = False) -> Array:
        """The set with a truth value for each of `size` documents. `read` gives it; that document number so and so and
        those before it (by their places) are known already, it may say what it likes of. What it says of a document
        must always be the same. `costly`: to be kept, however few there are."""
        with self.lock:
            kept = self.kept.pop(key, None)
            if kept is not None:
                self.kept[key] = kept  # the last one asked for
        if kept is not None and kept[0] >= size:
            return np.unpackbits(kept[1], count=size).view(np.bool_)
        known = kept[0] if kept is not None else 0
        found = read(known)
        if kept is not None:
            found[:known] = np.unpackbits(kept[1], count=known)
        elif not costly and np.count_nonzero(found) < COMMON:
            return found
        with self.lock:
            self.kept.pop(key, None)
            while len(self.kept) >= KEPT:
                del self.kept[next(iter(self.kept))]
            self.kept[key] = size, np.packbits(found)
        return found
