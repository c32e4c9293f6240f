"""What stands on a version, and what of it somebody has worked on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..articles.models import Article
from ..claims.models import Claim
from ..corrections.models import Correction
from ..db import db
from ..db.tracking import HistoryEntry
from ..garbles.models import Garble
from ..reviews.models import Assessment, Comment
from ..tags.models import Tagging
from .models import Carried

VERB = "new version"


@dataclass
class Standing:
    """The claims, garbles and corrections of an article, whatever became of them, by the version that they stand on;
    which of them persons worked on; what waits, by (kind, id); which claims a person worded."""

    claims: list[Claim]
    garbles: list[Garble]
    corrections: list[Correction]
    touched: set[tuple[str, int]] = field(default_factory=set)
    waiting: dict[tuple[str, int], Carried] = field(default_factory=dict)
    worded: set[int] = field(default_factory=set)

    def is_touched(self, kind: str, row: Claim | Garble | Correction) -> bool:
        return kind == "correction" or (kind, row.id) in self.touched


def version_id_of(row: Claim | Garble | Correction) -> int | None:
    if isinstance(row, Claim):
        return row.anchors[0].version_id if row.anchors else None
    return row.version_id


def standing_of(article: Article) -> Standing:
    """Everything of an article, in a fixed number of statements."""
    of = {"article": article.id}
    claims = db.session.scalars(
        sa.select(Claim)
        .where(Claim.article_id == article.id)
        .options(selectinload(Claim.anchors), selectinload(Claim.facts), selectinload(Claim.evidence))
        .order_by(Claim.id)
    ).all()
    found = Standing(
        list(claims),
        list(db.session.scalars(sa.select(Garble).where(Garble.article_id == article.id).order_by(Garble.id))),
        list(
            db.session.scalars(sa.select(Correction).where(Correction.article_id == article.id).order_by(Correction.id))
        ),
    )
    waiting = db.session.scalars(
        sa.select(Carried).where(Carried.article_id == of["article"], Carried.decided.is_(None))
    )
    found.waiting = {(row.kind, row.claim_id or row.garble_id or row.correction_id or 0): row for row in waiting}
    found.touched = touched_of(found, article.id)
    found.worded = worded_among([claim.id for claim in claims])
    return found


def touched_of(there: Standing, article_id: int) -> set[tuple[str, int]]:
    """What persons made, judged, decided, remarked on, corrected, tagged or put right."""
    touched = {("claim", claim.id) for claim in there.claims if is_worked_on(claim)}
    touched |= {("garble", row.id) for row in there.garbles if row.detector is None or row.state != "suspected"}
    touched |= {("claim", row.claim_id) for row in there.corrections if row.claim_id}
    touched |= {("garble", row.garble_id) for row in there.corrections if row.garble_id}
    of_article = sa.select(Claim.id).where(Claim.article_id == article_id)
    for kind, column, condition in (
        ("claim", Assessment.claim_id, Assessment.claim_id.in_(of_article)),
        ("claim", Tagging.claim_id, Tagging.claim_id.in_(of_article)),
        ("claim", Comment.claim_id, Comment.article_id == article_id),
        ("garble", Comment.garble_id, Comment.article_id == article_id),
    ):
        touched |= {(kind, ident) for ident in db.session.scalars(sa.select(column).where(condition)) if ident}
    return touched


def is_worked_on(claim: Claim) -> bool:
    """Whether a person made it, accepted it, put it aside, judged it, gave it evidence or a fact, or has it."""
    if claim.withdrawn and claim.origin == "rule" and not claim.evidence:
        return False  # put aside with its zone
    if claim.origin == "person" or claim.state not in {"suggested", "ambiguous"} or claim.evidence:
        return True
    return claim.assignee_id is not None or any(fact.origin == "person" for fact in claim.facts)


def worded_among(idents: Sequence[int]) -> set[int]:
    """Of these claims, those that a person gave another wording."""
    found: set[int] = set()
    for start in range(0, len(idents), 500):
        rows = db.session.execute(
            sa.select(HistoryEntry.object_id, HistoryEntry.after).where(
                HistoryEntry.object_type == "claims",
                HistoryEntry.object_id.in_(idents[start : start + 500]),
                HistoryEntry.action == "change",
                sa.func.coalesce(HistoryEntry.verb, "") != VERB,
            )
        )
        found |= {ident for ident, after in rows if after and "wording" in after}
    return found


def things_on(there: Standing, version_id: int) -> list[Claim | Garble | Correction]:
    """All that stands on a version, whatever became of it."""
    rows: list[Claim | Garble | Correction] = [*there.claims, *there.garbles, *there.corrections]
    return [row for row in rows if version_id_of(row) == version_id]


def stretches(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Anchored rows as a row of `carried` keeps them."""
    return [{"start": row.start, "end": row.end, "quote": row.quote} for row in rows]
