"""Selections and plans, kept on the server for a day: one file each, in a folder that every process of a host shares.

The first line says whose it is and what it is for, each other line is a key; nobody but its owner gets at it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ...errors import NotFound, WirecheckError

KEPT_SECONDS: Final = 24 * 3_600
SWEEP_EVERY: Final = 20  # of so many files written, one looks for old ones
_NAME: Final = re.compile(r"[0-9a-f]{24}")
GONE: Final = "This selection is not kept any more, or it is not yours. Search again and choose the hits anew."


class Kept:
    """The files of one instance. Those in `ordered/` are wanted by a job and stay until it is done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ordered = folder / "ordered"

    def keep(self, head: dict[str, Any], lines: Iterable[str], *, owner: int) -> str:
        """Keep lines under a new name, whole or not at all. Raises WirecheckError when the disk takes no more."""
        name = secrets.token_hex(12)
        draft = self.folder / f"{name}.part"
        try:
            self.ordered.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps(head | {"owner": owner}) + "\n")
                file.writelines(f"{line}\n" for line in lines)
            draft.replace(self.folder / name)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise WirecheckError(f"The selection cannot be kept: {error.strerror}. Nothing was changed.") from error
        if secrets.randbelow(SWEEP_EVERY) == 0:
            self.sweep()
        return name

    def read(self, name: str, *, owner: int) -> tuple[dict[str, Any], list[str]]:
        """What was kept under a name by this person. Raises NotFound."""
        if not _NAME.fullmatch(name):
            raise NotFound(GONE)
        for folder in (self.folder, self.ordered):
            try:
                first, *lines = (folder / name).read_text(encoding="utf-8").splitlines()
            except OSError:
                continue
            head: dict[str, Any] = json.loads(first)
            if head["owner"] == owner:
                return head, lines
        raise NotFound(GONE)

    def order(self, name: str) -> None:
        """Let a job have it: it outlives the day."""
        with suppress(FileExistsError):
            os.link(self.folder / name, self.ordered / name)

    def release(self, name: str) -> None:
        (self.ordered / name).unlink(missing_ok=True)

    def tidy(self, wanted: Iterable[str]) -> None:
        """Remove what no job wants any more."""
        keep = set(wanted)
        for path in self._files(self.ordered):
            if path.name not in keep:
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for path in self._files(self.folder):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _files(self, folder: Path) -> Iterator[Path]:
        with suppress(OSError):
            yield from (path for path in folder.iterdir() if path.is_file())
