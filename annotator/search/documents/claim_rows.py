"""The columns of a claim, and of what hangs on it, that its document is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...claims.models import Claim, ClaimAnchor, Evidence, Fact
from ...db import db
from ...gazetteer.models import Entity
from ...sources.models import Source
from ...text.spans import Span

OF_CLAIM: Final = (
    Claim.id, Claim.article_id, Claim.wording, Claim.worth, Claim.confidence, Claim.state, Claim.verdict, Claim.fault,
    Claim.disputed, Claim.assignee_id, Claim.withdrawn, Claim.checkable, Claim.kinds, Claim.sensitive,
    Claim.created_at,
)  # fmt: skip
OF_ANCHOR: Final = (
    ClaimAnchor.claim_id, ClaimAnchor.version_id, ClaimAnchor.start, ClaimAnchor.end, ClaimAnchor.quote,
)  # fmt: skip
OF_FACT: Final = (
    Fact.claim_id, Fact.kind, Fact.quote, Fact.value, Fact.high, Fact.unit, Fact.role, Entity.name.label("entity"),
)  # fmt: skip
OF_EVIDENCE: Final = (Evidence.claim_id, Evidence.passage, Source.title, Source.publisher)


def by_claim(statement: Any, model: Any, idents: Sequence[int]) -> Mapping[int, list[Any]]:
    """Rows of what hangs on some claims, by claim."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement.where(model.claim_id.in_(idents))):
        found[row.claim_id].append(row)
    return found


def over(anchors: Sequence[Any], rows: Sequence[Any]) -> list[Any]:
    """What stands in the claim's words."""
    return [
        row
        for row in rows
        if any(
            anchor.version_id == row.version_id and Span(anchor.start, anchor.end).overlaps(row.span)
            for anchor in anchors
        )
    ]
