"""Selections and plans, kept on the server for a day: their owner alone gets at them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ...errors import NotFound, WirecheckError
from ...search.results.kept import KeptLines, files

KEPT_SECONDS: Final = 24 * 3_600
GONE: Final = "This selection is not kept any more, or it is not yours. Search again and choose the hits anew."


class Kept(KeptLines):
    """The files of one instance. Those in `ordered/` are wanted by a job and stay until it is done."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, KEPT_SECONDS)
        self.ordered = folder / "ordered"

    def keep(self, head: dict[str, Any], lines: Iterable[str], *, owner: int) -> str:
        """Keep lines under a new name, whole or not at all. Raises WirecheckError when the disk takes no more."""
        try:
            return self.write(head, lines, owner)
        except OSError as error:
            raise WirecheckError(f"The selection cannot be kept: {error.strerror}. Nothing was changed.") from error

    def read(self, name: str, *, owner: int) -> tuple[dict[str, Any], list[str]]:
        """What was kept under a name by this person. Raises NotFound."""
        found = self.find(name, owner, self.ordered)
        if found is None:
            raise NotFound(GONE)
        return found

    def order(self, name: str) -> None:
        """Let a job have it: it outlives the day."""
        self.ordered.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.link(self.folder / name, self.ordered / name)

    def release(self, name: str) -> None:
        (self.ordered / name).unlink(missing_ok=True)

    def tidy(self, wanted: Iterable[str]) -> None:
        """Remove what no job wants any more."""
        keep = set(wanted)
        for path in files(self.ordered):
            if path.name not in keep:
                path.unlink(missing_ok=True)
