from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.models import Article
from ..claims.models import Claim
from ..db import Model, Tracked, now, one_of, uid

# What disagrees: figures of one matter, dates, yes and no; and inside one article its headline with its body, a sum
# with its parts, a date with its weekday.
SORTS = ("figure", "date", "denial", "headline", "sum", "weekday")
READINGS = ("same", "superseded", "scope", "contradiction")
STATES = ("open", "decided", "gone")


class Disagreement(Model, Tracked):
    """Two statements that do not agree, with the reading that a rule proposes and the one that a person decided.

    `proposed` is by rule and may change as long as nobody decided; `reading` is a person's and stays. State "gone": the
    words changed, and the rule finds it no more. `signature` is what the pair is known by when it is looked for again:
    what is compared and both values; a decision holds for these values and for no others.
    """

    __tablename__ = "disagreements"
    __table_args__ = (
        one_of("sort", SORTS),
        one_of("proposed", READINGS),
        one_of("reading", READINGS),
        one_of("state", STATES),
        sa.UniqueConstraint("first_article_id", "second_article_id", "signature"),
        sa.CheckConstraint("(state = 'decided') = (reading IS NOT NULL) OR state = 'gone'", name="reading_decided"),
        sa.Index("ix_disagreements_state_proposed", "state", "proposed"),
        # With what is proposed: SQLite would else take the index above for those of one article, too.
        sa.Index("ix_disagreements_second_article_id_state_proposed", "second_article_id", "state", "proposed"),
        sa.Index("ix_disagreements_first_article_id_state_proposed", "first_article_id", "state", "proposed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    sort: Mapped[str]
    # Both the same inside one article. A side without a claim is a stretch of its article (a headline).
    first_article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    second_article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    first_claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    second_claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    signature: Mapped[str] = mapped_column(sa.String(64))
    # Each side as it was compared: version_id, start, end, quote, value, high, qualifier, unit, role, resolved, place.
    first: Mapped[dict[str, Any]] = mapped_column(default=dict)
    second: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proposed: Mapped[str]
    reasons: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(default="open")
    reading: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")  # why it was decided so
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    first_article: Mapped[Article] = relationship(foreign_keys=[first_article_id])
    second_article: Mapped[Article] = relationship(foreign_keys=[second_article_id])
    first_claim: Mapped[Claim | None] = relationship(foreign_keys=[first_claim_id])
    second_claim: Mapped[Claim | None] = relationship(foreign_keys=[second_claim_id])
    decided_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        """Not by a search: for who keeps in mind which articles have one in their way (desk/gate)."""
        return [("gate", self.first_article_id), ("gate", self.second_article_id)]

    def is_told(self) -> bool:
        """A person's decision, also when it is taken back; what rules find and lose is not told."""
        return self.reading is not None or bool(sa.inspect(self).attrs.reading.history.deleted)


class FigureMark(Model):
    """What an article has a figure of ("killed", Erbil, 15 February 2021) as one number: articles that share a mark are
    compared. Reckoned from the claims, and made anew with them."""

    __tablename__ = "figure_marks"
    __table_args__ = (sa.Index("ix_figure_marks_article_id", "article_id"),)

    mark: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), primary_key=True)
