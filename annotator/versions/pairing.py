"""Which sentences of two versions of a text are the same, moved, edited, repeated or gone. Pure; code points.

The whole of both texts is the evidence, not one sentence: one that stands once in each is known by its words; of one
that is repeated, only where the sentences on both sides of it are known too. After the unique-line anchors of patience
diff (B. Cohen) and P. Heckel, "A technique for isolating differences between files" (CACM 21, 1978).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

from ..text.anchoring import folded
from ..text.segment import sentences
from ..text.spans import Span

TOKENS: Final = re.compile(r"\w+(?:[.,:’'\-‑]\w+)*|[^\w\s]")
_WORD: Final = re.compile(r"\w")
# How much of their words (in order, as 2c / (m + n)) an edited sentence shares with what it was: where its neighbours
# stayed, and anywhere in the text. Two sentences of wire copy about one event share about a third.
LIKE_HERE: Final = 0.5
LIKE_ANYWHERE: Final = 0.75
# How much of the shorter one stands in the longer one where a sentence was cut, or two became one.
HELD: Final = 0.8
SHORT: Final = 24  # characters of a sentence that may stand in another by chance, or mean another thing elsewhere
FEW: Final = 4  # words that say nothing of themselves
APART: Final = 0.12  # how much more alike than the next best
_MOST_PAIRS: Final = 40_000  # of sentences that are compared; beyond, only those between the same neighbours


class Token(NamedTuple):
    """A word or a mark, where it stands in the text."""

    words: str
    start: int
    end: int


def tokens(text: str, span: Span) -> list[Token]:
    return [Token(hit.group(), hit.start(), hit.end()) for hit in TOKENS.finditer(text, span.start, span.end)]


class Near(NamedTuple):
    """A new sentence that an old one may have become. `likeness` 0 to 1; `here`: between the same neighbours; `alone`:
    nothing else came or went between them."""

    unit: int
    likeness: float
    here: bool
    alone: bool


@dataclass
class Side:
    """One of the two texts in sentences: their stretches in order, and their words as they are compared."""

    text: str
    units: list[Span]
    keys: list[str]
    starts: list[int]
    _tokens: dict[int, list[Token]] = field(default_factory=dict)
    _words: dict[int, list[str]] = field(default_factory=dict)

    def tokens(self, unit: int) -> list[Token]:
        found = self._tokens.get(unit)
        if found is None:
            found = self._tokens[unit] = tokens(self.text, self.units[unit])
        return found

    def words(self, unit: int) -> list[str]:
        """The words of a sentence without its marks, case folded: by them its likeness is measured."""
        found = self._words.get(unit)
        if found is None:
            found = [each.words.casefold() for each in self.tokens(unit) if _WORD.match(each.words)]
            self._words[unit] = found
        return found

    def of(self, span: Span) -> range:
        """The sentences that a stretch shares words with."""
        first = bisect_right(self.starts, span.start) - 1
        last = bisect_left(self.starts, span.end) - 1
        first = max(0, first)
        if first <= last and self.units[first].end <= span.start:
            first += 1
        return range(first, last + 1)


@dataclass
class Pairing:
    """Both texts with what became of each sentence of the old one.

    `same`: old sentence to the new one with the same words (kinds of quotation marks, dashes and white space aside).
    `moved` of them stand elsewhere among the others. `repeated`: sentences whose words stand there, but more or fewer
    times than before, so that nothing says which is meant: with the new ones it may be. `near`: what an edited sentence
    may have become, the likeliest first.
    """

    old: Side
    new: Side
    same: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    repeated: dict[int, list[int]] = field(default_factory=dict)
    near: dict[int, list[Near]] = field(default_factory=dict)

    @property
    def taken(self) -> set[int]:
        """The new sentences that are an old one, word for word."""
        return set(self.same.values())

    @property
    def free(self) -> list[int]:
        """The new sentences that no old one is."""
        taken = self.taken | {unit for units in self.repeated.values() for unit in units}
        return [unit for unit in range(len(self.new.units)) if unit not in taken]


def in_sentences(text: str, language: str = "en") -> list[Span]:
    """The sentences of a text, and what stands between them, in order: all of it but white space."""
    found: list[Span] = []
    at = 0
    for span in [*sentences(text, language, []), Span(len(text), len(text))]:
        between = text[at : span.start]
        if between.strip():
            start = at + len(between) - len(between.lstrip())
            found.append(Span(start, start + len(between.strip())))
        if span.start < span.end:
            found.append(span)
        at = max(at, span.end)
    return found


def in_paragraphs(text: str, _language: str = "en") -> list[Span]:
    """The lines of a text that hold words, without outer white space."""
    return [Span(hit.start(), hit.end()) for hit in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def pair(
    old: str, new: str, language: str = "en", *, split: Callable[[str, str], list[Span]] = in_sentences
) -> Pairing:
    """What became of each sentence of `old` in `new`. Time: linear but for the edited sentences."""
    found = Pairing(side(old, split(old, language)), side(new, split(new, language)))
    pair_by_words(found)
    pair_repeated(found)
    tell_moved(found)
    pair_edited(found)
    return found


def side(text: str, units: list[Span]) -> Side:
    return Side(text, units, [key(span.of(text)) for span in units], [span.start for span in units])


def key(words: str) -> str:
    return folded(words, True)[0].strip()


# -- the same words


def places_by_key(side: Side) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for unit, words in enumerate(side.keys):
        found[words].append(unit)
    return found


def pair_by_words(found: Pairing) -> None:
    """Sentences that stand once in each text; also once as words of others, where a stop between them was lost."""
    olds, news = places_by_key(found.old), places_by_key(found.new)
    one, two = key(found.old.text), key(found.new.text)
    for words, units in olds.items():
        there = news.get(words, [])
        if len(units) == len(there) == 1 and (len(words) < SHORT or two.count(words) <= one.count(words)):
            found.same[units[0]] = there[0]
        elif there:
            found.repeated |= dict.fromkeys(units, there)


def pair_repeated(found: Pairing) -> None:
    """Of sentences that stand as often as before, those between the same two sentences as before.

    A sentence that stands more or fewer times than before is never told by its neighbours: the copy may be the one
    between them, and the old one the one that went elsewhere.
    """
    olds = places_by_key(found.old)
    waiting = [unit for unit, there in found.repeated.items() if len(olds[found.old.keys[unit]]) == len(there)]
    progress = True
    while progress:
        progress = False
        for unit in list(waiting):
            there = [each for each in found.repeated[unit] if is_between(found, unit, each)]
            there = there or last_of(found, unit)
            if len(there) == 1:
                found.same[unit] = there[0]
                del found.repeated[unit]
                waiting.remove(unit)
                progress = True
    taken = found.taken
    found.repeated = {unit: [each for each in there if each not in taken] for unit, there in found.repeated.items()}


def last_of(found: Pairing, unit: int) -> list[int]:
    """The new sentence for an old one whose repetitions are all told apart but this one: it still has a neighbour."""
    same = [each for each in found.repeated if found.old.keys[each] == found.old.keys[unit]]
    taken = found.taken
    left = [each for each in found.repeated[unit] if each not in taken]
    if len(same) != 1 or len(left) != 1:
        return []
    return left if known(found, unit, left[0], -1) or known(found, unit, left[0], 1) else []


def is_between(found: Pairing, unit: int, there: int) -> bool:
    """Whether the sentences on both sides of an old one are on both sides of this new one; the text's ends count."""
    return known(found, unit, there, -1) and known(found, unit, there, 1)


