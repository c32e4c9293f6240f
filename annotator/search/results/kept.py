"""Lists of keys kept on the server for a while: the order of a search's hits, what was selected among them.

One file each, in a folder of the instance that every process of the host shares. Whoever reads one gets its rows again
from the database with their own rights; the file says which they are, in which order, and no more.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

HITS_SECONDS: Final = 3_600
SWEEP_EVERY: Final = 500  # of so many files written, one looks for old ones: at some thousand that takes a while
_NAME: Final = re.compile(r"[0-9a-f]{24}")
Kept = tuple[dict[str, Any], list[str]]  # what they are for, and the lines


class KeptLines:
    """Names are random; the first line of a file says whose it is and what it is for, each other line is a key."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder = folder
        self.seconds = seconds

    def write(self, head: Mapping[str, Any], lines: Iterable[str], owner: int | None) -> str:
        """Keep lines under a new name, whole or not at all. Raises OSError when the disk takes no more."""
        name = secrets.token_hex(12)
        draft = self.folder / f"{name}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8") as file:
                file.write("\n".join((json.dumps({**head, "owner": owner}), *lines, "")))
            draft.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        if secrets.randbelow(SWEEP_EVERY) == 0:
            self.sweep()
        return name

    def find(self, name: str, owner: int | None, *others: Path) -> Kept | None:
        """What was kept under a name by this person, also in other folders; None when there is nothing any more."""
        for folder in (self.folder, *others) if _NAME.fullmatch(name) else ():
            try:
                first, *lines = (folder / name).read_text(encoding="utf-8").splitlines()
            except OSError:
                continue
            head = json.loads(first)
            if head["owner"] == owner:
                return head, lines
        return None

    def sweep(self) -> None:
        oldest = time.time() - self.seconds
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_file() and entry.stat().st_mtime < oldest:
                        os.unlink(entry.path)  # noqa: PTH108 - no Path for each of thousands


def files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in folder.iterdir() if path.is_file())


class KeptHits(KeptLines):
    """The order of a search's hits, kept for an hour, so that its pages do not shift while others work."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, HITS_SECONDS)

    def keep(self, keys: Sequence[str], owner: int | None) -> str:
        """The name to find these keys by; empty when the disk takes no more: then the pages may shift."""
        try:
            return self.write({}, keys, owner)
        except OSError:
            return ""

    def read(self, name: str, owner: int | None) -> list[str] | None:
        """The keys kept under a name by this person; None when there are none any more."""
        found = self.find(name, owner)
        return found[1] if found else None
