"""Writing a Whoosh index: one commit a batch, with the mark in it. A kill between two commits parts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from whoosh import index

from ...documents import Document, Reference
from ...keeping.journal import Mark
from .schema import MARK_KEY, fields_of, fields_of_mark, make_schema

LOCK_SECONDS: Final = 10
MEMORY_MB: Final = 64  # of postings, before they are sorted on disk; 256 for a rebuild
REBUILD_MEMORY_MB: Final = 256


class WhooshWriter:
    """Writes one generation. Call with the folder's lock held."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, documents: Iterable[Document], *, mark: Mark) -> None:
        """A new index in an empty folder, in one commit: one segment reads faster than many."""
        index.create_in(str(self.folder), make_schema()).close()
        with self.committing(REBUILD_MEMORY_MB) as writer:
            _add(writer, documents, mark)

    def write(self, documents: Sequence[Document], *, gone: Iterable[Reference] = (), mark: Mark | None = None) -> None:
        """Put documents in the place of those with their keys, take out what is gone, set the mark: one commit."""
        with self.committing(MEMORY_MB) as writer:
            _remove(writer, documents, gone, mark)
            _add(writer, documents, mark)

    @contextmanager
    def committing(self, memory_mb: int) -> Iterator[Any]:
        """A writer that commits at the end, or leaves the index as it was."""
        opened = index.open_dir(str(self.folder))
        # compound=False: a compound segment is copied into memory whenever a reader opens it.
        writer = opened.writer(timeout=LOCK_SECONDS, limitmb=memory_mb, compound=False)
        try:
            yield writer
            writer.commit()
        finally:
            # After an error (a full disk) the writer would keep its lock for good.
            if not writer.is_closed:
                _give_up(writer)
            opened.close()


def _add(writer: Any, documents: Iterable[Document], mark: Mark | None) -> None:
    for document in documents:
        writer.add_document(**fields_of(document))
    if mark is not None:
        writer.add_document(**fields_of_mark(mark))


def _remove(writer: Any, documents: Iterable[Document], gone: Iterable[Reference], mark: Mark | None) -> None:
    terms = [("key", document.key) for document in documents]
    for object_type, ident in gone:
        terms.append(("key", f"{object_type}:{ident}"))
        if object_type == "article":
            terms.append(("article", str(ident)))
    if mark is not None:
        terms.append(("key", MARK_KEY))
    # One reader for all of them: writer.delete_by_term opens one each.
    reader = writer.reader()
    try:
        for field, text in terms:
            if (field, text) in reader:
                for number in reader.postings(field, text).all_ids():
                    writer.delete_document(number)
    finally:
        reader.close()


def _give_up(writer: Any) -> None:
    with suppress(Exception):
        writer.cancel()
    if not writer.is_closed:
        with suppress(Exception):
            writer._finish()  # the only way to free the lock when cancel itself fails
    with suppress(Exception):
        if writer.writelock:
            writer.writelock.release()
