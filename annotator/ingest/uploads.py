"""Uploaded files, kept until the job that reads them is done: under random names, never under the sender's."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .sandbox import Given

_NAME = re.compile(r"[0-9a-f]{32}")
# A file without a job is one whose request died, or whose request is still at work.
ORPHAN_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: its name as given, which is only words, and the name it lies under."""

    name: str
    at: str


class Uploads:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, files: Iterable[Given]) -> list[Upload]:
        """Write files down so that they survive a power cut: a job's row must never name a file that is not there."""
        kept = []
        for file in files:
            at = secrets.token_hex(16)
            content = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
            descriptor = os.open(self._folder / at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            kept.append(Upload(file.name, at))
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return kept

    def path(self, at: str) -> Path:
        if not _NAME.fullmatch(at):
            raise ValueError(f"{at!r} is no name of an upload")
        return self._folder / at

    def remove(self, names: Iterable[str]) -> None:
        for at in names:
            self.path(at).unlink(missing_ok=True)

    def tidy(self, wanted: Iterable[str]) -> None:
        """Remove what no job wants, once it is an hour old."""
        keep = set(wanted)
        for path in self._folder.iterdir():
            old = time.time() - path.stat().st_mtime > ORPHAN_SECONDS
            if _NAME.fullmatch(path.name) and path.name not in keep and old:
                path.unlink(missing_ok=True)
