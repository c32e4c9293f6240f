from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.models import Article, Version
from ..claims.models import Claim
from ..corrections.models import Correction
from ..db import Model, Tracked, one_of, uid
from ..garbles.models import Garble

# What became of it (text/anchoring.py); taken up: the new text says what the correction, or the garble's reading, says.
OUTCOMES = ("found", "moved", "changed", "ambiguous", "gone", "taken-up")
DECISIONS = ("rule", "placed", "let-go", "superseded")


class Carried(Model, Tracked):
    """What became of one claim, garble or correction when its article got a new version.

    `before` are the stretches that it stood on, {start, end, quote} in the version `from_version`; `places` those where
    it may be meant in the new one, [{"stretches": [{start, end, quote}]}]. Undecided, it waits for a person: it keeps
    its old anchors and is in no list of the present text. Superseded: a yet newer version came before anybody decided.
    """

    __tablename__ = "carried"
    __table_args__ = (
        one_of("outcome", OUTCOMES),
        one_of("decided", DECISIONS),
        # Exactly one subject. Written without arithmetic on truth values: the two databases differ in it.
        sa.CheckConstraint(
            "(claim_id IS NOT NULL AND garble_id IS NULL AND correction_id IS NULL)"
            " OR (claim_id IS NULL AND garble_id IS NOT NULL AND correction_id IS NULL)"
            " OR (claim_id IS NULL AND garble_id IS NULL AND correction_id IS NOT NULL)",
            name="one_subject",
        ),
        sa.UniqueConstraint("version_id", "claim_id"),
        sa.UniqueConstraint("version_id", "garble_id"),
        sa.UniqueConstraint("version_id", "correction_id"),
        sa.Index("ix_carried_article_id_decided", "article_id", "decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    from_version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    garble_id: Mapped[int | None] = mapped_column(sa.ForeignKey("garbles.id"), index=True)
    correction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("corrections.id"), index=True)
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    before: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    places: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    state_before: Mapped[str]
    wording_before: Mapped[str | None]  # of a claim
    wording_after: Mapped[str | None]
    decided: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    from_version: Mapped[Version] = relationship(foreign_keys=[from_version_id])
    claim: Mapped[Claim | None] = relationship()
    garble: Mapped[Garble | None] = relationship()
    correction: Mapped[Correction | None] = relationship()
    decided_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def asks(self) -> bool:
        return self.decided is None

    @property
    def kind(self) -> str:
        return "claim" if self.claim_id else "garble" if self.garble_id else "correction"

    @property
    def thing(self) -> Claim | Garble | Correction:
        found = self.claim or self.garble or self.correction
        assert found is not None  # the database keeps it so
        return found

    @property
    def quote(self) -> str:
        """The words that it stood on, stretches joined by an ellipsis."""
        return " … ".join(each["quote"] for each in self.before)

    def found_as(self) -> Iterable[tuple[str, int]]:
        known = (("claim", self.claim_id), ("garble", self.garble_id), ("correction", self.correction_id))
        return [(kind, ident) for kind, ident in known if ident is not None]
