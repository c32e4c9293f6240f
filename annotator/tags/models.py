from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..claims.models import Claim
from ..db import Model, Tracked, now, uid


class Tag(Model, Tracked):
    """A word that articles and claims are tagged with. `folded` is its name as names are compared (service.folded)."""

    __tablename__ = "tags"
    __table_args__ = (sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class Tagging(Model, Tracked):
    """One tag on one article or on one claim."""

    __tablename__ = "taggings"
    __always__: ClassVar[frozenset[str]] = frozenset({"tag_id", "article_id", "claim_id"})
    __table_args__ = (
        sa.UniqueConstraint("tag_id", "article_id", name="uq_taggings_tag_id_article_id"),
        sa.UniqueConstraint("tag_id", "claim_id", name="uq_taggings_tag_id_claim_id"),
        sa.CheckConstraint("(article_id IS NULL) <> (claim_id IS NULL)", name="one_subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tags.id"))
    article_id: Mapped[int | None] = mapped_column(sa.ForeignKey("articles.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    tag: Mapped[Tag] = relationship()
    claim: Mapped[Claim | None] = relationship()

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id)] if self.claim_id is not None else [("article", self.article_id or 0)]

    def told_of(self) -> int | None:
        """The article that it is on, or that its claim is on."""
        return self.article_id if self.claim is None else self.claim.article_id
