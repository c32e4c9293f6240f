"""A number of the source sentence is missing or another one stands in the translation.

Numbers are compared as values, however they are written: "deux mille cinq cents", "2 500", "٢٥٠٠" and "2,500" are one.
What is told by the way ("first", "une dizaine", "F-16") covers a number and is never missed itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles.passage import Passage
from annotator.garbles.source import Couple
from annotator.text.spans import Finding, Reading, Span
from annotator.text.values import Value

_TIME: Final = re.compile(r"\d{1,2}[.:,]\d\d")
_CLOCK: Final = re.compile("[.:,]")
KIND: Final = "source-numbers"


def find(passage: Passage) -> Iterator[Finding]:
    """Numbers in aligned sentences that have no counterpart on the other side."""
    source = passage.translated_from
    if source is None:
        return
    couples = source.couples
    for number, couple in enumerate(couples):
        if not (couple.source_values or couple.target_values) or not couple.is_close:
            continue
        around = couples[max(0, number - 1) : number + 2]
        yield from _compare(passage, couple, around, source.language)


def _compare(passage: Passage, couple: Couple, around: Sequence[Couple], language: str) -> Iterator[Finding]:
    ours = [value for near in around for value in near.source_values]
    theirs = [value for near in around for value in near.target_values]
    missing = [value for value in couple.source_values if _counts(value, language) and not _covered(value, theirs)]
    added = [value for value in couple.target_values if _counts(value, language) and not _covered(value, ours)]
    assert couple.pair.target is not None
    start = couple.pair.target.start
    for place, value in enumerate(added):
        if place >= len(missing):
            break
        meant = missing[place]
        yield passage.finding(
            KIND, Span(start + value.start, start + value.end),
            f"The source has “{meant.quote}” here ({meant.readings[0]:,g}); “{value.quote}” is not in it.",
            [Reading(f"{meant.readings[0]:,g}", 0.8, f"“{meant.quote}” in the source")],
        )  # fmt: skip
    for value in missing[len(added) :]:
        if value.digits:
            yield passage.finding(
                KIND, couple.pair.target,
                f"“{value.quote}” ({value.readings[0]:,g}) of the source sentence is missing in the translation.",
            )  # fmt: skip
    for value in added[len(missing) :]:
        if value.digits:
            yield passage.finding(
                KIND, Span(start + value.start, start + value.end), f"“{value.quote}” is not in the source sentence."
            )


def _counts(value: Value, language: str) -> bool:
    # Arabic tells two by the noun's ending.
    return not value.soft and max(value.readings) > (2 if language == "ar" else 1)


def _covered(value: Value, others: Sequence[Value]) -> bool:
    if any(_same(one, other) for one in value.readings for found in others for other in found.readings):
        return True
    if len(value.readings) == 1 and value.readings[0] % 1 == 0.5 and any(map(_is_half, others)):
        return True  # "a degree and a half"
    # "23.45" is 23 h 45: two numbers on the other side.
    parts = [float(part) for part in _CLOCK.split(value.quote)] if _TIME.fullmatch(value.quote) else []
    if parts and all(any(part in found.readings for found in others) for part in parts):
        return True
    return any(
        str(int(value.readings[0])) in _CLOCK.split(found.quote) for found in others if _TIME.fullmatch(found.quote)
    )


def _is_half(value: Value) -> bool:
    return value.soft and value.readings == (2.0,)


def _same(one: float, other: float) -> bool:
    """Whether two readings may be one: equal, a decade ("les années 80", "the 1980s"), an hour (20 h, 8 p.m.)."""
    small, large = sorted((one, other))
    return (
        large - small <= 0.001 * large
        or (small < 100 and large - small in {1900.0, 2000.0})
        or (small <= 12 and large - small == 12 and large <= 24)
    )
