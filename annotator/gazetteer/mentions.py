"""Where known names stand in a text: one pass over its words, the longest name first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from annotator.text.skeleton import fold
from annotator.text.spans import Span

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'ʼ‘][^\W_]+)*")
_DIVIDES: Final = frozenset('.!?;:()[]"“”«»')
_POSSESSIVE: Final = re.compile(r"[’'ʼ]s?$")


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    found: list[tuple[int, bool]] = field(default_factory=list)  # entity number, whether it is an acronym


class MentionFinder:
    """Known names by their folded words. Numbers stand for entities; the caller knows which."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, name: str, entity: int) -> None:
        """Know one name. A name with no letter or digit is passed over."""
        node = self._root
        for _, _, folded in _words(name):
            node = node.next.setdefault(folded, _Node())
        if node is not self._root:
            node.found.append((entity, is_acronym(name)))

    def find(self, text: str) -> Iterator[tuple[Span, int]]:
        """Non-overlapping names in text order, word-bounded, without a possessive ending.

        A name must have a capital where its script has them, an acronym must be in capitals: "us" is not the US.
        """
        words = _words(text)
        first = self._root.next
        at = 0
        for start, word in enumerate(words):
            if start < at or word[2] not in first:
                continue
            at = start
            hit = self._longest(text, words, at)
            if hit is None:
                continue
            last, entity = hit
            end = words[last][1]
            possessive = _POSSESSIVE.search(text, max(words[at][0], end - 2), end)
            yield Span(words[at][0], possessive.start() if possessive else end), entity
            at = last + 1

    def _longest(self, text: str, words: list[tuple[int, int, str]], at: int) -> tuple[int, int] | None:
        node: _Node | None = self._root
        best = None
        for i in range(at, len(words)):
            # A name does not run over a full stop or a blank line; a single line break may stand inside it.
            if i > at and not _joins(text, words[i - 1], words[i]):
                break
            node = node.next.get(words[i][2]) if node else None
            if node is None:
                break
            if node.found:
                entity = _fitting(text[words[at][0] : words[i][1]], node.found)
                best = (i, entity) if entity is not None else best
        return best


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals only: ISIS, U.S., IRGC-QF."""
    letters = [char for char in name if char.isalpha()]
    return 1 < len(letters) <= 10 and " " not in name and all(char.isupper() for char in letters)


def _words(text: str) -> list[tuple[int, int, str]]:
    """The words with their places; one that folds to two words ("Saeed-Zadeh" does not, "½" does) stands twice."""
    return [(*match.span(), word) for match in _WORD.finditer(text) for word in _folded(match.group())]


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def _joins(text: str, before: tuple[int, int, str], after: tuple[int, int, str]) -> bool:
    """Whether two words may be of one name: a space, hyphen, slash or one line break apart, or an initial's stop."""
    gap = text[before[1] : after[0]]
    if gap.startswith(".") and before[1] - before[0] <= 2:
        gap = gap[1:]
    return len(gap) <= 3 and gap.count("\n") < 2 and not any(char in _DIVIDES for char in gap)


def _fitting(quote: str, found: list[tuple[int, bool]]) -> int | None:
    cased = any(char.isupper() for char in quote) or not any(char.islower() for char in quote)
    for entity, acronym in found:
        if cased and (not acronym or not any(char.islower() for char in _POSSESSIVE.sub("", quote))):
            return entity
    return None
