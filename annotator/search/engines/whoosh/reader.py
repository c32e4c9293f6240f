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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, reduce
from operator import and_
from pathlib import Path
from typing import Any, Final, TypeVar

from whoosh import index
from whoosh.collectors import TimeLimit, WrappingCollector
from whoosh.scoring import BM25F

from ...asking.expression import Fuzzy
from ...documents import Viewer
from ...documents.document import EVERYTHING, JUDGED
from ...keeping.journal import Mark
from ..engine import FACET_VALUES, IN_GROUP, Filters, Found, Hit, IndexUnavailable, Question
from .generations import Generations, read_progress
from .masks import Masks
from .schema import MARK_KEY, SCHEMA, read_mark, value_of

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

    def values(self, name: str, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        def read(_: Any, masks: Masks) -> list[tuple[str, int]]:
            masks.ask(viewer, exact=False, until=time.monotonic() + LIMIT_SECONDS)
            seen = masks.seen()
            fitting = (value for value in masks.values(name) if f" {value}".find(f" {begins}") >= 0)
            return commonest(((value, (masks.with_any(name, [value]) & seen).bit_count()) for value in fitting), limit)

        return self.reading(read)

    def vocabulary(self, begins: str, viewer: Viewer, limit: int) -> list[tuple[str, int]]:
        def read(_: Any, masks: Masks) -> list[tuple[str, int]]:
            masks.ask(viewer, exact=False, until=time.monotonic() + LIMIT_SECONDS)
            seen = masks.seen()
            found = masks.beginning(begins)[: limit * 3]
            return commonest(
                ((word, (masks.anywhere((word,), masks.fields) & seen).bit_count()) for word in found), limit
            )

        return self.reading(read)

    def similar(self, word: str, viewer: Viewer, limit: int) -> list[str]:
        def read(_: Any, masks: Masks) -> list[str]:
            masks.ask(viewer, exact=False, until=time.monotonic() + LIMIT_SECONDS)
            seen = masks.seen()
            near = (other for other in masks.spelled_nearly(Fuzzy(word, 2)) if other != word)
            return [other for other in near if masks.anywhere((other,), masks.fields) & seen][:limit]

        return self.reading(read)

    def frequencies(self, words: Collection[str]) -> tuple[Mapping[str, int], int]:
        def read(_: Any, masks: Masks) -> tuple[Mapping[str, int], int]:
            masks.ask(EVERYTHING, exact=False, until=time.monotonic() + LIMIT_SECONDS)
            where = {word: masks.anywhere((word,), masks.fields) for word in words}
            return {word: mask.bit_count() for word, mask in where.items()}, masks.all().bit_count()

        return self.reading(read)

    def digests(self) -> Iterator[tuple[str, str]]:
        def read(searcher: Any, _: Masks) -> list[tuple[str, str]]:
            stored = searcher.reader().all_stored_fields()
            return [(fields["key"], fields["digest"]) for fields in stored if fields["key"] != MARK_KEY]

        yield from self.reading(read)

    def generation(self) -> str:
        folder = self.generations.current()
        return folder.name if folder else ""

    def progress(self) -> tuple[int, int] | None:
        return read_progress(self.generations.folder)

    def rebuild_wanted(self) -> bool:
        return self.generations.rebuild_wanted()

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
    masks.ask(question.viewer, exact=question.exact, until=time.monotonic() + LIMIT_SECONDS)
    try:
        matching = masks.of(question.expression) if question.expression is not None else masks.all()
        matching &= masks.seen()
        narrowings = narrowed(masks, question.filters)
        counts = counted(masks, question, matching, narrowings)
        matching = reduce(and_, narrowings.values(), matching)
    except TimeLimit:
        return Found((), 0, notes=("This took longer than two seconds and was stopped. Ask for fewer words.",))
    hits, groups, in_time = ordered(searcher, masks, question, matching) if matching else ((), 0, True)
    if not in_time:
        masks.notes.append("The search was stopped after two seconds; better hits may be missing.")
    return Found(hits, matching.bit_count(), counts, groups, dict(masks.read_as), tuple(masks.notes))


def narrowed(masks: Masks, filters: Filters) -> dict[str, int]:
    """By facet the documents that its filter leaves; the dates under "month"."""
    found = {name: masks.with_any(name, values) for name, values in filters.chosen.items() if values}
    if filters.low is not None or filters.high is not None:
        dates = masks.numbers_between("date", filters.low or 1, filters.high)
        found["month"] = found["month"] & dates if "month" in found else dates
    return found


def counted(
    masks: Masks, question: Question, matching: int, narrowings: Mapping[str, int]
) -> dict[str, dict[str, int]]:
    """How many of the matching documents have each value of each facet, that facet's own filter aside."""
    counts: dict[str, dict[str, int]] = {}
    for facet in question.facets:
        others = (mask for name, mask in narrowings.items() if name != facet)
        base = reduce(and_, others, matching)
        values = {value: (base & masks.with_any(facet, [value])).bit_count() for value in masks.values(facet)}
        chosen = question.filters.chosen.get(facet, frozenset())
        kept = sorted((value for value, number in values.items() if number), key=lambda value: (-values[value], value))
        counts[facet] = {value: values[value] for value in kept[:FACET_VALUES]}
        counts[facet] |= {value: values.get(value, 0) for value in chosen}
    return counts


def ordered(searcher: Any, masks: Masks, question: Question, matching: int) -> tuple[tuple[Hit, ...], int, bool]:
    """The hits asked for, how many groups there are, and whether there was time to score them all."""
    last = (
        matching.bit_count() if question.grouped or question.sort != "relevance" else question.offset + question.limit
    )
    scoring = masks.scoring(question.expression)
    top, in_time = scored(searcher, scoring, matching, last) if scoring is not None else ([], True)
    if len(top) < last:
        seen = sum(1 << number for _, number in top)
        top += [(0.0, number) for number in newest_first(matching & ~seen, last - len(top))]
    if question.sort != "relevance":
        column = searcher.reader().column_reader(value_of(question.sort))
        hidden = masks.veiled() if question.sort in JUDGED else 0
        top.sort(key=lambda hit: -1 if hidden >> hit[1] & 1 else column[hit[1]], reverse=True)
    end = question.offset + question.limit
    if not question.grouped:
        return tuple(hit_of(searcher, score, number) for score, number in top[question.offset : end]), 0, in_time
    groups: dict[object, list[tuple[float, int]]] = {}
    for score, number in top:
        groups.setdefault(article_of(searcher, number), []).append((score, number))
    pages = list(groups.values())[question.offset : end]
    hits = (hit_of(searcher, *hit, group=len(group)) for group in pages for hit in group[:IN_GROUP])
    return tuple(hits), len(groups), in_time


def article_of(searcher: Any, number: int) -> object:
    fields = searcher.stored_fields(number)
    return fields.get("on") or fields["key"]


def hit_of(searcher: Any, score: float, number: int, group: int = 1) -> Hit:
    return Hit(searcher.stored_fields(number)["key"], round(score, 4), group)


def scored(searcher: Any, scoring: Any, matching: int, limit: int) -> tuple[list[tuple[float, int]], bool]:
    """The best documents of a mask with their scores, and whether there was time for all of them."""
    collector = Best(searcher.collector(limit=limit), matching, time.monotonic() + LIMIT_SECONDS)
    in_time = True
    try:
        searcher.search_with_collector(scoring, collector)
    except TimeLimit:
        in_time = False
    return list(collector.results().top_n), in_time


def commonest(counted: Iterable[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
    found = [(value, number) for value, number in counted if number]
    return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]


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
