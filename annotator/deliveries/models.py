from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.models import Article, Version
from ..db import Model, Tracked, now, one_of, uid

TOLD_BY = ("person", "webhook")


class Delivery(Model):
    """One export: somebody took copies of articles, in one form and on one set of terms. Never changed."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    at: Mapped[dt.datetime] = mapped_column(default=now)
    taker_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)  # None: the command line
    recipient: Mapped[str] = mapped_column(default="")  # for whom, in the taker's words
    format: Mapped[str]
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)

    taker: Mapped[User | None] = relationship()


class DeliveredCopy(Model):
    """One article of a delivery: which version, and how far the desk was with it. `told_at` is set when its taker has
    been told of corrections made since."""

    __tablename__ = "delivered_copies"
    __table_args__ = (
        one_of("told_how", TOLD_BY),
        sa.UniqueConstraint("delivery_id", "article_id", name="uq_delivered_copies_delivery_id_article_id"),
        sa.Index("ix_delivered_copies_article_id_at", "article_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    delivery_id: Mapped[int] = mapped_column(sa.ForeignKey("deliveries.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    at: Mapped[dt.datetime] = mapped_column(default=now)  # the delivery's
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)  # counts: claims, settled, garbles, corrections; ready
    told_at: Mapped[dt.datetime | None]
    told_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    told_how: Mapped[str | None]

    delivery: Mapped[Delivery] = relationship()
    article: Mapped[Article] = relationship()
    version: Mapped[Version] = relationship()
    told_by: Mapped[User | None] = relationship()


class CopyChange(Model):
    """When the corrected copy of an article last became another one. Kept by changes.py; no row: never yet."""

    __tablename__ = "copy_changes"

    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class Webhook(Model, Tracked):
    """Where a recipient is told of corrections to what they took. `secret` signs what is sent."""

    __tablename__ = "webhooks"
    __untold__: ClassVar[frozenset[str]] = frozenset({"secret"})
    __table_args__ = (sa.CheckConstraint("length(recipient) > 0", name="recipient_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    recipient: Mapped[str] = mapped_column(unique=True)  # as it stands on their deliveries, or a person's name
    url: Mapped[str]
    secret: Mapped[str] = mapped_column(default=new_secret)
    active: Mapped[bool] = mapped_column(default=True)
    # Told by itself when a notice is approved, without somebody's click.
    automatic: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}
