"""Reading a Whoosh index.

What matches is found by our own set algebra over bit masks (whole numbers, one bit a document): a word's documents
are read once from its postings, and AND, OR, NOT, filters, rights and counts are single operations on them. Whoosh
then only scores the best of what is left, by BM25F.

Whoosh's traps that are kept out: its query parser (48 s for `a* OR b* OR …`), FuzzyTerm (38 ms against 2.5 here),
`filter=` with a query (computed anew each time), Searcher.refresh() (ReaderClosed for ever after a merge).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from whoosh import index
from whoosh.collectors import TimeLimit, WrappingCollector
from whoosh.scoring import BM25F

from ...keeping.journal import Mark
from ..engine import Filters, Found, Hit, IndexUnavailable, Question
from .generations import Generations
from .masks import Masks
from .schema import MARK_KEY, SCHEMA, read_mark

# About one opening in a hundred meets a commit and finds a file gone. Whoosh tries again itself, for half a second,
# when a file stays away: then the database answers.
TRIES: Final = 5
TRYING_SECONDS: Final = 0.3
PAUSE: Final = 0.02
LIMIT_SECONDS: Final = 2.0
# Titles are short by nature: their length says little.
WEIGHTING: Final = BM25F(B=0.75, K1=1.2, title_B=0.3, right_B=0.3, about_B=0.5)
Answer = TypeVar("Answer")


class Best(WrappingCollector):
    """Gives its child only the documents of a mask, and raises TimeLimit when time is up.

    Whoosh's own FilterCollector and TimeLimitCollector each run the loop themselves: of two, the inner one is lost.
    """

    def __init__(self, child: Any, mask: int, until: float) -> None:
        super().__init__(child)
        self.bits = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
        self.until = until

    def collect_matches(self) -> None:
        child, bits, end = self.child, self.bits, len(self.bits)
        for count, number in enumerate(child.matches()):
            at = child.offset + number
            if at >> 3 < end and bits[at >> 3] & (1 << (at & 7)):
                child.collect(number)
            if not count & 0x3FF and time.monotonic() > self.until:
                raise TimeLimit


class WhooshReader:
    """Answers from the current generation. One opened searcher, opened anew when a commit or a swap came between.

    Searches take turns: Whoosh's readers share file positions, and Python runs one at a time anyway.
    """

    def __init__(self, folder: Path) -> None:
        self.generations = Generations(folder, SCHEMA)
        self.lock = threading.Lock()
        self.opened: tuple[tuple[Path, int], Any, Masks] | None = None

    def find(self, question: Question) -> Found:
        return self.reading(lambda searcher, masks: find(searcher, masks, question))

    def mark(self) -> Mark:
        return self.reading(lambda searcher, _: stored_mark(searcher))

    def digests(self) -> Iterator[tuple[str, str]]:
        def read(searcher: Any, _: Masks) -> list[tuple[str, str]]:
            stored = searcher.reader().all_stored_fields()
            return [(fields["key"], fields["digest"]) for fields in stored if fields["key"] != MARK_KEY]

        yield from self.reading(read)

    def reading(self, ask: Callable[[Any, Masks], Answer]) -> Answer:
        """Ask an opened searcher, several times if need be. Any error of Whoosh's ends in IndexUnavailable."""
        with self.lock:
            began = time.monotonic()
            for attempt in range(TRIES):
                try:
                    return ask(*self.searcher())
                except Exception as error:  # fifteen types were seen on damaged files
                    self.close()
                    if attempt == TRIES - 1 or time.monotonic() - began > TRYING_SECONDS:
                        raise IndexUnavailable(f"{type(error).__name__}: {error}") from error
                    time.sleep(PAUSE)
            raise AssertionError("not reached")

    def searcher(self) -> tuple[Any, Masks]:
        folder = self.generations.current()
        if folder is None:
            raise IndexUnavailable("there is no index yet")
        commit = newest_commit(folder)
        if self.opened is None or self.opened[0] != (folder, commit):
            self.close()
            searcher = index.open_dir(str(folder)).searcher(weighting=WEIGHTING)
            self.opened = ((folder, commit), searcher, Masks(searcher))
        return self.opened[1], self.opened[2]

    def close(self) -> None:
        """Let go of the opened files."""
        opened, self.opened = self.opened, None
        if opened is not None:
            opened[1].close()


