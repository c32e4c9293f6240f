"""Where an entity of the gazetteer is named: the garbles that were meant for it, the claims that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..claims.models import Claim, Fact
from ..db import db
from ..garbles.models import Garble
from ..gazetteer.merging import merged_ids
from ..gazetteer.models import Alias, Entity

SHOWN: Final = 60


@dataclass(frozen=True)
class Uses:
    """The newest of each, and how many there are; `people` decided on the garbles, by id."""

    garbles: Sequence[Garble]
    garble_count: int
    people: dict[int, User]
    claims: Sequence[Claim]
    claim_count: int


def uses(entity: Entity, by: User) -> Uses:
    """What this person may see that names an entity, or one that was merged into it."""
    ids = merged_ids(entity)
    aliases = sa.select(Alias.id).where(Alias.entity_id.in_(ids))
    garbles = (
        sa.select(Garble)
        .join(Article, Article.id == Garble.article_id)
        .where(sa.or_(Garble.entity_id.in_(ids), Garble.alias_id.in_(aliases)), visible(by))
    )
    places = sa.select(Fact.claim_id).where(Fact.kind == "place", Fact.entity_id.in_(ids))
    claims = sa.select(Claim).join(Article, Article.id == Claim.article_id).where(Claim.id.in_(places), visible(by))
    newest = garbles.options(joinedload(Garble.article), joinedload(Garble.alias)).order_by(Garble.id.desc())
    latest = claims.options(joinedload(Claim.article)).order_by(Claim.id.desc())
    found = db.session.scalars(newest.limit(SHOWN)).unique().all()
    deciders = {garble.decided_by_id for garble in found if garble.decided_by_id}
    people = {user.id: user for user in db.session.scalars(sa.select(User).where(User.id.in_(deciders)))}
    return Uses(
        garbles=found,
        garble_count=_count(garbles),
        people=people,
        claims=db.session.scalars(latest.limit(SHOWN)).unique().all(),
        claim_count=_count(claims),
    )


def _count(statement: sa.Select[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0
