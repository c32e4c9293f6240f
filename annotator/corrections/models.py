from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.anchors import AnchorColumns
from ..articles.models import Article, Version
from ..db import Model, Tracked, now, one_of, uid
from ..gazetteer.models import Entity
from ..sources.models import Source

STATES = ("proposed", "accepted", "rejected", "superseded")
CLASSES = ("translation", "fact", "style")
NOTICE_KINDS = ("correction", "clarification", "refile")
NOTICE_STATES = ("draft", "approved", "withdrawn")


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
    # Its evidence: what a source says, in the source's own words.
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sources.id"), index=True)
    passage: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    entity_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entities.id"), index=True)  # whose name it puts right
    state: Mapped[str] = mapped_column(default="proposed", index=True)
    # Put aside because the article's present text does not have its words, or says what it says.
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    superseded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("corrections.id"))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    source: Mapped[Source | None] = relationship()
    entity: Mapped[Entity | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    @classmethod
    def __extra_constraints__(cls) -> tuple[Any, ...]:
        return (one_of("kind", CLASSES), one_of("state", STATES))

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("correction", self.id)]


# Which corrections a notice tells of.
told = sa.Table(
    "notice_corrections",
    Model.metadata,
    sa.Column("notice_id", sa.ForeignKey("notices.id"), primary_key=True),
    sa.Column("correction_id", sa.ForeignKey("corrections.id"), primary_key=True, index=True),
)


class Notice(Model, Tracked):
    """What readers are told about corrections of a version. An approved one is never edited: a newer one follows it."""

    __tablename__ = "notices"
    __table_args__ = (
        one_of("kind", NOTICE_KINDS),
        one_of("state", NOTICE_STATES),
        sa.CheckConstraint("length(text) > 0", name="text_given"),
        sa.CheckConstraint("state <> 'approved' OR approved_at IS NOT NULL", name="approval_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    kind: Mapped[str] = mapped_column(default="correction")
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    approved_at: Mapped[dt.datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    version: Mapped[Version] = relationship()
    corrections: Mapped[list[Correction]] = relationship(secondary=told, order_by=Correction.start)
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])

    __mapper_args__ = {"version_id_col": row_version}
