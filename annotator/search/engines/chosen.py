"""The engine of a desk: its reader and its writer's side, by the settings. The one place that names engines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...config import with_driver
from ...errors import Invalid
from .engine import Reader, Store


def engine_name(config: Mapping[str, Any]) -> str:
    """ "whoosh" or "postgresql". Raises Invalid when PostgreSQL is to search and the desk is not on it."""
    on_postgres = str(config["DATABASE_URL"]).startswith("postgres")
    asked = str(config["SEARCH_ENGINE"])
    if asked == "postgresql" and not on_postgres:
        raise Invalid("WIRECHECK_SEARCH_ENGINE is postgresql, which needs a WIRECHECK_DATABASE_URL of PostgreSQL.")
    return asked if asked != "auto" else "postgresql" if on_postgres else "whoosh"


def index_folder(config: Mapping[str, Any]) -> Path:
    """Where the index of a desk is that keeps it in files."""
    return Path(config["INSTANCE"]) / "index"


def reader_of(config: Mapping[str, Any]) -> Reader:
    """The one reader of this process."""
    if engine_name(config) == "postgresql":
        from .postgres import reader as postgres

        return postgres.reader_of(with_driver(config["DATABASE_URL"]))
    from .whoosh import reader as whoosh

    return whoosh.reader_of(index_folder(config))


def store_of(config: Mapping[str, Any]) -> Store:
    """A writer's side, with a reader of its own."""
    if engine_name(config) == "postgresql":
        from .postgres.store import PostgresStore

        return PostgresStore(with_driver(config["DATABASE_URL"]))
    from .whoosh.store import WhooshStore

    return WhooshStore(index_folder(config))
