"""The files that exports of several articles make: written whole, kept for a while, for who ordered each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from ...accounts.models import User
from ...db import now
from ...errors import NotFound
from ...exports.catalogue import FORMATS, Format
from ...exports.files import written_whole
from ...exports.queries import ArticlesLeaving
from ...exports.terms import Options, Terms

_UID: Final = re.compile(r"[0-9a-f-]{36}")


class Exports:
    """The files of one instance, by the uid of the job that wrote each; kept for `hours`."""

    def __init__(self, folder: Path, hours: int) -> None:
        self.folder = folder
        self.seconds = hours * 3_600

    def write(
        self,
        uid: str,
        form: Format,
        articles: Sequence[int],
        options: Options,
        progress: Callable[[int], None],
        *,
        by: User,
    ) -> int:
        """Write these articles, and say how many bytes that were. Begun anew when it was broken off: a file is there
        whole or not at all. Raises WirecheckError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()
        path = self.path(uid, form.name)
        with written_whole(path) as file:
            form.write_many(ArticlesLeaving(articles, options, by, progress), Terms(now(), options, by), file)
        return path.stat().st_size

    def path(self, uid: str, format_name: str) -> Path:
        if not _UID.fullmatch(uid) or format_name not in FORMATS:
            raise NotFound("There is no such file.")
        return self.folder / f"{uid}.{FORMATS[format_name].many.suffix}"

    def until(self, path: Path) -> float | None:
        """When a file will be gone, in seconds since 1970; None when it is not there."""
        with suppress(OSError):
            until = path.stat().st_mtime + self.seconds
            return until if until > time.time() else None
        return None

    def sweep(self) -> None:
        """Remove what was kept long enough, and drafts of writers that were killed."""
        oldest = time.time() - self.seconds
        with suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                with suppress(OSError):
                    if path.stat().st_mtime < oldest:
                        path.unlink()
