"""Reading versions: the chain of an article's, what waits for a person, and which article a text is a version of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import User
from ..articles.models import Article, Version
from ..articles.queries import may_see, visible
from ..db import columns_of, db
from ..errors import NotFound
from .models import Carried


@dataclass(frozen=True)
class Link:
    """One version in the chain: who brought it in, when it came in and was published, its length in code points, and
    what became of that which stood on the one before: counts by outcome, and how much of it still waits."""

    id: int
    number: int
    title: str | None
    published_at: dt.datetime | None
    created_at: dt.datetime
    by: str | None
    length: int
    outcomes: dict[str, int] = field(default_factory=dict)
    waiting: int = 0


def chain(article: Article) -> list[Link]:
    """The versions of an article, the first one first, without their texts. Two statements."""
    rows = db.session.execute(
        sa.select(
            Version.id, Version.number, Version.title, Version.published_at, Version.created_at, User.name,
            Version.length,
        )
        .outerjoin(User, User.id == Version.created_by_id)
        .where(Version.article_id == article.id)
        .order_by(Version.number)
    ).all()  # fmt: skip
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    waiting: dict[int, int] = defaultdict(int)
    counted = sa.select(Carried.version_id, Carried.outcome, Carried.decided, sa.func.count())
    for version, outcome, decided, number in db.session.execute(
        counted.where(Carried.article_id == article.id).group_by(Carried.version_id, Carried.outcome, Carried.decided)
    ):
        counts[version][outcome] = counts[version].get(outcome, 0) + number
        waiting[version] += number if decided is None else 0
    return [Link(*row, outcomes=counts.get(row[0], {}), waiting=waiting.get(row[0], 0)) for row in rows]


WAITING = sa.select(sa.func.count()).where(
    Carried.article_id == sa.bindparam("article", type_=sa.Integer), Carried.decided.is_(None)
)


def waiting_on(article_id: int) -> int:
    """How many claims, garbles and corrections of an article wait to be placed. By an index."""
    return int(columns_of(WAITING, {"article": article_id}).scalar_one())


def waiting_among(idents: Sequence[int]) -> dict[int, int]:
    """The same for several articles, by article; those without are left out."""
    rows = sa.select(Carried.article_id, sa.func.count()).where(
        Carried.article_id.in_(idents), Carried.decided.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Carried.article_id))}


def asking(article: Article) -> list[Carried]:
    """What waits on an article, in the order of the old text, with all that a page says of it."""
    rows = db.session.scalars(
        sa.select(Carried)
        .where(Carried.article_id == article.id, Carried.decided.is_(None))
        .options(
            joinedload(Carried.from_version), joinedload(Carried.claim), joinedload(Carried.garble),
            joinedload(Carried.correction),
        )
    )  # fmt: skip
    return sorted(rows, key=lambda row: (row.before[0]["start"] if row.before else 0, row.id))


def load_carried(carried_id: int, *, by: User | None) -> Carried:
    """One row. Raises NotFound also where its article is not open to this person."""
    row = db.session.get(Carried, carried_id)
    if row is None or not may_see(by, db.session.get_one(Article, row.article_id)):
        raise NotFound("There is no such thing on the desk, or its article is not open to you.")
    return row


def load_version(article: Article, number: int) -> Version:
    """A version by its number. Raises NotFound."""
    found = db.session.scalars(
        sa.select(Version)
        .where(Version.article_id == article.id, Version.number == number)
        .options(selectinload(Version.zones))
    ).one_or_none()
    if found is None:
        raise NotFound("The article has no such version.")
    return found


def became_of(claim_id: int) -> Carried | None:
    """The newest row that says what became of a claim's words."""
    return db.session.scalars(
        sa.select(Carried).where(Carried.claim_id == claim_id).order_by(Carried.version_id.desc()).limit(1)
    ).first()


def stood_on(version: Version) -> list[Carried]:
    """What stood on a version that has a newer one, as it was when that came, in text order."""
    rows = db.session.scalars(
        sa.select(Carried)
        .where(Carried.from_version_id == version.id)
        .options(joinedload(Carried.claim), joinedload(Carried.garble), joinedload(Carried.correction))
        .order_by(Carried.version_id, Carried.id)
    )
    first: dict[tuple[str, Any], Carried] = {}
    for row in rows:  # what waited from this version on was carried from it more than once
        first.setdefault((row.kind, row.claim_id or row.garble_id or row.correction_id), row)
    return sorted(first.values(), key=lambda row: (row.before[0]["start"] if row.before else 0, row.id))


# -- which article a text is a version of


def articles_called(
    url: str | None, identifier: str | None, feed: str | None = None, outlet: str | None = None, *, by: User | None
) -> Sequence[Article]:
    """The articles with this address, or this identifier of the same feed and outlet as far as both name theirs; the
    oldest first. Only those that the person may know of."""
    found: dict[int, Article] = {}
    if url:
        bare = urldefrag(url).url
        where = Article.url.in_({url, bare})
        found |= {row.id: row for row in db.session.scalars(sa.select(Article).where(where, visible(by)))}
    if identifier:
        same = [Article.identifier == identifier]
        same += [
            sa.or_(column.is_(None), column == given)
            for column, given in ((Article.feed, feed), (Article.outlet, outlet))
            if given
        ]
        found |= {row.id: row for row in db.session.scalars(sa.select(Article).where(*same, visible(by)))}
    return [found[ident] for ident in sorted(found)]


def number_with(article: Article, digest: str) -> int | None:
    """The number of the newest version of an article that has this text (its SHA-256)."""
    return db.session.scalar(
        sa.select(sa.func.max(Version.number)).where(Version.article_id == article.id, Version.sha256 == digest)
    )
