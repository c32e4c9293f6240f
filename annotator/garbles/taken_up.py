"""Counts that take up an earlier one: "the nine wounded" behind "five people were wounded" cannot be those five.

What is counted with "the", "these" or "those" has been told of before. Where no such number was, and another one of the
same people or things was, one of the two is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from annotator.text.quantities import quantities
from annotator.text.roles import PEOPLE
from annotator.text.spans import Quantity, Span

_ROLES: Final = {
    "wounded": "wounded", "injured": "wounded", "dead": "killed", "killed": "killed", "victims": "killed",
    "detained": "arrested", "detainees": "arrested", "arrested": "arrested", "missing": "missing",
}  # fmt: skip
# A definite count and the participle or noun that says of whom; "of the nine wounded, four" has no other number.
# "the 36 victims of the attack in 2015" tells itself which ones.
# It begins with its letter and looks back from there: by its letter the search runs over all else.
_DEFINITE: Final = re.compile(
    rf"[Tt]he (?<!\w[Tt]he )(?P<count>[\w-]{{1,14}} (?P<who>{'|'.join(_ROLES)}))\b"
    r"(?! (?:by|in|on|at|of|who|whose|from)\b)"
)
# The same of anything that is counted: "the 41 migrants", "these 800 volunteers".
_COUNTED: Final = re.compile(
    r"(?P<how>[Tt](?<!\w.)h(?:e|ese|ose)) (?P<count>[1-9]\d{0,2}(?:,\d{3})*|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty)) (?P<what>[a-z]{4,}s|men|women|people|children|dead|missing)\b"
    r"(?! (?:of (?!the\b)|who|whose|from|that|which|in|on|at|with|to|[a-z]+ed)\b)(?!-)"
)
# "The 27 members", "the two countries", "the five years": known by themselves.
_KNOWN: Final = frozenset(
    "members countries states years months weeks days hours minutes seats deputies lawmakers senators provinces "
    "regions governorates districts judges nations sides parties percent ministers presidents leaders kilometres "
    "kilometers metres meters miles times points goals euros dollars others brothers sisters capitals".split()
)
_REACH: Final = 6_000  # characters back: a reader still knows which ones are meant
_NEAR: Final = 250  # characters back: what "these" goes back to
_FAR: Final = 20_000  # characters back: what stands further off is another story; all is looked at in linear time
_FURTHEST: Final = 2.5  # times one number is the other: further apart they count other people
_START: Final = attrgetter("start")
_OTHERS: Final = re.compile(r"\b(?:other|another|more|further|additional|second|remaining|rest|later|since|now)\b")


class Clash(NamedTuple):
    """A count that takes up another, and that other one."""

    taken: Quantity
    against: Quantity


def taken_up(text: str, told: Sequence[Quantity]) -> Iterator[Clash]:
    """Each definite count whose number is none that was told before, with the one count of its kind that was.

    `told`: the quantities of the text in order. Only where all counts of that kind so far say one exact number.
    """
    if not told:
        return
    for match in _DEFINITE.finditer(text):
        span = Span(*match.span("count"))
        role = _ROLES[match["who"]]
        before = _between(told, span.start - _REACH, match.start())
        alike = [one for one in before if one.role == role]
        if not alike or (not _is_one(alike) and match["who"] != "victims"):
            continue
        found = quantities(text, span)
        if len(found) != 1 or found[0].qualifier != "exact" or found[0].start != span.start:
            continue
        # "The 36 victims" are fewer than "at least 43".
        fewer = alike[0].qualifier == "at least" and found[0].value < alike[0].value
        if alike[0].high or not (alike[0].qualifier == "exact" or fewer):
            continue
        if any(one.value == found[0].value for one in before):
            continue  # told before of some of them: "nine were wounded, four seriously. The four wounded …"
        against = alike[0] if match["who"] == "victims" else alike[-1]
        yield Clash(found[0]._replace(end=span.end, quote=span.of(text)), against)
    yield from _things(text, told)


def _things(text: str, told: Sequence[Quantity]) -> Iterator[Clash]:
    """The same of people and things by their noun: "40 migrants", and later "the 41 migrants"."""
    for match in _COUNTED.finditer(text):
        what = match["what"]
        if what in _ROLES or what in _KNOWN:
            continue
        span = Span(match.start("count"), match.end("what"))
        reach = _REACH if match["how"].lower() == "the" else _NEAR
        before = _between(told, span.start - reach, match.start())
        if reach == _NEAR and what in PEOPLE | {"volunteers", "dead"}:
            alike = [one for one in before if _is_of_people(one)][-1:]
        else:
            alike = [one for one in before if one.unit and one.unit.split()[-1] == what]
        if not _is_one(alike):
            continue
        found = quantities(text, span)
        if len(found) != 1 or found[0].qualifier != "exact" or found[0].high:
            continue
        value = found[0].value
        if any(one.value == value for one in _between(told, span.start - _FAR, match.start())) or _stands(text, match):
            continue
        if value / _FURTHEST <= alike[-1].value <= value * _FURTHEST and not _OTHERS.search(
            text[max(0, match.start() - 80) : match.start()]
        ):
            yield Clash(found[0]._replace(start=span.start, end=span.end, quote=span.of(text)), alike[-1])


def _between(told: Sequence[Quantity], low: int, high: int) -> Sequence[Quantity]:
    """Those that begin from `low` on and before `high`."""
    return told[bisect_left(told, low, key=_START) : bisect_left(told, high, key=_START)]


def _is_one(counts: Sequence[Quantity]) -> bool:
    """Whether these all say one exact number."""
    return len({one.value for one in counts}) == 1 and not any(one.high or one.qualifier != "exact" for one in counts)


def _is_of_people(count: Quantity) -> bool:
    return (count.unit or "").rpartition(" ")[2] in PEOPLE and count.value > 1


def _stands(text: str, match: re.Match[str]) -> bool:
    """Whether the number stands before in the text, of whatever."""
    number = re.compile(rf"(?<![\d.,]){re.escape(match['count'])}(?![\d]|[.,]\d)")
    return number.search(text, max(0, match.start() - _FAR), match.start()) is not None
