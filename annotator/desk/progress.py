"""How far the review of an article is: one way to count it, for every page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..articles.models import Article
from ..claims.models import Claim
from ..db import db
from ..garbles.models import Garble

# Opinions and forecasts are kept, but there is nothing to judge in them.
STANDING = sa.and_(Claim.state != "not-a-claim", Claim.checkable)
JUDGED = sa.and_(Claim.state.in_(("assessed", "settled")), Claim.checkable)
SETTLED = sa.and_(Claim.state == "settled", Claim.checkable)


@dataclass(frozen=True)
class Progress:
    """Claims judged, and settled, of those to judge, and garbles that nobody has decided."""

    article: Article
    claims: int
    judged: int
    settled: int
    garbles: int


def progress_of(articles: Sequence[Article]) -> list[Progress]:
    """The progress of each of these articles, in two statements."""
    ids = [article.id for article in articles]
    counts = (sa.func.count().filter(each) for each in (STANDING, JUDGED, SETTLED))
    claims = tally(Claim.article_id, ids, *counts)
    garbles = tally(
        Garble.article_id, ids, sa.func.count().filter(sa.and_(Garble.state == "suspected", ~Garble.withdrawn))
    )
    return [
        Progress(article, *claims.get(article.id, (0, 0, 0)), *garbles.get(article.id, (0,))) for article in articles
    ]


def tally(column: Any, ids: Sequence[int], *counts: Any) -> dict[int, tuple[int, ...]]:
    """Counts of the rows of each of these articles."""
    if not ids:
        return {}
    rows = db.session.execute(sa.select(column, *counts).where(column.in_(ids)).group_by(column))
    return {row[0]: tuple(row[1:]) for row in rows}
