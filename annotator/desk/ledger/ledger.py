"""The ledger itself: read once, then it follows the journal, like the search index and the board of garbles.

The rows are the truth: what a page shows of a claim or an article is read from the database again, with the person's
rights. Here is only which of them, in which order, and how many.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Final

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article
from ...claims.models import Claim
from ...db import db, journal
from ...db.journal import Mark
from ...search.documents import seen_by
from ..following import Following
from ..garbles.board import sum_of_bits
from ..touched import Changed, batches
from .orders import Order
from .rows import (
    LATER,
    TRUE,
    ArticleFacts,
    Masks,
    article_masks,
    claim_masks,
    minutes,
    read_articles,
    read_claims,
    read_progress,
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One state of the desk. Never changed, so that any number of pages may read it.

    Masks are whole numbers with one bit a claim (or an article), its id; by (what, value), see `rows`. `order` is the
    queue's own: deadline, then priority; `worth` the worthiest first; `since` has the claims that somebody should have
    done something with, by the seconds since 1970 at which they began to wait; `dates` has articles by their date,
    `deadlines` those that have a deadline by it.
    """

    claims: Masks
    articles: Masks
    facts: Mapping[int, ArticleFacts]
    order: Order
    worth: Order
    since: Order
    dates: Order
    deadlines: Order
    mark: Mark
    remembered: dict[tuple[str, int], int] = field(default_factory=dict)

    def claims_of(self, what: str, *values: str) -> int:
        return any_of(self.claims, what, values)

    def articles_of(self, what: str, *values: str) -> int:
        return any_of(self.articles, what, values)

    def claims_open_to(self, user: User | None) -> int:
        """The claims of the articles that this person may see (articles.queries.visible; None: all)."""
        return any_of(self.claims, "seen", self.seen(user))

    def articles_open_to(self, user: User | None) -> int:
        return any_of(self.articles, "seen", self.seen(user))

    def seen(self, user: User | None) -> Collection[str]:
        words = seen_by(user)
        return {value for what, value in self.articles if what == "seen"} if words is None else words

    def values(self, what: str, within: int) -> list[str]:
        """The values that one of these articles has."""
        return sorted(
            value for (name, value), mask in self.articles.items() if name == what and value and mask & within
        )

    def claims_due(self, seconds: float) -> int:
        """The claims of articles whose deadline is not later than this moment (seconds since 1970, to the minute)."""
        return self.until("order", self.order, min(minutes(seconds), LATER - 1))

    def with_deadline(self) -> int:
        """The claims of articles that have a deadline."""
        return self.until("order", self.order, LATER - 1)

    def waiting_since(self, seconds: float) -> int:
        """The claims that somebody should have done something with since this moment, or longer."""
        return self.until("since", self.since, seconds)

    def until(self, name: str, order: Order, key: float) -> int:
        ids = order.until(key)
        if (name, len(ids)) not in self.remembered:
            self.remembered[name, len(ids)] = sum_of_bits(ids)
        return self.remembered[name, len(ids)]

    def articles_due(self, seconds: float) -> int:
        """The articles whose deadline is not later than this moment."""
        return sum_of_bits(self.deadlines.until(seconds))

    def articles_with_deadline(self) -> int:
        return sum_of_bits(self.deadlines.ids)


def any_of(masks: Masks, what: str, values: Collection[str]) -> int:
    return reduce(or_, (masks.get((what, value), 0) for value in values), 0)


# -- keeping it


def changed(kept: Ledger, seen: Changed, mark: Mark) -> Ledger:
    """The ledger after the claims and articles among these were read again."""
    claims, articles = seen["claim"], seen["article"]
    if not claims and not articles:
        return replace(kept, mark=mark)
    facts = dict(kept.facts) if articles else kept.facts
    for idents in batches(articles):
        assert isinstance(facts, dict)
        for ident in idents:
            facts.pop(ident, None)
        facts.update(read_articles(Article.id.in_(idents)))
        claims |= set(db.session.scalars(sa.select(Claim.id).where(Claim.article_id.in_(idents))))
    masks, order, worth, since, touched = kept.claims, kept.order, kept.worth, kept.since, set(articles)
    for idents in batches(claims):
        read = read_claims(Claim.id.in_(idents), facts)
        touched |= set(read.of_article)
        masks = put_in(masks, idents, claim_masks(read, facts))
        order = order.changed(idents, dict(zip(read.ids, read.order, strict=True)))
        worth = worth.changed(idents, dict(zip(read.ids, read.worth, strict=True)))
        since = since.changed(idents, read.since)
    of_articles = kept.articles
    for idents in batches(touched):
        those = {ident: facts[ident] for ident in idents if ident in facts}
        of_articles = put_in(of_articles, idents, article_masks(those, read_progress(Claim.article_id.in_(idents))))
    dates = kept.dates.changed(articles, {ident: facts[ident].date for ident in articles if ident in facts})
    deadlines = kept.deadlines.changed(
        articles, due_dates({ident: facts[ident] for ident in articles if ident in facts})
    )
    return Ledger(masks, of_articles, facts, order, worth, since, dates, deadlines, mark)


def due_dates(facts: Mapping[int, ArticleFacts]) -> dict[int, float]:
    return {ident: known.due for ident, known in facts.items() if known.due is not None}


def put_in(masks: Masks, read: Collection[int], found: Masks) -> Masks:
    """These masks after the ids in `read` were read again."""
    gone = sum_of_bits(read)
    kept = {key: mask & ~gone if mask & gone else mask for key, mask in masks.items()}
    for key, mask in found.items():
        kept[key] = kept.get(key, 0) | mask
    return {key: mask for key, mask in kept.items() if mask}


def read_all() -> Ledger:
    # The mark first: what is written meanwhile is read twice and not missed.
    mark = journal.newest()
    facts = read_articles(TRUE)
    read = read_claims(TRUE, facts)
    due = due_dates(facts)
    return Ledger(
        claim_masks(read, facts),
        article_masks(facts, read_progress(TRUE)),
        facts,
        Order.of(read.ids, read.order),
        Order.of(read.ids, read.worth),
        Order.of(read.since, read.since.values()),
        Order.of(facts, (known.date for known in facts.values())),
        Order.of(due, due.values()),
        mark,
    )


# As the database stands.
ledger: Final = Following(read_all, changed)
