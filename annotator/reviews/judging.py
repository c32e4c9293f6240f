"""What a person may see of the judgements on an article, and what each of its claims lacks to be settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..claims.models import Claim
from ..db import db
from ..sources.independence import independent
from .blindness import Veil
from .models import Adjudication, Assessment
from .policy import Lack, Terms, lacking


@dataclass(frozen=True)
class Judging:
    """Judgements as one person sees them, by claim id: what stands of all claims of an article, the rest of those
    whose assessments were read."""

    by: User
    terms: Terms
    veil: Veil
    assessments: Mapping[int, Sequence[Assessment]]
    adjudications: Mapping[int, Sequence[Adjudication]]

    def verdict(self, claim: Claim) -> str | None:
        """The standing verdict, or None where there is none for this person."""
        return None if claim.id in self.veil else claim.verdict

    def disputed(self, claim: Claim) -> bool:
        return claim.disputed and claim.id not in self.veil

    def shown(self, claim: Claim) -> Sequence[Assessment]:
        return () if claim.id in self.veil else self.assessments.get(claim.id, ())

    def decided(self, claim: Claim) -> Sequence[Adjudication]:
        """Its adjudications, the oldest first."""
        return () if claim.id in self.veil else self.adjudications.get(claim.id, ())

    def unseen(self, claim: Claim) -> int:
        """How many judged it whose judgements show only when this person has."""
        return len(self.assessments.get(claim.id, ())) if claim.id in self.veil else 0

    def lack(self, claim: Claim) -> Lack:
        """What it lacks to be settled by this person."""
        decided = self.adjudications.get(claim.id, ())
        return lacking(
            claim,
            self.terms,
            self.assessments.get(claim.id, ()),
            decided[-1] if decided else None,
            sources=independent(piece.source for piece in claim.evidence) if self.terms.sources else 0,
            by=self.by,
            veiled=claim.id in self.veil,
        )


def judging(assessments: Mapping[int, Sequence[Assessment]], *, by: User, terms: Terms, veil: Veil) -> Judging:
    """The same from the assessments of some claims, which are loaded; at most one statement more."""
    decided: dict[int, list[Adjudication]] = defaultdict(list)
    # Only where two judged can there be something decided between them: most articles need no statement.
    several = [claim_id for claim_id, rows in assessments.items() if len(rows) > 1]
    if several:
        rows = sa.select(Adjudication).where(Adjudication.claim_id.in_(several)).order_by(Adjudication.id)
        for row in db.session.scalars(rows.options(joinedload(Adjudication.created_by))):
            decided[row.claim_id].append(row)
    return Judging(by, terms, veil, assessments, decided)
