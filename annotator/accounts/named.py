"""What a person keeps under a name, for themselves or shared with the desk: saved queues, saved searches.

A model of such things has `owner_id`, `owner`, `name`, `shared` and a row version. Its name is one of a person's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload

from ..db import db
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed, NotFound
from ..text.characters import checked
from .models import User
from .policy import may

LONGEST_NAME: Final = 60
MOST: Final = 50  # of one person


class Named(Protocol):
    id: Mapped[int]
    owner_id: Mapped[int]
    owner: Mapped[User]
    name: Mapped[str]
    shared: Mapped[bool]
    row_version: Mapped[int]


Thing = TypeVar("Thing", bound=Named)


def _open_to(model: Any, person: Any) -> sa.ColumnElement[bool]:
    return sa.or_(model.owner_id == person, model.shared)


@cache
def _shown(model: Any) -> sa.Select[Any]:
    """What is open to a person, by name: made once, for pages that show it each time."""
    statement = sa.select(model).where(_open_to(model, sa.bindparam("person"))).options(joinedload(model.owner))
    return statement.order_by(sa.func.lower(model.name), model.id)


@dataclass(frozen=True)
class Shelf(Generic[Thing]):
    """The things of one model, and what one is called: "queue"."""

    model: Any
    noun: str

    def open_to(self, user: User) -> sa.ColumnElement[bool]:
        """Their own, and those shared with the desk."""
        return _open_to(self.model, user.id)

    def all(self, user: User) -> Sequence[Thing]:
        """What is open to this person, by name."""
        return db.session.scalars(_shown(self.model), {"person": user.id}).all()

    def load(self, ident: int, *, by: User) -> Thing:
        """One that this person may look at. Raises NotFound."""
        statement = sa.select(self.model).where(self.model.id == ident, self.open_to(by))
        found: Thing | None = db.session.scalars(statement).one_or_none()
        if found is None:
            raise NotFound(f"There is no such {self.noun} any more, or it is not shared with you.")
        return found

    def may_add(self, name: str, *, shared: bool, by: User) -> str:
        """The name as it is kept. Raises Invalid when there are too many or it is taken, NotAllowed."""
        own = db.session.scalar(sa.select(sa.func.count()).where(self.model.owner_id == by.id)) or 0
        if own >= MOST:
            raise Invalid(f"You have {MOST} saved {self.plural}: delete one first.", "name")
        self._may_share(shared, by)
        return self._free(name, by)

    def may_change(self, thing: Thing, name: str, *, shared: bool, by: User, seen: int) -> str:
        """The new name as it is kept. Its owner's alone. Raises Invalid, NotAllowed, Stale."""
        if thing.owner_id != by.id:
            raise NotAllowed(f"A saved {self.noun} is changed by who made it. Save it under a name of your own.")
        require_version(thing, seen, {"name": name, "shared": shared})
        if shared and not thing.shared:
            self._may_share(shared, by)
        return self._free(name, by, but=thing)

    def may_remove(self, thing: Thing, *, by: User, seen: int) -> None:
        """Its owner, or an editor one that is shared. Raises NotAllowed, Stale."""
        if thing.owner_id != by.id and not (thing.shared and may(by, "edit")):
            raise NotAllowed(f"A shared {self.noun} is deleted by who made it, or by an editor.")
        require_version(thing, seen, {"name": thing.name})

    @property
    def plural(self) -> str:
        return f"{self.noun}es" if self.noun.endswith("ch") else f"{self.noun}s"

    def _may_share(self, shared: bool, by: User) -> None:
        if shared and not may(by, "assess"):
            plural = self.plural.capitalize()
            raise NotAllowed(f"{plural} are shared with the desk by its reviewers. Save it for yourself.")

    def _free(self, name: str, by: User, but: Thing | None = None) -> str:
        words = checked(" ".join(name.split()), "name")
        if not words or len(words) > LONGEST_NAME:
            raise Invalid(f"Give the {self.noun} a name of 1 to {LONGEST_NAME} characters.", "name")
        columns = self.model
        same = sa.select(columns.id).where(columns.owner_id == by.id, columns.name == words)
        if db.session.scalar(same.where(columns.id != but.id) if but else same) is not None:
            raise Invalid(f"You have a {self.noun} called “{words}” already.", "name")
        return words
