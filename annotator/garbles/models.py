from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ..articles.anchors import AnchorColumns
from ..articles.models import Article
from ..db import Model, Tracked, now, one_of, uid
from ..gazetteer.models import SCOPES, Alias, Entity
from .kinds import KINDS

STATES = ("suspected", "confirmed", "dismissed", "corrected")
SEVERITIES = ("minor", "major", "critical")


class Garble(AnchorColumns, Model, Tracked):
    """A span damaged in translation. `suggestions` are readings by rule, `reading` the one a person confirmed."""

    __tablename__ = "garbles"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"), index=True)
    category: Mapped[str]  # one of KINDS; the closed list is code's, and a new kind needs no migration
    severity: Mapped[str]
    state: Mapped[str] = mapped_column(default="suspected", index=True)
    detector: Mapped[str | None]  # None: marked by a person
    reason: Mapped[str] = mapped_column(default="")
    suggestions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    reading: Mapped[str | None]
    entity_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entities.id"), index=True)
    # The alias that its confirmation taught the gazetteer, or that another's did and it shares. Emptied by the database
    # when an editor removes the alias.
    alias_id: Mapped[int | None] = mapped_column(sa.ForeignKey("aliases.id", ondelete="SET NULL"), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    # Put aside because the article's present text does not have its words.
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    entity: Mapped[Entity | None] = relationship()
    alias: Mapped[Alias | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    @classmethod
    def __extra_constraints__(cls) -> tuple[Any, ...]:
        return (
            one_of("severity", SEVERITIES),
            one_of("state", STATES),
            # All that the pages on garbles count by: read without the rows, whose quotes and reasons are large.
            sa.Index("ix_garbles_counted", "article_id", "category", "severity", "state", "detector", "withdrawn"),
            sa.Index("ix_garbles_detector_state", "detector", "state"),
        )

    @validates("category")
    def _known(self, _column: str, category: str) -> str:
        if category not in KINDS:
            raise ValueError(f"no kind of garble is called {category!r}")
        return category

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("garble", self.id)]


class Dismissal(Model, Tracked):
    """Words that a person said are no damage, beyond the place where they stood: the rule passes them over.

    `words` are folded. `scope` "feed" holds in the feed named `within`, "article" in the article with that uid.
    """

    __tablename__ = "garble_dismissals"
    __table_args__ = (
        one_of("scope", SCOPES),
        sa.UniqueConstraint("detector", "words", "scope", "within"),
        sa.CheckConstraint("(scope = 'everywhere') = (within = '')", name="scope_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    detector: Mapped[str]
    words: Mapped[str]
    scope: Mapped[str] = mapped_column(default="everywhere")
    within: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class RuleSwitch(Model, Tracked):
    """A rule that is switched off: in one feed, or in all where `feed` is empty."""

    __tablename__ = "rule_switches"
    __table_args__ = (sa.UniqueConstraint("detector", "feed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    detector: Mapped[str]
    feed: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
