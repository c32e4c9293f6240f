"""Where known names stand in a text: the longest name at each place, in text order.

Nearly every stretch between two spaces begins no name, and a desk's copy has few stretches that it never had before:
those known to be dull are taken away by one set operation, and only at what is left is a name looked for.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from annotator.text.skeleton import fold, is_plain
from annotator.text.spans import Span

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'ʼ‘][^\W_]+)*")
_DIVIDES: Final = frozenset('.!?;:()[]"“”«»')
_MARKS: Final = frozenset(".,")
_AROUND: Final = '.,“”"()$;:'
_PLAIN_GAPS: Final = frozenset({" ", "-", "\n"})
_APOSTROPHES: Final = frozenset("’'ʼ")


class MentionFinder:
    """Known names by their folded words. Numbers stand for entities; the caller knows which."""

    def __init__(self) -> None:
        # Names and what they begin with, folded: the entities of a name with whether it is an acronym, else nothing.
        self._known: dict[str, tuple[tuple[int, bool], ...]] = {}
        # Stretches of texts: those that begin no name, and those in which one may begin.
        self._dull: set[str] = set()
        self._telling: dict[str, str] = {}  # with the folded word, where that is all but a comma or a stop

    def add(self, name: str, entity: int, folded: str = "") -> None:
        """Know one name (`folded` where that is known). A name with no letter or digit is passed over."""
        self._dull.clear()
        words = (
            (folded or fold(name)).split()
            if is_plain(name)
            else [word for m in _WORD.findall(name) for word in _FOLDS[m]]
        )
        known, key = self._known, ""
        for word in words:
            key = f"{key} {word}" if key else word
            if key not in known:
                known[key] = ()
        if key:
            known[key] += ((entity, is_acronym(name)),)

    def find(self, text: str) -> list[tuple[Span, int]]:
        """Non-overlapping names in text order, word-bounded, without a possessive ending.

        A name must have a capital where its script has them, an acronym must be in capitals: "us" is not the US.
        """
        stretches = text.split(" ")
        telling = self._told_apart(set(stretches))
        if not telling:
            return []
        # Where each stretch ends, the spaces between them not counted.
        ends = list(accumulate(map(len, stretches)))
        known, plain, last = self._known, self._telling, len(stretches) - 1
        found: list[tuple[Span, int]] = []
        low = 0
        for number in [number for number, stretch in enumerate(stretches) if stretch in telling]:
            stretch = stretches[number]
            word = plain.get(stretch)
            end = ends[number] + number
            start = end - len(stretch)
            if word and number < last:
                following = stretches[number + 1]
                if following[-1:] in _MARKS:
                    following = following[:-1]
                if following.isascii() and following.isalpha() and f"{word} {following.lower()}" not in known:
                    # No longer name goes on here: the word is one by itself, or none ("the").
                    if known[word] and start >= low:
                        entity = _fitting(text[start : start + len(word)], known[word])
                        if entity is not None:
                            low = start + len(word)
                            found.append((Span(start, low), entity))
                    continue
            if end <= low:
                continue
            for match in _WORD.finditer(text, start, end):
                if match.start() >= low:
                    hit = self._first(text, match.start(), match.end(), _FOLDS[match.group()])
                    if hit is not None:
                        low = hit[1]
                        found.append(_mention(text, match.start(), *hit))
        return found

    def _told_apart(self, stretches: set[str]) -> set[str]:
        """Those of the stretches in which a name may begin."""
        dull, telling = self._dull, self._telling
        left = stretches - dull
        for stretch in [stretch for stretch in left if stretch not in telling and len(stretch) <= _LONGEST_KEPT]:
            if self._may_begin(stretch):
                if len(telling) >= _MOST_KEPT:
                    telling.clear()
                written = stretch[:-1] if stretch[-1] in _MARKS else stretch
                telling[stretch] = written.lower() if written.isascii() and written.isalpha() else ""
            else:
                if len(dull) >= _MOST_KEPT:
                    dull.clear()
                dull.add(stretch)
                left.discard(stretch)
        return left

    def _may_begin(self, stretch: str) -> bool:
        """Whether a name may begin in a stretch. None does with a small word that a stop parts from what follows."""
        known = self._known
        written = stretch.strip(_AROUND)
        if written.isascii() and written.isalnum():  # nearly always: one word, and nothing to fold but its case
            return written.lower() in known and not (len(written) > 2 and stretch[-1] in _DIVIDES and written.islower())
        return any(not known.keys().isdisjoint(_FOLDS[word]) for word in _WORD.findall(stretch))

    def _first(self, text: str, start: int, end: int, words: tuple[str, ...]) -> tuple[int, int] | None:
        """The entity and end of the name that begins with a word, or with a later one of its folded words: "½" has
        two."""
        for skipped, word in enumerate(words):
            if word in self._known:
                hit = self._longest(text, start, end, words[skipped:])
                if hit is not None:
                    return hit
        return None

    def _longest(self, text: str, start: int, end: int, words: tuple[str, ...]) -> tuple[int, int] | None:
        """Whose name the longest is that begins at `start` with these folded words, and where it ends."""
        known, best, key = self._known, None, ""
        first = start
        while True:
            for word in words:
                key = f"{key} {word}" if key else word
                found = known.get(key)
                if found is None:
                    return best
                if found:
                    entity = _fitting(text[start:end], found)
                    best = (entity, end) if entity is not None else best
            match = _WORD.search(text, end)
            # A name does not run over a full stop or a blank line; a single line break may stand inside it.
            if match is None or not _joins(text[end : match.start()], end - first):
                return best
            first, end = match.span()
            words = _FOLDS[match.group()]


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals only: ISIS, U.S., IRGC-QF."""
    if " " in name:
        return False
    letters = [char for char in name if char.isalpha()]
    return 1 < len(letters) <= 10 and all(char.isupper() for char in letters)


class _Folds(dict[str, tuple[str, ...]]):
    """The folded words of a word as written: one, or two ("Saeed-Zadeh" is one, "½" is two), or none.

    A table rather than a cached function: each word of each text is looked up here.
    """

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        return self.setdefault(word, tuple(fold(word).split()))


_MOST_KEPT: Final = 1 << 16
_LONGEST_KEPT: Final = 64
_FOLDS: Final = _Folds()


def _joins(gap: str, before: int) -> bool:
    """Whether two words may be of one name: a space, hyphen, slash or one line break apart, or an initial's stop.

    `before` is the length of the word before the gap.
    """
    if gap in _PLAIN_GAPS:
        return True
    if before <= 2 and gap.startswith("."):
        gap = gap[1:]
    return gap in _PLAIN_GAPS or (len(gap) <= 3 and gap.count("\n") < 2 and _DIVIDES.isdisjoint(gap))


def _mention(text: str, start: int, entity: int, end: int) -> tuple[Span, int]:
    return Span(start, end - 2 if _is_possessive(text[start:end]) else end), entity


def _is_possessive(quote: str) -> bool:
    return quote.endswith("s") and quote[-2:-1] in _APOSTROPHES


def _fitting(quote: str, found: tuple[tuple[int, bool], ...]) -> int | None:
    if quote.islower():
        return None
    for entity, acronym in found:
        if not acronym or (quote[:-2] if _is_possessive(quote) else quote).isupper():
            return entity
    return None
