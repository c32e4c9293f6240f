"""What a search engine must do, whichever it is: keep documents with a mark, find them, say how it is.

Two sides: a Reader answers, in every thread of every process; a Store is what the one writer holds.

Contract tests: tests/features/search/test_engine.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from ...db.journal import Mark
from ..asking.expression import Node
from ..documents import Document, Half, Reference, Viewer
from ..documents.document import EVERYTHING

SORTS: Final = ("relevance", "date", "worth", "confidence")  # the highest and the newest first
# What hits are counted and narrowed by, in the order in which they are offered.
FACETS: Final = (
    "kind", "state", "verdict", "feed", "outlet", "collection", "tag", "language", "category", "reviewer", "month",
)  # fmt: skip
FACET_VALUES: Final = 100  # counted of one facet: the commonest, and those chosen
IN_GROUP: Final = 3  # hits shown of one article when they are grouped


def offered(values: Mapping[str, int], chosen: Collection[str]) -> dict[str, int]:
    """The commonest values of a facet with their counts, and those that are chosen, though nothing has them."""
    commonest = sorted(values, key=lambda value: (-values[value], value))[:FACET_VALUES]
    return {value: values[value] for value in commonest} | {value: values.get(value, 0) for value in chosen}


class IndexUnavailable(Exception):
    """The index cannot be read just now: missing, damaged, of another schema, or being swapped too often."""


class Busy(Exception):
    """Somebody else is the writer just now."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to: of each facet one of the chosen values, folded (folding.key); dates are yyyymmdd,
    both included. Empty: not narrowed."""

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None

    def __bool__(self) -> bool:
        return any(self.chosen.values()) or self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Question:
    """One search. Collections and people stand in the expression by id.

    `exact` looks for the words only where they stand, never behind a garble, and takes no other number of a noun.
    `sort` is one of SORTS; ties, and hits without the value, by score, then the newest. `facets` are those to count.
    `grouped`: the hits of an article stand together, where the best of them stands; `offset` and `limit` then count
    articles (a hit on none is a group of its own), and at most IN_GROUP hits of each come.
    """

    expression: Node | None = None
    viewer: Viewer = EVERYTHING
    exact: bool = False
    filters: Filters = field(default_factory=Filters)
    sort: str = "relevance"
    facets: tuple[str, ...] = ()
    grouped: bool = False
    offset: int = 0
    limit: int = 20


class Hit(NamedTuple):
    """`group`: how many hits there are on its article, where they are grouped."""

    key: str
    score: float
    group: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """Some hits in order, and how many there are in all.

    `facets` counts by facet and value, each facet without its own filter (month: without the dates). `groups`: articles
    among the hits, when grouped. `read_as` says which words of the corpus a word of the query stood for: a prefix, a
    misspelling, a plural.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    groups: int = 0
    read_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """Each method raises IndexUnavailable."""

    def find(self, question: Question) -> Found: ...

    def mark(self) -> Mark:
        """How far the index has read the journal."""

    def digests(self) -> Iterator[tuple[str, str]]:
        """Key and digest of every document."""

    def values(self, name: str, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        """Values of a property that have a word beginning so (folded), with how many documents that this person may
        find have each, the commonest first; none that they may not find."""

    def vocabulary(self, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        """Words of the corpus that begin so (folded), in the same way."""

    def similar(self, word: str, viewer: Viewer, limit: int) -> list[str]:
        """Words of the corpus at most two letters from this one (one, under six letters), folded, itself left out; the
        nearest first, then the commonest; none that stands only where this person may not look."""

    def frequencies(self, words: Collection[str]) -> tuple[Mapping[str, int], int]:
        """In how many documents each word (folded) stands, and how many documents there are."""

    def generation(self) -> str:
        """The name of the generation that answers; empty: none, or one of another version. Never raises."""

    def progress(self) -> tuple[int, int] | None:
        """How far the writer is with a new generation, as (done, total); None when it builds none. Never raises."""

    def rebuild_wanted(self) -> bool:
        """Whether somebody asked for a new generation that is not there yet. Never raises."""

    def warm(self) -> None:
        """Read what nearly every question needs, so that the first need not. Never raises."""

    def close(self) -> None:
        """Let go of what is opened; the next question opens it again."""


Read = Callable[[Half | None], Iterable[Document]]  # every document of the desk, or those of one half


class Store(Protocol):
    """The writer's side. What writes is called inside `writing`."""

    where: str  # where the index is, for an administrator

    @property
    def reader(self) -> Reader: ...

    def writing(self, seconds: float = 0.0) -> AbstractContextManager[object]:
        """Be the one writer. Raises Busy when another is, after having waited so long."""

    def trouble(self) -> str | None:
        """Why the index cannot be trusted, whatever the journal says, in words; None: it can."""

    def none_yet(self) -> bool:
        """Whether no index was ever built here."""

    def write(self, documents: Sequence[Document], *, gone: Iterable[Reference] = (), mark: Mark | None = None) -> None:
        """Put documents in the place of those with their keys, take out what is gone (with an article, what stands on
        it), set the mark: all of it or nothing. Raises IndexUnavailable when there is no index."""

    def build(self, read: Read, *, mark: Mark, stopped: Callable[[], bool], number: int = 0) -> bool:
        """A new generation of all that is read, at once or by halves (`number`: about how many documents), beside the
        old one, which goes on answering; then let it answer. Half-built ones that were left are removed. False, and
        nothing is changed: `stopped` midway."""

    def tell(self, done: int, total: int) -> None:
        """Say how far a new generation is, for whoever waits for it in another process."""

    def ask_for_rebuild(self) -> None:
        """Have the writer build a new generation."""

    def size(self) -> int:
        """Bytes that it takes."""

    def sweep(self) -> None:
        """Remove what nobody reads any more."""

    def opened(self) -> None:
        """From here on it is written to."""

    def closed(self) -> None:
        """A clean stop: everything is on disk."""
