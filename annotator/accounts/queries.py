"""Reading people and invitations, for the administrator's page and the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from ..db import db
from ..db.tracking import HistoryEntry
from ..errors import NotFound
from .models import Invitation, User
from .service import pending


@dataclass(frozen=True)
class Listed:
    """A person and when their account was last changed (UTC; None: before there was a history)."""

    user: User
    changed_at: dt.datetime | None

    @property
    def state(self) -> str:
        if not self.user.active:
            return "inactive"
        return "active" if self.user.password else "cannot log in"


def people() -> list[Listed]:
    """Everybody, by name."""
    changes = (
        sa.select(HistoryEntry.object_id, sa.func.max(HistoryEntry.at).label("at"))
        .where(HistoryEntry.object_type == User.__tablename__)
        .group_by(HistoryEntry.object_id)
        .subquery()
    )
    query = sa.select(User, changes.c.at).outerjoin(changes, changes.c.object_id == User.id).order_by(User.name)
    return [Listed(user, at) for user, at in db.session.execute(query)]


def pending_invitations() -> list[Invitation]:
    """What can still be accepted, the newest first."""
    return list(db.session.scalars(sa.select(Invitation).where(pending()).order_by(Invitation.id.desc())))


def load_user(user_id: int) -> User:
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound("There is no such person.")
    return user


def find_user(name: str) -> User:
    """A person by name or e-mail address. Raises NotFound."""
    query = sa.select(User).where(sa.or_(User.name == name, User.email == name.lower()))
    user = db.session.scalars(query).first()
    if user is None:
        raise NotFound(f"There is nobody called {name!r}. `flask --app app people list` lists everybody.")
    return user


def load_invitation(invitation_id: int) -> Invitation:
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound("There is no such invitation.")
    return invitation
