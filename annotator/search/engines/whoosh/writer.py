"""Writing a Whoosh index: one commit a batch, with the mark in it. A kill between two commits parts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from whoosh import index
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage

from ....db.journal import Mark
from ...documents import Document, Reference
from .codec import ArraysCodec, merging, to_merge
from .postings import Postings
from .schema import MARK, TYPES, mark_as_json, reference
from .segments import opened
from .snapshot import contents, newest_commit

LOCK_SECONDS: Final = 10
WORDS: Final = 6_000_000  # of one segment while an index is built: some 200 MB while they are sorted


class WhooshWriter:
    """Writes one generation. Call with the folder's lock held."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, documents: Iterable[Document], *, mark: Mark | None) -> None:
        """A new index in an empty folder, in as few segments as memory allows; the mark comes with the last."""
        self.create()
        self.add(documents, mark=mark)

    def add(self, documents: Iterable[Document], *, mark: Mark | None = None) -> None:
        """Documents that are not there yet."""
        left = iter(documents)
        more = True
        while more:
            with self.committing() as writer:
                more = False
                for document in left:
                    _add(writer, [document], None)
                    if writer.pool.words >= WORDS:
                        more = True
                        break
                if not more:
                    _add(writer, [], mark)

    def adopt(self, folder: Path) -> None:
        """Move the segments of another index into this one, before its own."""
        found = contents(folder, newest_commit(folder))
        with self.committing() as writer:
            for each in found:
                for path in folder.glob(f"{each.segment_id()}.*"):
                    path.rename(self.folder / path.name)
            writer.segments[:0] = found

    def create(self) -> None:
        """An index without documents."""
        index.FileIndex.create(_storage(self.folder), Schema()).close()

    def write(self, documents: Sequence[Document], *, gone: Iterable[Reference] = (), mark: Mark | None = None) -> None:
        """Put documents in the place of those with their keys, take out what is gone, set the mark: one commit.

        Segments are merged in a commit of their own, when these documents can be found already.
        """
        with self.committing() as writer:
            _remove(writer, documents, gone, mark)
            _add(writer, documents, mark)
            chosen = to_merge(writer.segments)
        if chosen:
            self.merge()

    def merge(self) -> None:
        with self.committing() as writer:
            writer.mergetype = merging(to_merge(writer.segments))

    @contextmanager
    def committing(self) -> Iterator[Any]:
        """A writer that commits at the end, or leaves the index as it was."""
        opened_index = index.FileIndex(_storage(self.folder))
        # compound=False: a compound segment would be written, and read, twice.
        writer = opened_index.writer(timeout=LOCK_SECONDS, codec=ArraysCodec(), compound=False)
        writer.pool = Postings()
        writer.merge = False
        try:
            yield writer
            writer.commit()
        finally:
            # After an error (a full disk) the writer would keep its lock for good.
            if not writer.is_closed:
                _give_up(writer)
            opened_index.close()


def _storage(folder: Path) -> FileStorage:
    # Not mapped into memory: reading a file that was cut short would end the process.
    return FileStorage(str(folder), supports_mmap=False)


def _add(writer: Any, documents: Iterable[Document], mark: Mark | None) -> None:
    for document in documents:
        writer.pool.add(document)
        writer.add_document()
    if mark is not None:
        writer.pool.add_mark(mark_as_json(mark))
        writer.add_document()


def _remove(writer: Any, documents: Iterable[Document], gone: Iterable[Reference], mark: Mark | None) -> None:
    known = [(object_type, ident) for object_type, ident in gone if object_type in TYPES]
    references = {reference(document.key) for document in documents}
    references |= {reference(f"{object_type}:{ident}") for object_type, ident in known}
    if mark is not None:
        references.add(MARK)
    articles = {ident for object_type, ident in known if object_type == "article"}
    for each in writer.segments:
        for number in opened(Path(writer.storage.folder), each).where(references, articles).tolist():
            each.delete_document(number)


def _give_up(writer: Any) -> None:
    with suppress(Exception):
        writer.cancel()
    if not writer.is_closed:
        with suppress(Exception):
            writer._finish()  # the only way to free the lock when cancel itself fails
    with suppress(Exception):
        if writer.writelock:
            writer.writelock.release()
