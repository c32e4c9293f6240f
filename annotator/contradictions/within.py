"""Disagreements inside one article: its headline with its body, a whole with its parts, a date with its weekday.

What garbles/detectors found (number_clash, weekday) is taken from the garbles on the article; a garble that somebody
dismissed is no disagreement. What is added here: a whole of things and its parts by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from ..text.quantities import quantities
from ..text.spans import Quantity, Span, Zone

_KINDS: Final = {"the headline": "headline", "the heading": "heading", "the caption": "caption"}
# "14 rockets: three in the base, eleven on streets"; "of 20 prisoners five were freed and twelve sent on".
_OPENS: Final = re.compile(r"[^.;:]{0,40}?[:—–]\s*\Z")
_PLACED: Final = re.compile(r"^\s(?:in|on|at|inside|outside|near|from|to|of them|were|was|fell|landed|hit|had|went)\b")
_GAP: Final = re.compile(r"^[^.;:\d]{2,50}?(?:,| and|, and|;)\s\Z")
_OTHERS: Final = re.compile(r"\b(?:others?|the rest|rest|several|some|a few|many|most|unknown)\b", re.I)

Sort = Literal["headline", "sum", "weekday"]


class Clash(NamedTuple):
    """Two places of one article, in code points; `second` is the same as the first where the fault is in one place."""

    sort: Sort
    first: Span
    second: Span
    reason: str


def of_garble(  # noqa: PLR0917 - a finding's fields
    detector: str, span: Span, reason: str, readings: Sequence[tuple[str, str]], text: str, zones: Sequence[Zone],
    paragraphs: Sequence[Span],
) -> Clash:  # fmt: skip
    """A number clash or a wrong weekday that a detector found, with the other place it speaks of. `readings`: what it
    suggests, each with where it stands ("as in the headline")."""
    if detector == "weekday":
        return Clash("weekday", span, span, reason)
    if not readings:
        return Clash("sum", span, sentence_end(text, span), reason)
    words, where = readings[0]
    where = where.removeprefix("as in ").removeprefix("in ")
    for zone in zones:
        if zone.kind == _KINDS.get(where, "") or where == f"the {zone.kind}":
            at = text.find(words, zone.start, zone.end)
            if at >= 0:
                return Clash("headline", Span(at, at + len(words)), span, reason)
    number = re.fullmatch(r"paragraph (\d+)", where)
    if number and 0 < int(number[1]) <= len(paragraphs):
        paragraph = paragraphs[int(number[1]) - 1]
        at = text.find(words, paragraph.start, paragraph.end)
        if at >= 0:
            return Clash("sum", Span(at, at + len(words)), span, reason)
    return Clash("sum", span, span, reason)


def sentence_end(text: str, span: Span) -> Span:
    """The words behind a whole, up to the end of its sentence: its parts."""
    match = re.compile(r"[.!?](?=\s|$)|\n").search(text, span.end)
    end = match.start() if match else len(text)
    return Span(min(span.end + 1, end), end) if end > span.end + 1 else span


def sums(text: str, sentences: Sequence[Span]) -> Iterator[Clash]:
    """Wholes of things that are not what their parts by place make: "14 rockets: three in the base, ten on streets"."""
    for sentence in sentences:
        if not _OPENS_ANYWHERE.search(text, sentence.start, sentence.end):
            continue
        found = [each for each in quantities(text, sentence) if is_count(each)]
        for number, whole in enumerate(found[:-2]):
            if whole.unit is None or not _OPENS.match(text[whole.end : found[number + 1].start]):
                continue
            parts = _parts(text, found[number + 1 :], sentence)
            if len(parts) > 1 and sum(part.value for part in parts) != whole.value:
                told = " + ".join(f"{part.value:g}" for part in parts)
                total = sum(part.value for part in parts)
                yield Clash(
                    "sum", Span(whole.start, whole.end), Span(parts[0].start, parts[-1].end),
                    f"“{whole.quote}”, but the parts make {told} = {total:g}.",
                )  # fmt: skip


_OPENS_ANYWHERE: Final = re.compile(r"[:—–]\s")


def _parts(text: str, following: Sequence[Quantity], sentence: Span) -> list[Quantity]:
    """The numbers behind a colon that each have their place, up to the end of the sentence; none where some are told
    without a number."""
    parts = [following[0]]
    for before, after in pairwise(following):
        if not _GAP.match(text[before.end : after.start]):
            break
        parts.append(after)
    rest = text[parts[0].start : sentence.end]
    if parts[-1] is not following[-1] or _OTHERS.search(rest) or re.search(r"(?:,|and) an? ", rest):
        return []
    return parts if all(_PLACED.match(text[part.end : part.end + 12]) or part.unit for part in parts) else []


def is_count(quantity: Quantity) -> bool:
    """An exact number of whole things: no money, measure, share or age."""
    return (
        quantity.qualifier == "exact" and quantity.high is None and quantity.value == int(quantity.value)
        and 0 < quantity.value < 10_000 and quantity.role != "money"
        and not (quantity.unit or "").endswith((" old", "percent", "metres", "hours", "minutes", "days", "years"))
    )  # fmt: skip
