"""What two texts have each for itself, by words: side by side (`apart`), or in one text as what went and what came
(`within`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
# Word by word up to so many pairs of words; beyond, what stands between a common beginning and a common end is one
# difference. Two notes of 10,000 characters with nothing in common would take seconds.
_MOST_PAIRS: Final = 400_000
AROUND: Final = 60  # code points of unchanged words that stay on each side of a change


class _Step(NamedTuple):
    """A stretch of both texts; `own`: they differ there."""

    left: str
    right: str
    own: bool


def _steps(left: str, right: str) -> Iterator[_Step]:
    """Both texts in order, none of the stretches empty on both sides."""
    one, other = _WORDS.findall(left), _WORDS.findall(right)
    first = _common(one, other)
    last = _common(one[first:][::-1], other[first:][::-1])
    middle_one, middle_other = one[first : len(one) - last], other[first : len(other) - last]
    if first:
        yield _Step("".join(one[:first]), "".join(other[:first]), False)
    if len(middle_one) * len(middle_other) > _MOST_PAIRS:
        yield _Step("".join(middle_one), "".join(middle_other), True)
    else:
        for what, a, b, c, d in SequenceMatcher(None, middle_one, middle_other, autojunk=False).get_opcodes():
            yield _Step("".join(middle_one[a:b]), "".join(middle_other[c:d]), what != "equal")
    if last:
        yield _Step("".join(one[-last:]), "".join(other[-last:]), False)


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


# -- side by side


@dataclass(frozen=True)
class Piece:
    """A stretch of one of the two texts; `own`: the other does not have it there."""

    words: str
    own: bool


def apart(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, whose words put together are the text again."""
    steps = list(_steps(left, right))
    return (
        _bridged([Piece(step.left, step.own) for step in steps if step.left]),
        _bridged([Piece(step.right, step.own) for step in steps if step.right]),
    )


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


# -- in one text


class Run(NamedTuple):
    """A run of words. `kind`: "same", "out" or "in"."""

    kind: str
    words: str


def within(before: str, after: str) -> list[Run]:
    """The words that stayed, went and came, in order; white space counts. Long runs that stayed are shortened."""
    steps = list(_steps(before, after))
    found: list[Run] = []
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and (steps[end].own or (end > at and _is_between(steps, end))):
            end += 1
        if end == at:
            found.append(Run("same", _shortened(steps[at].left, at == 0, at == len(steps) - 1)))
            end = at + 1
        else:
            # Neighbouring words that all changed read as one change, not as many with a blank between each: but where
            # words only came, or only went, what stood between them stayed.
            found += _changed(steps[at:end])
        at = end
    return found


def _changed(steps: list[_Step]) -> list[Run]:
    if any(step.own and step.left for step in steps) and any(step.own and step.right for step in steps):
        return [Run("out", "".join(step.left for step in steps)), Run("in", "".join(step.right for step in steps))]
    return [
        Run("same", step.left) if not step.own else Run("out" if step.left else "in", step.left or step.right)
        for step in steps
    ]


def _is_between(steps: list[_Step], at: int) -> bool:
    """Whether it is white space between two changes."""
    return steps[at].left.isspace() and at + 1 < len(steps) and steps[at + 1].own


def _shortened(words: str, is_first: bool, is_last: bool) -> str:
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(words) <= 2 * AROUND + 20:
        return words
    return f"{words[:head]} … {words[len(words) - tail :] if tail else ''}"
