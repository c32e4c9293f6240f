"""Reading the gazetteer for its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..db import db
from ..errors import NotFound
from .lookup import Match
from .models import ENTITY_KINDS, Alias, Entity
from .queries import directory, gazetteer
from .reading import read
from .records import EntityRecord

PAGE: Final = 60
LAST_PAGE: Final = 10**9
# Where no name has the words asked for, so many are shown that are near them in sound.
NEAR: Final = 8
NEAR_SCORE: Final = 0.6
__all__ = ["ENTITY_KINDS", "PAGE", "Listed", "choices", "everything", "listed", "load_alias", "load_entity"]


@dataclass(frozen=True)
class Listed:
    """One page of a list: `total` of this kind, `counts` of each kind that the words find, `near` where none does."""

    entities: Sequence[Entity]
    total: int
    counts: dict[str, int]
    near: Sequence[tuple[Match, Entity]] = ()


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


def listed(words: str, kind: str, page: int) -> Listed:
    """One page of the entities with these words in any of their names, and how many there are of each kind.

    Raises NotFound for the number of a page that no list has.
    """
    names = directory()
    found = names.find(words)
    counts = dict(names.counts(found if words.strip() else None))
    if kind in ENTITY_KINDS:
        found = names.find(words, kind)
    near = [] if counts or not words.strip() else _near(words)
    if page > LAST_PAGE:
        raise NotFound("There is no such page of the names.")
    return Listed(_rows(found[(page - 1) * PAGE : page * PAGE]), len(found), counts, near)


def choices(words: str, *, but: Entity | None = None, most: int = 12) -> list[Entity]:
    """The entities that a person may mean by these words, those with just this name first: to merge into, to choose."""
    found = [ident for ident in directory().find(words) if but is None or ident != but.id][:most]
    if found or not words.strip():
        return list(_rows(found))
    return [entity for _, entity in _near(words) if but is None or entity.id != but.id]


def everything() -> Iterator[EntityRecord]:
    """Every entity as files hold it, signposts too, in the order in which they came."""
    for each in read(db.session, merged=True):
        yield each.record


def _rows(ids: Sequence[int]) -> Sequence[Entity]:
    statement = sa.select(Entity).where(Entity.id.in_(ids)).options(selectinload(Entity.aliases))
    rows = {entity.id: entity for entity in db.session.scalars(statement)}
    return [rows[ident] for ident in ids if ident in rows]


def _near(words: str) -> list[tuple[Match, Entity]]:
    matches = [match for match in gazetteer().match(words, limit=NEAR) if match.score >= NEAR_SCORE]
    keys = [match.entity_id for match in matches]
    statement = sa.select(Entity).where(Entity.key.in_(keys)).options(selectinload(Entity.aliases))
    rows = {entity.key: entity for entity in db.session.scalars(statement)}
    return [(match, rows[match.entity_id]) for match in matches if match.entity_id in rows]
