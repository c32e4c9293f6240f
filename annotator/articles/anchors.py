"""Where something stands in a version: the columns and constraints that every anchored row shares.

The database itself keeps an anchor inside its text: `(version_id, version_length)` is a foreign key to the version
and its length, and a check compares `end` with that length. That the quote is the text at that place is checked when
the row is made and again before each flush.
"""

from __future__ import annotations

from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, UOWTransaction, declared_attr, mapped_column

from ..errors import Invalid
from ..text.spans import Span

# 40 characters on both sides: shorter repeats within one article, longer breaks when an editor trims a clause.
CONTEXT = 40
TEXT_OF = sa.text("SELECT text FROM versions WHERE id = :version")


class HasText(Protocol):
    id: Any
    text: Any
    length: Any


class SpanColumns:
    """Start and end in code points, half-open, inside the text of a version."""

    version_id: Mapped[int] = mapped_column()
    version_length: Mapped[int] = mapped_column()
    start: Mapped[int] = mapped_column()
    end: Mapped[int] = mapped_column()

    @classmethod
    def __extra_constraints__(cls) -> tuple[Any, ...]:
        return ()

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            sa.ForeignKeyConstraint(["version_id", "version_length"], ["versions.id", "versions.length"]),
            sa.CheckConstraint('start >= 0 AND start < "end"', name="span_not_empty"),
            sa.CheckConstraint('"end" <= version_length', name="span_inside"),
            sa.Index(f"ix_{cls.__tablename__}_version_id", "version_id"),  # type: ignore[attr-defined]
            *cls.__extra_constraints__(),
        )

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class AnchorColumns(SpanColumns):
    """A span with its exact quote and 40 code points of context on both sides."""

    quote: Mapped[str] = mapped_column()
    prefix: Mapped[str] = mapped_column()
    suffix: Mapped[str] = mapped_column()


def place(version: HasText, span: Span) -> dict[str, Any]:
    """The span columns for a stretch of a version. Raises Invalid when it is empty or outside the text."""
    if not 0 <= span.start < span.end <= version.length:
        raise Invalid(
            f"The selection {span.start}-{span.end} is not inside the text, which has {version.length} characters."
        )
    return {"version_id": version.id, "version_length": version.length, "start": span.start, "end": span.end}


def anchor(version: HasText, span: Span) -> dict[str, Any]:
    """The anchor columns for a stretch of a version. Raises Invalid when it is empty or outside the text."""
    columns = place(version, span)
    text = version.text
    return columns | {
        "quote": span.of(text),
        "prefix": text[max(0, span.start - CONTEXT) : span.start],
        "suffix": text[span.end : span.end + CONTEXT],
    }


@event.listens_for(Session, "before_flush")
def quotes_must_fit(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """A quote is exactly the text at its place: `version.text[start:end] == quote`, always.

    Each text is read once a flush: an article comes with dozens of anchors, a long one with thousands.
    """
    texts: dict[int, str | None] = {}
    for row in (*session.new, *session.dirty):
        if not isinstance(row, AnchorColumns) or not session.is_modified(row):
            continue
        if row.version_id not in texts:
            texts[row.version_id] = session.connection().execute(TEXT_OF, {"version": row.version_id}).scalar()
        text = texts[row.version_id]
        if text is not None and row.span.of(text) != row.quote:
            raise Invalid("The quote does not stand at its place in the text; reload the page and select it again.")
