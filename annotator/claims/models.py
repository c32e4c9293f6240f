from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..articles.anchors import AnchorColumns
from ..articles.models import Article
from ..db import Model, Tracked, db, now, one_of, uid
from ..gazetteer.models import Entity
from ..sources.models import Source

# Two fields, never one: the review state says how far the desk is, the verdict what it found.
STATES = ("suggested", "open", "assessed", "settled", "recheck", "not-a-claim", "ambiguous")
VERDICTS = ("true", "mostly true", "mixed", "mostly false", "false", "unverifiable", "outdated")
FAULTS = ("translation", "source", "editing", "unknown")
STANCES = ("supports", "refutes", "context")
FACT_KINDS = ("quantity", "date", "place", "speaker")
ORIGINS = ("rule", "person")


class Claim(Model, Tracked):
    """One checkable statement. `verdict`, `confidence` and `fault` are the standing judgement, set by reviews."""

    __tablename__ = "claims"
    __untold__: ClassVar[frozenset[str]] = frozenset({"prominence", "priority"})  # reckoned from what history tells
    __table_args__ = (
        one_of("state", STATES),
        one_of("verdict", VERDICTS),
        one_of("fault", FAULTS),
        one_of("origin", ORIGINS),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence_range"),
        sa.CheckConstraint("worth BETWEEN 0 AND 1", name="worth_range"),
        sa.CheckConstraint("length(wording) > 0", name="wording_given"),
        sa.CheckConstraint("prominence BETWEEN 0 AND 1", name="prominence_range"),
        sa.Index("ix_claims_article_id_state", "article_id", "state"),
        sa.Index("ix_claims_state_priority", "state", "priority"),
        sa.Index("ix_claims_assignee_id_state", "assignee_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("articles.id"))
    wording: Mapped[str]
    kinds: Mapped[list[str]] = mapped_column(default=list)
    worth: Mapped[float] = mapped_column(default=0.5)
    reasons: Mapped[list[str]] = mapped_column(default=list)
    # How much its place in the article weighs, 0 to 1, and the queue's order of worth, prominence and age in one number
    # that need not change as time goes by (claims/priority.py).
    prominence: Mapped[float] = mapped_column(default=0.5, server_default="0.5")
    priority: Mapped[float] = mapped_column(default=0.0, server_default="0")
    checkable: Mapped[bool] = mapped_column(default=True)
    # Words that change how far it goes: start, end, quote, kind ("negated", "modal", "hedged", "alleged"). None: the
    # claim is older than the reading of marks.
    marks: Mapped[list[dict[str, Any]] | None] = mapped_column(default=list)
    missing: Mapped[str | None]  # what the wording needs to stand alone and no rule could give
    state: Mapped[str] = mapped_column(default="suggested", index=True)
    state_since: Mapped[dt.datetime | None] = mapped_column(default=now)  # when it came into its state
    # Two reviewers gave different verdicts, and nobody has picked one yet.
    disputed: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    assigned_at: Mapped[dt.datetime | None]
    verdict: Mapped[str | None]
    confidence: Mapped[int | None]
    fault: Mapped[str | None]
    origin: Mapped[str] = mapped_column(default="person")
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id"))
    # Put aside because its words were made a zone; it comes back when they are copy again.
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    # Stays on the desk: exports leave it out or redact it.
    sensitive: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()
    anchors: Mapped[list[ClaimAnchor]] = relationship(
        back_populates="claim", cascade="all, delete-orphan", order_by="ClaimAnchor.start"
    )
    facts: Mapped[list[Fact]] = relationship(
        back_populates="claim", cascade="all, delete-orphan", order_by="Fact.start, Fact.id"
    )
    evidence: Mapped[list[Evidence]] = relationship(
        back_populates="claim", cascade="all, delete-orphan", order_by="Evidence.id"
    )

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.id)]

    @property
    def in_text(self) -> tuple[list[int], int]:
        """Sorts claims in text order: where their stretches begin, those on a shared subject by what follows it."""
        return [anchor.start for anchor in self.anchors], self.id

    @property
    def quote(self) -> str:
        """The article's words, stretches joined by an ellipsis."""
        return " … ".join(anchor.quote for anchor in self.anchors)


class ClaimAnchor(AnchorColumns, Model, Tracked):
    """One stretch of text that a claim stands on."""

    __tablename__ = "claim_anchors"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), index=True)

    claim: Mapped[Claim] = relationship(back_populates="anchors")

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id)]

    def told_of(self) -> int | None:
        return article_of(self)


class Fact(Model, Tracked):
    """A quantity, date, place or speaker read from a claim's words.

    One by rule is made anew whenever the claim's words change and has no history; one that a person put right
    (`origin`) stays, and has.
    """

    __tablename__ = "claim_facts"
    __always__: ClassVar[frozenset[str]] = frozenset({"claim_id", "kind", "start", "end", "quote"})
    __table_args__ = (
        one_of("kind", FACT_KINDS),
        one_of("origin", ORIGINS),
        sa.CheckConstraint('start >= 0 AND start < "end"', name="span_not_empty"),
        sa.Index("ix_claim_facts_kind_role", "kind", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    kind: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    value: Mapped[float | None]
    high: Mapped[float | None]
    qualifier: Mapped[str | None]
    unit: Mapped[str | None]
    role: Mapped[str | None]  # a quantity's role, a speaker's kind
    resolved: Mapped[str | None]  # ISO 8601 to the precision known
    until: Mapped[str | None]  # the end of a range of dates, like `resolved`
    precision: Mapped[str | None]
    doubt: Mapped[str | None]  # in words, where a weekday does not fit its date
    cue: Mapped[str | None]
    head: Mapped[str | None]  # of a speaker: the word that the others hang on
    entity_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entities.id"))
    origin: Mapped[str] = mapped_column(default="rule", server_default="rule")
    row_version: Mapped[int] = mapped_column(default=1, server_default="1")

    claim: Mapped[Claim] = relationship(back_populates="facts")
    entity: Mapped[Entity | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id)]

    def told_of(self) -> int | None:
        return article_of(self)

    def is_told(self) -> bool:
        """A person's, also when it stops being one's; all where a claim is undone, so that they can come back."""
        if self.origin == "person" or db.session.info.get("tells all facts"):
            return True
        return "person" in (sa.inspect(self).attrs.origin.history.deleted or ())


class Evidence(Model, Tracked):
    """What a source says about a claim: the passage, its stance, where and when it was read."""

    __tablename__ = "evidence"
    __table_args__ = (one_of("stance", STANCES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("sources.id"), index=True)
    stance: Mapped[str] = mapped_column(default="context")
    passage: Mapped[str] = mapped_column(default="")
    passage_sha256: Mapped[str] = mapped_column(sa.String(64))  # so that a later change at the source can be seen
    url: Mapped[str | None]
    archive_url: Mapped[str | None]
    retrieved_at: Mapped[dt.datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1, server_default="1")

    claim: Mapped[Claim] = relationship(back_populates="evidence")
    source: Mapped[Source] = relationship()
    created_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}

    def found_as(self) -> Iterable[tuple[str, int]]:
        return [("claim", self.claim_id), ("source", self.source_id)]

    def told_of(self) -> int | None:
        return article_of(self)


def article_of(part: ClaimAnchor | Fact | Evidence) -> int | None:
    """The article of a claim's part, also while the part is being taken off its claim."""
    claim = part.claim or db.session.get(Claim, part.claim_id)
    return claim.article_id if claim else None
