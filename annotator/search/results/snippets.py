"""Where a hit matches, and why: found in the text as the database has it, by the words that were compared.

Texts are untrusted: what comes out is plain text with a flag, never markup. The template escapes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..asking.expression import Fuzzy, Named, Node, Phrase, Prefix, Word, wanted
from ..folding import following, standing, words

BEFORE: Final = 60  # code points shown before a match
PASSAGE: Final = 220  # code points of a passage
PASSAGES: Final = 2
READ: Final = 100_000  # code points looked through: a hit further back is shown by the text's beginning
MATCHES: Final = 40


@dataclass(frozen=True, slots=True)
class Needle:
    """Words in a row that a hit may match by. `why` says what they are to the query where they are not its own."""

    words: tuple[str, ...]
    why: str = ""


class Match(NamedTuple):
    """Where a needle stands: code points, half-open."""

    start: int
    end: int
    why: str = ""


class Piece(NamedTuple):
    text: str
    hit: bool = False


Passage = tuple[Piece, ...]


class Needles:
    """Every needle of a query, by its first word."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self.by_first: dict[str, list[Needle]] = defaultdict(list)
        for needle in needles:
            if needle.words:
                self.by_first[needle.words[0]].append(needle)
        for found in self.by_first.values():
            found.sort(key=lambda needle: -len(needle.words))
        self.longest = max((len(needle.words) for found in self.by_first.values() for needle in found), default=0)

    def matches(self, text: str) -> list[Match]:
        """Where they stand, in order, not overlapping, the longest of those that begin at one word."""
        found: list[Match] = []
        text, after = text[:READ], 0
        for start, end, word in standing(text, self.by_first, MATCHES if self.longest == 1 else None):
            if start < after:
                continue
            match = self.at(text, start, end, word)
            if match is not None:
                after = match.end
                found.append(match)
                if len(found) == MATCHES:
                    break
        return found

    def at(self, text: str, start: int, end: int, word: str) -> Match | None:
        """What begins at a place, with this word."""
        here = self.by_first[word]
        if len(here[0].words) == 1:
            return Match(start, end, here[0].why)
        places = following(text, start, len(here[0].words))
        sequence = tuple(word for _, _, word in places)
        for needle in here:
            if sequence[: len(needle.words)] == needle.words:
                return Match(start, places[len(needle.words) - 1][1], needle.why)
        return None


def needles(expression: Node | None, read_as: Mapping[str, Sequence[str]]) -> list[Needle]:
    """What a hit may match by. `read_as` is what the engine made of prefixes, misspellings and plurals."""
    found: list[Needle] = []
    for leaf in wanted(expression):
        if isinstance(leaf, Named):
            found.append(Needle(words(leaf.text)))
            found += needles(leaf.plain, read_as)
            found += (Needle(words(spelling.name), spelling.reason) for spelling in leaf.spellings)
        elif isinstance(leaf, Prefix):
            found += (Needle((word,)) for word in read_as.get(f"{leaf.text}*", ()))
        elif isinstance(leaf, Fuzzy):
            near = read_as.get(f"{leaf.text}~", ())
            found += (
                Needle((word,), "" if (word,) == words(leaf.text) else f"close to “{leaf.text}”") for word in near
            )
        elif isinstance(leaf, Word | Phrase):
            sequence = words(leaf.text)
            found.append(Needle(sequence))
            if isinstance(leaf, Word) and len(sequence) == 1:
                found += (Needle((word,)) for word in read_as.get(sequence[0], ()))
    return found


def passages(text: str, matches: Sequence[Match]) -> list[Passage]:
    """At most two passages of the text with the matches in them marked; its beginning where there are none."""
    windows: list[tuple[int, int]] = []
    for match in matches:
        if windows and match.start < windows[-1][1]:
            continue
        if len(windows) == PASSAGES:
            break
        windows.append(_window(text, match.start))
    return [_cut(text, start, end, matches) for start, end in windows or [_window(text, 0)] if text]


def marked(text: str, matches: Sequence[Match]) -> Passage:
    """The whole text with the matches in it marked."""
    return _cut(text, 0, len(text), matches)


def _window(text: str, at: int) -> tuple[int, int]:
    """A stretch around a place that begins and ends between words where it can."""
    start = max(0, at - BEFORE)
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + PASSAGE)
    if end < len(text):
        space = text.rfind(" ", at, end)
        end = space if space > at else end
    return start, end


def _cut(text: str, start: int, end: int, matches: Sequence[Match]) -> Passage:
    pieces = [Piece("… ")] if start else []
    at = start
    for match in matches:
        if match.end <= at or match.start >= end:
            continue
        first, last = max(match.start, at), min(match.end, end)
        pieces += [Piece(text[at:first]), Piece(text[first:last], hit=True)]
        at = last
    pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece(" …"))
    return tuple(piece for piece in pieces if piece.text)
