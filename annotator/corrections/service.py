"""What may be done to corrections. They lie over a version and never edit it."""

from __future__ import annotations

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.anchors import anchor
from ..articles.models import Article, Version
from ..claims.models import Claim
from ..db import db, now
from ..errors import Invalid, NotAllowed
from ..garbles.models import Garble
from ..garbles.service import decide
from ..text.characters import checked
from ..text.spans import Span
from .models import CLASSES, Correction


def propose(
    version: Version,
    span: Span,
    *,
    replacement: str,
    kind: str,
    by: User,
    reason: str = "",
    claim: Claim | None = None,
    garble: Garble | None = None,
) -> Correction:
    """Propose other words for a stretch of the text. An empty replacement takes the words out."""
    if kind not in CLASSES:
        raise Invalid(f"There is no class of correction called “{kind}”.", "kind")
    if replacement == span.of(version.text):
        raise Invalid("The replacement is what stands there already.", "replacement")
    if any(about is not None and about.article_id != version.article_id for about in (claim, garble)):
        raise Invalid("A correction belongs to the article of its claim or garble.")
    correction = Correction(
        article=version.article,
        claim_id=claim.id if claim else None,
        garble_id=garble.id if garble else None,
        replacement=checked(replacement, "replacement"),
        kind=kind,
        reason=checked(reason.strip(), "reason"),
        created_by_id=by.id,
        **anchor(version, span),
    )
    db.session.add(correction)
    db.session.flush()
    return correction


def accept(correction: Correction, *, by: User) -> None:
    """Apply it when the article leaves. Refused by name when it overlaps one that is accepted already."""
    if not may(by, "edit") and not (correction.created_by_id != by.id and may(by, "assess")):
        raise NotAllowed("Your own correction is accepted by somebody else: an editor or a second reviewer.")
    if correction.state != "proposed":
        raise Invalid(f"This correction is {correction.state} already.")
    # PostgreSQL: two people who accept overlapping corrections do not see each other's rows; so one after the other.
    db.session.execute(sa.select(Article.id).where(Article.id == correction.article_id).with_for_update())
    other = db.session.scalars(
        sa.select(Correction).where(
            Correction.version_id == correction.version_id,
            Correction.state == "accepted",
            Correction.start < correction.end,
            Correction.end > correction.start,
        )
    ).first()
    if other is not None:
        raise Invalid(
            f"“{correction.quote}” overlaps the accepted correction of “{other.quote}”. Reject one of the two first."
        )
    close(correction, "accepted", by)
    if correction.garble_id is not None:
        garble = db.session.get(Garble, correction.garble_id)
        if garble is not None and garble.state == "confirmed":
            decide(garble, "corrected", by)


def reject(correction: Correction, *, by: User) -> None:
    """Leave the text as it is. Who proposed it may take it back; otherwise an editor or a second reviewer."""
    if correction.state not in {"proposed", "accepted"}:
        raise Invalid(f"This correction is {correction.state} already.")
    if correction.state == "accepted" and not may(by, "edit"):
        raise NotAllowed("An accepted correction is taken back by an editor.")
    if correction.state == "accepted" and correction.garble_id is not None:
        garble = db.session.get(Garble, correction.garble_id)
        if garble is not None and garble.state == "corrected":
            decide(garble, "confirmed", by)
    close(correction, "rejected", by)


def close(correction: Correction, state: str, by: User) -> None:
    correction.state = state
    correction.decided_by_id = by.id
    correction.decided_at = now()
