"""Where the throttle counts: in a file that all processes of a host share, since each would else grant as many tries.

Made for Flask-Limiter's library (limits), whose own stores are the memory of one process or a server of their own.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import Any
from urllib.parse import unquote, urlsplit

from limits.storage import Storage

SCHEME = "tries"


class Tries(Storage):
    """Counts with an end, in an SQLite file: `tries:///FILE`. Nothing in it outlives the longest rate."""

    STORAGE_SCHEME: list[str] | None = [SCHEME]  # noqa: RUF012  (read from the class, declared as the instance's)

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self.file = unquote(urlsplit(uri or "").path)
        with closing(self.open()) as file, file:
            file.execute("CREATE TABLE IF NOT EXISTS tries (key TEXT PRIMARY KEY, count INTEGER, ends REAL)")

    def open(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.file, timeout=10)
        file.execute("PRAGMA synchronous = OFF")  # after a power cut everybody may try again
        return file

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with closing(self.open()) as file, file:
            file.execute("BEGIN IMMEDIATE")
            file.execute("DELETE FROM tries WHERE ends <= ?", (now,))
            file.execute(
                "INSERT INTO tries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = count + excluded.count",
                (key, amount, now + expiry),
            )
            return int(file.execute("SELECT count FROM tries WHERE key = ?", (key,)).fetchone()[0])

    def get(self, key: str) -> int:
        return int(self.row(key)[0])

    def get_expiry(self, key: str) -> float:
        return float(self.row(key)[1])

    def row(self, key: str) -> tuple[int, float]:
        now = time.time()
        with closing(self.open()) as file:
            found = file.execute("SELECT count, ends FROM tries WHERE key = ? AND ends > ?", (key, now)).fetchone()
        return found or (0, now)

    def check(self) -> bool:
        with closing(self.open()) as file:
            return bool(file.execute("SELECT 1").fetchone())

    def reset(self) -> int | None:
        with closing(self.open()) as file, file:
            return file.execute("DELETE FROM tries").rowcount

    def clear(self, key: str) -> None:
        with closing(self.open()) as file, file:
            file.execute("DELETE FROM tries WHERE key = ?", (key,))
