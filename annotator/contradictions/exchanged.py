"""Otherwise the same words: one number or one name stands in the other's place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import JaroWinkler

from ..sightings.scoring.statement import Statement
from ..text.spans import Quantity
from .figures import figures
from .values import agree
from .vocabulary import Words, words_of

if TYPE_CHECKING:
    from .readings import Reading

_SAME: Final = 0.8  # of the content words of both
_LEAST: Final = 4  # content words that must be the same
_ALIKE: Final = 0.7  # two spellings of one name are more alike than this
_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+")


def read(one: Statement, other: Statement) -> Reading | None:
    """A number or a name exchanged for another one in statements that are said to be about one matter."""
    mine, theirs = words_of(one.wording), words_of(other.wording)
    return _number(one, other, mine, theirs) or _name(one, other, mine, theirs)


def _number(  # noqa: PLR0911 - tests in order
    one: Statement, other: Statement, mine: Words, theirs: Words
) -> Reading | None:
    from .readings import Part, Reading, shown

    if mine.names != theirs.names and (mine.names - theirs.names and theirs.names - mine.names):
        return None
    if not _nearly(mine.all, theirs.all):
        return None
    left, right = _unmatched(one.quantities, other.quantities), _unmatched(other.quantities, one.quantities)
    if len(left) != 1 or len(right) != 1 or len(one.quantities) != len(other.quantities):
        return None
    a, b = left[0], right[0]
    if {date.quote for date in one.dates} != {date.quote for date in other.dates}:
        return None  # each its own day: two figures of two days
    if (
        agree(a, b)
        or a.role != b.role
        or (a.unit and b.unit and a.unit != b.unit)
        or "exact" not in {a.qualifier, b.qualifier}
    ):
        return None
    if any(each.part or each.more for each in (*figures(one), *figures(other))):
        return None
    return Reading(
        "figure", "contradiction", (f"In otherwise the same words one has “{a.quote}”, the other “{b.quote}”.",),
        Part(a.start, a.end, a.quote, shown(a.value, a.high)), Part(b.start, b.end, b.quote, shown(b.value, b.high)),
        0.7,
    )  # fmt: skip


def _unmatched(mine: tuple[Quantity, ...], theirs: tuple[Quantity, ...]) -> list[Quantity]:
    return [each for each in mine if not any(each.value == other.value for other in theirs)]


def _name(one: Statement, other: Statement, mine: Words, theirs: Words) -> Reading | None:
    from .readings import Part, Reading

    left, right = _runs(one.wording, mine.names - theirs.names), _runs(other.wording, theirs.names - mine.names)
    if len(left) != 1 or len(right) != 1 or not _nearly(mine.plain, theirs.plain):
        return None
    a, b = left[0], right[0]
    short, long = sorted((a.group().lower(), b.group().lower()), key=len)
    initials = "".join(word[0] for word in long.split())
    if JaroWinkler.similarity(short, long) > _ALIKE or short in long or short == initials:
        return None
    return Reading(
        "denial", "contradiction", (f"In otherwise the same words one names “{a.group()}”, the other “{b.group()}”.",),
        Part(*a.span(), a.group(), a.group()), Part(*b.span(), b.group(), b.group()), 0.6,
    )  # fmt: skip


def _runs(wording: str, names: frozenset[str]) -> list[re.Match[str]]:
    """The stretches of capitalised words that have one of these names in them."""
    if not names:
        return []
    runs = re.finditer(rf"{_NAME.pattern}(?: {_NAME.pattern})*", wording)
    return [run for run in runs if words_of(f"x {run.group()}").names & names]


def _nearly(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    shared = len(mine & theirs)
    return shared >= _LEAST and shared >= _SAME * max(len(mine), len(theirs))
