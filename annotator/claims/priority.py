"""The queue's order: worth, prominence and age of a claim in one number that need not change as time goes by.

A claim's weight is its worth times its prominence, and halves with each day that its article is old. The logarithm of
that is the logarithm of the weight less the age in days; without the part that all claims share, the present moment,
it is fixed when the claim is made, so that the database can keep it in an index.

The session itself gives each claim its place (`keep_in_order`): when it is made, when its words, its stretches or its
worth change, and when its article gets another title or another day.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction, selectinload

from ..articles.models import Article
from ..db import now
from .models import Claim, ClaimAnchor

START = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
DAY: Final = 86_400.0  # seconds
LEAST: Final = 2**-10  # of a weight: below it the order does not matter, and zero has no logarithm
LEAD: Final = 400  # code points: headline, dateline and the first paragraph of wire copy, which weigh alike
LAST: Final = 0.4  # what the last words of an article weigh; its lead weighs 1
# What a title says is what the article is read for. A claim with half of the title's words is about all of it: titles
# leave out what a sentence needs, and put "hits" for "was hit by".
ENOUGH: Final = 0.5
# Shorter words are articles and prepositions, in every language that the desk reads; figures are never small words.
WORD = re.compile(r"\d+|[^\W\d_]{4,}")


def place_of(start: int, length: int) -> float:
    """How much a place in a text of `length` code points weighs, 0 to 1: wire copy puts first what matters most."""
    past = start - LEAD
    return 1.0 if past <= 0 else 1.0 - (1.0 - LAST) * min(1.0, past / max(1, length - LEAD))


@lru_cache(maxsize=4_096)
def words_of_title(title: str) -> tuple[str, ...]:
    """The words to look for, each after the space that stands before it: "rocket" begins "rockets" too, "port" does not
    begin "report"."""
    return tuple(f" {word}" for word in dict.fromkeys(WORD.findall(title.lower())))


def share_of(title: str, wording: str) -> float:
    """How much of what a title says a claim says too, 0 to 1."""
    wanted = words_of_title(title)
    if not wanted:
        return 0.0
    said = f" {wording}".lower()
    return min(1.0, sum(word in said for word in wanted) / (len(wanted) * ENOUGH))


def prominence_of(start: int, length: int, title: str = "", wording: str = "") -> float:
    """How prominent a claim is in its article, 0 to 1: by its place, and by what it shares with the title, which lifts
    it half of the way to the lead."""
    place = place_of(start, length)
    return place if place == 1.0 else place + (1.0 - place) / 2 * share_of(title, wording)


def priority_of(worth: float, prominence: float, published: dt.datetime) -> float:
    """The order in the queue, highest first: in days, so that half the weight is as much as one day of age."""
    return (published - START).total_seconds() / DAY + math.log2(max(LEAST, worth * prominence))


def put_in_order(claim: Claim) -> None:
    """Give a claim its place in the queue."""
    article = claim.article
    if claim.anchors:
        first = min(claim.anchors, key=lambda anchor: anchor.start)
        claim.prominence = prominence_of(first.start, first.version_length, article.title, claim.wording)
    worth = 0.5 if claim.worth is None else claim.worth  # the column's default comes later
    published = article.published_at or article.created_at or now()
    claim.priority = priority_of(worth, 0.5 if claim.prominence is None else claim.prominence, published)


@event.listens_for(Session, "before_flush")
def keep_in_order(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Give every claim its place whose place may be another now."""
    claims = {row: None for row in session.new if isinstance(row, Claim)}
    moved = []
    for row in session.dirty:
        if isinstance(row, Claim) and changed(row, "wording", "worth", "anchors"):
            claims[row] = None
        elif isinstance(row, ClaimAnchor) and row.claim is not None and changed(row, "start"):
            claims[row.claim] = None
        elif isinstance(row, Article) and changed(row, "published_at", "title"):
            moved.append(row.id)
    if moved:
        statement = sa.select(Claim).where(Claim.article_id.in_(moved)).options(selectinload(Claim.anchors))
        claims |= dict.fromkeys(session.scalars(statement))
    for claim in claims:
        if claim.article is not None:
            put_in_order(claim)


def changed(row: Claim | ClaimAnchor | Article, *names: str) -> bool:
    """Whether one of these attributes was set since the row was read."""
    state: Any = sa.inspect(row)
    return any(name in state.committed_state for name in names)
