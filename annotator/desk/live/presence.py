"""Who else has an article open, and what is chosen there: a courtesy, no lock, and nothing that must be kept.

Each open page says where it is whenever it asks for changes. A small file for each person in the instance folder, so
that the server's processes know each other's pages; never flushed, forgotten after a few seconds.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SECONDS: Final = 9.0  # after that a page that says nothing is taken to be closed: it asks every two or so
_LONGEST: Final = 40  # characters of a place such as "claim-12"


@dataclass(frozen=True)
class Presence:
    """Who is where, article by article, under one folder."""

    folder: Path

    def say(self, article_id: int, person_id: int, name: str, place: str) -> None:
        """This person is at this place of the article. A full disk or a folder that cannot be written is no error."""
        here = self.folder / str(article_id)
        try:
            here.mkdir(parents=True, exist_ok=True)
            (here / str(person_id)).write_text(json.dumps([name, place[:_LONGEST]]), encoding="utf-8")
        except OSError:
            return

    def knows(self, article_id: int, person_id: int) -> bool:
        """Whether this person was here a moment ago."""
        return fresh(self.folder / str(article_id) / str(person_id))

    def others(self, article_id: int, person_id: int) -> list[tuple[str, str]]:
        """Who else is there: names with their places, by name."""
        found = []
        try:
            files = sorted((self.folder / str(article_id)).iterdir())
        except OSError:
            return []
        for file in files:
            if file.name == str(person_id):
                continue
            if not fresh(file):
                file.unlink(missing_ok=True)
                continue
            try:
                name, place = json.loads(file.read_text(encoding="utf-8"))
            except (OSError, ValueError):  # gone, or just being written
                continue
            found.append((name, place))
        return sorted(found)


def fresh(file: Path) -> bool:
    try:
        return time.time() - file.stat().st_mtime < SECONDS
    except OSError:
        return False


def tag_of(others: list[tuple[str, str]]) -> str:
    """What changes whenever these do."""
    return f"{zlib.crc32(repr(others).encode()):x}" if others else ""
