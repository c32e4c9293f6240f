"""Where known names stand in a text: one pass over its words, the longest name first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from annotator.text.skeleton import fold
from annotator.text.spans import Span

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'ʼ‘][^\W_]+)*")
_DIVIDES: Final = frozenset('.!?;:()[]"“”«»')
_PLAIN_GAPS: Final = frozenset({" ", "-", "\n"})
_POSSESSIVE: Final = re.compile(r"[’'ʼ]s?$")


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    found: list[tuple[int, bool]] = field(default_factory=list)  # entity number, whether it is an acronym


class MentionFinder:
    """Known names by their folded words. Numbers stand for entities; the caller knows which."""

    def __init__(self) -> None:
        self._root = _Node()
        self._dull: set[str] = set()  # words as written that begin no name: nearly all of a text

    def add(self, name: str, entity: int) -> None:
        """Know one name. A name with no letter or digit is passed over."""
        node = self._root
        self._dull.clear()
        for match in _WORD.finditer(name):
            for folded in _FOLDS[match.group()]:
                node = node.next.setdefault(folded, _Node())
        if node is not self._root:
            node.found.append((entity, is_acronym(name)))

    def find(self, text: str) -> Iterator[tuple[Span, int]]:
        """Non-overlapping names in text order, word-bounded, without a possessive ending.

        A name must have a capital where its script has them, an acronym must be in capitals: "us" is not the US.
        """
        first, dull, low = self._root.next, self._dull, 0
        for match in _WORD.finditer(text):
            written = match.group()
            if written in dull:
                continue
            folded = _FOLDS[written]
            if first.keys().isdisjoint(folded):
                if len(dull) >= _MOST_FOLDS:
                    dull.clear()
                dull.add(written)
                continue
            # Only from these words on are the words of the text listed.
            for skipped, word in enumerate(folded):
                if word in first and match.start() >= low:
                    hit = self._longest(text, match.start(), skipped)
                    if hit is not None:
                        end, entity = hit
                        possessive = _POSSESSIVE.search(text, max(match.start(), end - 2), end)
                        yield Span(match.start(), possessive.start() if possessive else end), entity
                        low = end
                        break

    def _longest(self, text: str, start: int, skipped: int) -> tuple[int, int] | None:
        """Where the longest name that begins at `start` ends, and whose it is. `skipped`: how many of the first
        word's folded words are not of it ("½" folds to two)."""
        node, best = self._root, None
        before = (start, start)
        for match in _WORD.finditer(text, start):
            place = match.span()
            # A name does not run over a full stop or a blank line; a single line break may stand inside it.
            if place[0] > start and not _joins(text, before, place):
                break
            for word in _FOLDS[match.group()][skipped:]:
                following = node.next.get(word)
                if following is None:
                    return best
                node = following
                if node.found:
                    entity = _fitting(text[start : place[1]], node.found)
                    best = (place[1], entity) if entity is not None else best
            skipped, before = 0, place
        return best


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals only: ISIS, U.S., IRGC-QF."""
    letters = [char for char in name if char.isalpha()]
    return 1 < len(letters) <= 10 and " " not in name and all(char.isupper() for char in letters)


class _Folds(dict[str, tuple[str, ...]]):
    """The folded words of a word as written: one, or two ("Saeed-Zadeh" is one, "½" is two), or none.

    A table rather than a cached function: each word of each text is looked up here.
    """

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_FOLDS:
            self.clear()
        return self.setdefault(word, tuple(fold(word).split()))


_MOST_FOLDS: Final = 1 << 16
_FOLDS: Final = _Folds()


def _joins(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two words may be of one name: a space, hyphen, slash or one line break apart, or an initial's stop."""
    gap = text[before[1] : after[0]]
    if gap.startswith(".") and before[1] - before[0] <= 2:
        gap = gap[1:]
    return gap in _PLAIN_GAPS or (len(gap) <= 3 and gap.count("\n") < 2 and not any(char in _DIVIDES for char in gap))


def _fitting(quote: str, found: list[tuple[int, bool]]) -> int | None:
    cased = any(char.isupper() for char in quote) or not any(char.islower() for char in quote)
    for entity, acronym in found:
        if cased and (not acronym or not any(char.islower() for char in _POSSESSIVE.sub("", quote))):
            return entity
    return None
