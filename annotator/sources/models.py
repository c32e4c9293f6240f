from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model, Tracked, now, one_of, uid

SOURCE_KINDS = ("document", "dataset", "person", "outlet", "web")
# NATO Admiralty code, reliability of the source: A completely reliable … E unreliable, F cannot be judged.
MEANINGS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
RELIABILITIES = tuple(MEANINGS)


class Source(Model, Tracked):
    __tablename__ = "sources"
    __table_args__ = (
        one_of("kind", SOURCE_KINDS),
        one_of("reliability", RELIABILITIES),
        sa.CheckConstraint("length(title) > 0", name="title_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    title: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default="document")
    publisher: Mapped[str | None]
    url: Mapped[str | None]
    reliability: Mapped[str] = mapped_column(default="F")
    origin_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("sources.id"), index=True
    )  # whose word it passes on: six outlets with one origin count as one
    note: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    origin: Mapped[Source | None] = relationship(remote_side="Source.id")

    __mapper_args__ = {"version_id_col": row_version}

    def __str__(self) -> str:
        """As pages and forms name it."""
        return self.title

    @property
    def meaning(self) -> str:
        """What its letter of reliability means, in words."""
        return MEANINGS[self.reliability]

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("source", self.id)]
