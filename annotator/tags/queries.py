"""Reading tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..claims.models import Claim
from ..db import columns_of, db
from .models import Tag, Tagging

OFFERED: Final = 500  # names that a field offers while one types


class Named(NamedTuple):
    """A tag as pages show it."""

    id: int
    name: str


_BOTH: Final = (
    sa.select(Tagging.claim_id, Tag.id, Tag.name)
    .join(Tag, Tag.id == Tagging.tag_id)
    .where(sa.or_(Tagging.article_id == sa.bindparam("article"), Tagging.claim_id == sa.bindparam("claim")))
    .order_by(Tag.folded)
)


def tags_on(article_id: int, claim_id: int | None) -> tuple[list[Named], list[Named]]:
    """The tags of an article, and those of one claim, by name. One statement."""
    of_article: list[Named] = []
    of_claim: list[Named] = []
    for claim, ident, name in columns_of(_BOTH, {"article": article_id, "claim": claim_id or 0}):
        (of_article if claim is None else of_claim).append(Named(ident, name))
    return of_article, of_claim


def names_by(column: Any, idents: Collection[int]) -> dict[int, list[str]]:
    """The names of the tags on each of these, by name; `column` is Tagging.article_id or Tagging.claim_id."""
    found: dict[int, list[str]] = defaultdict(list)
    statement = sa.select(column, Tag.name).join(Tag, Tag.id == Tagging.tag_id).where(column.in_(idents))
    for ident, name in db.session.execute(statement.order_by(Tag.folded)):
        found[ident].append(name)
    return found


def names_in_use(user: User | None) -> Sequence[str]:
    """The names of tags on what this person may see, to offer while one types."""
    on_claim = sa.select(Tagging.tag_id).join(Claim, Claim.id == Tagging.claim_id)
    on_article = sa.select(Tagging.tag_id).join(Article, Article.id == Tagging.article_id).where(visible(user))
    seen = on_claim.join(Article, Article.id == Claim.article_id).where(visible(user)).union(on_article)
    return db.session.scalars(sa.select(Tag.name).where(Tag.id.in_(seen)).order_by(Tag.folded).limit(OFFERED)).all()
