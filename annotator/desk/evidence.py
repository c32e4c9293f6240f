"""Which claims stand on a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..claims.models import Claim, Evidence
from ..db import db
from ..reviews.agreement.queries import open_to
from ..sources.models import Source

SHOWN: Final = 60


@dataclass(frozen=True)
class Uses:
    """The newest evidence from a source, with its claims and articles; how much there is in all; and the ids of those
    whose claim's verdict this person must not know yet, because the desk judges blind."""

    pieces: Sequence[Evidence]
    number: int
    hidden: set[int] = field(default_factory=set)


def uses(source: Source, by: User) -> Uses:
    """What this person may see that stands on a source."""
    those = (
        sa.select(Evidence)
        .join(Evidence.claim)
        .join(Claim.article)
        .where(Evidence.source_id == source.id, visible(by))
        .options(contains_eager(Evidence.claim).contains_eager(Claim.article))
    )
    pieces = db.session.scalars(those.order_by(Evidence.id.desc()).limit(SHOWN)).all()
    number = db.session.scalar(
        sa.select(sa.func.count(Evidence.id))
        .join(Evidence.claim)
        .join(Article, Article.id == Claim.article_id)
        .where(Evidence.source_id == source.id, visible(by))
    )
    claims = {piece.claim_id for piece in pieces}
    told = set(db.session.scalars(sa.select(Claim.id).where(Claim.id.in_(claims), open_to(by))))
    return Uses(pieces, number or 0, {piece.id for piece in pieces if piece.claim_id not in told})
