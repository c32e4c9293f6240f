from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.anchors import AnchorColumns
from ..articles.models import Article
from ..db import Model, Tracked, now, one_of, uid

STATES = ("proposed", "accepted", "rejected", "superseded")
CLASSES = ("translation", "fact", "style")


class Correction(AnchorColumns, Model, Tracked):
    """A replacement for an anchored span. It never edits the version; accepted ones are applied when it leaves."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    garble_id: Mapped[int | None] = mapped_column(sa.ForeignKey("garbles.id"), index=True)
    replacement: Mapped[str]
    kind: Mapped[str] = mapped_column(default="translation")  # the class of the correction
    reason: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="proposed", index=True)
    superseded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("corrections.id"))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])

    __mapper_args__ = {"version_id_col": row_version}

    @classmethod
    def __extra_constraints__(cls) -> tuple[Any, ...]:
        return (one_of("kind", CLASSES), one_of("state", STATES))

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("correction", self.id)]
