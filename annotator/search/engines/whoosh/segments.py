"""One segment as it is read: immutable but for its deletions, so what was read of it is kept over commits."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any, Final

import numpy as np

from ..engine import FACETS
from .arrays import Array, ArraysFile, Damaged
from .schema import BOOSTS, EXTENSION, MARK, PROPERTIES

Occurrences = tuple[Array, Array]
NOTHING: Final = np.empty(0, np.uint32)
LARGE: Final = 4_096  # documents


class FieldPart:
    """The words of one field in one segment, in order. Their documents are read when they are asked for."""

    def __init__(self, file: ArraysFile, name: str) -> None:
        self.file = file
        self.name = name

    @cached_property
    def words(self) -> list[str]:
        text = self.file.read(f"{self.name}.words").tobytes().decode("utf-8", "surrogatepass")
        # The fields and segments of a desk have most words in common: each is there once.
        return list(map(intern, text.split("\n"))) if text else []

    @cached_property
    def starts(self) -> Array:
        return self.file.read(f"{self.name}.starts")

    @cached_property
    def begins(self) -> Array:
        """Where each word's occurrences begin."""
        return self.file.read(f"{self.name}.occurrences")

    def index(self, word: str) -> int:
        """The place of a word; -1 when it is not there."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else -1

    def beginning(self, stem: str) -> tuple[int, int]:
        """The places of the words that begin so, half-open."""
        first = bisect_left(self.words, stem)
        return first, bisect_left(self.words, stem + "\U0010ffff", first)

    def documents(self, first: int, last: int | None = None) -> Array:
        """The documents of a word, or those of several, one behind the other."""
        last = first + 1 if last is None else last
        return self.file.read(f"{self.name}.documents", int(self.starts[first]), int(self.starts[last]))

    def frequency(self, at: int) -> int:
        return int(self.starts[at + 1] - self.starts[at])

    def frequencies(self, at: int) -> Array:
        """How often a word stands in each of its documents."""
        return self.file.read(f"{self.name}.frequencies", int(self.starts[at]), int(self.starts[at + 1]))

    def occurrences(self, at: int) -> Occurrences:
        """Each place of a word: its document, its position."""
        documents = np.repeat(self.documents(at), self.frequencies(at))
        return documents, self.file.read(f"{self.name}.positions", int(self.begins[at]), int(self.begins[at + 1]))

    def everything(self) -> tuple[Array, Array, Array]:
        """Of each occurrence of each word the word's place, the document, the position."""
        documents = self.file.read(f"{self.name}.documents")
        if self.name == PROPERTIES:
            codes = np.repeat(np.arange(len(self.words)), np.diff(self.starts)) if self.words else NOTHING
            return codes, documents, np.zeros(len(documents), np.uint32)
        codes = np.repeat(np.arange(len(self.words)), np.diff(self.begins)) if self.words else NOTHING
        repeated = np.repeat(documents, self.file.read(f"{self.name}.frequencies"))
        return codes, repeated, self.file.read(f"{self.name}.positions")


class FacetPart:
    """A facet's values in one segment, and of each document the number of its value, from 1; 0: it has none. A document
    with several has the others in `more`."""

    def __init__(self, field: FieldPart, name: str, size: int) -> None:
        first, last = field.beginning(f"{name}=")
        self.values = [word[len(name) + 1 :] for word in field.words[first:last]]
        self.codes = np.zeros(size, np.min_scalar_type(last - first))  # most facets have few values: one byte
        documents = field.documents(first, last) if last > first else NOTHING
        codes = (
            np.repeat(np.arange(1, last - first + 1), np.diff(field.starts[first : last + 1]))
            if last > first
            else NOTHING
        )
        self.codes[documents] = codes
        others = self.codes[documents] != codes
        self.more = (documents[others], codes[others])


