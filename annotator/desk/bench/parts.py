"""A long text in parts: a page holds the one that is read, the browser fetches the others when they are scrolled to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...articles.rendering import Paragraph, layout
from ...text.spans import Span
from .queries import Bench

WHOLE = 40_000  # code points that a page holds at once
PART = 16_000
# A part ends at a blank line where one is near, else at a line's end, else wherever it is long enough.
NEAR = 4_000
LINE = 90  # code points of a line on the page, to guess how high a part is that is not there


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the text; `paragraphs` is None where it is still to be fetched. Their places count from `start`."""

    number: int
    span: Span
    paragraphs: list[Paragraph] | None

    @property
    def lines(self) -> int:
        return 1 + len(self.span) // LINE


def spans_of(text: str) -> list[Span]:
    """The parts of a text, in order; joined they are the text."""
    if len(text) <= WHOLE:
        return [Span(0, len(text))] if text else []
    found, start = [], 0
    while start < len(text):
        end = end_of(text, start)
        found.append(Span(start, end))
        start = end
    return found


def end_of(text: str, start: int) -> int:
    wanted = start + PART
    if wanted + NEAR >= len(text):
        return len(text)
    for sign in ("\n\n", "\n", " "):
        at = text.find(sign, wanted, wanted + NEAR)
        if at >= 0:
            return at + len(sign)
    return wanted


def parts_of(bench: Bench, place: int) -> list[Part]:
    """The text of an article, laid out where `place` (code points) stands."""
    return [
        laid_out(bench, number, span)
        if span.start <= place < span.end or len(bench.version.text) <= WHOLE
        else Part(number, span, None)
        for number, span in enumerate(spans_of(bench.version.text))
    ]


def laid_out(bench: Bench, number: int, span: Span) -> Part:
    marks = bench.marks(span)
    if span.start:
        marks = [replace(mark, start=mark.start - span.start, end=mark.end - span.start) for mark in marks]
    words = span.of(bench.version.text)
    return Part(number, span, layout(words, marks, language=bench.article.language))
