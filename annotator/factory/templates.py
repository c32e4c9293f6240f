"""Templates compiled once a machine: to compile those of the workbench takes as long as to show it fifty times."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache
from markupsafe import Markup

from ..config import ROOT

COMPILED = ROOT / "build" / "templates"
KEPT = 512  # pieces of pages, of a line or so each


class Globals(ChainMap[str, Any]):
    """What all templates know. At each import of macros, ten on a page, the library looks all of these names up:
    ChainMap's own way, made for any number of maps, took a fortieth of the page's time."""

    def __contains__(self, name: object) -> bool:
        own, of_all = self.maps
        return name in own or name in of_all


class DeskEnvironment(Environment):
    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.kept = lru_cache(maxsize=KEPT)(self.written)

    def written(self, template: str, macro: str, *words: Any, **more: Any) -> Markup:
        """What a macro writes; it escapes all that it is given. Templates know `kept`, which has it written once: for
        what stands on page after page in the same few words."""
        found: Markup = getattr(self.get_template(template).module, macro)(*words, **more)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return Globals({} if d is None else d, self.globals)


def register_templates(app: Flask) -> None:
    """Keep compiled templates in `build/`, where it may be written. A template that changed is compiled anew: the
    library compares its source."""
    environment: Any = app.jinja_env
    environment.globals["kept"] = environment.kept
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
