"""A new index built by two processes: this one reads the newer half of the desk, a helper of it the older one.

The helper (factory/index_half.py) builds its half in a folder of its own, and ends when whoever started it is gone.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ....db import db
from ....db.journal import Mark
from ....jobs import beside
from ... import documents
from ...documents import Document, Half
from ..engine import Read
from .generations import Generations
from .writer import WhooshWriter

FROM: Final = 20_000  # documents: below it a second process costs more than it brings
log = logging.getLogger(__name__)


def worthwhile(number: int) -> bool:
    """Whether so many documents are worth a second process."""
    return (os.cpu_count() or 1) > 1 and number >= FROM


def build_older(folder: Path, middles: Mapping[str, int]) -> bool:
    """What the helper does. Whether whoever started it still waits for it."""
    starter = os.getppid()
    WhooshWriter(folder).build(_older(middles, starter), mark=None)
    return os.getppid() == starter


def _older(middles: Mapping[str, int], starter: int) -> Iterator[Document]:
    for references in documents.everything(Half(False, middles)):
        if os.getppid() != starter:
            return
        yield from documents.only(references)
        db.session.rollback()


class Helper:
    """The other process, building the older half."""

    def __init__(self, folder: Path, instance: Path, middles: Mapping[str, int]) -> None:
        self.folder = folder
        database = db.engine.url.render_as_string(hide_password=False)
        own = {"INSTANCE": str(instance), "DATABASE_URL": database}
        given = {"settings": own, "middles": middles}
        self.process = beside.begin("annotator.factory.index_half", str(folder), given=given)

    def finished(self) -> bool:
        """Wait for it. Whether it built its half."""
        return self.process.wait() == 0

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def build(folder: Path, generations: Generations, read: Read, *, mark: Mark, stopped: Callable[[], bool]) -> None:
    """Fill a folder, the older half by another process; by this one too, when that one fails."""
    middles = documents.middles()
    older = generations.fresh()
    writer = WhooshWriter(folder)
    helper = Helper(older, generations.folder.parent, middles)
    try:
        writer.build(read(Half(True, middles)), mark=mark)
        if not stopped() and helper.finished():
            writer.adopt(older)
        elif not stopped():
            log.warning("search index: the helper failed; its half is read here")
            writer.add(read(Half(False, middles)))
    finally:
        helper.stop()
        shutil.rmtree(older, ignore_errors=True)
