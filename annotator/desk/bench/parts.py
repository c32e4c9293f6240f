"""A long text in parts: a page holds the one that is read, the browser fetches the others when they are scrolled to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from ...articles.rendering import Paragraph, layout
from ...text.spans import Span
from .queries import Bench
from .written import WRITTEN

WHOLE = 40_000  # code points that a page holds at once
PART = 16_000
# A part ends at a blank line where one is near, else at a line's end, else wherever it is long enough.
NEAR = 4_000
LINE = 90  # code points of a line on the page, to guess how high a part is that is not there


Chosen = tuple[str, int] | None
# Writes paragraphs laid out: with what is chosen, and where their first character stands.
Write = Callable[[list[Paragraph], Chosen, int], Markup]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the text; `text` is None where it is still to be fetched."""

    number: int
    span: Span
    text: Markup | None

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


def parts_of(bench: Bench, place: int, chosen: Chosen, write: Write) -> list[Part]:
    """The text of an article, written where `place` (code points) stands."""
    return [
        written(bench, number, span, chosen, write)
        if span.start <= place < span.end or len(bench.version.text) <= WHOLE
        else Part(number, span, None)
        for number, span in enumerate(spans_of(bench.version.text))
    ]


def written(bench: Bench, number: int, span: Span, chosen: Chosen, write: Write) -> Part:
    marks = bench.marks(span)
    if span.start:
        marks = [replace(mark, start=mark.start - span.start, end=mark.end - span.start) for mark in marks]
    language = bench.article.language

    def anew() -> Markup:
        return write(layout(span.of(bench.version.text), marks, language=language), chosen, span.start)

    source = bench.version.sha256, span, language, bench.address, chosen, tuple(marks)
    return Part(number, span, WRITTEN.get(source, anew))
