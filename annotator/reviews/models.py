from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..claims.models import FAULTS, VERDICTS, Claim
from ..db import Model, Tracked, now, one_of, uid


class Assessment(Model, Tracked):
    """One reviewer's judgement of a claim; each reviewer has at most one a claim, and its history."""

    __tablename__ = "assessments"
    __always__: ClassVar[frozenset[str]] = frozenset({"claim_id", "reviewer_id"})
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


class Adjudication(Model, Tracked):
    """What was decided where reviewers differed: the judgement that was picked, or another one, with the reason."""

    __tablename__ = "adjudications"
    __table_args__ = (
        one_of("verdict", VERDICTS),
        one_of("fault", FAULTS),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    assessment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assessments.id"))  # the one that was picked
    verdict: Mapped[str]
    confidence: Mapped[int]
    fault: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    claim: Mapped[Claim] = relationship()
    created_by: Mapped[User] = relationship()

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id)]

    def told_of(self) -> int | None:
        return self.claim.article_id if self.claim else None


class Policy(Model, Tracked):
    """What the desk asks of a verdict before it is settled. One row; none: the defaults below."""

    __tablename__ = "review_policy"
    __table_args__ = (
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("assessments BETWEEN 1 AND 9", name="assessments_range"),
        sa.CheckConstraint("sources BETWEEN 0 AND 9", name="sources_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    blind: Mapped[bool] = mapped_column(default=False)  # nobody sees another's judgement before their own
    assessments: Mapped[int] = mapped_column(default=1)  # how many people must have judged a claim
    sources: Mapped[int] = mapped_column(default=0)  # how many independent sources it must have
    # The kinds of claim that a second reader must settle; "every" stands for all of them.
    second_reader: Mapped[list[str]] = mapped_column(default=lambda: ["every"])
    # The obstacles that keep an article from being ready (readiness/obstacles.py). None: the program's own choice.
    blocking: Mapped[list[str] | None]
    # What becomes of exports of articles that are not ready (readiness/queries.py). None: they are made and warned of.
    unready: Mapped[str | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}


class SavedQueue(Model, Tracked):
    """A named way to look at the queue: the filters of its address. Its owner's, or shared with the desk."""

    __tablename__ = "saved_queues"
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "name"),
        sa.CheckConstraint("length(name) > 0", name="name_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}


class Comment(Model, Tracked):
    """A remark on an article, or on one claim, garble or correction of it; or an answer to one."""

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
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comments.id"), index=True)  # the first of its thread
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    text: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    resolved_at: Mapped[dt.datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    row_version: Mapped[int] = mapped_column(default=1)

    author: Mapped[User] = relationship(foreign_keys=author_id)

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("comment", self.id)]


class Mention(Model):
    """A person named with an @ in a comment, who is told of it until they have seen it."""

    __tablename__ = "comment_mentions"
    __table_args__ = (
        # Asked with every page, and nearly all mentions are seen.
        sa.Index(
            "ix_comment_mentions_unseen",
            "user_id",
            sqlite_where=sa.text("seen_at IS NULL"),
            postgresql_where=sa.text("seen_at IS NULL"),
        ),
    )

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comments.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True, index=True)
    seen_at: Mapped[dt.datetime | None]

    comment: Mapped[Comment] = relationship()


class Seen(Model):
    """How far a person has read the comments on an article: the newest one they have seen."""

    __tablename__ = "comments_seen"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), primary_key=True)
    comment_id: Mapped[int]
