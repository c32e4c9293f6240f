"""Reading a Whoosh index.

Whoosh says which segments there are and what is deleted in them; what matches, what it is worth and in which order it
comes is reckoned over whole arrays (matching.py, scoring.py, ordering.py), read from the files as they are needed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, reduce
from operator import and_
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from ....db.journal import Mark
from ...asking.expression import Fuzzy
from ...documents import Viewer
from ...documents.document import EVERYTHING, JUDGED
from ..engine import Filters, Found, Hit, IndexUnavailable, Question, offered
from ..ordering import best, grouped, ranks
from .arrays import Array
from .generations import Generations, read_progress
from .matching import Matching, TimeIsUp
from .schema import NUMBERS, SCHEMA, keys_of
from .scoring import Scoring
from .snapshot import Snapshot, newest_commit, snapshot_of

# Now and then an opening meets a commit and finds a file gone: it is tried again, and at last the database answers.
TRIES: Final = 5
TRYING_SECONDS: Final = 0.3
PAUSE: Final = 0.02
LIMIT_SECONDS: Final = 2.0
Answer = TypeVar("Answer")


class WhooshReader:
    """Answers from the current generation, as of its newest commit. Threads may search at once."""

    def __init__(self, folder: Path) -> None:
        self.generations = Generations(folder, SCHEMA)
        self.lock = threading.Lock()
        self.opened: tuple[Path, int, Snapshot] | None = None

    def find(self, question: Question) -> Found:
        return self.reading(lambda snapshot: find(snapshot, question))

    def mark(self) -> Mark:
        return self.reading(Snapshot.mark)

    def values(self, name: str, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        def read(snapshot: Snapshot) -> list[tuple[str, int]]:
            matching = _matching(snapshot, viewer)
            counts = snapshot.counts(name, matching.open(name, matching.seen()))
            return commonest((each for each in counts.items() if f" {begins}" in f" {each[0]}"), limit)

        return self.reading(read)

    def vocabulary(self, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        def read(snapshot: Snapshot) -> list[tuple[str, int]]:
            matching = _matching(snapshot, viewer)
            seen = matching.seen()
            found = matching.beginning(begins, limit * 3)
            return commonest(((word, _count(matching.anywhere((word,)) & seen)) for word in found), limit)

        return self.reading(read)

    def similar(self, word: str, viewer: Viewer, limit: int) -> list[str]:
        def read(snapshot: Snapshot) -> list[str]:
            matching = _matching(snapshot, viewer)
            seen = matching.seen()
            near = (other for other in matching.spelled_nearly(Fuzzy(word, 2)) if other != word)
            return [other for other in near if (matching.anywhere((other,)) & seen).any()][:limit]

        return self.reading(read)

    def frequencies(self, words: Collection[str]) -> tuple[Mapping[str, int], int]:
        def read(snapshot: Snapshot) -> tuple[Mapping[str, int], int]:
            matching = _matching(snapshot, EVERYTHING)
            return {word: _count(matching.anywhere((word,)) & snapshot.live) for word in words}, snapshot.total

        return self.reading(read)

    def digests(self) -> Iterator[tuple[str, str]]:
        yield from self.reading(lambda snapshot: list(snapshot.digests()))

    def verify(self) -> None:
        """Read every file to its end."""
        self.reading(Snapshot.verify)

    def generation(self) -> str:
        folder = self.generations.current()
        return folder.name if folder else ""

    def progress(self) -> tuple[int, int] | None:
        return read_progress(self.generations.folder)

    def rebuild_wanted(self) -> bool:
        return self.generations.rebuild_wanted()

    def warm(self) -> None:
        """Read what nearly every question needs; nothing while there is no index."""
        with suppress(IndexUnavailable):
            self.reading(Snapshot.warm)

    def reading(self, ask: Callable[[Snapshot], Answer]) -> Answer:
        """Ask the newest snapshot, several times if need be. Any error ends in IndexUnavailable."""
        began = time.monotonic()
        for attempt in range(TRIES):
            try:
                return ask(self.snapshot())
            except TimeIsUp as error:
                raise IndexUnavailable("it took too long") from error
            except Exception as error:  # of damaged files: whatever their bytes are taken for
                if not isinstance(error, FileNotFoundError):  # a commit came between: what was read still holds
                    self.close()
                if attempt == TRIES - 1 or time.monotonic() - began > TRYING_SECONDS:
                    raise IndexUnavailable(f"{type(error).__name__}: {error}") from error
                time.sleep(PAUSE)
        raise AssertionError("not reached")

    def snapshot(self) -> Snapshot:
        with self.lock:
            folder = self.generations.current()
            if folder is None:
                raise IndexUnavailable("there is no index yet")
            commit = newest_commit(folder)
            if self.opened is None or self.opened[:2] != (folder, commit):
                before = self.opened[2] if self.opened else None
                self.opened = folder, commit, snapshot_of(folder, commit, before)
            self.opened[2].unchanged()
            return self.opened[2]

    def close(self) -> None:
        """Let go of the opened files, and of all that was read of them."""
        with self.lock:
            self.opened = None


def _matching(snapshot: Snapshot, viewer: Viewer) -> Matching:
    return Matching(snapshot, viewer, until=time.monotonic() + LIMIT_SECONDS)


def find(snapshot: Snapshot, question: Question) -> Found:
    until = time.monotonic() + LIMIT_SECONDS
    matching = Matching(snapshot, question.viewer, exact=question.exact, until=until)
    try:
        found = matching.seen()
        if question.expression is not None:
            found = found & matching.of(question.expression)
        narrowings = narrowed(matching, question.filters)
        counts = counted(matching, question, found, narrowings)
        found = reduce(and_, narrowings.values(), found)
    except TimeIsUp:
        return Found((), 0, notes=("This took longer than two seconds and was stopped. Ask for fewer words.",))
    numbers = np.flatnonzero(found)
    hits, groups = ordered(matching, question, numbers)
    notes = tuple(matching.notes)
    return Found(hits, len(numbers), counts, groups, dict(matching.read_as), notes)


def narrowed(matching: Matching, filters: Filters) -> dict[str, Array]:
    """By facet the documents that its filter leaves; the dates under "month"."""
    found = {name: matching.with_any(name, values) for name, values in filters.chosen.items() if values}
    if filters.low is not None or filters.high is not None:
        dates = matching.numbers_between("date", filters.low or 1, filters.high)
        found["month"] = found["month"] & dates if "month" in found else dates
    return found


def counted(
    matching: Matching, question: Question, found: Array, narrowings: Mapping[str, Array]
) -> dict[str, dict[str, int]]:
    """How many of the matching documents have each value of each facet, that facet's own filter aside."""
    if not question.facets:
        return {}
    numbers = np.flatnonzero(reduce(and_, narrowings.values(), found))
    hidden = JUDGED if matching.viewer.blind is not None else frozenset()
    alike = [facet for facet in question.facets if facet not in narrowings and facet not in hidden]
    by_facet = matching.snapshot.facets(alike, numbers)
    for facet in (facet for facet in question.facets if facet not in by_facet):
        base = numbers
        if facet in narrowings:
            base = np.flatnonzero(reduce(and_, (mask for name, mask in narrowings.items() if name != facet), found))
        if facet in hidden:
            base = base[~matching.veiled()[base]]
        by_facet |= matching.snapshot.facets([facet], base)
    chosen = question.filters.chosen
    return {facet: offered(by_facet[facet], chosen.get(facet, ())) for facet in question.facets}


