"""What the ledger reads of claims and articles, and what it makes of one row: masks, keys to sort by."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from ...articles.models import Article, membership
from ...claims.models import Claim
from ...db import db
from ...reviews.models import Assessment
from ..garbles.board import sum_of_bits
from ..progress import JUDGED, SETTLED, STANDING

Masks = dict[tuple[str, str], int]
TO_JUDGE: Final = frozenset({"suggested", "open", "ambiguous"})
LATER: Final = 2**25  # minutes since 1970, in 2033: the key of what has no deadline
HALF: Final = 2**15  # days: priorities lie between its negative and itself (1910 to 2089)


class ArticleFacts(NamedTuple):
    """What claims and articles are counted by of an article. `seen` is who may see it (search.documents), `due` and
    `date` are seconds since 1970 (UTC), `collections` are ids."""

    feed: str
    language: str
    source_language: str
    visibility: str
    seen: str
    collections: tuple[int, ...]
    due: float | None
    date: float


@dataclass
class Read:
    """Claims as they were read: ids by what they have in common, and the keys of each to sort by."""

    own: dict[tuple[str, bool, bool, int | None, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    of_article: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    judged_by: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    ids: array[int] = field(default_factory=lambda: array("q"))
    order: array[float] = field(default_factory=lambda: array("d"))  # beside `ids`
    worth: array[float] = field(default_factory=lambda: array("d"))  # beside `ids`
    since: dict[int, float] = field(default_factory=dict)


def minutes(seconds: float) -> int:
    return int(seconds // 60)


def order_key(priority: float, due: float | None) -> float:
    """The queue's order as one number, the lowest first: the deadline to the minute, then the priority
    (claims/priority.py) to 40 seconds of age, as exactly as a double holds both."""
    share = (min(max(priority, 1 - HALF), HALF - 1) + HALF) / (2 * HALF)
    return (LATER if due is None else min(minutes(due), LATER - 1)) - share


# Since when somebody should have done something with a claim: from the last that happened to it, its state or its being
# taken, whichever came later. NULL twice: it may lie.
WAITS: Final = sa.or_(
    Claim.state.in_(("assessed", "recheck")),
    sa.and_(Claim.assignee_id.is_not(None), Claim.checkable, Claim.state.in_(sorted(TO_JUDGE))),
)


def read_claims(condition: sa.ColumnElement[bool], facts: Mapping[int, ArticleFacts]) -> Read:
    """The claims that fulfil a condition, in two statements; none of an article that `facts` does not have: it was
    added after they were read, and comes again with the journal."""
    columns = (
        Claim.id, Claim.article_id, Claim.state, Claim.checkable, Claim.disputed, Claim.assignee_id,
        sa.cast(Claim.kinds, sa.Text), Claim.priority, Claim.worth,
        # A moment takes longer to read than all the rest: only those that count.
        sa.case((WAITS, Claim.assigned_at)), sa.case((WAITS, Claim.state_since)),
    )  # fmt: skip
    found = Read()
    # By the connection: the session would spend as long on each row as the database does.
    rows = db.session.connection().execute(sa.select(*columns).where(condition), execution_options={"yield_per": 5_000})
    for ident, article, state, checkable, disputed, assignee, kinds, priority, worth, assigned, since in rows:
        known = facts.get(article)
        if known is None:
            continue
        found.own[state, checkable, disputed, assignee, kinds].append(ident)
        found.of_article[article].append(ident)
        found.ids.append(ident)
        found.order.append(order_key(priority, known.due))
        found.worth.append(-worth)
        if assigned or since:
            found.since[ident] = max(moment for moment in (assigned, since) if moment).timestamp()
    judgements = sa.select(Assessment.claim_id, Assessment.reviewer_id)
    if condition is not TRUE:
        judgements = judgements.join(Claim, Claim.id == Assessment.claim_id).where(condition)
    for ident, reviewer in db.session.connection().execute(judgements):
        found.judged_by[reviewer].append(ident)
    return found


TRUE: Final = sa.true()


@lru_cache(maxsize=2_000)
def kinds_in(words: str) -> tuple[str, ...]:
    return tuple(json.loads(words))


def claim_masks(read: Read, facts: Mapping[int, ArticleFacts]) -> Masks:
    """Masks of claims by (what, value)."""
    masks: Masks = defaultdict(int)
    for (state, checkable, disputed, assignee, kinds), idents in read.own.items():
        mask = sum_of_bits(idents)
        masks["state", state] |= mask
        if checkable:
            masks["checkable", ""] |= mask
        if disputed:
            masks["disputed", ""] |= mask
        if assignee is not None:
            masks["assigned", ""] |= mask
            masks["assignee", str(assignee)] |= mask
        for kind in kinds_in(kinds):
            masks["kind", kind] |= mask
    for reviewer, idents in read.judged_by.items():
        masks["judged by", str(reviewer)] |= sum_of_bits(idents)
    alike: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
    for article, idents in read.of_article.items():
        alike[tuple(words_of(facts[article]))] += idents
    for words, idents in alike.items():
        mask = sum_of_bits(idents)
        for word in words:
            masks[word] |= mask
    return dict(masks)


def words_of(facts: ArticleFacts) -> Iterable[tuple[str, str]]:
    """What an article, and each of its claims, is counted by."""
    yield "seen", facts.seen
    yield "feed", facts.feed
    yield "language", facts.language
    yield "source_language", facts.source_language
    for collection in facts.collections:
        yield "collection", str(collection)


def article_masks(facts: Mapping[int, ArticleFacts], progress: Mapping[int, str]) -> Masks:
    """Masks of articles by (what, value)."""
    alike: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
    for ident, known in facts.items():
        alike[*words_of(known), ("visibility", known.visibility), ("progress", progress.get(ident, "none"))].append(
            ident
        )
    masks: Masks = defaultdict(int)
    for words, idents in alike.items():
        mask = sum_of_bits(idents)
        for word in words:
            masks[word] |= mask
    return dict(masks)


def read_articles(condition: sa.ColumnElement[bool]) -> dict[int, ArticleFacts]:
    """What is known of these articles, in two statements."""
    within: dict[int, list[int]] = defaultdict(list)
    members = sa.select(membership.c.article_id, membership.c.collection_id)
    if condition is not TRUE:
        members = members.join(Article, Article.id == membership.c.article_id).where(condition)
    for article, collection in db.session.execute(members):
        within[article].append(collection)
    columns = (
        Article.id, Article.feed, Article.language, Article.source_language, Article.visibility, Article.created_by_id,
        Article.due_at, Article.published_at, Article.created_at,
    )  # fmt: skip
    return {
        ident: ArticleFacts(
            intern(feed or ""),
            intern(language),
            intern(source_language or ""),
            intern(visibility),
            intern(f"draft-{maker}" if visibility == "draft" else visibility),
            tuple(sorted(within.get(ident, ()))),
            due.timestamp() if due else None,
            (published or created).timestamp(),
        )
        for ident, feed, language, source_language, visibility, maker, due, published, created in db.session.execute(
            sa.select(*columns).where(condition)
        )
    }


def read_progress(condition: sa.ColumnElement[bool]) -> dict[int, str]:
    """How far the review of these articles' claims is: none (nothing to judge), untouched, begun, judged, settled."""
    counts: Any = (sa.func.count().filter(each) for each in (STANDING, JUDGED, SETTLED))
    rows = sa.select(Claim.article_id, *counts).where(condition).group_by(Claim.article_id)
    return {article: stage(*numbers) for article, *numbers in db.session.execute(rows)}


def stage(standing: int, judged: int, settled: int) -> str:
    if not standing:
        return "none"
    if not judged:
        return "untouched"
    if judged < standing:
        return "begun"
    return "settled" if settled == standing else "judged"
