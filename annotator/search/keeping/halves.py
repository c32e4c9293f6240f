"""A new index built by two processes: this one reads the newer half of the desk, a helper of it the older one.

The helper (factory/index_half.py) builds its half in a folder of its own, and ends when whoever started it is gone.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ...db import db
from .. import documents
from ..documents import Document
from ..engines.whoosh.store import WhooshStore
from ..engines.whoosh.writer import WhooshWriter
from .journal import Mark

FROM: Final = 20_000  # documents: below it a second process costs more than it brings
ROOT: Final = Path(__file__).parents[3]
log = logging.getLogger(__name__)


def worthwhile() -> bool:
    return (os.cpu_count() or 1) > 1 and documents.count() >= FROM


def build_older(folder: Path) -> bool:
    """What the helper does. Whether whoever started it still waits for it."""
    starter = os.getppid()
    WhooshWriter(folder).build(half(0, lambda _: os.getppid() == starter), mark=None)
    return os.getppid() == starter


def half(which: int, told: Callable[[int], bool]) -> Iterator[Document]:
    """The documents of the older (0) or the newer half (1), read in batches, each in a short transaction. `told` hears
    how many objects each batch had; when it says no, that is all."""
    for references in documents.everything(half=which):
        if not told(len(references)):
            return
        yield from documents.only(references)
        db.session.rollback()


class Helper:
    """The other process, building the older half."""

    def __init__(self, folder: Path, instance: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "annotator.factory.index_half", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT,
        )  # fmt: skip
        assert self.process.stdin is not None
        with self.process.stdin as settings:
            database = db.engine.url.render_as_string(hide_password=False)
            json.dump({"INSTANCE": str(instance), "DATABASE_URL": database}, settings)

    def finished(self) -> bool:
        """Wait for it. Whether it built its half."""
        return self.process.wait() == 0

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def build(store: WhooshStore, *, mark: Mark, told: Callable[[int], bool], stopped: Callable[[], bool]) -> bool:
    """A new generation, the older half by another process; by this one too, when that one fails. False: stopped."""
    store.sweep()
    folder, older = store.generations.fresh(), store.generations.fresh()
    writer = WhooshWriter(folder)
    helper = Helper(older, store.folder.parent)
    try:
        writer.build(half(1, told), mark=mark)
        if not stopped() and helper.finished():
            writer.adopt(older)
        elif not stopped():
            log.warning("search index: the helper failed; its half is read here")
            writer.add(half(0, told))
    finally:
        helper.stop()
        shutil.rmtree(older, ignore_errors=True)
    return store.taken(folder, stopped=stopped)
