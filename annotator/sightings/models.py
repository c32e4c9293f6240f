from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..claims.models import Claim
from ..db import Model, Tracked, now, one_of, uid

BANDS = ("likely", "possible")
STATES = ("suggested", "confirmed", "refused")


class Matter(Model, Tracked):
    """What several claims say something about: "how many were killed at Erbil on 15 February 2021"."""

    __tablename__ = "matters"
    __table_args__ = (sa.CheckConstraint("length(title) > 0", name="title_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    # Merged matters stay as signposts: their links lead to the one that took them in.
    continued_in_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matters.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    members: Mapped[list[MatterClaim]] = relationship(
        back_populates="matter", cascade="all, delete-orphan", order_by="MatterClaim.id"
    )

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", member.claim_id) for member in self.members if member.claim_id]


class MatterClaim(Model, Tracked):
    """One claim as a sighting of a matter. A claim is of one matter at most."""

    __tablename__ = "matter_claims"
    __always__: ClassVar[frozenset[str]] = frozenset({"claim_id", "matter_id"})

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matters.id"), index=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    matter: Mapped[Matter] = relationship(back_populates="members")
    claim: Mapped[Claim] = relationship()

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id)]


class Sighting(Model, Tracked):
    """Two claims of different articles that may be about the same matter. `first_id < second_id`.

    Suggestions are made and withdrawn by rule and are not told in the history; a person's decision is, and stays.
    """

    __tablename__ = "sightings"
    __always__: ClassVar[frozenset[str]] = frozenset({"first_id", "second_id"})
    __untold__: ClassVar[frozenset[str]] = frozenset({"score", "band", "parts", "reasons"})  # by rule
    __table_args__ = (
        one_of("band", BANDS),
        one_of("state", STATES),
        sa.CheckConstraint("first_id < second_id", name="ordered"),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name="score_range"),
        sa.UniqueConstraint("first_id", "second_id", name="uq_sightings_first_id_second_id"),
        sa.Index("ix_sightings_second_id_state", "second_id", "state"),
        sa.Index("ix_sightings_first_id_state", "first_id", "state"),
        sa.Index("ix_sightings_state_band", "state", "band"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    # A claim that is undone takes what was suggested for it along; a matter that it is in holds it.
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id", ondelete="CASCADE"))
    score: Mapped[float]
    band: Mapped[str]
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # of the score, 0 to 1 each, by name
    reasons: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(default="suggested")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    first: Mapped[Claim] = relationship(foreign_keys=[first_id])
    second: Mapped[Claim] = relationship(foreign_keys=[second_id])
    decided_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def is_told(self) -> bool:
        """Also when a decision is taken back."""
        return self.state != "suggested" or bool(sa.inspect(self).attrs.state.history.deleted)


class MatchingDue(Model):
    """A claim for which sightings must be looked for, until the worker has done it.

    `urgent`: it is new or was changed; else it waits for its turn when many are due at once (a desk's first filling).
    """

    __tablename__ = "matching_due"
    __table_args__ = (sa.Index("ix_matching_due_urgent_at", "urgent", "at", "claim_id"),)

    claim_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(default=now)
    urgent: Mapped[bool] = mapped_column(default=True)


class MatchedClaim(Model):
    """What was last read of a claim to compare it by. The claim may be gone: then its keys must go too."""

    __tablename__ = "matched_claims"
    __table_args__ = (sa.Index("ix_matched_claims_article_id", "article_id"),)

    claim_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int]
    signature: Mapped[bytes]  # of the statement: the same one need not be looked for again
    keys: Mapped[bytes]  # those of `matching_keys`, 64-bit numbers, little end first


class MatchingKey(Model):
    """One key of a claim: claims that share one are compared. A number, made of the key's words."""

    __tablename__ = "matching_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the key is all there is: a third of the size

    key: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    claim_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class MatchingMark(Model):
    """How far the worker has read what it follows: the journal, the history of names."""

    __tablename__ = "matching_marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[dict[str, Any]] = mapped_column(default=dict)
