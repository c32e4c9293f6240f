"""Unit tests run pure code: whoever opens a connection or a database in one fails, on this machine too."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import psycopg
import pytest

# Python announces these before they happen, however they were imported.
FORBIDDEN_EVENTS = {"socket.connect": "a connection", "socket.bind": "a port", "sqlite3.connect": "a database"}

_guarding = False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if _guarding and event in FORBIDDEN_EVENTS:
        raise AssertionError(f"A unit test must not open {FORBIDDEN_EVENTS[event]}: {arguments[1:] or arguments}")


sys.addaudithook(_refuse)  # cannot be taken back: hence the flag


@pytest.fixture(autouse=True)
def nothing_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No socket, no SQLite, no PostgreSQL."""
    global _guarding  # noqa: PLW0603 - the hook is called by the interpreter and knows nothing else

    def refuse_postgres(*_arguments: object, **_options: object) -> None:
        raise AssertionError("A unit test must not open a database: PostgreSQL")

    # libpq is C and announces nothing.
    monkeypatch.setattr(psycopg, "connect", refuse_postgres)
    monkeypatch.setattr(psycopg.Connection, "connect", refuse_postgres)
    _guarding = True
    yield
    _guarding = False
