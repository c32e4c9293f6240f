"""The order of a search's hits, kept for an hour, so that its pages do not shift while others work.

One small file a search, in a folder of the instance that every process of the host shares. Whoever opens a page reads
its hits again from the database with their own rights; the file says which hits come in which order, and no more.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

KEPT_SECONDS: Final = 3_600
SWEEP_EVERY: Final = 50  # of so many files written, one looks for old ones
_NAME: Final = re.compile(r"^[0-9a-f]{24}$")


class KeptHits:
    """`name`s are random; the first line of a file says whose it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, keys: Sequence[str], owner: int | None) -> str:
        """Keep these keys in their order. Returns the name to find them by; empty when the disk takes no more."""
        name = secrets.token_hex(12)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / name).write_text("\n".join([str(owner), *keys]))
        except OSError:  # a full disk: the pages may shift, the search answers
            return ""
        if secrets.randbelow(SWEEP_EVERY) == 0:
            self.sweep()
        return name

    def read(self, name: str, owner: int | None) -> list[str] | None:
        """The keys kept under a name by this person; None when there are none any more."""
        if not _NAME.match(name):
            return None
        try:
            first, *keys = (self.folder / name).read_text().split("\n")
        except OSError:
            return None
        return keys if first == str(owner) else None

    def sweep(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for path in self.folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
