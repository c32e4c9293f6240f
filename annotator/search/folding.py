"""Words as they are compared: the same for what is indexed, what is asked, and what is highlighted.

Folded together: case, diacritics, compatibility forms (NFKC), Arabic letter variants and vowel marks, digits of any
script, apostrophes inside a word ("Sha'abi", "Shaabi"), possessives, French elision ("l'Irak", "Irak"), hyphens
(which part words), full stops of initials ("U.S.", "US") and thousands separators ("2,500", "2500").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from ..text import skeleton

# Parts of a document that do not follow one another ("quote", "wording") are joined by it: no phrase spans it.
GAP: Final = "\x1f"
GAP_POSITIONS: Final = 100
# An index term may not pass 64 KB, and nobody types the end of such a word.
LONGEST: Final = 100
SHORT: Final = 80  # a text whose key is remembered

_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0dff\u0e31-\u0eff\u200c\u200d\u00ad"
)
_APOSTROPHES: Final = "'’‘ʼʻʿʾ`´"
_IDEOGRAPHS: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER: Final = rf"(?:(?![{_IDEOGRAPHS}])[^\W_])"
# What goes on with a word. Plain letters many at once: one by one takes several times as long.
_MORE: Final = rf"(?:[A-Za-z0-9]+|{_LETTER}|[{_MARKS}]|[{_APOSTROPHES}](?={_LETTER}))*"
_TOKEN: Final = re.compile(
    rf"[A-Za-z]{{2,}}(?=[ \n,])"  # most words by far: nothing below reads them otherwise, only slower
    rf"|{GAP}"
    rf"|\d{{1,3}}(?:[,.’'\u00a0\u202f]\d{{3}})+(?![\w])"
    rf"|(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?"
    rf"|[{_IDEOGRAPHS}]"  # no spaces between words there: one by one, so that a word is found as a phrase
    rf"|{_LETTER}{_MORE}"
)  # fmt: skip
_SEPARATOR: Final = re.compile(r"(?<=\d)[,.’'\u00a0\u202f](?=\d)")
_ELISION: Final = re.compile(rf"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[{_APOSTROPHES}](?=\w\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` folded; start and end in code points of the text as given; position among its words."""

    text: str
    start: int
    end: int
    position: int


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """One word in its compared form; empty when nothing of it counts (a lone vowel mark)."""
    word = _SEPARATOR.sub("", _ELISION.sub("", word))
    # Past its own memory: this one has the words already, and both took 15 MB of a process.
    folded = skeleton.fold.__wrapped__(word).replace(" ", "")[:LONGEST]
    if folded.isascii():
        return folded
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in folded)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order. Positions count words; a GAP counts as a hundred."""
    position = 0
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw == GAP:
            position += GAP_POSITIONS
            continue
        folded = fold(raw)
        if folded:
            yield Token(folded, match.start(), match.end(), position)
            position += 1


def placed(text: str) -> tuple[list[str], Sequence[int]]:
    """The same as two lists, the words and their positions: what an index needs, several times as fast."""
    raw = _TOKEN.findall(text)
    if GAP not in text:
        found = [word for word in map(fold, raw) if word]
        return found, range(len(found))
    found, positions, position = [], [], 0
    for each in raw:
        if each == GAP:
            position += GAP_POSITIONS
        elif word := fold(each):
            found.append(word)
            positions.append(position)
            position += 1
    return found, positions


# What may make a word more than its letters in small: an apostrophe, a full stop or a comma before a letter, and all
# that is not ASCII but dashes and quotation marks, which part words as blanks do. Two patterns that begin with a set
# are looked for several times as fast as one with two branches.
_JOINING: Final = re.compile(r"['’‘`.,](?=\w)")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f–—…“”«»’‘]")
_MOSTLY_ODD: Final = 50  # code points, of which one is odd: then all words are read, which takes less
Place = tuple[int, int, str]  # where a word stands, code points, half-open; and the word, folded


def standing(text: str, sought: Collection[str], most: int | None = None) -> list[Place]:
    """Where some folded words stand in a text, in order; of each about the first `most`.

    Only stretches between blanks that have something odd in them are read word by word: elsewhere a word of ASCII
    stands as it is but for capitals. To read all words of a text takes ten times as long.
    """
    small = text.lower()
    odd = [match.start() for match in _JOINING.finditer(text)]
    if not text.isascii():
        odd = sorted([*odd, *(match.start() for match in _FOREIGN.finditer(text))])
    if len(odd) > len(text) // _MOSTLY_ODD or len(small) != len(text):
        return [place for place in _places(text, 0, len(text)) if place[2] in sought]
    stretches = _stretches(text, odd)
    found = [place for stretch in stretches for place in _places(text, *stretch) if place[2] in sought]
    starts = [start for start, _ in stretches]
    for word in sought:
        if not word.isascii():
            continue
        at, number = small.find(word), 0
        while at >= 0 and number != most:
            end = at + len(word)
            if not (small[end : end + 1].isalnum() or (at and small[at - 1].isalnum())):
                before = bisect_right(starts, at) - 1
                if before < 0 or at >= stretches[before][1]:
                    found.append((at, end, word))
                    number += 1
            at = small.find(word, end)
    found.sort()
    return found


def following(text: str, at: int, number: int) -> list[Place]:
    """So many words of a text from one on, which begins at a place."""
    return list(islice(_places(text, at, len(text)), number))


def _places(text: str, start: int, end: int) -> Iterator[Place]:
    for match in _TOKEN.finditer(text, start, end):
        if word := fold(match.group()):
            yield match.start(), match.end(), word


def _stretches(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches between blanks that these places are in. No word goes over a blank."""
    found: list[tuple[int, int]] = []
    end = 0
    for at in places:
        if at < end:
            continue
        start = text.rfind(" ", end, at) + 1 or end
        start = text.rfind("\n", start, at) + 1 or start
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        line = text.find("\n", at, end)
        end = end if line < 0 else line
        found.append((start, end))
    return found


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(placed(text)[0])


def key(text: str) -> str:
    """A name as filters compare it: its folded words joined by one space ("Meridian Wire" is "meridian wire")."""
    return _short_key(text) if len(text) <= SHORT else " ".join(words(text))


@lru_cache(maxsize=1 << 14)
def _short_key(text: str) -> str:
    """The same few feeds, outlets, names and units stand on every document."""
    return " ".join(words(text))
