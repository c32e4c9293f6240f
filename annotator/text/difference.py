"""What two texts have each for itself, by words: for texts that stand side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_PIECES: Final = re.compile(r"\w+|\s+|[^\w\s]")
# Word by word up to so many pairs of words; beyond, what stands between a common beginning and a common end is one
# difference. Two notes of 10,000 characters with nothing in common would take seconds.
_MOST_PAIRS: Final = 400_000


@dataclass(frozen=True)
class Piece:
    """A stretch of one of the two texts; `own`: the other does not have it there."""

    words: str
    own: bool


def apart(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, whose words put together are the text again."""
    one, other = _PIECES.findall(left), _PIECES.findall(right)
    first = _common(one, other)
    last = _common(one[first:][::-1], other[first:][::-1])
    middle_one, middle_other = one[first : len(one) - last], other[first : len(other) - last]
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    _put(sides, one[:first], other[:first], own=False)
    if len(middle_one) * len(middle_other) > _MOST_PAIRS:
        _put(sides, middle_one, middle_other, own=True)
    else:
        for what, a, b, c, d in SequenceMatcher(None, middle_one, middle_other, autojunk=False).get_opcodes():
            _put(sides, middle_one[a:b], middle_other[c:d], own=what != "equal")
    _put(sides, one[len(one) - last :], other[len(other) - last :], own=False)
    return _bridged(sides[0]), _bridged(sides[1])


def _common(one: list[str], other: list[str]) -> int:
    """How many pieces both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _put(sides: tuple[list[Piece], list[Piece]], one: list[str], other: list[str], *, own: bool) -> None:
    for side, words in zip(sides, (one, other), strict=True):
        if words:
            side.append(Piece("".join(words), own))


def _bridged(pieces: list[Piece]) -> list[Piece]:
    """A space between two differences is part of them: a marked phrase reads better than marked words."""
    joined: list[Piece] = []
    for at, piece in enumerate(pieces):
        between = 0 < at < len(pieces) - 1 and pieces[at - 1].own and pieces[at + 1].own and not piece.words.strip()
        own = piece.own or between
        if joined and joined[-1].own == own:
            joined[-1] = Piece(joined[-1].words + piece.words, own)
        else:
            joined.append(Piece(piece.words, own))
    return joined
