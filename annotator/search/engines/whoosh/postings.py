"""The words of some documents, gathered while a segment is written, then sorted by word in one go.

Stands where Whoosh's pool of postings stood: that one sorted a tuple for each word of each document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from ...documents import Document
from ...folding import placed
from .arrays import Array
from .schema import BOOSTS, COLUMNS, PROPERTIES, columns_of, columns_of_mark, properties_of, thousandths
from .segments import Segment

_LOW: Final = np.int64((1 << 32) - 1)


class Vocabulary(dict[str, int]):
    """Words with a number each, in the order in which they came."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class Gathered:
    """The words of one field: of each its number, its document, its position."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.codes = array("I")
        self.positions = array("I")
        self.numbers = array("I")  # of the documents
        self.lengths = array("I")  # how many words each of them has
        self.chunks: list[tuple[Array, Array, Array]] = []

    def add(self, number: int, words: Sequence[str], positions: Iterable[int]) -> None:
        code = self.vocabulary
        self.codes.extend([code[word] for word in words])
        self.positions.extend(positions)
        self.numbers.append(number)
        self.lengths.append(len(words))

    def settle(self) -> None:
        """Put what was added one by one among the chunks."""
        documents = np.repeat(_taken(self.numbers), _taken(self.lengths))
        self.chunks.append((_taken(self.codes), documents, _taken(self.positions)))
        for each in (self.codes, self.positions, self.numbers, self.lengths):
            del each[:]

    def add_chunk(self, words: Sequence[str], codes: Array, documents: Array, positions: Array) -> None:
        """Words of documents that come behind all that are here; `codes` are places in `words`."""
        self.settle()
        own = np.fromiter((self.vocabulary[word] for word in words), np.uint32, len(words))
        self.chunks.append((own[codes], documents.astype(np.uint32), positions.astype(np.uint32)))

    def arrays(self, name: str, *, placed: bool) -> dict[str, Array]:
        """By word, and each word's by document: documents, frequencies, positions, and where each word's begin."""
        self.settle()
        words = sorted(self.vocabulary)
        rank = np.empty(len(words), np.int64)
        rank[np.fromiter((self.vocabulary[word] for word in words), np.int64, len(words))] = np.arange(len(words))
        codes, documents, positions = (np.concatenate([chunk[part] for chunk in self.chunks]) for part in range(3))
        # Sorted by word; what is alike stays in order: documents and positions ascend already.
        order = np.sort((rank[codes] << np.int64(32)) | np.arange(len(codes)))
        terms = order >> np.int64(32)
        order &= _LOW
        documents = documents[order]
        first = np.ones(len(terms), np.bool_)
        first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
        begins = np.flatnonzero(first)
        limits = np.arange(len(words) + 1)
        found = {
            f"{name}.words": np.frombuffer("\n".join(words).encode("utf-8", "surrogatepass"), np.uint8),
            f"{name}.starts": np.searchsorted(terms[begins], limits).astype(np.int64),
            f"{name}.documents": documents[begins],
        }
        if placed:
            frequencies = np.diff(np.append(begins, len(terms)))
            found |= {
                f"{name}.frequencies": smallest(frequencies),
                f"{name}.occurrences": np.searchsorted(terms, limits).astype(np.int64),
                f"{name}.positions": smallest(positions[order]),
            }
        return found


class Postings:
    """Everything of the documents of a new segment."""

    def __init__(self) -> None:
        self.fields = {name: Gathered() for name in (*BOOSTS, PROPERTIES)}
        self.columns: dict[str, list[Any]] = {name: [] for name in (*COLUMNS, *map(length_of, BOOSTS))}
        self.numbers: list[tuple[int, int]] = []  # a quantity in thousandths, and the document that states it
        self.words = 0
        self.mark: dict[str, Any] | None = None

    def __len__(self) -> int:
        return len(self.columns["reference"])

    def add(self, document: Document) -> None:
        number = len(self)
        for name in BOOSTS:
            words, positions = placed(getattr(document, name))
            if words:
                self.fields[name].add(number, words, positions)
                self.words += len(words)
            self.columns[length_of(name)].append(len(words))
        properties = properties_of(document)
        self.fields[PROPERTIES].add(number, properties, [0] * len(properties))
        self.numbers += ((thousandths(value), number) for value in document.numbers)
        self._add_columns(columns_of(document))

    def add_mark(self, mark: dict[str, Any]) -> None:
        """The mark is a document without words: the next one takes its place as any document's."""
        self.mark = mark
        for name in BOOSTS:
            self.columns[length_of(name)].append(0)
        self._add_columns(columns_of_mark())

    def _add_columns(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            self.columns[name].append(value)

    def add_segment(self, segment: Segment) -> None:
        """The documents of an older segment that are still there. A mark among them stays the mark."""
        live = segment.live()
        number = np.cumsum(live) - 1 + len(self)
        for name, gathered in self.fields.items():
            field = segment.fields[name]
            codes, documents, positions = field.everything()
            stays = live[documents]
            gathered.add_chunk(field.words, codes[stays], number[documents[stays]], positions[stays])
            self.words += int(stays.sum())
        values, documents = segment.numbers()
        stays = live[documents]
        self.numbers += zip(values[stays].tolist(), number[documents[stays]].tolist(), strict=True)
        for name, column in self.columns.items():
            column.extend(segment.column(name)[live].tolist())
        if segment.has_mark():
            self.mark = segment.file.about["mark"]

    def arrays(self) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for name, gathered in self.fields.items():
            found |= gathered.arrays(name, placed=name != PROPERTIES)
        for name, values in self.columns.items():
            column = np.array(values, COLUMNS.get(name, np.uint32))
            found[name] = column if name in COLUMNS else smallest(column)
        numbers = np.array(sorted(self.numbers), np.int64).reshape(-1, 2)
        return found | {"numbers.values": numbers[:, 0], "numbers.documents": numbers[:, 1].astype(np.uint32)}

    # -- what Whoosh's writer asks of its pool

    def iter_postings(self) -> Postings:
        return self

    def cleanup(self) -> None:
        """Nothing was put on the disk."""


def length_of(field: str) -> str:
    return f"{field}.length"


def smallest(values: Array) -> Array:
    """The same numbers in the smallest type that holds them."""
    most = int(values.max(initial=0))
    return values.astype(np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32)


def _taken(values: array[int]) -> Array:
    return np.array(values, np.uint32)
