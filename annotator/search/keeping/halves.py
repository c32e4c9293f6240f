"""A new index built by two processes: this one reads the newer half of the desk, a helper of it the older one.

    python -m annotator.search.keeping.halves FOLDER < SETTINGS

is the helper: it builds its half in FOLDER, and ends when whoever started it is gone.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ...db import db
from .. import documents
from ..documents import Document
from ..engines.whoosh.writer import WhooshWriter

FROM: Final = 20_000  # documents: below it a second process costs more than it brings
ROOT: Final = Path(__file__).parents[3]
log = logging.getLogger(__name__)


def worthwhile() -> bool:
    return (os.cpu_count() or 1) > 1 and documents.count() >= FROM


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
            [sys.executable, "-m", "annotator.search.keeping.halves", str(folder)],
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


def main() -> None:
    from ...factory import create_app

    starter = os.getppid()
    app = create_app(json.load(sys.stdin) | {"INDEXER": False, "JOBS": False})
    with app.app_context():
        WhooshWriter(Path(sys.argv[1])).build(half(0, lambda _: os.getppid() == starter), mark=None)
    sys.exit(0 if os.getppid() == starter else 1)


if __name__ == "__main__":
    main()
