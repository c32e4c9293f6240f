"""The writer's side of a Whoosh index: a folder of generations on this host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from ....db.journal import Mark
from ...documents import Document, Reference
from ..engine import Busy, IndexUnavailable, Read
from . import halves
from .generations import Generations
from .reader import WhooshReader
from .schema import SCHEMA
from .writer import WhooshWriter


class WhooshStore:
    """engines.engine.Store for a folder of generations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.where = str(folder)
        self.generations = Generations(folder, SCHEMA)
        self.reader = WhooshReader(folder)

    @contextmanager
    def writing(self, seconds: float = 0.0) -> Iterator[None]:
        lock = self.generations.lock()
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            raise Busy(self.where) from None
        try:
            yield
        finally:
            lock.release()

    def trouble(self) -> str | None:
        if self.generations.current() is None:
            return "there is none, or one of another version"
        if not self.generations.trusted():
            return "this machine went off while it was being written"
        try:
            self.reader.mark()
            self.reader.verify()
        except IndexUnavailable as error:
            return f"it is damaged ({error})"
        return None

    def none_yet(self) -> bool:
        return self.generations.none_yet()

    def write(self, documents: Sequence[Document], *, gone: Iterable[Reference] = (), mark: Mark | None = None) -> None:
        folder = self.generations.current()
        if folder is None:
            raise IndexUnavailable("there is no index yet")
        WhooshWriter(folder).write(documents, gone=gone, mark=mark)

    def build(self, read: Read, *, mark: Mark, stopped: Callable[[], bool], number: int = 0) -> bool:
        self.generations.sweep()
        folder = self.generations.fresh()
        if halves.worthwhile(number):
            halves.build(folder, self.generations, read, mark=mark, stopped=stopped)
        else:
            WhooshWriter(folder).build(read(None), mark=mark)
        if stopped():
            return False
        self.generations.opened()
        self.generations.swap(folder)
        self.reader.close()
        return True

    def tell(self, done: int, total: int) -> None:
        self.generations.tell(done, total)

    def ask_for_rebuild(self) -> None:
        self.generations.ask_for_rebuild()

    def size(self) -> int:
        folder = self.generations.current()
        return sum(path.stat().st_size for path in folder.iterdir()) if folder else 0

    def sweep(self) -> None:
        self.generations.sweep()

    def opened(self) -> None:
        self.generations.opened()

    def closed(self) -> None:
        self.generations.closed()
