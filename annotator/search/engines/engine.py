"""What a search engine must do, whichever it is: keep documents with a mark, find them, say how it is.

Contract tests: tests/features/search/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..asking.expression import Node
from ..documents import Document, Reference
from ..keeping.journal import Mark


class IndexUnavailable(Exception):
    """The index cannot be read just now: missing, damaged, of another schema, or being swapped too often."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the form narrows a search to; empty: not narrowed. Dates are yyyymmdd, both included."""

    kinds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()  # folded (folding.key)
    collections: frozenset[int] = frozenset()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One search. `seen` are the visibilities that may be found (documents.seen_by), None for all of them.

    `exact` looks for the words only where they stand, never behind a garble, and takes no other number of a noun.
    Collections stand in the expression by id.
    """

    expression: Node | None
    seen: frozenset[str] | None
    exact: bool = False
    filters: Filters = field(default_factory=Filters)
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, how many there are in all, and how many of each kind if the kinds were not narrowed.

    `read_as` says which words of the corpus a word of the query stood for: a prefix, a misspelling, a plural.
    """

    hits: tuple[Hit, ...]
    total: int
    kinds: Mapping[str, int]
    read_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    def find(self, question: Question) -> Found:
        """Raises IndexUnavailable."""

    def mark(self) -> Mark:
        """How far the index has read the journal. Raises IndexUnavailable."""

    def digests(self) -> Iterator[tuple[str, str]]:
        """Key and digest of every document. Raises IndexUnavailable."""


class Writer(Protocol):
    """Used by one thread on a host at a time."""

    def write(self, documents: Iterable[Document], *, stale: Iterable[Reference], mark: Mark | None) -> None:
        """Replace the documents of `stale` by `documents`, in one commit with the mark (None: leave it).

        A stale article that has no document takes everything on it along.
        """
