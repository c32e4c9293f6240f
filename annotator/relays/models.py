from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.models import Article
from ..db import Model, Tracked, now, one_of, uid

STATES = ("suggested", "confirmed", "refused")


class SignedText(Model):
    """An article whose newest text was signed: `version_id` is the one that its bands are of."""

    __tablename__ = "signed_texts"

    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))


class SignatureBand(Model):
    """One band of a signature: texts that share one are looked at."""

    __tablename__ = "signature_bands"
    # One tree instead of two: its rows are written by the dozen, each at another end of it.
    __table_args__ = (sa.Index("ix_signature_bands_article_id", "article_id"), {"sqlite_with_rowid": False})

    band: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)  # its number and its hash in one
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), primary_key=True)


class Relay(Model, Tracked):
    """Two articles that tell one story in nearly the same words. `first_id < second_id`. Nothing is merged by it.

    `alike` is the share of the three-word runs of either that both have, 0 to 1; `contained` of the shorter one's.
    """

    __tablename__ = "relays"
    __table_args__ = (
        one_of("state", STATES),
        sa.CheckConstraint("first_id < second_id", name="ordered"),
        sa.UniqueConstraint("first_id", "second_id", name="uq_relays_first_id_second_id"),
        sa.Index("ix_relays_second_id", "second_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    alike: Mapped[float]
    contained: Mapped[float]
    state: Mapped[str] = mapped_column(default="suggested")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    first: Mapped[Article] = relationship(foreign_keys=[first_id])
    second: Mapped[Article] = relationship(foreign_keys=[second_id])
    decided_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def is_told(self) -> bool:
        """A person's decision, also when it is taken back."""
        return self.state != "suggested" or bool(sa.inspect(self).attrs.state.history.deleted)
