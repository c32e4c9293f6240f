"""Where something stands in a version: the columns and constraints that every anchored row shares.

The database itself keeps an anchor inside its text: `(version_id, version_length)` is a foreign key to the version
and its length, and a check compares `end` with that length. That the quote is the text at that place is checked when
the row is made and again before each flush.
"""

from __future__ import annotations

from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, declared_attr, mapped_column

from ..errors import Invalid
from ..text.spans import Span

# 40 characters on both sides: shorter repeats within one article, longer breaks when an editor trims a clause.
CONTEXT = 40


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


@event.listens_for(AnchorColumns, "before_insert", propagate=True)
@event.listens_for(AnchorColumns, "before_update", propagate=True)
def quote_must_fit(_mapper: Mapper[Any], connection: sa.Connection, row: AnchorColumns) -> None:
    """The quote is exactly the text at its place: `version.text[start:end] == quote`, always."""
    length = row.end - row.start
    found = connection.execute(
        sa.text("SELECT substr(text, :first, :length) FROM versions WHERE id = :version"),
        {"first": row.start + 1, "length": length, "version": row.version_id},
    ).scalar()
    if found is not None and found != row.quote:
        raise Invalid("The quote does not stand at its place in the text; reload the page and select it again.")
