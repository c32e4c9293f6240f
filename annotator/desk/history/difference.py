"""What became of a text, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_TOKENS: Final = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing takes up to the product of both lengths: beyond it the whole text counts as changed.
MOST: Final = 400_000
AROUND: Final = 60  # code points of unchanged words that stay on each side of a change


class Piece(NamedTuple):
    """A run of words. `kind`: "same", "out" or "in"."""

    kind: str
    words: str


def pieces(before: str, after: str) -> list[Piece]:
    """The words that stayed, went and came, in order; white space counts. Long runs that stayed are shortened."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    found = [Piece("same", "".join(old[:first]))]
    found += _compared(old[first : len(old) - last], new[first : len(new) - last])
    found.append(Piece("same", "".join(old[len(old) - last :])))
    kept = [piece for piece in found if piece.words]
    return [
        Piece(piece.kind, _shortened(piece.words, number == 0, number == len(kept) - 1))
        if piece.kind == "same"
        else piece
        for number, piece in enumerate(kept)
    ]


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    if len(old) * len(new) > MOST:
        return [Piece("out", "".join(old)), Piece("in", "".join(new))]
    found: list[Piece] = []
    for tag, low, high, new_low, new_high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[low:high])))
            continue
        found += [Piece("out", "".join(old[low:high])), Piece("in", "".join(new[new_low:new_high]))]
    return _joined([piece for piece in found if piece.words])


def _joined(found: list[Piece]) -> list[Piece]:
    """Neighbouring words that all changed read as one change, not as many with a blank between each."""
    joined: list[Piece] = []
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and (found[end].kind != "same" or (end > at and _is_between(found, end))):
            end += 1
        run = found[at:end]
        out = "".join(piece.words for piece in run if piece.kind != "in")
        new = "".join(piece.words for piece in run if piece.kind != "out")
        if {"out", "in"} <= {piece.kind for piece in run}:
            joined += [Piece("out", out), Piece("in", new)]
        else:
            joined += run or found[at : at + 1]
        at = max(end, at + 1)
    return joined


def _is_between(found: list[Piece], at: int) -> bool:
    """Whether it is white space between two changes."""
    return found[at].words.isspace() and at + 1 < len(found) and found[at + 1].kind != "same"


def _shortened(words: str, is_first: bool, is_last: bool) -> str:
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(words) <= 2 * AROUND + 20:
        return words
    return f"{words[:head]} … {words[len(words) - tail :] if tail else ''}"
