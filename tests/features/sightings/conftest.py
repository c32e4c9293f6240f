"""A desk with two articles that tell of one attack and one that tells of none, taken in as every article is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db
from annotator.gazetteer.queries import gazetteer
from annotator.ingest.draft import ArticleDraft, Origin
from annotator.ingest.pipeline import Choices, take_in
from annotator.sightings.finding.finder import Finder
from annotator.sightings.models import Sighting
from tests.support.cast import Cast

ATTACK = (
    "ERBIL, Iraq - A barrage of 14 rockets hit the airport at Erbil on Monday, and two people were killed, the"
    " governor's office said.\n\nAbout 2,500 American troops are stationed in Iraq."
)
SAME = (
    "Two people were killed when 14 rockets struck the airport of Erbil late on Monday, officials said.\n\n"
    "The United States keeps some 2,500 troops in Iraq, according to the Pentagon."
)
OTHER = "The central bank of Norway left its key rate unchanged at 4.5 percent on Thursday.\n\nBread became dearer."
Take = Callable[..., Article]


@pytest.fixture
def take(cast: Cast) -> Take:
    def taken(text: str, feed: str = "Meridian Wire", day: int = 16, **more: object) -> Article:
        draft = ArticleDraft(
            text, Origin("a.txt"), feed=feed, published=dt.datetime(2021, 2, day, 9, tzinfo=dt.UTC), **more
        )
        entry = take_in(draft, by=cast.reviewer, choices=Choices(), gazetteer=gazetteer())
        assert entry.article is not None, entry.reason
        return db.session.get_one(Article, entry.article)

    return taken


@pytest.fixture
def find() -> Callable[[], int]:
    """Finds until nothing is due, as a worker does that was just started."""
    return lambda: Finder().run()


def claim_with(article: Article, words: str) -> Claim:
    return db.session.scalars(
        sa.select(Claim).where(Claim.article_id == article.id, Claim.wording.contains(words)).order_by(Claim.id)
    ).first() or pytest.fail(f"no claim says {words!r}")


def suggested(state: str = "suggested") -> set[tuple[int, int]]:
    db.session.expire_all()
    rows = db.session.scalars(sa.select(Sighting).where(Sighting.state == state))
    return {(row.first_id, row.second_id) for row in rows}


def pair(one: Claim, other: Claim) -> tuple[int, int]:
    return (one.id, other.id) if one.id < other.id else (other.id, one.id)
