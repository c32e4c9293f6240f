"""The zones of a version as a person changes them: a stretch becomes a zone, another kind of zone, or copy."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ..db import db
from ..errors import Invalid, Stale
from ..text.spans import ZONE_KINDS, Span
from .anchors import place
from .models import Article, Version, ZoneRow

# What a reviewer reads of each kind.
MEANINGS: dict[str, str] = {
    "headline": "Headline: no claim is taken from it",
    "byline": "Byline: who wrote it",
    "dateline": "Dateline: where and when it was filed",
    "heading": "Heading: no claim is taken from it",
    "caption": "Caption of a picture",
    "repeated-lead": "The first paragraph again",
    "boilerplate": "Boilerplate: not part of the report",
    "truncated": "Cut off here",
}


def overlapping(version: Version, span: Span) -> list[ZoneRow]:
    """The zones that share words with a stretch, in text order."""
    return [zone for zone in version.zones if zone.span.overlaps(span)]


def standing(rows: Sequence[ZoneRow]) -> str:
    """How these zones stand, for a form to send back: "12.1 15.3", ids and row versions; empty without zones."""
    return " ".join(f"{row.id}.{row.row_version}" for row in rows)


def lay(version: Version, span: Span, kind: str | None, *, seen: str | None = None) -> bool:
    """Make a stretch a zone of this kind, or copy (None); zones that it cuts keep the rest of theirs.

    `seen` is how the zones there stood (`standing`) when the form was made. Raises Invalid, Stale. Returns whether
    anything but the kind of a zone changed: words became copy, or no copy any more.
    """
    if kind is not None and kind not in ZONE_KINDS:
        raise Invalid(f"There is no kind of zone called “{kind}”.", "kind")
    columns = place(version, span)
    # PostgreSQL has no write lock of its own: two people may not lay zones over the same words at once.
    db.session.execute(sa.select(Article.id).where(Article.id == version.article_id).with_for_update())
    db.session.refresh(version, ["zones"])
    there = overlapping(version, span)
    if seen is not None and seen != standing(there):
        raise Stale(
            "Somebody else changed what stands here since you opened it.",
            theirs={"zone": in_words(there)},
            mine={"zone": in_words_of(kind)},
        )
    if kind is None and not there:
        raise Invalid("These words are copy already.")
    same = next((row for row in there if row.span == span), None)
    if same is not None and kind is not None:
        if same.kind == kind:
            raise Invalid(f"This is a {kind.replace('-', ' ')} already.", "kind")
        same.kind, same.origin = kind, "person"
        db.session.flush()
        return False
    for row in there:
        cut(version, row, span)
    if kind is not None:
        db.session.add(ZoneRow(kind=kind, origin="person", version=version, **columns))
    db.session.flush()
    db.session.refresh(version, ["zones"])
    return True


def cut(version: Version, row: ZoneRow, span: Span) -> None:
    """Leave of a zone what stands before and behind a stretch, where that has words."""
    pieces = [Span(row.start, span.start), Span(span.end, row.end)]
    left = [piece for piece in (trimmed(version.text, piece) for piece in pieces) if piece is not None]
    if not left:
        db.session.delete(row)
        return
    first, *rest = left
    row.start, row.end = first.start, first.end
    for piece in rest:
        db.session.add(ZoneRow(kind=row.kind, origin=row.origin, version=version, **place(version, piece)))


def trimmed(text: str, span: Span) -> Span | None:
    """A stretch without outer white space; None where nothing is left."""
    quote = text[span.start : span.end] if span.start < span.end else ""
    if not quote.strip():
        return None
    start = span.start + len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))


def in_words(rows: Sequence[ZoneRow]) -> str:
    return ", ".join(in_words_of(row.kind) for row in rows) or in_words_of(None)


def in_words_of(kind: str | None) -> str:
    return kind.replace("-", " ") if kind else "copy"
