"""Reading which articles are nearly the same. Only what both articles let a person see is there for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import may_see, visible
from ..db import columns_of, db
from ..errors import NotFound
from .models import Relay


@dataclass(frozen=True)
class Group:
    """Articles that tell one story, oldest first: each is a relay of another one of them, not refused."""

    articles: tuple[Article, ...]
    relays: tuple[Relay, ...]

    def between(self, one: Article, other: Article) -> Relay | None:
        """What is known of these two, if they were compared at all."""
        ends = {one.id, other.id}
        return next((row for row in self.relays if {row.first_id, row.second_id} == ends), None)


def load_relay(relay_id: int, *, by: User | None) -> Relay:
    """Raises NotFound, also where one of its articles is not open to this person."""
    found = db.session.scalars(_open(by).where(Relay.id == relay_id)).one_or_none()
    if found is None:
        raise NotFound("There are no such two articles, or one of them is not open to you.")
    return found


def _open(by: User | None) -> sa.Select[Any]:
    """The pairs whose two articles this person may know of."""
    seen = sa.select(Article.id).where(visible(by))
    return (
        sa.select(Relay)
        .where(Relay.first_id.in_(seen), Relay.second_id.in_(seen))
        .options(joinedload(Relay.first), joinedload(Relay.second), joinedload(Relay.decided_by))
    )


def of_article(article: Article, *, by: User | None) -> list[Relay]:
    """Every pair with this article, those that share most first; refused ones last."""
    found = db.session.scalars(_open(by).where(sa.or_(Relay.first_id == article.id, Relay.second_id == article.id)))
    return sorted(found, key=lambda row: (row.state == "refused", -row.contained, row.id))


def group_of(article: Article, *, by: User | None, most: int = 50) -> Group:
    """All that hang together with this article, by pairs that nobody refused; it stands alone where there are none."""
    return grouped(together([article.id], by=by, most=most), [article])[0]


def together(idents: Iterable[int], *, by: User | None, most: int) -> list[Relay]:
    """The pairs, none refused, that lead on from these articles: a statement a step, until `most` are known."""
    rows: dict[int, Relay] = {}
    known = set(idents)
    edge = set(known)
    while edge and len(known) < most:
        touching = sa.or_(Relay.first_id.in_(edge), Relay.second_id.in_(edge))
        found = db.session.scalars(_open(by).where(touching, Relay.state != "refused").order_by(Relay.id)).all()
        rows |= {row.id: row for row in found}
        edge = {ident for row in found for ident in (row.first_id, row.second_id)} - known
        known |= edge
    return list(rows.values())


def grouped(rows: Iterable[Relay], starts: Iterable[Article]) -> list[Group]:
    """The group of each of these articles, each group once, in their order."""
    beside: dict[int, list[Relay]] = defaultdict(list)
    for row in rows:
        beside[row.first_id].append(row)
        beside[row.second_id].append(row)
    found: list[Group] = []
    told: set[int] = set()
    for start in starts:
        if start.id in told:
            continue
        articles, pairs, edge = {start.id: start}, {}, [start.id]
        while edge:
            for row in beside[edge.pop()]:
                pairs[row.id] = row
                for each in (row.first, row.second):
                    if each.id not in articles:
                        articles[each.id] = each
                        edge.append(each.id)
        told |= articles.keys()
        ordered = [pairs[ident] for ident in sorted(pairs)]
        found.append(Group(tuple(sorted(articles.values(), key=came)), tuple(ordered)))
    return found


def came(article: Article) -> tuple[object, int]:
    return article.published_at or article.created_at, article.id


def told(rows: Iterable[Relay], article: Article, *, by: User | None) -> list[str]:
    """In words, for whoever brings an article in: what it is nearly the same as, of what is open to them."""
    found = []
    for row in rows:
        other = db.session.get_one(Article, row.second_id if row.first_id == article.id else row.first_id)
        if may_see(by, other):
            feed = f" ({other.feed})" if other.feed else ""
            found.append(f"{round(row.contained * 100)} % of its words stand in “{other.title}”{feed} too.")
    return found


# Made once: to make a statement takes longer than to run this one, and most articles have no relay.
_ANY = sa.select(Relay.id).where(
    sa.or_(Relay.first_id == sa.bindparam("article"), Relay.second_id == sa.bindparam("article")),
    Relay.state != "refused",
).limit(1)  # fmt: skip


def number(article: Article, *, by: User | None) -> int:
    """How many relays one article has."""
    if columns_of(_ANY, {"article": article.id}).first() is None:
        return 0
    return numbers([article.id], by=by).get(article.id, 0)


def numbers(articles: Iterable[int], *, by: User | None) -> dict[int, int]:
    """How many relays each of these articles has; those without are left out."""
    wanted = set(articles)
    counts: dict[int, int] = defaultdict(int)
    if not wanted:
        return {}
    touching = sa.or_(Relay.first_id.in_(wanted), Relay.second_id.in_(wanted))
    seen = sa.select(Article.id).where(visible(by))
    pairs = sa.select(Relay.first_id, Relay.second_id).where(
        touching, Relay.state != "refused", Relay.first_id.in_(seen), Relay.second_id.in_(seen)
    )
    for first, second in db.session.execute(pairs):
        for ident in wanted & {first, second}:
            counts[ident] += 1
    return dict(counts)


def groups(*, by: User | None, most: int) -> Sequence[Group]:
    """The groups with the newest pairs, newest first; in a few statements, however many groups."""
    newest = db.session.scalars(
        _open(by).where(Relay.state != "refused").order_by(Relay.id.desc()).limit(most * 4)
    ).all()
    starts = [row.first for row in newest]
    return grouped(together((each.id for each in starts), by=by, most=most * 50), starts)[:most]
