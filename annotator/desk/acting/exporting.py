"""The file that an export of several articles makes: written whole, kept for a day, for who ordered it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ...accounts.models import User
from ...db import now
from ...errors import NotFound
from ...exports.catalogue import FORMATS
from ...exports.files import written_whole
from ...exports.queries import ArticlesLeaving
from ...exports.terms import Options, Terms
from .acts import Given
from .kept import KEPT_SECONDS

_UID: Final = re.compile(r"[0-9a-f-]{36}")


class Exports:
    """The files of one instance, by the uid of the job that wrote each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(
        self, uid: str, keys: Sequence[str], given: Given, progress: Callable[[int], None], *, by: User
    ) -> dict[str, Any]:
        """Write these articles as far as this person may see them, and say how many that were. Begun anew when it was
        broken off: a file is there whole or not at all. Raises WirecheckError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()
        form = FORMATS[given["format"]]
        options = Options(suggested=given["claims"] != "reviewed", notes=bool(given["notes"]))
        number = 0

        def passed(written: int) -> None:
            nonlocal number
            number = written
            progress(written)

        ids = [int(key.partition(":")[2]) for key in keys]
        path = self.path(uid, given["format"])
        with written_whole(path) as file:
            form.write_many(ArticlesLeaving(ids, options, by, passed), Terms(now(), options, by), file)
        gone = len(keys) - number
        left = {"not there any more, or not open to you": gone} if gone else {}
        return {"done": number, "left": left, "steps": [], "failed": 0, "bytes": path.stat().st_size}

    def path(self, uid: str, format_name: str) -> Path:
        if not _UID.fullmatch(uid) or format_name not in FORMATS:
            raise NotFound("There is no such file.")
        return self.folder / f"{uid}.{FORMATS[format_name].many.suffix}"

    def sweep(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for path in self.folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
