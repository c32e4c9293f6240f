"""Where reviewers differ: an editor picks one of the judgements, or gives another verdict, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article
from ..articles.queries import visible
from ..claims.models import Claim, Evidence
from ..claims.states import move
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from ..text.characters import checked
from .comments.service import remark
from .models import Adjudication, Assessment
from .service import assessments_of, checked_judgement, lack_of

LONGEST_REASON: Final = 10_000
PAGE: Final = 50


@dataclass(frozen=True)
class Side:
    """One judgement with what its reviewer found for it."""

    assessment: Assessment
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Difference:
    """The judgements of a claim side by side; `shared` is evidence that none of their reviewers brought; `decided` are
    its adjudications, the newest first."""

    sides: Sequence[Side]
    shared: Sequence[Evidence]
    decided: Sequence[Adjudication]


def difference(claim: Claim) -> Difference:
    """All that is needed to pick."""
    judged = db.session.scalars(
        sa.select(Assessment)
        .where(Assessment.claim_id == claim.id)
        .options(joinedload(Assessment.reviewer))
        .order_by(Assessment.id)
    ).all()
    evidence = db.session.scalars(
        sa.select(Evidence)
        .where(Evidence.claim_id == claim.id)
        .options(joinedload(Evidence.source), joinedload(Evidence.created_by))
        .order_by(Evidence.id)
    ).all()
    decided = db.session.scalars(
        sa.select(Adjudication)
        .where(Adjudication.claim_id == claim.id)
        .options(joinedload(Adjudication.created_by))
        .order_by(Adjudication.id.desc())
    ).all()
    sides = [Side(row, [piece for piece in evidence if piece.created_by_id == row.reviewer_id]) for row in judged]
    reviewers = {row.reviewer_id for row in judged}
    return Difference(sides, [piece for piece in evidence if piece.created_by_id not in reviewers], decided)


def disputed(by: User) -> Sequence[Claim]:
    """The claims whose judgements differ, the most urgent first; at most PAGE."""
    return db.session.scalars(
        sa.select(Claim)
        .join(Article, Article.id == Claim.article_id)
        .where(Claim.disputed, Claim.state != "not-a-claim", visible(by))
        .options(joinedload(Claim.article))
        .order_by(Claim.priority.desc(), Claim.id)
        .limit(PAGE)
    ).all()


def adjudicate(
    claim: Claim,
    *,
    reason: str,
    by: User,
    picked: Assessment | None = None,
    verdict: str = "",
    confidence: int = -1,
    fault: str | None = None,
    seen: int | None = None,
) -> Adjudication:
    """Decide between judgements that differ: take one (`picked`), or give another verdict. The claim is settled with
    it where it lacks nothing else, and its reviewers are told in a comment that names them.

    `seen` is the claim's row version. Raises NotAllowed for who may not, Invalid naming the field, Stale.
    """
    if not may(by, "edit"):
        raise NotAllowed("An editor picks between judgements that differ.")
    db.session.refresh(claim, with_for_update=True)
    if picked is not None:
        verdict, confidence, fault = picked.verdict, picked.confidence, picked.fault
    require_version(claim, seen, {"verdict": verdict, "confidence": confidence, "fault": fault})
    if not claim.disputed or claim.state == "not-a-claim":
        raise Invalid("There is nothing to pick: the judgements of this claim do not differ.")
    if picked is not None and picked.claim_id != claim.id:
        raise Invalid("That judgement is of another claim.", "pick")
    checked_judgement(verdict, confidence, fault)
    words = checked(reason.strip(), "reason")
    if not words:
        raise Invalid("Say why: both reviewers will read it.", "reason")
    if len(words) > LONGEST_REASON:
        raise Invalid(f"A reason has at most {LONGEST_REASON} characters.", "reason")
    judged = assessments_of(claim)
    decided = Adjudication(
        claim=claim,
        assessment_id=picked.id if picked else None,
        verdict=verdict,
        confidence=confidence,
        fault=fault,
        reason=words,
        created_by_id=by.id,
        created_at=now(),
    )
    db.session.add(decided)
    claim.verdict, claim.confidence, claim.fault = verdict, confidence, fault
    claim.disputed = False
    move(claim, "assessed")
    db.session.flush()
    if not lack_of(claim, by=by).words:
        move(claim, "settled")
    tell(claim, decided, [row.reviewer for row in judged], by=by)
    db.session.flush()
    return decided


def tell(claim: Claim, decided: Adjudication, reviewers: Sequence[User], *, by: User) -> None:
    """Say it to the reviewers where the claim is discussed; they can answer there."""
    others = [person for person in reviewers if person.id != by.id]
    named = " ".join(f"@{person.name}" for person in others)
    said = f"{named} I decided between your judgements: {decided.verdict}, {decided.confidence} sure."
    remark(claim.article, text=f"{said} The reason stands with them.".strip(), by=by, claim=claim, names=others)
