"""What reviewers say: assessments of claims, settling them, and comments."""

from __future__ import annotations

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article
from ..claims.models import FAULTS, VERDICTS, Claim
from ..claims.states import move
from ..corrections.models import Correction
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from ..garbles.models import Garble
from ..text.characters import checked
from .models import Assessment, Comment

LONGEST_NOTE = 10_000


# Made once: to make a statement takes as long as to run it, and every save asks.
OWN = sa.select(Assessment).where(
    Assessment.claim_id == sa.bindparam("claim"), Assessment.reviewer_id == sa.bindparam("reviewer")
)


def own_assessment(claim: Claim, by: User) -> Assessment | None:
    return db.session.scalars(OWN, {"claim": claim.id, "reviewer": by.id}).one_or_none()


def assess(
    claim: Claim,
    *,
    verdict: str,
    confidence: int,
    by: User,
    fault: str | None = None,
    note: str = "",
    seen: int | None = None,
) -> Assessment:
    """Judge a claim, or change one's own judgement. The newest judgement stands until the claim is settled.

    `confidence` is 0-100. `seen` is the claim's row version. A settled claim goes back to assessed.
    """
    mine = {"verdict": verdict, "confidence": confidence, "fault": fault}
    require_version(claim, seen, mine)
    if verdict not in VERDICTS:
        raise Invalid("Choose a verdict.", "verdict")
    if not 0 <= confidence <= 100:
        raise Invalid("Confidence is a number from 0 to 100.", "confidence")
    if fault is not None and fault not in FAULTS:
        raise Invalid(f"There is no fault called “{fault}”.", "fault")
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"A note has at most {LONGEST_NOTE} characters.", "note")
    assessment = own_assessment(claim, by) or Assessment(claim=claim, reviewer_id=by.id)
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
    db.session.flush()
    return assessment


def settle(claim: Claim, *, by: User) -> None:
    """Say that the standing verdict holds. Needs a second reader: somebody else must have found the same, unless an
    editor settles it."""
    found = db.session.execute(
        sa.select(Assessment.reviewer_id, Assessment.verdict).where(Assessment.claim_id == claim.id)
    ).all()
    if not found:
        raise Invalid("A claim is judged before it is settled.")
    others = [row for row in found if row.reviewer_id != by.id and row.verdict == claim.verdict]
    if not others and not may(by, "edit"):
        raise NotAllowed("A second reader must settle this claim.")
    move(claim, "settled")


def ask_again(claim: Claim, *, by: User) -> None:
    """Send a judged claim back to be checked again."""
    move(claim, "recheck")


def comment(
    article: Article,
    *,
    text: str,
    by: User,
    claim: Claim | None = None,
    garble: Garble | None = None,
    correction: Correction | None = None,
) -> Comment:
    """Remark on an article, or on one thing of it."""
    if any(about is not None and about.article_id != article.id for about in (claim, garble, correction)):
        raise Invalid("A comment belongs to the article of what it is about.")
    words = checked(text.strip(), "text")
    if not words:
        raise Invalid("Write something first.", "text")
    if len(words) > LONGEST_NOTE:
        raise Invalid(f"A comment has at most {LONGEST_NOTE} characters.", "text")
    remark = Comment(
        article_id=article.id,
        text=words,
        author_id=by.id,
        claim_id=claim.id if claim else None,
        garble_id=garble.id if garble else None,
        correction_id=correction.id if correction else None,
    )
    db.session.add(remark)
    db.session.flush()
    return remark
