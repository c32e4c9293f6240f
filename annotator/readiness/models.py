from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.models import Article, Version
from ..db import Model, Tracked, now, uid

# In `dropped_because`: nothing changed, somebody thought better of it.
TAKEN_BACK = "it was taken back"


class Approval(Model, Tracked):
    """Somebody found one version of an article ready for publication. It holds until `dropped_at`.

    `obstacles` are those that blocked and were overridden, as they were counted then; `reason` is why.
    """

    __tablename__ = "approvals"
    __table_args__ = (
        sa.CheckConstraint("(dropped_at IS NULL) = (dropped_because IS NULL)", name="drop_explained"),
        sa.Index("ix_approvals_article_id_dropped_at", "article_id", "dropped_at"),
        # An article is ready once, not twice.
        sa.Index(
            "uq_approvals_standing", "article_id", unique=True,
            sqlite_where=sa.text("dropped_at IS NULL"), postgresql_where=sa.text("dropped_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    obstacles: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    dropped_at: Mapped[dt.datetime | None]
    dropped_because: Mapped[str | None]  # in words: "a claim was edited"
    dropped_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    version: Mapped[Version] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    dropped_by: Mapped[User | None] = relationship(foreign_keys=[dropped_by_id])

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def over(self) -> str:
        """What blocked and was passed over, in words; "" where nothing did."""
        return ", ".join(each["words"] for each in self.obstacles if each["blocks"])

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("article", self.article_id)]

    def told_of(self) -> int | None:
        return self.article_id
