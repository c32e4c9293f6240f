"""The places of a mark as stretches of a text, each with what came of looking for it. Pure; code points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import Invalid
from ..text.anchoring import OUTCOMES, Anchored, Outcome, Sought, alike, find
from ..text.spans import Span
from .readers.texts import Original
from .records import Place


@dataclass(frozen=True, slots=True)
class Placed:
    """`spans` in text order, none overlapping; empty unless all places were found exactly, or but for signs that are
    written in another way. `outcome` is the worst of them."""

    outcome: Outcome
    spans: tuple[Span, ...] = ()
    reason: str = ""


def placed(text: str, places: Sequence[Place]) -> Placed:
    """Where these places are in the text. Those without any have nothing to be found."""
    if not places:
        return Placed("gone", (), "It names no words of a text.")
    worst: Outcome = "found"
    reasons: list[str] = []
    spans: list[Span] = []
    for place in places:
        found = located(text, place)
        if found.span is None or not _exact(found, place, text):
            return Placed(found.outcome, (), found.reason)
        worst = max(worst, found.outcome, key=OUTCOMES.index)
        if found.outcome != "found" or not place.quote:
            reasons += [found.reason] if found.reason else []
        spans.append(found.span)
    return Placed(worst, tuple(joined(spans)), "; ".join(dict.fromkeys(reasons)))


def joined(spans: Sequence[Span]) -> list[Span]:
    """In text order; those that touch or overlap are one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _exact(found: Anchored, place: Place, text: str) -> bool:
    """Whether nothing but the writing of signs differs: then it may be laid down without asking."""
    if found.outcome in {"found", "moved"}:
        return True
    return found.span is not None and found.outcome == "changed" and alike(place.quote, found.span.of(text))


def located(text: str, place: Place) -> Anchored:
    """One place. A range is found when both its ends are."""
    area: Span | None = None
    if place.inside is not None:
        outer = located(text, place.inside)
        if outer.span is None:
            return outer
        area = outer.span
    found = find(text, _sought(text, place, area), area)
    if place.until is None or found.span is None:
        return found
    end = located(text, place.until)
    if end.span is None:
        return end
    if end.span.start <= found.span.start:
        return Anchored("gone", None, "The range ends before it begins.")
    return Anchored(max(found.outcome, end.outcome, key=OUTCOMES.index), Span(found.span.start, end.span.start), "")


def _sought(text: str, place: Place, area: Span | None) -> Sought:
    start, end = place.start, place.end
    if start is not None and end is not None:
        if area is not None:  # counted from where the outer selection begins
            start, end = start + area.start, end + area.start
        elif place.quote and text[start:end] != place.quote:
            start, end = _as_utf16(text, place.quote, start, end)
    return Sought(place.quote, place.prefix, place.suffix, start, end)


def _as_utf16(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """The same place where the tool counted UTF-16 code units, as browsers do; the quote says so."""
    if text.isascii() or end > 2 * len(text):
        return start, end
    original = Original(text)
    try:
        units = original.of_utf16(start), original.of_utf16(end)
    except Invalid:
        return start, end
    return units if text[units[0] : units[1]] == quote else (start, end)
