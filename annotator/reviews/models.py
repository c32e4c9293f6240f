from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..claims.models import FAULTS, VERDICTS, Claim
from ..db import Model, Tracked, now, one_of, uid


class Assessment(Model, Tracked):
    """One reviewer's judgement of a claim; each reviewer has at most one a claim, and its history."""

    __tablename__ = "assessments"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "reviewer_id"),
        one_of("verdict", VERDICTS),
        one_of("fault", FAULTS),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"))
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    verdict: Mapped[str]
    confidence: Mapped[int]
    fault: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    changed_at: Mapped[dt.datetime] = mapped_column(default=now, onupdate=now)
    row_version: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    reviewer: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id), ("assessment", self.id)]

    def told_of(self) -> int | None:
        return self.claim.article_id if self.claim else None


class Comment(Model, Tracked):
    """A remark on an article, or on one claim, garble or correction of it."""

    __tablename__ = "comments"
    __table_args__ = (
        sa.CheckConstraint("length(text) > 0", name="text_given"),
        # At most one subject. Written without arithmetic on truth values: the two databases differ in it.
        sa.CheckConstraint(
            "NOT (claim_id IS NOT NULL AND garble_id IS NOT NULL)"
            " AND NOT (claim_id IS NOT NULL AND correction_id IS NOT NULL)"
            " AND NOT (garble_id IS NOT NULL AND correction_id IS NOT NULL)",
            name="one_subject",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    garble_id: Mapped[int | None] = mapped_column(sa.ForeignKey("garbles.id"), index=True)
    correction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("corrections.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    text: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    resolved_at: Mapped[dt.datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    author: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("comment", self.id)]