def ordered(matching: Matching, question: Question, numbers: Array) -> tuple[tuple[Hit, ...], int]:
    """The hits asked for, and how many groups there are."""
    snapshot = matching.snapshot
    if not len(numbers):
        return (), 0
    every = Scoring(matching).of(question.expression)
    scores = None if every is None else every[numbers]
    values: Array | None = None
    if question.sort != "relevance":
        values = snapshot.column(question.sort)[numbers]
        if question.sort in JUDGED and matching.viewer.blind is not None:
            values = np.where(matching.veiled()[numbers], NUMBERS[question.sort], values)
    by = ranks(values, scores, len(numbers))
    groups = 0
    if question.grouped:
        found, groups = grouped(numbers, by, snapshot.articles[numbers], question.offset, question.limit)
        places = np.array([place for place, _ in found], np.int64)
        sizes = [size for _, size in found]
    else:
        places = best(numbers, by, question.offset + question.limit)[question.offset :]
        sizes = [1] * len(places)
    keys = keys_of(snapshot.references[numbers[places]])
    given = [0.0] * len(places) if scores is None else np.round(scores[places].astype(np.float64), 4).tolist()
    return tuple(map(Hit, keys, given, sizes)), groups


def commonest(counted: Iterable[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
    found = [(value, number) for value, number in counted if number]
    return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]


def _count(found: Array) -> int:
    return int(np.count_nonzero(found))


@cache
def reader_of(folder: Path) -> WhooshReader:
    """The one reader of a folder in this process."""
    return WhooshReader(folder)
