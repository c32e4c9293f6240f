"""Words of a claim that are replaced or added to so that it stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.claims.parts import Part, Shared
from annotator.text.spans import Span


@dataclass(slots=True)
class Change:
    """Words of the text to be replaced, or (`start` = `end`) put before others, in every claim that quotes them."""

    start: int
    end: int
    new: str
    word: str  # the word as it stands, for claims that borrow it; "" where they need no change
    named: int = -1  # where the sentence has the same name itself: a claim that holds it keeps its words


def quoted_with(part: Span, changes: Sequence[Change]) -> list[Part]:
    """A quoted stretch with its changes: its own words between them, the new ones as added text."""
    found: list[Part] = []
    at = part.start
    for change in sorted(changes, key=lambda one: one.start):
        if change.start < at or change.end > part.end:
            continue
        if at < change.start:
            found.append(Span(at, change.start))
        found.append(change.new)
        at = change.end
    if at < part.end:
        found.append(Span(at, part.end))
    return found


def lent(part: str, changes: Iterable[Change]) -> Part:
    """Words that another claim lends, with the same changes; found by the words, since they have no offsets."""
    if not isinstance(part, Shared):
        return part
    words: str = part
    for change in sorted(changes, key=lambda one: -one.start):
        if change.word and any(span.start <= change.start < span.end for span in part.spans):
            new = change.new if change.start < change.end else f"{change.new} {change.word}"
            words = re.sub(rf"\b{re.escape(change.word)}\b", new.replace("\\", r"\\"), words, count=1)
    return Shared(words, part.spans)