def known(found: Pairing, unit: int, there: int, way: int) -> bool:
    """Whether the same sentence, or the text's end, stands before (-1) or behind (1) both. Of a row of repeated ones
    what stands before or behind them all counts."""
    i, j = unit + way, there + way
    olds, news = found.old.keys, found.new.keys
    while (
        0 <= i < len(olds) and 0 <= j < len(news) and i in found.repeated and i not in found.same and olds[i] == news[j]
    ):
        i, j = i + way, j + way
    ends = (len(olds), len(news)) if way > 0 else (-1, -1)
    return (i, j) == ends or (i in found.same and found.same[i] == j)


def tell_moved(found: Pairing) -> None:
    """Those that stand in another order: all that are not in the longest row that kept it."""
    order = sorted(found.same)
    kept = longest_rising([found.same[unit] for unit in order])
    found.moved = {unit for unit in order if found.same[unit] not in kept}


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest rising row among distinct ones (C. Schensted, 1961)."""
    ends: list[int] = []  # the lowest end of a row of each length
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        if length == len(ends):
            ends.append(number)
            places.append(at)
        else:
            ends[length], places[length] = number, at
        before.append(places[length - 1] if length else -1)
    row: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        row.add(numbers[at])
        at = before[at]
    return row


# -- edited


def pair_edited(found: Pairing) -> None:
    """For each old sentence whose words are gone, the new ones that it may have become."""
    olds = [unit for unit in range(len(found.old.units)) if unit not in found.same and unit not in found.repeated]
    news = found.free
    if not olds or not news:
        return
    old_block, new_block = blocks(found)
    everywhere = len(olds) * len(news) <= _MOST_PAIRS
    by_block: dict[int, list[int]] = defaultdict(list)
    for unit in news:
        by_block[new_block[unit]].append(unit)
    likeness: dict[tuple[int, int], tuple[float, float]] = {}
    for unit in olds:
        for there in news if everywhere else by_block[old_block[unit]]:
            likeness[unit, there] = alike(found.old.words(unit), found.new.words(there))
    sizes = block_sizes(olds, old_block), block_sizes(news, new_block)
    best_of_new: dict[int, float] = defaultdict(float)
    for (_unit, there), (ratio, _held) in likeness.items():
        best_of_new[there] = max(best_of_new[there], ratio)
    for unit in olds:
        those = []
        for there in news:
            ratio, held = likeness.get((unit, there), (0.0, 0.0))
            block = old_block[unit]
            here = block == new_block[there]
            # Another sentence is what became of this one: that it is like it says only that both are of one form.
            is_its_own = ratio >= best_of_new[there] - 1e-9
            if (is_its_own and ratio >= (LIKE_HERE if here else LIKE_ANYWHERE)) or (here and held >= HELD):
                alone = here and sizes[0][block] == sizes[1][block] == 1
                those.append(Near(there, ratio, here, alone))
        if those:
            found.near[unit] = sorted(those, key=lambda each: (-each.likeness, not each.here, each.unit))


def blocks(found: Pairing) -> tuple[list[int], list[int]]:
    """For each sentence of both texts, between which of those that stayed it stands: as a number."""
    stayed = sorted((unit, there) for unit, there in found.same.items() if unit not in found.moved)
    return (
        [bisect_left([old for old, _ in stayed], unit) for unit in range(len(found.old.units))],
        [bisect_left([new for _, new in stayed], unit) for unit in range(len(found.new.units))],
    )


def block_sizes(units: Sequence[int], block: Sequence[int]) -> dict[int, int]:
    sizes: dict[int, int] = defaultdict(int)
    for unit in units:
        sizes[block[unit]] += 1
    return sizes


def alike(one: Sequence[str], other: Sequence[str]) -> tuple[float, float]:
    """How much of their words both share in order, and how much of the shorter one the longer one holds; 0 to 1."""
    if not one or not other:
        return 0.0, 0.0
    common = LCSseq.similarity(one, other)
    shorter = min(len(one), len(other))
    return 2 * common / (len(one) + len(other)), common / shorter if shorter >= FEW else 0.0