class Segment:
    """`size` counts deleted documents too."""

    def __init__(self, file: ArraysFile, size: int, deleted: frozenset[int]) -> None:
        self.file = file
        self.size = size
        self.deleted = deleted
        self.fields = {name: FieldPart(file, name) for name in (*BOOSTS, PROPERTIES)}
        self.columns: dict[str, Array] = {}
        self.facets: dict[str, FacetPart] = {}
        self.summed: dict[str, tuple[int, int]] = {}
        self.spelled: dict[int, list[str]] = {}
        if file.about.get("size") != size:
            raise Damaged(f"{file.path.name} is of another segment")

    def with_deleted(self, deleted: frozenset[int]) -> Segment:
        """The same segment with other deletions: all that was read of it is shared."""
        if deleted == self.deleted:
            return self
        other = Segment(self.file, self.size, deleted)
        other.fields, other.columns, other.facets = self.fields, self.columns, self.facets
        other.summed, other.spelled = self.summed, self.spelled
        return other

    def live(self) -> Array:
        """Which documents are not deleted."""
        live = np.ones(self.size, np.bool_)
        live[list(self.deleted)] = False
        return live

    def column(self, name: str) -> Array:
        if name not in self.columns:
            self.columns[name] = self.file.read(name)
        return self.columns[name]

    def sums(self, field: str) -> tuple[int, int]:
        """How many words a field has in all its documents, and how many of these have it."""
        if field not in self.summed:
            lengths = self.column(f"{field}.length")
            self.summed[field] = int(lengths.sum()), int(np.count_nonzero(lengths))
        return self.summed[field]

    def numbers(self) -> tuple[Array, Array]:
        """Quantities in thousandths, ascending, and who states each."""
        return self.file.read("numbers.values"), self.file.read("numbers.documents")

    def facet(self, name: str) -> FacetPart:
        if name not in self.facets:
            self.facets[name] = FacetPart(self.fields[PROPERTIES], name, self.size)
        return self.facets[name]

    def by_length(self, length: int) -> list[str]:
        """The words of all fields that have so many letters, figures left out."""
        if not self.spelled:
            found: dict[int, list[str]] = defaultdict(list, {0: []})
            for word in sorted({word for name in BOOSTS for word in self.fields[name].words if not word.isdigit()}):
                found[len(word)].append(word)
            self.spelled.update(found)
        return self.spelled.get(length, [])

    def is_large(self) -> bool:
        """Whether it lives for long: what is made of it and others is worth keeping."""
        return self.size >= LARGE

    def has_mark(self) -> bool:
        return self.mark_row() is not None

    def mark_row(self) -> int | None:
        """Where the mark stands, if it still counts."""
        if self.file.about.get("mark") is None:
            return None
        rows = np.flatnonzero(self.column("reference") == MARK).tolist()
        return next((row for row in rows if row not in self.deleted), None)

    def where(self, references: Iterable[int], articles: Iterable[int]) -> Array:
        """The documents with these references, or on these articles, that are not deleted."""
        found = np.isin(self.column("reference"), np.fromiter(references, np.int64))
        on = np.fromiter(articles, np.int64)
        if on.size:
            found |= np.isin(self.column("article"), on)
        return np.flatnonzero(found & self.live())

    def warm(self) -> None:
        """Read what nearly every question needs."""
        for name in FACETS:
            self.facet(name)
        for name in ("reference", "article", "date", "worth", "confidence", *(f"{field}.length" for field in BOOSTS)):
            self.column(name)
        for name in (*BOOSTS, PROPERTIES):
            self.fields[name].index("")
            self.fields[name].starts, self.fields[name].begins
        self.by_length(1)


class Spellings:
    """The words of some segments by their number of letters, each once: halves of one desk have nearly the same."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = list(segments)
        self.known: dict[int, list[str]] = {}

    def by_length(self, length: int) -> list[str]:
        if length not in self.known:
            words = dict.fromkeys(word for segment in self.segments for word in segment.by_length(length))
            self.known[length] = list(words)
        return self.known[length]

    def are_of(self, segments: Iterable[Segment]) -> bool:
        """Whether these are the segments, whatever is deleted in them by now."""
        return [each.file for each in segments] == [each.file for each in self.segments]


def opened(folder: Path, segment: Any) -> Segment:
    """A segment of Whoosh's table of contents. Raises FileNotFoundError, Damaged."""
    file = ArraysFile(folder / segment.make_filename(EXTENSION))
    return Segment(file, segment.doc_count_all(), frozenset(segment.deleted_docs()))
