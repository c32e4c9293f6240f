"""Templates compiled once a machine: to compile those of the workbench takes as long as to show it fifty times."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from ..config import ROOT

COMPILED = ROOT / "build" / "templates"


def register_templates(app: Flask) -> None:
    """Keep compiled templates in `build/`, where it may be written. A template that changed is compiled anew: the
    library compares its source."""
    folder = writable(COMPILED)
    if folder is not None:
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def writable(folder: Path) -> Path | None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
    except OSError:
        return None
    return folder
