"""Deciding on many garbles in one go: first the plan, which is shown, then what of it still holds when it is done.

A garble that cannot be decided so (it has no suggestion, somebody else was first) is left as it is, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ..accounts.models import User
from ..db import db, now
from ..errors import Invalid
from ..gazetteer.lookup import Gazetteer
from ..gazetteer.models import Entity
from . import service
from .guard import Guard, guard
from .kinds import KINDS
from .models import Garble

# In one go: the database is written by nobody else meanwhile.
MOST: Final = 500
ACTS: Final = {"confirm": "confirmed", "dismiss": "dismissed"}
FREE: Final = Guard()


@dataclass(frozen=True, slots=True)
class Planned:
    """What one garble would become: its reading, the entity's key, and how far its words are taken for a garble.
    `left`: why it stays as it is; empty when it does not."""

    garble: Garble
    reading: str = ""
    entity: str | None = None
    guard: Guard = FREE
    left: str = ""


def plan(garbles: Iterable[Garble], act: str, gazetteer: Gazetteer) -> list[Planned]:
    """What confirming (each with its first suggestion) or dismissing these garbles would do."""
    return [planned(garble, act, gazetteer) for garble in garbles]


def why_left(act: str, state: str, category: str, suggestions: Sequence[Mapping[str, Any]]) -> str:
    """Why a garble like this stays as it is; empty when it does not."""
    if state != "suspected":
        return f"{state} already"
    needs_reading = act == "confirm" and category in service.NEEDS_READING
    return "no suggestion" if needs_reading and not (suggestions and suggestions[0].get("name")) else ""


def planned(garble: Garble, act: str, gazetteer: Gazetteer) -> Planned:
    left = why_left(act, garble.state, garble.category, garble.suggestions)
    if left or act == "dismiss":
        return Planned(garble, left=left)
    first = garble.suggestions[0] if garble.suggestions else {}
    reading, entity = str(first.get("name") or ""), first.get("entity") or None
    if not entity:
        return Planned(garble, reading)
    return Planned(garble, reading, str(entity), guard(garble.quote, gazetteer, str(entity)))


def summed(plans: Sequence[Planned]) -> list[tuple[str, int]]:
    """How many of each kind of damage are decided, the commonest first."""
    kinds = Counter(KINDS[row.garble.category].label for row in plans if not row.left)
    return kinds.most_common()


def reasons(plans: Iterable[Planned]) -> list[tuple[str, int]]:
    """Why how many are left as they are."""
    return Counter(row.left for row in plans if row.left).most_common()


def carry_out(
    garbles: Iterable[Garble], act: str, seen: Mapping[int, int], gazetteer: Gazetteer, *, by: User
) -> list[Planned]:
    """Decide on these garbles, each as it was seen (row versions by id). Returns the plans; those that were not carried
    out say why. Raises Invalid for an act that there is not, or for more than `MOST`."""
    rows = list(garbles)
    if act not in ACTS:
        raise Invalid(f"There is: {', '.join(ACTS)}.", "act")
    if len(rows) > MOST:
        raise Invalid(f"At most {MOST} garbles are decided in one go.", "garble")
    plans, at = plan(rows, act, gazetteer), now()
    entities = entities_by_key({row.entity for row in plans if row.entity})
    done: list[Planned] = []
    for row in plans:
        garble = row.garble
        if row.left or seen.get(garble.id) != garble.row_version:
            done.append(Planned(garble, left=row.left or "changed by somebody else meanwhile"))
            continue
        try:
            if act == "dismiss":
                service.dismiss(garble, by=by, at=at)
            else:
                service.confirm(
                    garble, reading=row.reading or None, entity=entities.get(row.entity or ""), scope=row.guard.scope,
                    by=by, at=at,
                )  # fmt: skip
        except Invalid as error:  # it was refused before anything of it was changed
            done.append(Planned(garble, left=str(error)))
        else:
            done.append(row)
    db.session.flush()
    return done


def entities_by_key(keys: set[str]) -> dict[str, Entity]:
    return {entity.key: entity for entity in db.session.scalars(sa.select(Entity).where(Entity.key.in_(keys)))}
