from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

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
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    members: Mapped[list[MatterClaim]] = relationship(back_populates="matter", order_by="MatterClaim.id")

    __mapper_args__ = {"version_id_col": row_version}


class MatterClaim(Model, Tracked):
    """One claim as a sighting of a matter. A claim is of one matter at most."""

    __tablename__ = "matter_claims"

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
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"))
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"))
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
    """A claim that changed since sightings were last looked for: written with the change, taken off by the worker."""

    __tablename__ = "matching_due"

    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=now, index=True)
