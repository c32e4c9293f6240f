"""Reading the gazetteer for its pages."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..db import db
from ..errors import NotFound
from .models import ENTITY_KINDS, Alias, Entity

PAGE = 60
__all__ = ["ENTITY_KINDS", "PAGE", "listed", "load_alias", "load_entity"]


def load_entity(entity_id: int) -> Entity:
    """One entity with its aliases. Raises NotFound."""
    entity = db.session.get(Entity, entity_id)
    if entity is None:
        raise NotFound("There is no such name in the gazetteer.")
    return entity


def load_alias(alias_id: int) -> Alias:
    """One other name of an entity. Raises NotFound."""
    alias = db.session.get(Alias, alias_id)
    if alias is None:
        raise NotFound("The gazetteer has no such name any more.")
    return alias


def listed(words: str, kind: str, page: int) -> Sequence[Entity]:
    """One page of the entities with these words in any of their names."""
    found = sa.select(Entity).options(selectinload(Entity.aliases)).order_by(sa.func.lower(Entity.name), Entity.id)
    if kind in ENTITY_KINDS:
        found = found.where(Entity.kind == kind)
    for word in words.split():
        found = found.where(
            sa.or_(
                Entity.name.icontains(word, autoescape=True),
                Entity.native_name.icontains(word, autoescape=True),
                Entity.aliases.any(Alias.name.icontains(word, autoescape=True)),
            )
        )
    return db.session.scalars(found.offset((page - 1) * PAGE).limit(PAGE)).all()
