"""The fields of the query language and of the form: their names, their values, how a value is read."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Final

from ...claims.models import STATES as CLAIM_STATES
from ...claims.models import VERDICTS
from ...corrections.models import STATES as CORRECTION_STATES
from ...garbles.models import STATES as GARBLE_STATES
from ..folding import key
from .expression import Field

KINDS: Final = ("article", "claim", "garble", "correction", "note", "source")
STATES: Final = tuple(dict.fromkeys((*CLAIM_STATES, *GARBLE_STATES, *CORRECTION_STATES)))

# Name: what it is, for the help.
FIELDS: Final[Mapping[str, str]] = {
    "kind": "article, claim, garble, correction, note or source",
    "state": "how far the desk is with it",
    "verdict": "what the desk found",
    "feed": "the feed it came by",
    "outlet": "who published it",
    "language": "the language of the article, as a code",
    "collection": "a collection's name",
    "date": "when the article was published: 2021, 2021-02, 2021-02-16, 2021-02..2021-03, >=2021-02",
    "exact": "exact:on finds only the spelling typed",
}
_CLOSED: Final = {"kind": KINDS, "state": STATES, "verdict": VERDICTS}
_DATE: Final = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def read_field(name: str, value: str) -> tuple[Field | None, str]:
    """A field with its value as typed; or None and what is wrong with it, in a sentence."""
    if name == "date":
        return read_dates(value)
    if name in _CLOSED:
        folded = key(value)
        for word in _CLOSED[name]:
            if folded in {key(word), key(word) + "s"}:
                return Field(name, (word,)), ""
        return None, f"“{name}:{value}” was left out: it is none of {', '.join(_CLOSED[name])}."
    folded = key(value)
    if not folded:
        return None, f"“{name}:” has no value and was left out."
    return Field(name, (folded,)), ""


def read_dates(value: str) -> tuple[Field | None, str]:
    """A day, month or year; two of them joined by "..", either side open; or one behind <, <=, > or >=."""
    complaint = f"“date:{value}” was left out: write 2021-02-16, 2021-02, 2021 or 2021-02..2021-03."
    comparison = re.match(r"^([<>]=?)(.*)$", value)
    if comparison:
        days = read_day(comparison[2])
        if days is None:
            return None, complaint
        limits = {"<": (None, days[0] - 1), "<=": (None, days[1]), ">": (days[1] + 1, None), ">=": (days[0], None)}
        low, high = limits[comparison[1]]
        return Field("date", low=low, high=high), ""
    first, dots, last = value.partition("..")
    begin = read_day(first) if first else (None, None)
    end = read_day(last) if last else (None, None)
    if begin is None or end is None or not (first or last):
        return None, complaint
    return Field("date", low=begin[0], high=end[1] if dots else begin[1]), ""


def read_day(text: str) -> tuple[int, int] | None:
    """The first and the last day of a year, month or day, as numbers yyyymmdd; None when it is not a date."""
    match = _DATE.match(text.strip())
    if match is None or not match.group().isascii():
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not 1 <= year <= 9999 or (match[2] and not 1 <= month <= 12):
        return None
    if not month:
        return year * 10_000 + 101, year * 10_000 + 1231
    last = calendar.monthrange(year, month)[1]
    if match[3] and not 1 <= day <= last:
        return None
    base = year * 10_000 + month * 100
    return base + (day or 1), base + (day or last)
