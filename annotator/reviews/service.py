"""What reviewers judge: assessments of claims, settling them, asking again."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from ..accounts.models import User
from ..claims.models import FAULTS, VERDICTS, Claim
from ..claims.states import move
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from ..sources.independence import independent
from ..text.characters import checked
from .blindness import veil_among
from .models import Adjudication, Assessment
from .policy import Lack, Terms, lacking, terms

LONGEST_NOTE = 10_000


# Made once: to make a statement takes as long as to run it, and every save asks.
OWN = sa.select(Assessment).where(
    Assessment.claim_id == sa.bindparam("claim"), Assessment.reviewer_id == sa.bindparam("reviewer")
)


ALL = sa.select(Assessment).where(Assessment.claim_id == sa.bindparam("claim")).order_by(Assessment.id)
NEWEST = (
    sa.select(Adjudication)
    .where(Adjudication.claim_id == sa.bindparam("claim"))
    .order_by(Adjudication.id.desc())
    .limit(1)
)


def own_assessment(claim: Claim, by: User) -> Assessment | None:
    return db.session.scalars(OWN, {"claim": claim.id, "reviewer": by.id}).one_or_none()


def assessments_of(claim: Claim) -> list[Assessment]:
    """All judgements of a claim, the oldest first."""
    return list(db.session.scalars(ALL, {"claim": claim.id}))


def adjudication_of(claim: Claim) -> Adjudication | None:
    """The newest adjudication of a claim."""
    return db.session.scalars(NEWEST, {"claim": claim.id}).one_or_none()


def checked_judgement(verdict: str, confidence: int, fault: str | None) -> None:
    """Raises Invalid naming the field of what cannot be taken."""
    if verdict not in VERDICTS:
        raise Invalid("Choose a verdict.", "verdict")
    if not 0 <= confidence <= 100:
        raise Invalid("Confidence is a number from 0 to 100.", "confidence")
    if fault is not None and fault not in FAULTS:
        raise Invalid(f"There is no fault called “{fault}”.", "fault")


def assess(
    claim: Claim,
    *,
    verdict: str,
    confidence: int,
    by: User,
    fault: str | None = None,
    note: str = "",
    seen: int | None = None,
    judged: list[Assessment] | None = None,
) -> Assessment:
    """Judge a claim, or change one's own judgement. The newest judgement stands until the claim is settled.

    `confidence` is 0-100. `seen` is the claim's row version; `judged` are its assessments where they were read already,
    inside this transaction. A settled claim goes back to assessed. Where verdicts
    differ the claim is disputed; where they no longer do, it no longer is.
    """
    mine = {"verdict": verdict, "confidence": confidence, "fault": fault}
    require_version(claim, seen, mine)
    checked_judgement(verdict, confidence, fault)
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"A note has at most {LONGEST_NOTE} characters.", "note")
    if judged is None:
        judged = assessments_of(claim)
    assessment = next((row for row in judged if row.reviewer_id == by.id), None)
    if assessment is None:
        assessment = Assessment(claim_id=claim.id, reviewer_id=by.id)
        set_committed_value(assessment, "claim", claim)  # known, and no relation to be sorted out (db/flushing.py)
        judged.append(assessment)
    assessment.verdict = verdict
    assessment.confidence = confidence
    assessment.fault = fault
    assessment.note = checked(note.strip(), "note")
    db.session.add(assessment)
    claim.verdict, claim.confidence, claim.fault = verdict, confidence, fault
    if claim.state == "settled":
        move(claim, "recheck")
    if claim.state == "not-a-claim":
        move(claim, "open")
    move(claim, "assessed")
    claim.disputed = differ(claim, judged)
    db.session.flush()
    return assessment


def differ(claim: Claim, judged: Sequence[Assessment]) -> bool:
    """Whether the verdicts on a claim differ. A difference of confidence or fault is none. What an adjudication
    decided is decided: only a judgement made or changed after it can differ from it."""
    if len(judged) == 1:
        return False
    with db.session.no_autoflush:
        decided = adjudication_of(claim)
    if decided is None:
        return len({row.verdict for row in judged}) > 1
    return any(row.verdict != decided.verdict for row in judged if is_newer(row, decided))


def is_newer(row: Assessment, decided: Adjudication) -> bool:
    return db.session.is_modified(row) or row.changed_at > decided.created_at


def lack_of(claim: Claim, *, by: User | None, wanted: Terms | None = None) -> Lack:
    """What a claim lacks to be settled by this person (None: by whoever may)."""
    wanted = wanted or terms()
    judged = assessments_of(claim)
    own = {claim.id} if by and any(row.reviewer_id == by.id for row in judged) else set()
    return lacking(
        claim,
        wanted,
        judged,
        adjudication_of(claim),
        sources=independent(piece.source for piece in claim.evidence) if wanted.sources else 0,
        by=by,
        veiled=claim.id in veil_among([claim], own, by=by, wanted=wanted),
    )


def settle(claim: Claim, *, by: User) -> None:
    """Say that the standing verdict holds. Raises Invalid while the claim lacks what the desk's policy asks for, and
    NotAllowed where it is not this person's to settle: a second reader must, or an editor must pick first."""
    # PostgreSQL has no write lock of its own: a judgement that is being saved comes before or after.
    db.session.refresh(claim, with_for_update=True)
    lack = lack_of(claim, by=by)
    if claim.verdict is None:
        raise Invalid("A claim is judged before it is settled.")
    if lack.barred:
        raise NotAllowed(str(lack))
    if claim.disputed:
        raise NotAllowed("The judgements of this claim differ: an editor picks one first.")
    if lack:
        raise Invalid(f"It cannot be settled yet. {lack}")
    move(claim, "settled")


def ask_again(claim: Claim, *, by: User) -> None:
    """Send a judged claim back to be checked again."""
    move(claim, "recheck")
