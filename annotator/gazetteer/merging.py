"""Two entities that are one, and one that is two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from ..accounts.models import User
from ..db import db
from ..errors import Invalid, Stale
from .models import Alias, Entity
from .service import EntityFields, create, one_at_a_time, require_unmerged


def merge(entity: Entity, into: Entity, *, by: User | None, seen: tuple[int, int] | None = None) -> None:
    """Let `into` take an entity in: its names become other names there, and what was empty there is filled.

    The merged one stays as a signpost with what it said of itself: its key, its links and its garbles lead to the
    survivor. Raises Invalid for a merge that leads back to where it began, Stale when either was saved since `seen`
    (their row versions).
    """
    one_at_a_time()
    require_unmerged(entity)
    if into.survivor.id == entity.id:
        where = "itself" if into.id == entity.id else f"{into.name}, which was merged into {entity.name}"
        raise Invalid(f"{entity.name} cannot be merged into {where}: that would lead in a circle.", "into")
    into = into.survivor
    if seen is not None and seen != (entity.row_version, into.row_version):
        raise Stale(
            "One of the two was saved since you looked at them. Look again before you merge.",
            theirs={"merged": entity.name, "into": into.name},
            mine={},
        )
    known = {(alias.name, alias.scope, alias.within) for alias in into.aliases}
    known |= {(name, "everywhere", "") for name in (into.name, into.native_name) if name}
    for name in (entity.name, entity.native_name):
        if name and (name, "everywhere", "") not in known and not (name == entity.native_name and not into.native_name):
            known.add((name, "everywhere", ""))
            db.session.add(Alias(entity_id=into.id, name=name, kind="spelling"))
    for alias in list(entity.aliases):
        # One that is there too stays on the signpost, out of use: garbles that made it keep their alias.
        if (alias.name, alias.scope, alias.within) not in known:
            known.add((alias.name, alias.scope, alias.within))
            alias.entity_id = into.id
    into.native_name = into.native_name or entity.native_name
    into.description = into.description or entity.description
    if into.kind == "other":
        into.kind = entity.kind
    into.context = list(dict.fromkeys([*into.context, *entity.context]))
    into.identifiers = {**entity.identifiers, **into.identifiers}
    entity.merged_into_id = into.id
    settle(entity, into)


def split(entity: Entity, aliases: Sequence[int], fields: EntityFields, *, by: User, seen: int | None = None) -> Entity:
    """Make a new entity of some of the other names of one, by their ids; gives the new one.

    A chosen name that is the new entity's right or native name goes from the list of its other names.
    """
    one_at_a_time()
    require_unmerged(entity)
    if seen is not None and seen != entity.row_version:
        raise Stale(f"{entity.name} was saved since you opened it. Look again before you split it.", theirs={}, mine={})
    chosen = [alias for alias in entity.aliases if alias.id in set(aliases)]
    if not chosen:
        raise Invalid("Choose the names that are somebody else's.", "aliases")
    if len(chosen) != len(set(aliases)):
        raise Invalid("One of the chosen names is not there any more. Choose again.", "aliases")
    if not fields.name.strip():
        right = next((alias.name for alias in chosen if alias.kind == "spelling" and alias.scope == "everywhere"), "")
        if not right:
            raise Invalid("Say what the new entity's right name is.", "name")
        fields = replace(fields, name=right)
    made = create(fields, by=by)
    for alias in chosen:
        if alias.scope == "everywhere" and alias.name in (made.name, made.native_name):
            entity.aliases.remove(alias)
        else:
            alias.entity_id = made.id
    settle(entity, made)
    return made


def merged_ids(entity: Entity) -> list[int]:
    """The ids of all that lead to an entity, its own first."""
    found = [entity.id]
    newest = found
    while newest:
        newest = [
            ident
            for ident in db.session.scalars(sa.select(Entity.id).where(Entity.merged_into_id.in_(newest)))
            if ident not in found
        ]
        found += newest
    return found


def signposts(entity: Entity) -> Sequence[Entity]:
    """The entities that were merged into this one, directly, by name."""
    statement = sa.select(Entity).where(Entity.merged_into_id == entity.id).order_by(Entity.name, Entity.id)
    return db.session.scalars(statement).all()


def settle(*entities: Entity) -> None:
    """Write what was moved between them, and read their other names again."""
    db.session.flush()
    for entity in entities:
        db.session.expire(entity, ["aliases", "merged_into"])
