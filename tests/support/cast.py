"""The fixed cast: who does what in the tests."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from annotator.accounts.models import Role, User
from annotator.db import db, transaction


@dataclass
class Cast:
    reader: User
    reviewer: User
    colleague: User  # a second reviewer
    editor: User
    administrator: User


def make_user(name: str, role: str, **more: object) -> User:
    found = db.session.scalars(sa.select(Role).where(Role.name == role)).one()
    user = User(name=name, email=f"{name.lower()}@example.org", role=found, **more)
    db.session.add(user)
    return user


def make_cast() -> Cast:
    with transaction(by=None), db.session.no_autoflush:  # in one flush: a thousand tests begin with it
        cast = Cast(
            reader=make_user("Rana", "reader"),
            reviewer=make_user("Ravi", "reviewer"),
            colleague=make_user("Cora", "reviewer"),
            editor=make_user("Edda", "editor"),
            administrator=make_user("Adam", "administrator"),
        )
    return cast


def find_cast() -> Cast:
    """The cast of a desk on which it was made before."""
    people = {user.name: user for user in db.session.scalars(sa.select(User))}
    return Cast(people["Rana"], people["Ravi"], people["Cora"], people["Edda"], people["Adam"])
