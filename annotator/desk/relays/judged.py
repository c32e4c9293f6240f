"""What was settled in one article, for another one that has the same words: offered, never applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article
from ...claims import service as claims
from ...claims.models import Claim
from ...db import db
from ...errors import Invalid
from ...reviews.models import Assessment
from ...sightings import offers
from ...sightings import service as sightings
from ...text.spans import Span
from ...versions.placing import Carrier, Placed

# How much of the longer one's words two claims share, to be the same one.
SAME = 0.8


@dataclass(frozen=True)
class Judged:
    """A settled claim of the other article, and its words here. `here` is the claim that stands on them, if there is
    one; `open`: it has no verdict of its own, so that this one may be taken over."""

    claim: Claim
    placed: Placed
    quote: str
    here: Claim | None

    @property
    def same(self) -> bool:
        """Whether the very words stand here."""
        return self.placed.outcome in {"found", "moved"}

    @property
    def open(self) -> bool:
        return self.same and (self.here is None or self.here.state in offers.OFFERED_TO)


def judged_in(other: Article, article: Article) -> list[Judged]:
    """The settled claims of the other article in its order: those whose very words stand in this one first, then those
    that were changed here, which nobody should take over unread. What is not here at all is left out."""
    settled = _claims(other, "settled")
    if not settled:
        return []
    there = _claims(article)
    carrier = Carrier(other.current.text, article.current.text, article.language)
    found = []
    for claim in settled:
        placed = carrier.place([row.span for row in claim.anchors])
        if placed.outcome in {"found", "moved", "changed"}:
            quote = " … ".join(span.of(article.current.text) for span in placed.spans)
            found.append(Judged(claim, placed, quote, _on(there, placed.spans)))
    return sorted(found, key=lambda each: not each.same)


def _claims(article: Article, *states: str) -> list[Claim]:
    """Those on its newest text, in its order."""
    wanted = sa.select(Claim).where(Claim.article_id == article.id, Claim.withdrawn.is_(False))
    wanted = wanted.where(Claim.merged_into_id.is_(None)).options(sa.orm.selectinload(Claim.anchors))
    if states:
        wanted = wanted.where(Claim.state.in_(states), Claim.verdict.is_not(None))
    rows = db.session.scalars(wanted)
    newest = article.current.id
    return sorted((row for row in rows if row.anchors and row.anchors[0].version_id == newest), key=lambda c: c.in_text)


def _on(there: Sequence[Claim], spans: Sequence[Span]) -> Claim | None:
    """The claim that stands on these words, best of all."""
    ranked = [(shared([row.span for row in claim.anchors], spans), -claim.id, claim) for claim in there]
    best = max(ranked, default=None, key=lambda each: each[:2])
    return best[2] if best is not None and best[0] >= SAME else None


def shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The characters that both have, of the longer one's; 0 to 1."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return both / max(sum(a.end - a.start for a in one), sum(b.end - b.start for b in other))


def take_over(article: Article, claim: Claim, *, by: User, evidence: bool) -> Assessment:
    """Take over the verdict of a settled claim of another article whose very words stand in this one: both become
    sightings of one matter, and it is this person's judgement of the claim here, which is made where there is none.
    Raises Invalid where the words are not the same any more, or the claim here has a verdict."""
    found = next((each for each in judged_in(claim.article, article) if each.claim.id == claim.id), None)
    if found is None or not found.open:
        raise Invalid("That is not offered any more: the words differ now, or the claim here is settled.")
    here = found.here or claims.create(
        article.current, found.placed.spans, by=by, wording=claim.wording, kinds=claim.kinds, sensitive=claim.sensitive
    )
    sightings.join(claim, here, by=by)
    return offers.take_over(here, claim, by=by, evidence=evidence)
