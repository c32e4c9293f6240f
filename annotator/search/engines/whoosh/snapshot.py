"""The index as of one commit: its segments behind one another, each document by one number."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from ....db.journal import Mark
from ..engine import IndexUnavailable
from .arrays import Array
from .schema import EXTENSION, MARK, PROPERTIES, key_of, mark_of_json
from .segments import FieldPart, Segment, Spellings, opened

INDEX_NAME: Final = "MAIN"
KEPT_SETS: Final = 16
Part = tuple[int, Segment]  # a segment and where its documents begin


class Snapshot:
    """Sets of documents are arrays of truth values, one a document."""

    def __init__(self, segments: list[Segment], before: Snapshot | None = None) -> None:
        self.segments = segments
        large = [segment for segment in segments if segment.is_large()]
        self.spelled: Spellings = before.spelled if before and before.spelled.are_of(large) else Spellings(large)
        self.parts: list[Part] = []
        self.size = 0
        for segment in segments:
            self.parts.append((self.size, segment))
            self.size += segment.size
        self.live = self.joined(Segment.live).astype(np.bool_)
        self.live &= self.column("reference") != MARK
        self.total = int(self.live.sum())
        self.kept: dict[tuple[str, str], Array] = {}
        self.lock = threading.Lock()

    def joined(self, read: Callable[[Segment], Array]) -> Array:
        found = [read(segment) for segment in self.segments]
        return found[0] if len(found) == 1 else np.concatenate(found) if found else np.empty(0, np.int64)

    def column(self, name: str) -> Array:
        return self.joined(lambda segment: segment.column(name))

    @cached_property
    def articles(self) -> Array:
        """The article of each document; one that is on none has a number below 0 of its own."""
        own = self.column("article")
        return np.where(own > 0, own, -1 - np.arange(self.size))

    @cached_property
    def references(self) -> Array:
        return self.column("reference")

    def nothing(self) -> Array:
        return np.zeros(self.size, np.bool_)

    # -- words and properties

    def fields(self, name: str) -> Iterator[tuple[int, FieldPart]]:
        for offset, segment in self.parts:
            yield offset, segment.fields[name]

    def add_word(self, found: Array, name: str, word: str) -> bool:
        """Add the documents of a word to a set. Whether there is one."""
        any_ = False
        for offset, field in self.fields(name):
            at = field.index(word)
            if at >= 0:
                any_ = True
                found[offset:][field.documents(at)] = True
        return any_

    def add_beginning(self, found: Array, name: str, stem: str) -> None:
        """Add the documents of all words that begin so."""
        for offset, field in self.fields(name):
            first, last = field.beginning(stem)
            if last > first:
                found[offset:][field.documents(first, last)] = True

    def has(self, name: str, value: str) -> Array:
        """The documents with this property. Not to be changed: it is kept."""
        with self.lock:
            found = self.kept.get((name, value))
            if found is None:
                found = self.nothing()
                self.add_word(found, PROPERTIES, f"{name}={value}")
                if len(self.kept) >= KEPT_SETS:
                    self.kept.pop(next(iter(self.kept)))
                self.kept[name, value] = found
            return found

    def spellings(self, length: int) -> Iterator[list[str]]:
        """The words that have so many letters, figures left out; some of them several times."""
        yield self.spelled.by_length(length)
        yield from (segment.by_length(length) for segment in self.segments if not segment.is_large())

    def values(self, name: str) -> list[str]:
        """Every value of a property, in order."""
        begins = f"{name}="
        found = set()
        for _, field in self.fields(PROPERTIES):
            first, last = field.beginning(begins)
            found.update(field.words[first:last])
        return [value[len(begins) :] for value in sorted(found)]

    def counts(self, name: str, among: Array) -> Counter[str]:
        """How many of some documents have each value of a property."""
        found: Counter[str] = Counter()
        for offset, field in self.fields(PROPERTIES):
            first, last = field.beginning(f"{name}=")
            if last > first:
                starts = field.starts[first : last + 1]
                inside = np.add.reduceat(
                    among[offset:][field.documents(first, last)].astype(np.int64), starts[:-1] - starts[0]
                )
                for at in np.flatnonzero(inside).tolist():
                    found[field.words[first + at][len(name) + 1 :]] += int(inside[at])
        return found

    def facets(self, names: Sequence[str], numbers: Array) -> dict[str, Counter[str]]:
        """The same for some of what is narrowed by, quickly: by the documents' numbers, ascending."""
        found: dict[str, Counter[str]] = {name: Counter() for name in names}
        for offset, segment in self.parts:
            first, last = np.searchsorted(numbers, (offset, offset + segment.size))
            if first == last:
                continue
            own = numbers[first:last] - offset
            inside: Array | None = None
            for name in names:
                part = segment.facet(name)
                if not part.values:
                    continue
                counts = np.bincount(part.codes.take(own), minlength=len(part.values) + 1)
                documents, codes = part.more
                if documents.size:
                    if inside is None:
                        inside = np.zeros(segment.size, np.bool_)
                        inside[own] = True
                    counts += np.bincount(codes[inside[documents]], minlength=len(part.values) + 1)
                counts[0] = 0
                told = found[name]
                for at in np.flatnonzero(counts).tolist():
                    told[part.values[at - 1]] += int(counts[at])
        return found

    def frequency(self, name: str, word: str) -> int:
        found = 0
        for _, field in self.fields(name):
            at = field.index(word)
            found += field.frequency(at) if at >= 0 else 0
        return found

    def quantities(self, low: int | None, high: int | None) -> Array:
        """The documents that state a quantity, in thousandths, both ends included."""
        found = self.nothing()
        for offset, segment in self.parts:
            values, documents = segment.numbers()
            first = 0 if low is None else int(np.searchsorted(values, low, "left"))
            last = len(values) if high is None else int(np.searchsorted(values, high, "right"))
            found[offset:][documents[first:last]] = True
        return found

    # -- the index itself

    def mark(self) -> Mark:
        for segment in reversed(self.segments):
            if segment.has_mark():
                return mark_of_json(segment.file.about["mark"])
        raise IndexUnavailable("the index does not say how far it has read")

    def digests(self) -> Iterator[tuple[str, str]]:
        if self.segments:
            written = np.concatenate([segment.file.read("digest") for segment in self.segments])
            for reference, digest in zip(self.references[self.live].tolist(), written[self.live].tolist(), strict=True):
                yield key_of(reference), digest.decode()

    def unchanged(self) -> None:
        """Raises Damaged, FileNotFoundError when a file is no more what was opened."""
        for segment in self.segments:
            segment.file.unchanged()

    def warm(self) -> None:
        """Read what nearly every question needs, before processes part that may then share it."""
        for segment in self.segments:
            segment.warm()

    def verify(self) -> None:
        """Read every file to its end. Raises Damaged."""
        for segment in self.segments:
            segment.file.verify()


def newest_commit(folder: Path) -> int:
    """The number of the newest table of contents. Raises IndexUnavailable when there is none."""
    begins, ends = f"_{INDEX_NAME}_", ".toc"
    # Asked of every search: no Path for each file.
    names = [name for name in os.listdir(folder) if name.startswith(begins) and name.endswith(ends)]  # noqa: PTH208
    numbers = [int(name[len(begins) : -len(ends)]) for name in names]
    if not numbers:
        raise IndexUnavailable("the index has no table of contents")
    return max(numbers)


def snapshot_of(folder: Path, commit: int, before: Snapshot | None) -> Snapshot:
    """What that commit left. Segments that `before` has too are not read again."""
    known = {segment.file.path: segment for segment in before.segments} if before else {}
    found = []
    for each in contents(folder, commit):
        path = folder / each.make_filename(EXTENSION)
        if path in known:
            found.append(known[path].with_deleted(frozenset(each.deleted_docs())))
        else:
            found.append(opened(folder, each))
    return Snapshot(found, before)


def contents(folder: Path, commit: int) -> list[Any]:
    """Whoosh's segments of a commit."""
    found: list[Any] = TOC.read(FileStorage(str(folder), supports_mmap=False), INDEX_NAME, gen=commit).segments
    return found
