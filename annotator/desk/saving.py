"""One save of the workbench's form: what was said of wording, sources, text and verdict, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..accounts.models import User
from ..articles.queries import find_span
from ..claims import service as claims
from ..claims.models import Claim
from ..corrections import service as corrections
from ..db.versions import require_version
from ..errors import Invalid
from ..reviews import service as reviews
from ..sources.service import find_or_create
from ..text.spans import Span


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
    source_url: str = ""
    stance: str = "context"
    passage: str = ""
    correct_words: str = ""
    correct_to: str = ""
    correct_kind: str = "translation"
    correct_reason: str = ""

    @property
    def typed(self) -> dict[str, object]:
        """What a refused save gives back, by the claim's own names."""
        return {
            "wording": self.wording,
            "verdict": self.verdict,
            "confidence": self.confidence,
            "fault": self.fault,
        }


def save(claim: Claim, said: Judgement, *, by: User, seen: int | None) -> None:
    """Keep all of it. Raises Stale when the claim was saved by somebody else since, Invalid naming the field."""
    require_version(claim, seen, said.typed)
    claims.reword(claim, wording=said.wording, kinds=said.kinds, by=by)
    if said.source.strip():
        source = find_or_create(said.source, url=said.source_url or None, by=by)
        claims.add_evidence(claim, source, stance=said.stance, passage=said.passage, url=said.source_url or None, by=by)
    elif said.passage.strip() or said.source_url.strip():
        raise Invalid("Name the source this passage is from.", "source")
    if said.correct_to.strip():
        correct(claim, said, by)
    if said.verdict:
        if said.confidence is None:
            raise Invalid("Say how sure you are, 0 to 100.", "confidence")
        reviews.assess(
            claim, verdict=said.verdict, confidence=said.confidence, fault=said.fault or None, note=said.note, by=by
        )
    elif said.note.strip():
        raise Invalid("A note goes with a verdict. To say something without judging, comment.", "verdict")


def correct(claim: Claim, said: Judgement, by: User) -> None:
    """Propose other words for some of the article's words under the claim."""
    version = claims.version_of(claim)
    for anchor in claim.anchors:
        at = anchor.quote.find(said.correct_words)
        if said.correct_words and at >= 0:
            span = Span(anchor.start + at, anchor.start + at + len(said.correct_words))
            break
    else:
        span = find_span(version.text, said.correct_words)
    corrections.propose(
        version,
        span,
        replacement=said.correct_to,
        kind=said.correct_kind,
        reason=said.correct_reason,
        claim=claim,
        by=by,
    )
