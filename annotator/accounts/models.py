from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model, Tracked, now, one_of

# Each role may do what those before it may.
ROLES = ("reader", "reviewer", "editor", "administrator")


class Role(Model, RoleMixin):
    __tablename__ = "roles"
    __table_args__ = (one_of("name", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class User(Model, Tracked, UserMixin):
    """A person on the desk. Without a password nobody can log in as them: sample reviewers have none."""

    __tablename__ = "users"
    __untold__: ClassVar[frozenset[str]] = frozenset({"password", "fs_uniquifier", "preferences"})
    __table_args__ = (sa.CheckConstraint("length(name) > 0", name="name_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(sa.String(255), unique=True)  # type: ignore[assignment]
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    role_id: Mapped[int] = mapped_column(sa.ForeignKey("roles.id"))
    # Flask-Security ends all sessions of a person by changing this.
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True, default=lambda: uuid.uuid4().hex)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    # What this person chose for themselves, such as other keys (accounts/preferences.py).
    preferences: Mapped[dict[str, Any] | None] = mapped_column(default=dict)

    role: Mapped[Role] = relationship(lazy="joined")

    @property
    def roles(self) -> list[Role]:  # type: ignore[override]
        """Flask-Security asks for a list; a person here has exactly one."""
        return [self.role]

    @property
    def rank(self) -> int:
        return ROLES.index(self.role.name)


class Invitation(Model, Tracked):
    """A one-time link that makes an account, or gives one a new password. Only the token's SHA-256 is kept."""

    __tablename__ = "invitations"
    __untold__: ClassVar[frozenset[str]] = frozenset({"token_hash"})
    __table_args__ = (one_of("role", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    role: Mapped[str]
    note: Mapped[str] = mapped_column(default="")  # whom it is for, in the inviter's words
    first: Mapped[bool] = mapped_column(default=False)  # the set-up link: good only while there is no administrator
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    # Who used it. A link for a new password names its person from the start.
    used_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
