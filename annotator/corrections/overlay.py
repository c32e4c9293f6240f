"""Corrections laid over a text: the corrected copy, with each word's place in the original. Pure; code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final, Protocol

from ..errors import Invalid
from ..text.spans import Span

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")


class Replacement(Protocol):
    """Other words for a stretch of a text; a row of corrections is one."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def replacement(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the original and what became of it. Kept where `old == new`; neither is empty there.

    `correction` is what was put there, with whatever it knows of itself (author, date, class): None where it is kept.
    """

    old_start: int
    new_start: int
    old: str
    new: str
    correction: Replacement | None = field(default=None, compare=False)

    @property
    def old_end(self) -> int:
        return self.old_start + len(self.old)

    @property
    def new_end(self) -> int:
        return self.new_start + len(self.new)

    @property
    def kept(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected text. `pieces` cover the original and the corrected text from end to end, in order."""

    text: str
    pieces: tuple[Piece, ...]

    def revert(self) -> str:
        """The original, byte for byte."""
        return "".join(piece.old for piece in self.pieces)

    def place(self, span: Span) -> Span:
        """Where a stretch of the original stands in the corrected text; what was replaced is taken whole."""
        starts = [piece.old_start for piece in self.pieces]
        first = self.pieces[bisect_right(starts, span.start) - 1]
        last = self.pieces[bisect_left(starts, span.end) - 1]
        start = first.new_start + (span.start - first.old_start if first.kept else 0)
        end = last.new_start + (span.end - last.old_start) if last.kept else last.new_end
        return Span(start, end)

    def origin(self, span: Span) -> Span:
        """Which stretch of the original became this stretch of the corrected text; what was replaced is taken whole.

        Words that were only taken out stand between two characters of the corrected text: they are in no origin
        that begins or ends there.
        """
        shown = [piece for piece in self.pieces if piece.new]
        starts = [piece.new_start for piece in shown]
        first = shown[bisect_right(starts, span.start) - 1]
        last = shown[bisect_left(starts, span.end) - 1]
        start = first.old_start + (span.start - first.new_start if first.kept else 0)
        end = last.old_start + (span.end - last.new_start) if last.kept else last.old_end
        return Span(start, end)


def apply(text: str, corrections: Iterable[Replacement]) -> Corrected:
    """Put the replacements into the text. An empty replacement takes the words out.

    Raises Invalid when two overlap, both named by their words, or when a quote does not stand at its place.
    """
    pieces: list[Piece] = []
    old_at = new_at = 0
    before: Replacement | None = None
    for correction in sorted(corrections, key=lambda one: (one.start, one.end)):
        if before is not None and correction.start < before.end:
            raise Invalid(
                f"The corrections of “{before.quote}” ({before.start}-{before.end}) and “{correction.quote}” "
                f"({correction.start}-{correction.end}) overlap. Reject one of the two, or merge them."
            )
        if not 0 <= correction.start < correction.end or text[correction.start : correction.end] != correction.quote:
            raise Invalid(f"“{correction.quote}” does not stand at {correction.start}-{correction.end} of the text.")
        if old_at < correction.start:
            kept = text[old_at : correction.start]
            pieces.append(Piece(old_at, new_at, kept, kept))
            new_at += len(kept)
        pieces.append(Piece(correction.start, new_at, correction.quote, correction.replacement, correction))
        new_at += len(correction.replacement)
        old_at = correction.end
        before = correction
    if old_at < len(text):
        pieces.append(Piece(old_at, new_at, text[old_at:], text[old_at:]))
    return Corrected("".join(piece.new for piece in pieces), tuple(pieces))


def joint(spans: Sequence[Span]) -> Span:
    """The stretch that reaches over all of these; at least one."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def laid_over(text: str, span: Span, corrections: Iterable[Replacement]) -> str:
    """What would stand over `span` with all of these laid over it, though they overlap: their changes word by word,
    and of two that change the same words the first one's. A beginning for a person who merges them."""
    kept: list[tuple[int, int, int, str]] = []  # start, end, where its correction begins, new words
    taken: list[tuple[int, int, Replacement]] = []
    for correction in corrections:
        for start, end, new in _changes(correction):
            if span.start <= start and end <= span.end and not _clashes(start, end, correction, taken):
                kept.append((start, end, correction.start, new))
                taken.append((start, end, correction))
    put, at = [], span.start
    for start, end, _, new in sorted(kept):
        put += [text[at:start], new]
        at = end
    return "".join(put) + text[at : span.end]


def _clashes(start: int, end: int, of: Replacement, taken: Iterable[tuple[int, int, Replacement]]) -> bool:
    """Whether these words are changed already. What only puts words in has no length: at one place two corrections may
    do so that do not overlap, but only touch there."""
    for a, b, other in taken:
        across = of is not other and of.start < other.end and other.start < of.end
        if (start < b and a < end) or ((start, end) == (a, b) and across):
            return True
    return False


def _changes(correction: Replacement) -> Iterator[tuple[int, int, str]]:
    """Start and end in the text, and the new words, of each stretch that a correction changes."""
    old, new = _WORDS.findall(correction.quote), _WORDS.findall(correction.replacement)
    starts = list(accumulate((len(word) for word in old), initial=correction.start))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield starts[a], starts[b], "".join(new[c:d])
