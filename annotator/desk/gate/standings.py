"""Which articles an obstacle stands in the way of, as a mask with one bit an article (its id).

To look through a desk of 240,000 claims for one obstacle takes the database most of a second. It is done when a list is
first narrowed to that one, and kept: from then on only what the journal names is asked for again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Protocol

import sqlalchemy as sa

from ...db import columns_of, journal
from ...db.journal import Mark
from ...readiness.finding import names_in, under_embargo, with_obstacle
from ...readiness.models import Approval
from ...readiness.obstacles import LIST, OBSTACLES, Found, Place, in_order
from ...readiness.queries import ready_among, rules
from ..following import ByArticle, Following
from ..garbles.board import sum_of_bits
from ..touched import Changed, articles_of

READY: Final = "ready"
NOT_READY: Final = "not ready"
# What a list can be narrowed to, with its words.
CHOICES: Final = {READY: "Ready", NOT_READY: "Not ready"} | {each.name: each.label for each in LIST}


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
        articles = articles_of(seen)
        there = names_in(articles)
        now_in = [ident for ident in articles if name in there.get(ident, ())]
        return Kept(kept.mask & ~sum_of_bits(articles) | sum_of_bits(now_in), mark)

    return Following(read_all, changed)


@dataclass(frozen=True)
class Standing:
    """How an article of a list stands: ready, or the labels of what blocks it."""

    ready: bool
    blocked_by: tuple[str, ...] = ()


class Row(Protocol):
    """An article, or what a list read of it."""

    @property
    def id(self) -> int: ...

    @property
    def embargoed(self) -> bool: ...


def standings(articles: Sequence[Row]) -> dict[int, Standing]:
    """Of one page of articles, in two statements; more only for those of which something was changed since."""
    idents = [article.id for article in articles]
    if not idents:
        return {}
    there, blocking = in_the_way(idents), rules().blocking
    found = {}
    for article in articles:
        ready, names = there[article.id]
        found[article.id] = Standing(ready, labels(names | EMBARGO if article.embargoed else names, blocking))
    return found


EMBARGO: Final = frozenset({"embargo"})  # ends by itself, which no journal says
Names = frozenset[str]


def read_standings(articles: Sequence[int]) -> dict[int, tuple[bool, Names]]:
    """Of each of these articles whether it is ready, and the names of what stands in its way."""
    ready, there = ready_among(articles), names_in(articles)
    return {ident: (ident in ready, the_same(frozenset(there.get(ident, ())))) for ident in articles}


in_the_way: Final = ByArticle(read_standings)


@lru_cache(1_000)
def the_same(names: Names) -> Names:
    """One set for all articles that have the same in their way."""
    return names


@lru_cache(1_000)
def labels(names: Names, blocking: Names) -> tuple[str, ...]:
    """What of these blocks, in words, in the order of the list."""
    found = (Found(OBSTACLES[name], (Place("article", 0, ""),), True) for name in names & blocking)
    return tuple(each.obstacle.label for each in in_order(found))
