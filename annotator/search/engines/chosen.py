"""The engine of a desk: its reader and its writer's side, by the settings. The one place that names engines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .engine import Reader, Store


def index_folder(config: Mapping[str, Any]) -> Path:
    """Where the index of a desk is that keeps it in files."""
    return Path(config["INSTANCE"]) / "index"


def reader_of(config: Mapping[str, Any]) -> Reader:
    """The one reader of this process."""
    from .whoosh import reader

    return reader.reader_of(index_folder(config))


def store_of(config: Mapping[str, Any]) -> Store:
    """A writer's side, with a reader of its own."""
    from .whoosh.store import WhooshStore

    return WhooshStore(index_folder(config))
