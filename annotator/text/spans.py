"""The value types that the pure code hands on: where something stands in a text, and what was read there.

Offsets are Unicode code points into the text as read, half-open; `text[start:end]` is the exact quote.
The field names are those of the `analyse` command's JSON (docs/commands.md).
What an analysis makes by the hundred is a tuple: a frozen data class takes three times as long to make.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Literal, NamedTuple, TypeVar, get_args

ZoneKind = Literal["headline", "byline", "dateline", "heading", "caption", "repeated-lead", "boilerplate", "truncated"]
ZONE_KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)

ClaimKind = Literal["quantity", "event", "quote", "relation", "date", "place", "prediction", "opinion"]
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)

MarkKind = Literal["negated", "modal", "hedged", "alleged"]
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)


class Span(NamedTuple):
    """A stretch of a text: code points, half-open, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The exact quote."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Zone(NamedTuple):
    """A stretch that is not body copy; no claim is taken from it."""

    kind: ZoneKind
    start: int
    end: int


class Quantity(NamedTuple):
    """A number with what it counts. `value` is the exact or central value, `high` the upper end of a range."""

    start: int
    end: int
    quote: str
    value: float
    high: float | None = None
    qualifier: Literal["exact", "about", "at least", "at most", "dozens"] = "exact"
    unit: str | None = None  # what is counted, lower case: "troops", "people", "USD", "percent"
    role: str | None = None  # "killed", "wounded", "arrested", "troops", "displaced", "money"; None: no known role


class DateMention(NamedTuple):
    """A date in words. `resolved` is ISO 8601 to the known precision ("2021-02-15", "2019", "2021-01"), or None."""

    start: int
    end: int
    quote: str
    resolved: str | None = None
    precision: Literal["day", "week", "month", "season", "year", "time"] | None = None
    until: str | None = None  # the last day, month or year of a range, like `resolved`
    doubt: str | None = None  # in words: "15 February 2021 was a Monday", where the weekday given does not fit


class Speaker(NamedTuple):
    """Who says it, in the article's words, and the cue ("said", "according to")."""

    start: int
    end: int
    name: str
    kind: Literal["person", "office", "anonymous", "document"] = "person"
    cue: str = ""
    head: str = ""  # the word of the name that the others hang on: "spokesman", "officials", "Kahlon"


class Place(NamedTuple):
    """A place of the gazetteer, under any of its names. `entity` is its gazetteer id."""

    start: int
    end: int
    quote: str
    entity: str


class Mark(NamedTuple):
    """Words that change how far a claim goes: "not" (negated), "could" (modal), "likely" (hedged), "alleged"."""

    start: int
    end: int
    quote: str
    kind: MarkKind


class ClaimSuggestion(NamedTuple):
    """One checkable statement as found by rule. `anchors` are in text order and do not overlap."""

    anchors: tuple[Span, ...]
    wording: str  # stands alone; what was added to the quote stands in [brackets]
    kinds: tuple[ClaimKind, ...]
    worth: float  # 0..1
    reasons: tuple[str, ...]  # in words, for the reviewer: what spoke for and against
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    speaker: Speaker | None = None
    checkable: bool = True  # opinion and prediction are kept but not offered
    missing: str | None = None  # set when the claim cannot stand alone: what is not certain
    places: tuple[Place, ...] = ()  # of those that the gazetteer found in the text
    marks: tuple[Mark, ...] = ()  # in text order, inside the anchors


_Standing = TypeVar("_Standing", Place, Mark)


def inside(things: Sequence[_Standing], anchors: Sequence[Span]) -> list[_Standing]:
    """The places or marks that stand wholly inside one of the anchors; both in text order, neither overlapping."""
    found: list[_Standing] = []
    for anchor in anchors:
        # Each claim looks only at its own stretch: with all places before every claim, long texts take ever longer.
        at = bisect_left(things, anchor.start, key=_start)
        while at < len(things) and things[at].end <= anchor.end:
            found.append(things[at])
            at += 1
    return found


_start = attrgetter("start")


class Reading(NamedTuple):
    """A suggested right reading of a garbled span. `score` is 0..1; `entity` is a gazetteer id where it has one."""

    name: str
    score: float
    reason: str
    entity: str | None = None


class Finding(NamedTuple):
    """A suspected garble. `category` and `detector` are names from garbles/kinds.py."""

    start: int
    end: int
    quote: str
    category: str
    severity: Literal["minor", "major", "critical"]
    detector: str
    reason: str
    suggestions: tuple[Reading, ...] = ()
