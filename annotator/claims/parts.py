"""What a claim is made of: stretches of the text, and words that the reader needs added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from annotator.text.spans import Span
from annotator.text.words import Word

STOPS = "...."  # behind the last word of a code string: a rule may look ahead


class Shared(str):
    """Words of the same sentence that are added to a claim: [bracketed] in its wording, anchored in the text.

    Empty ones are anchored only: the "armed with rifles" of "two men armed with rifles fled", a claim of its own.
    """

    __slots__ = ("spans",)
    spans: tuple[Span, ...]

    def __new__(cls, words: str, spans: tuple[Span, ...] = ()) -> Self:
        made = str.__new__(cls, words)
        made.spans = spans
        return made


Part = Span | str


# What one rule hands to the next is made by the hundred, read by the thousand and part of no claim: a data class with
# slots takes half the time of a tuple with names to make, and to read; a frozen one takes longer than either to make.
@dataclass(slots=True)
class Piece:
    """One statement: its parts in reading order. `rule` names what it was split by, "" for the main clause.

    `verb` is the finite verb that states it where that stands outside its own words (an item of a list).
    """

    parts: tuple[Part, ...]
    rule: str = ""
    verb: Word | None = None


@dataclass(slots=True)
class Statement:
    """Words that state something, before lists and additions in them are told apart: from `low` up to `high`.

    `lead` says what it is stated of where that stands elsewhere (`holder`: its word indices); `verb` is the index of
    the finite verb that states it, also outside; `after` is where the words after the verb begin.
    """

    lead: tuple[Part, ...]
    low: int
    high: int
    rule: str
    verb: int | None
    after: int
    holder: tuple[int, int] | None = None


@dataclass(slots=True)
class Coded:
    """The words of a stretch with their code string (codes.py), which has one letter for each."""

    tokens: Sequence[Word]
    line: str

    def part(self, low: int, high: int) -> Coded:
        """The words from `low` up to `high` by themselves."""
        return Coded(self.tokens[low:high], self.line[low:high] + STOPS)

    def span(self, low: int, high: int) -> Span:
        """Where the words from `low` up to `high` stand in the text."""
        return Span(self.tokens[low].start, self.tokens[high - 1].end)

    def quote(self, low: int, high: int) -> str:
        """The words as added text: single spaces, marks and possessives closed up."""
        if high == low + 1:
            return self.tokens[low].text
        out = ""
        last = -1
        for token in self.tokens[low:high]:
            out += (" " if out and token.start > last else "") + token.text
            last = token.end
        return out
