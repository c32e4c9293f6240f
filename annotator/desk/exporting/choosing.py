"""Which articles an export is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Collection, membership
from ...articles.queries import visible
from ...db import db
from ...errors import Invalid, NotFound
from ...exports.counting import batches
from ...exports.queries import all_ids, may_leave
from ..acting.kept import Kept
from ..acting.targets import articles_of


@dataclass(frozen=True)
class Chosen:
    """The articles that somebody wants, in order. `asked`: how many were meant; the others are gone, not open to this
    person or under embargo. `named`: what they are, in words; `fields`: what says so in an address."""

    ids: Sequence[int]
    asked: int
    named: str
    fields: Mapping[str, str]

    @property
    def left(self) -> int:
        return self.asked - len(self.ids)


def chosen(fields: Mapping[str, str], kept: Kept, *, by: User) -> Chosen:
    """The articles that the fields of an address name: `selection`, `collection` or `all`. Raises Invalid, NotFound."""
    if name := fields.get("selection"):
        _, keys = kept.read(name, owner=by.id)
        wanted = [int(key.partition(":")[2]) for key in articles_of(keys, by=by)]
        ids = leaving(wanted, by=by)
        return Chosen(ids, len(wanted), f"the articles of {len(keys):,} selected hits", {"selection": name})
    if fields.get("collection"):
        collection = db.session.get(Collection, int(fields["collection"]) if fields["collection"].isdecimal() else 0)
        if collection is None:
            raise NotFound("There is no such collection.")
        members = sa.select(membership.c.article_id).where(membership.c.collection_id == collection.id)
        wanted = list(
            db.session.scalars(sa.select(Article.id).where(Article.id.in_(members), visible(by)).order_by(Article.id))
        )
        named = f"the collection “{collection.name}”"
        return Chosen(leaving(wanted, by=by), len(wanted), named, {"collection": str(collection.id)})
    if fields.get("all"):
        there = db.session.scalar(sa.select(sa.func.count()).select_from(Article).where(visible(by))) or 0
        return Chosen(all_ids(by), there, "the whole desk", {"all": "1"})
    raise Invalid("Say which articles: a collection, a selection of hits, or the whole desk.", "collection")


def leaving(ids: Sequence[int], *, by: User) -> list[int]:
    """Those of these articles that this person may take, in the same order."""
    allowed: set[int] = set()
    for some in batches(ids):
        allowed.update(db.session.scalars(sa.select(Article.id).where(Article.id.in_(some), may_leave(by))))
    return [ident for ident in ids if ident in allowed]
