"""Which articles the journal speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, Final

import sqlalchemy as sa

from ..claims.models import Claim, Evidence
from ..corrections.models import Correction
from ..db import columns_of
from ..garbles.models import Garble
from ..reviews.models import Comment

BATCH: Final = 500
Changed = defaultdict[str, set[int]]  # ids by kind, as the journal names them
# What of the journal has an article, and where that is.
OF_ARTICLES: Final[dict[str, tuple[Any, Any]]] = {
    "claim": (Claim.id, Claim.article_id),
    "garble": (Garble.id, Garble.article_id),
    "correction": (Correction.id, Correction.article_id),
    "comment": (Comment.id, Comment.article_id),
}


def articles_of(seen: Changed) -> set[int]:
    """The articles that these things stand on. A source's origin tells of the claims that it speaks to."""
    found = seen["article"] | seen["gate"]
    for kind, (column, article) in OF_ARTICLES.items():
        for idents in batches(seen[kind]):
            found |= {row[0] for row in columns_of(sa.select(article).where(column.in_(idents)).distinct())}
    for idents in batches(seen["source"]):
        of_claims = sa.select(Claim.article_id).join(Evidence, Evidence.claim_id == Claim.id)
        found |= {row[0] for row in columns_of(of_claims.where(Evidence.source_id.in_(idents)).distinct())}
    return found


def batches(idents: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(idents)
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
