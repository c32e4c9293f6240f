"""The sentences around a hit: its own with the words that matched, the one before and the one after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ...accounts.models import User
from ...articles.models import Article, Version
from ...db import db
from ...text.segment import sentences
from ...text.spans import Span
from ..engines.engine import Reader
from . import rows
from .queries import Ask, ask_index, understood
from .rows import Row
from .snippets import Needles, Passage, marked, needles

READ: Final = 3_000  # code points looked through on both sides of a hit for where sentences end
SHOWN: Final = 1_200  # code points of a sentence: some texts have no full stops


@dataclass(frozen=True, slots=True)
class Context:
    """`before` and `after` are empty where the text begins and ends."""

    before: str
    own: Passage
    after: str
    href: str


def context(key: str, ask: Ask, reader: Reader, *, by: User | None) -> Context | None:
    """The sentences around a hit of this search; None for one that is gone, that this person may not see, or that
    stands in no text."""
    row = _loaded(key, by)
    if row is not None and row.on:  # a note, a comment: around the words of what it is about
        row = _loaded(row.on, by)
    if row is None or row.article is None:
        return None
    question, _, _ = understood(ask, reader, by=by)
    found, _ = ask_index(replace(question, facets=(), limit=1), reader, by)
    hay = Needles(needles(question.expression, found.read_as))
    version_id, spans = _place(row, hay)
    text = db.session.get_one(Version, version_id).text
    before, own, after = around(text, spans, row.article.language)
    quoted = own.of(text)[:SHOWN]
    return Context(before.of(text)[-SHOWN:], marked(quoted, hay.matches(quoted)), after.of(text)[:SHOWN], row.href)


def _loaded(key: str, by: User | None) -> Row | None:
    try:
        return rows.load([key], by=by, with_garbles=False).get(key)
    except (KeyError, ValueError):  # no key of anything
        return None


def _place(row: Row, hay: Needles) -> tuple[int, list[Span]]:
    """Where a hit stands: of an article, its first word that was asked for, or its beginning."""
    if row.spans:
        version_id = row.spans[0][0]
        return version_id, [span for version, span in row.spans if version == version_id]
    assert row.article is not None
    match = next(iter(hay.matches(row.text)), None)
    current = db.session.get_one(Article, row.article.id).current
    return current.id, [Span(match.start, match.end) if match else Span(0, min(1, len(row.text)))]


def around(text: str, spans: list[Span], language: str) -> tuple[Span, Span, Span]:
    """The sentence before, the sentences that these spans stand in, and the sentence after. Code points, half-open."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    low = max(0, start - READ)
    found = [Span(each.start + low, each.end + low) for each in sentences(text[low : end + READ], language)]
    own = [each for each in found if each.start < end and start < each.end] or [Span(start, end)]
    first, last = min(own[0].start, start), max(own[-1].end, end)
    before = [each for each in found if each.end <= first]
    after = [each for each in found if each.start >= last]
    return before[-1] if before else Span(0, 0), Span(first, last), after[0] if after else Span(0, 0)
