"""Which articles an obstacle stands in the way of, as a mask with one bit an article (its id).

To look through a desk of 240,000 claims for one obstacle takes the database most of a second. It is done when a list is
first narrowed to that one, and kept: from then on only what the journal names is asked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from ...articles.models import Article
from ...claims.models import Claim, Evidence
from ...corrections.models import Correction
from ...db import columns_of, journal
from ...db.journal import Mark
from ...garbles.models import Garble
from ...readiness.finding import names_in, under_embargo, with_obstacle
from ...readiness.models import Approval
from ...readiness.obstacles import LIST, OBSTACLES, Found, Place, in_order
from ...readiness.queries import Rules, ready_among, rules
from ...reviews.models import Comment
from ..following import Changed, Following
from ..garbles.board import batches, sum_of_bits

READY: Final = "ready"
NOT_READY: Final = "not ready"
# What a list can be narrowed to, with its words.
CHOICES: Final = {READY: "Ready", NOT_READY: "Not ready"} | {each.name: each.label for each in LIST}
# What of the journal has an article, and where that is.
OF_ARTICLES: Final[dict[str, tuple[Any, Any]]] = {
    "claim": (Claim.id, Claim.article_id),
    "garble": (Garble.id, Garble.article_id),
    "correction": (Correction.id, Correction.article_id),
    "comment": (Comment.id, Comment.article_id),
}


@dataclass(frozen=True)
class Kept:
    mask: int
    mark: Mark


def matching(word: str) -> int | None:
    """The articles that are (or are not) ready, or that this obstacle stands in the way of; None for a word that is
    none of CHOICES. An article that is ready has nothing in its way that somebody did not pass over."""
    if word in {READY, NOT_READY}:
        standing = sum_of_bits([row[0] for row in columns_of(_STANDING)])
        return standing if word == READY else ~standing
    if word == "embargo":
        return sum_of_bits(under_embargo())  # ends by itself: no journal says so
    return with_name(word) if word in OBSTACLES else None


_STANDING = sa.select(Approval.article_id).where(Approval.dropped_at.is_(None))


def with_name(name: str) -> int:
    return following(name)().mask


@cache
def following(name: str) -> Following[Kept]:
    """The articles that one obstacle stands in the way of."""

    def read_all() -> Kept:
        mark = journal.newest()
        return Kept(sum_of_bits(with_obstacle(name)), mark)

    def changed(kept: Kept, seen: Changed, mark: Mark) -> Kept:
        articles = touched(seen)
        there = names_in(articles)
        now_in = [ident for ident in articles if name in there.get(ident, ())]
        return Kept(kept.mask & ~sum_of_bits(articles) | sum_of_bits(now_in), mark)

    return Following(read_all, changed)


def touched(seen: Changed) -> set[int]:
    """The articles that these things stand on. A source's origin tells of the claims that it speaks to."""
    found = seen["article"] | seen["gate"]
    for kind, (column, article) in OF_ARTICLES.items():
        for idents in batches(seen[kind]):
            found |= {row[0] for row in columns_of(sa.select(article).where(column.in_(idents)).distinct())}
    for idents in batches(seen["source"]):
        of_claims = sa.select(Claim.article_id).join(Evidence, Evidence.claim_id == Claim.id)
        found |= {row[0] for row in columns_of(of_claims.where(Evidence.source_id.in_(idents)).distinct())}
    return found


@dataclass(frozen=True)
class Standing:
    """How an article of a list stands: ready, or the labels of what blocks it."""

    ready: bool
    blocked_by: tuple[str, ...] = ()


def standings(articles: Sequence[Article]) -> dict[int, Standing]:
    """Of one page of articles, in a fixed number of statements."""
    idents = [article.id for article in articles]
    if not idents:
        return {}
    ready, there, policy = ready_among(idents), names_in(idents), rules()
    return {
        article.id: Standing(article.id in ready, blocked_by(there.get(article.id, set()), article, policy))
        for article in articles
    }


def blocked_by(names: Collection[str], article: Article, policy: Rules) -> tuple[str, ...]:
    all_of_it = {*names, *(["embargo"] if article.embargoed else [])} & policy.blocking
    found = (Found(OBSTACLES[name], (Place("article", article.id, ""),), True) for name in all_of_it)
    return tuple(each.obstacle.label for each in in_order(found))
