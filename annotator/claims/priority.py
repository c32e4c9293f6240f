"""The queue's order: worth, prominence and age of a claim in one number that need not change as time goes by.

A claim's weight is its worth times its prominence, and halves with each day that its article is old. The logarithm of
that is the logarithm of the weight less the age in days; without the part that all claims share, the present moment,
it is fixed when the claim is made, so that the database can keep it in an index.
"""

from __future__ import annotations

import datetime as dt
import math

from ..db import now
from .models import Claim

START = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LEAST = 2**-10  # of a weight: below it the order does not matter, and zero has no logarithm
LEAST_PROMINENCE = 0.4  # of the last words of an article; the first have 1


def prominence_of(start: int, length: int) -> float:
    """How much a place in a text of `length` code points weighs, 0 to 1: wire copy puts first what matters most."""
    return 1.0 if length <= 0 else 1.0 - (1.0 - LEAST_PROMINENCE) * min(1.0, start / length)


def priority_of(worth: float, prominence: float, published: dt.datetime) -> float:
    """The order in the queue, highest first: in days, so that half the weight is as much as one day of age."""
    return (published - START) / DAY + math.log2(max(LEAST, worth * prominence))


def put_in_order(claim: Claim) -> None:
    """Give a claim its place in the queue: whenever its words, its worth or its article's day are new."""
    if claim.anchors:
        claim.prominence = prominence_of(claim.anchors[0].start, claim.anchors[0].version_length)
    published = claim.article.published_at or claim.article.created_at or now()
    claim.priority = priority_of(claim.worth, claim.prominence, published)
