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


@dataclass(frozen=True)
class Progress:
    """Claims judged of those to judge, and garbles that nobody has decided."""

    article: Article
    claims: int
    judged: int
    garbles: int


def progress_of(articles: Sequence[Article]) -> list[Progress]:
    """The progress of each of these articles, in three statements."""
    ids = [article.id for article in articles]
    standing = tally(Claim.article_id, STANDING, ids)
    judged = tally(Claim.article_id, JUDGED, ids)
    garbles = tally(Garble.article_id, Garble.state == "suspected", ids)
    return [
        Progress(article, standing.get(article.id, 0), judged.get(article.id, 0), garbles.get(article.id, 0))
        for article in articles
    ]


def tally(column: Any, condition: sa.ColumnElement[bool], ids: Sequence[int]) -> dict[int, int]:
    """How many rows of each of these articles fulfil a condition."""
    rows = db.session.execute(sa.select(column, sa.func.count()).where(column.in_(ids), condition).group_by(column))
    return {row[0]: row[1] for row in rows}
