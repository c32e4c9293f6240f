"""How far the review of an article is: one way to count it, for every page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

import sqlalchemy as sa

from ..claims.models import Claim
from ..db import columns_of
from ..garbles.models import Garble
from .following import ByArticle


class HasId(Protocol):
    @property
    def id(self) -> Any: ...


Row = TypeVar("Row", bound=HasId)

# Opinions and forecasts are kept, but there is nothing to judge in them.
STANDING = sa.and_(Claim.state != "not-a-claim", Claim.checkable)
JUDGED = sa.and_(Claim.state.in_(("assessed", "settled")), Claim.checkable)
SETTLED = sa.and_(Claim.state == "settled", Claim.checkable)


@dataclass(frozen=True)
class Progress(Generic[Row]):
    """Claims judged, and settled, of those to judge, and garbles that nobody has decided. `article` is an Article, or
    what a list read of it."""

    article: Row
    claims: int
    judged: int
    settled: int
    garbles: int


def progress_of(articles: Sequence[Row]) -> list[Progress[Row]]:
    """The progress of each of these articles, in one statement; more only for those of which something was changed
    since."""
    counts = counted([article.id for article in articles])
    return [Progress(article, *counts[article.id]) for article in articles]


IDS: sa.BindParameter[Any] = sa.bindparam("articles", expanding=True)
# Made once: to make a statement takes as long as to run it.
CLAIMS = (
    sa.select(Claim.article_id, *(sa.func.count().filter(each) for each in (STANDING, JUDGED, SETTLED)))
    .where(Claim.article_id.in_(IDS))
    .group_by(Claim.article_id)
)
GARBLES = (
    sa.select(Garble.article_id, sa.func.count())
    .where(Garble.article_id.in_(IDS), Garble.state == "suspected", ~Garble.withdrawn)
    .group_by(Garble.article_id)
)


def read_counts(articles: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """What `Progress` has of each of these articles, in two statements."""
    some = {"articles": articles}
    claims = {row[0]: row[1:] for row in columns_of(CLAIMS, some)}
    garbles = {row[0]: row[1] for row in columns_of(GARBLES, some)}
    return {ident: (*claims.get(ident, (0, 0, 0)), garbles.get(ident, 0)) for ident in articles}


counted: Final = ByArticle(read_counts)
