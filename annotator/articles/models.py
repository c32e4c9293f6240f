from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..db import Model, Tracked, db, now, one_of, uid
from ..text.spans import ZONE_KINDS, Span
from .anchors import SpanColumns

# draft: only who made it sees it. hidden: only editors and administrators. desk: everybody on the desk.
VISIBILITIES = ("desk", "draft", "hidden")
ZONE_ORIGINS = ("rule", "person")

membership = sa.Table(
    "collection_articles",
    Model.metadata,
    sa.Column("collection_id", sa.ForeignKey("collections.id"), primary_key=True),
    sa.Column("article_id", sa.ForeignKey("articles.id"), primary_key=True, index=True),
)


class Collection(Model, Tracked):
    """A named set of articles."""

    __tablename__ = "collections"
    __table_args__ = (sa.CheckConstraint("length(name) > 0", name="name_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="")

    articles: Mapped[list[Article]] = relationship(secondary=membership, back_populates="collections")


class Article(Model, Tracked):
    """One published text on the desk. Its words are in its versions; `current_number` names the newest."""

    __tablename__ = "articles"
    __table_args__ = (
        one_of("visibility", VISIBILITIES),
        sa.CheckConstraint("current_number >= 1", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    title: Mapped[str]
    outlet: Mapped[str | None]
    byline: Mapped[str | None]
    feed: Mapped[str | None] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(default="en")
    source_language: Mapped[str | None]
    translator: Mapped[str | None]
    published_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    url: Mapped[str | None] = mapped_column(index=True)
    identifier: Mapped[str | None] = mapped_column(index=True)  # the feed's own name for it
    visibility: Mapped[str] = mapped_column(default="desk")
    due_at: Mapped[dt.datetime | None] = mapped_column(index=True)  # when the desk must be done with it
    embargo_until: Mapped[dt.datetime | None]  # until when it may not leave the desk
    current_number: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list[Version]] = relationship(back_populates="article", order_by="Version.number")
    current: Mapped[Version] = relationship(
        primaryjoin="and_(Article.id == foreign(Version.article_id), Article.current_number == Version.number)",
        viewonly=True,
        uselist=False,
    )
    collections: Mapped[list[Collection]] = relationship(
        secondary=membership, back_populates="articles", order_by=Collection.name
    )
    created_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("article", self.id)]

    @property
    def embargoed(self) -> bool:
        """Whether it may not leave the desk yet; an embargo that has passed is none."""
        return self.embargo_until is not None and self.embargo_until > now()

    def told_of(self) -> int | None:
        return self.id


class Version(Model, Tracked):
    """One immutable text of an article. A trigger of the database refuses its change."""

    __tablename__ = "versions"
    __untold__: ClassVar[frozenset[str]] = frozenset({"text", "source_text"})  # they stand here, unchanged, for ever
    __table_args__ = (
        sa.UniqueConstraint("article_id", "number"),
        # Lets a span's row prove, by a foreign key on both, that it ends inside the text.
        sa.UniqueConstraint("id", "length"),
        # How long the texts are, without reading them: SQLite would read each to its end.
        sa.Index("ix_versions_article_id_number_length", "article_id", "number", "length"),
        sa.CheckConstraint("length = length(text)", name="length_true"),
        sa.CheckConstraint("number >= 1", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    text: Mapped[str]
    length: Mapped[int]  # code points
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)  # of the text in UTF-8
    source_text: Mapped[str | None]
    # Its own headline and moment: those of the article are the newest version's. None: not known.
    title: Mapped[str | None]
    published_at: Mapped[dt.datetime | None]
    notes: Mapped[list[str]] = mapped_column(default=list)  # what reading the file did: "mojibake mended"
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    article: Mapped[Article] = relationship(back_populates="versions")
    zones: Mapped[list[ZoneRow]] = relationship(
        back_populates="version", order_by="ZoneRow.start", cascade="all, delete-orphan"
    )

    def quote(self, span: Span) -> str:
        return span.of(self.text)


class ZoneRow(SpanColumns, Model, Tracked):
    """A stretch of a version that is not body copy."""

    __tablename__ = "zones"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    origin: Mapped[str] = mapped_column(default="rule", server_default="rule")
    row_version: Mapped[int] = mapped_column(default=1, server_default="1")

    version: Mapped[Version] = relationship(back_populates="zones")

    __mapper_args__ = {"version_id_col": row_version}

    @classmethod
    def __extra_constraints__(cls) -> tuple[Any, ...]:
        return one_of("kind", ZONE_KINDS), one_of("origin", ZONE_ORIGINS)

    def told_of(self) -> int | None:
        """The version's article, also while the zone is being taken off its version."""
        version = self.version or db.session.get(Version, self.version_id)
        return version.article_id if version else None
