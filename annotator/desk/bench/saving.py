"""One save of the workbench's form: what was said of wording, sources, text and verdict, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.queries import find_span
from ...claims import service as claims
from ...claims.evidence import add_evidence
from ...claims.models import Claim, Evidence
from ...corrections import service as corrections
from ...db import db
from ...db.versions import require_version
from ...errors import Invalid, NotFound
from ...reviews import service as reviews
from ...reviews.models import Assessment
from ...sources.service import chosen
from ...text.spans import Span

# PostgreSQL has no write lock of its own: two saves of one claim come one after the other.
HELD = (
    sa.select(Claim)
    .where(Claim.id == sa.bindparam("claim"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True)
class Judgement:
    """What was typed of one claim. An empty verdict judges nothing, an empty source adds none, and so on."""

    wording: str = ""
    kinds: Sequence[str] = ()
    verdict: str | None = None
    confidence: int | None = None
    fault: str | None = None
    note: str = ""
    source: str = ""
    source_id: int | None = None
    source_publisher: str = ""
    source_url: str = ""
    stance: str = "context"
    passage: str = ""
    archive_url: str = ""
    retrieved_at: dt.datetime | None = None
    correct_words: str = ""
    correct_to: str = ""
    correct_kind: str = "translation"
    correct_reason: str = ""
    correct_evidence: str = ""  # the number of one of the claim's pieces of evidence, or "new": the one added with it

    @property
    def typed(self) -> dict[str, object]:
        """What a refused save gives back, by the claim's own names."""
        return {
            "wording": self.wording,
            "verdict": self.verdict,
            "confidence": self.confidence,
            "fault": self.fault,
        }


def save(claim_id: int, said: Judgement, *, by: User, seen: int | None, own_seen: int | None = None) -> Claim:
    """Keep all of it. Gives the claim, which is read here, under the lock that it is written under. Raises Stale when
    the claim, or this person's judgement of it, was saved since; Invalid naming the field.

    `seen` and `own_seen` are the row versions that the form was made from: the claim's, and that of one's own
    assessment (0: there was none), which may change without the claim, in another tab.
    """
    claim = db.session.scalars(HELD, {"claim": claim_id}).one_or_none()
    if claim is None:
        raise NotFound("This claim was taken off the desk in between.")
    require_version(claim, seen, said.typed)
    judged = reviews.assessments_of(claim)
    own = next((row for row in judged if row.reviewer_id == by.id), None)
    if own is not None:
        require_version(own, own_seen, {"note": said.note})
    added: Evidence | None = None
    claims.reword(claim, wording=said.wording, kinds=said.kinds, by=by)
    if said.source.strip():
        url, publisher = said.source_url or None, said.source_publisher or None
        source = chosen(said.source_id, said.source, url=url, publisher=publisher, by=by)
        added = add_evidence(
            claim, source, stance=said.stance, passage=said.passage, url=url, archive_url=said.archive_url,
            retrieved_at=said.retrieved_at, by=by,
        )  # fmt: skip
    elif any(words.strip() for words in (said.passage, said.source_url, said.archive_url, said.source_publisher)):
        raise Invalid("Name the source this passage is from.", "source")
    if said.correct_to.strip():
        correct(claim, said, by, backed_by(claim, said, added))
    if said.verdict:
        if said.confidence is None:
            raise Invalid("Say how sure you are, 0 to 100.", "confidence")
        if not says_again(claim, said, own):
            reviews.assess(
                claim, verdict=said.verdict, confidence=said.confidence, fault=said.fault or None, note=said.note,
                by=by, judged=judged,
            )  # fmt: skip
    elif said.note.strip():
        raise Invalid("A note goes with a verdict. To say something without judging, comment.", "verdict")
    return claim


def says_again(claim: Claim, said: Judgement, own: Assessment | None) -> bool:
    """Whether the form only brings back, untouched, what this person had said before. To add a source then neither
    unsettles the claim nor puts one's older verdict over a colleague's newer one."""
    if own is None or claim.state not in {"assessed", "settled"}:
        return False
    typed = (said.verdict, said.confidence, said.fault or None, said.note.strip())
    return typed == (own.verdict, own.confidence, own.fault, own.note)


def backed_by(claim: Claim, said: Judgement, added: Evidence | None) -> Evidence | None:
    """The piece of evidence that the correction is made from. Raises Invalid."""
    if not said.correct_evidence:
        return None
    if said.correct_evidence == "new":
        if added is None:
            raise Invalid("No source was added with this. Choose another, or add one.", "evidence")
        return added
    found = next((piece for piece in claim.evidence if str(piece.id) == said.correct_evidence), None)
    if found is None:
        raise Invalid("This source is not among the claim's any more.", "evidence")
    return found


def correct(claim: Claim, said: Judgement, by: User, evidence: Evidence | None) -> None:
    """Propose other words for some of the article's words under the claim."""
    version = claims.version_of(claim)
    words = said.correct_words
    # Where the words stand once under the claim, that place is meant, however often the article has them.
    under = [anchor for anchor in claim.anchors if words and words in anchor.quote]
    if len(under) == 1 and under[0].quote.find(words) == under[0].quote.rfind(words):
        start = under[0].start + under[0].quote.find(words)
        span = Span(start, start + len(words))
    else:
        span = find_span(version.text, words)
    corrections.propose(
        version,
        span,
        replacement=said.correct_to,
        kind=said.correct_kind,
        reason=said.correct_reason,
        source=evidence.source if evidence else None,
        passage=evidence.passage if evidence else "",
        claim=claim,
        by=by,
    )