def newest_commit(folder: Path) -> int:
    """The number of the newest table of contents. Raises IndexUnavailable when there is none."""
    numbers = [int(path.stem.rsplit("_", 1)[1]) for path in folder.glob("_MAIN_*.toc")]
    if not numbers:
        raise IndexUnavailable("the index has no table of contents")
    return max(numbers)


def stored_mark(searcher: Any) -> Mark:
    stored = searcher.document(key=MARK_KEY)
    if stored is None:
        raise IndexUnavailable("the index does not say how far it has read")
    return read_mark(stored)


def find(searcher: Any, masks: Masks, question: Question) -> Found:
    masks.ask(exact=question.exact, until=time.monotonic() + LIMIT_SECONDS)
    try:
        matching = masks.of(question.expression) if question.expression is not None else masks.all()
        if question.seen is not None:
            matching &= masks.any_of("seen", question.seen)
        matching &= narrowed(masks, question.filters)
    except TimeLimit:
        return Found((), 0, {}, notes=("This took longer than two seconds and was stopped. Ask for fewer words.",))
    kinds = {kind: (matching & mask).bit_count() for kind, mask in masks.kinds().items()}
    if question.filters.kinds:
        matching &= masks.any_of("kind", question.filters.kinds)
    hits, in_time = best(searcher, masks, question, matching) if matching else ((), True)
    if not in_time:
        masks.notes.append("The search was stopped after two seconds; better hits may be missing.")
    counts = {kind: number for kind, number in kinds.items() if number}
    return Found(hits, matching.bit_count(), counts, dict(masks.read_as), tuple(masks.notes))


def narrowed(masks: Masks, filters: Filters) -> int:
    """The documents that the form's filters leave, kinds aside."""
    mask = masks.all()
    named = (("state", filters.states), ("verdict", filters.verdicts), ("feed", filters.feeds))
    for field, values in named:
        if values:
            mask &= masks.any_of(field, values)
    if filters.collections:
        mask &= masks.any_of("collections", {str(ident) for ident in filters.collections})
    if filters.low is not None or filters.high is not None:
        mask &= masks.dates(filters.low, filters.high)
    return mask


def best(searcher: Any, masks: Masks, question: Question, matching: int) -> tuple[tuple[Hit, ...], bool]:
    """The page's hits by score, and whether there was time to score them all. What has no score comes last."""
    scoring = masks.scoring(question.expression)
    last = question.offset + question.limit
    top, in_time = scored(searcher, scoring, matching, last) if scoring is not None else ([], True)
    if len(top) < last:
        seen = sum(1 << number for _, number in top)
        top += [(0.0, number) for number in newest_first(matching & ~seen, last - len(top))]
    page = top[question.offset : last]
    return tuple(Hit(searcher.stored_fields(number)["key"], round(score, 4)) for score, number in page), in_time


def scored(searcher: Any, scoring: Any, matching: int, limit: int) -> tuple[list[tuple[float, int]], bool]:
    """The best documents of a mask with their scores, and whether there was time for all of them."""
    collector = Best(searcher.collector(limit=limit), matching, time.monotonic() + LIMIT_SECONDS)
    in_time = True
    try:
        searcher.search_with_collector(scoring, collector)
    except TimeLimit:
        in_time = False
    return list(collector.results().top_n), in_time


def newest_first(mask: int, limit: int) -> list[int]:
    """The highest document numbers of a mask, descending."""
    found: list[int] = []
    while mask and len(found) < limit:
        number = mask.bit_length() - 1
        found.append(number)
        mask ^= 1 << number
    return found


@cache
def reader_of(folder: Path) -> WhooshReader:
    """The one reader of a folder in this process."""
    return WhooshReader(folder)
