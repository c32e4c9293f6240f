"""What is done to people and invitations. Each verb flushes; `transaction` around it commits."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import current_app

from ..db import db, now
from ..errors import Invalid, NotAllowed, NotFound
from ..text.characters import checked
from . import names, passwords
from .models import ROLES, Invitation, Role, User

TOKEN_BYTES = 32
NO_SUCH_LINK = "This link was used, has expired or never was. Ask an administrator of this desk for a new one."
LAST_ADMINISTRATOR = "This is the last administrator who can log in. Give somebody else the role first."


def invite(role: str, note: str = "", *, by: User | None) -> str:
    """Make a one-time link for an account of this role; returns its token, of which only the SHA-256 is kept.

    `by` is None on the command line. Raises Invalid for an unknown role.
    """
    if role not in ROLES:
        raise Invalid(f"The role must be one of {', '.join(ROLES)}.", "role")
    return add_invitation(role, note=checked(" ".join(note.split()), "note")[:200], by=by)


def setup_link() -> str | None:
    """While nobody can log in as administrator: a fresh token for the first one, which ends older ones. Else None."""
    if has_administrator():
        return None
    for older in db.session.scalars(sa.select(Invitation).where(Invitation.first, pending())):
        revoke(older)
    return add_invitation("administrator", note="Set-up link", by=None, first=True)


def password_link(user: User, *, by: User | None) -> str:
    """Make a one-time link by which a person sets a new password; returns its token and ends their older ones.

    Raises NotAllowed for a person who could not log in with it.
    """
    if not user.active or not user.email:
        raise NotAllowed(f"{user.name} is shut out or has no e-mail address to log in with.")
    for older in db.session.scalars(sa.select(Invitation).where(Invitation.used_by_id == user.id, pending())):
        revoke(older)
    return add_invitation(user.role.name, note=f"New password for {user.name}", by=by, person=user)


def add_invitation(role: str, *, note: str, by: User | None, first: bool = False, person: User | None = None) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(
        Invitation(
            token_hash=digest(token),
            role=role,
            note=note,
            first=first,
            used_by_id=person.id if person else None,
            created_by_id=by.id if by else None,
            expires_at=now() + dt.timedelta(days=current_app.config["INVITATION_DAYS"]),
        )
    )
    db.session.flush()
    return token


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def pending() -> sa.ColumnElement[bool]:
    """Invitations that can still be accepted."""
    return sa.and_(Invitation.used_at.is_(None), Invitation.expires_at > now())


def revoke(invitation: Invitation) -> None:
    """End an invitation before its time. One that is used or over stays as it is."""
    if invitation.used_at is None and invitation.expires_at > now():
        invitation.expires_at = now()
        db.session.flush()


def load_invitation(token: str, *, lock: bool = False) -> Invitation:
    """The pending invitation of a link. Raises NotFound for used, expired, revoked and unknown ones alike.

    With `lock` nobody else can take it until the transaction ends (PostgreSQL; SQLite has one writer anyway).
    """
    query = sa.select(Invitation).where(Invitation.token_hash == digest(token), pending())
    invitation = db.session.scalars(query.with_for_update() if lock else query).one_or_none()
    if invitation is None or (invitation.first and has_administrator()):
        raise NotFound(NO_SUCH_LINK)
    if invitation.used_by_id and not db.session.get_one(User, invitation.used_by_id).active:
        raise NotFound(NO_SUCH_LINK)
    return invitation


def accept(token: str, *, name: str, email: str, password: str) -> User:
    """Make the account of an invitation. Raises NotFound for a dead link, Invalid (by field) for what cannot be."""
    invitation = load_invitation(token, lock=True)
    if invitation.used_by_id:
        raise NotFound(NO_SUCH_LINK)
    name, email = names.clean(name), normal_email(email)
    if any(names.likeness(name) == names.likeness(other) for other in db.session.scalars(sa.select(User.name))):
        raise Invalid("Somebody here has this name, or one that looks the same. Add a second name.", "name")
    if db.session.scalar(sa.select(User.id).where(sa.func.lower(User.email) == email)):
        raise Invalid("There is an account with this e-mail address already.", "email")
    passwords.check(password, name=name, email=email)
    user = User(name=name, email=email, password=passwords.hashed(password), role=role_called(invitation.role))
    db.session.add(user)
    db.session.flush()
    invitation.used_at = now()
    invitation.used_by_id = user.id
    db.session.flush()
    return user


def set_password(token: str, *, password: str) -> User:
    """Give the person of a password link a new password and end their sessions. Raises NotFound and Invalid."""
    invitation = load_invitation(token, lock=True)
    if not invitation.used_by_id:
        raise NotFound(NO_SUCH_LINK)
    user = db.session.get_one(User, invitation.used_by_id)
    passwords.check(password, name=user.name, email=user.email or "")
    user.password = passwords.hashed(password)
    invitation.used_at = now()
    end_sessions(user)
    return user


def normal_email(email: str) -> str:
    """An address as it is kept and compared: in small letters. No mail is sent, so its domain is not looked up."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Invalid("This is not an e-mail address.", "email") from None


def role_called(name: str) -> Role:
    role = db.session.scalars(sa.select(Role).where(Role.name == name)).one_or_none()
    if role is None:
        raise Invalid(f"The role must be one of {', '.join(ROLES)}.", "role")
    return role


def change_role(user: User, role: str) -> None:
    """Give a person another role. Raises NotAllowed when no administrator would be left."""
    wanted = role_called(role)
    if wanted.name != "administrator":
        keep_an_administrator(user)
    user.role = wanted
    db.session.flush()


def deactivate(user: User) -> None:
    """Shut a person out at once. What they did stays. Raises NotAllowed when no administrator would be left."""
    keep_an_administrator(user)
    user.active = False
    end_sessions(user)


def reactivate(user: User) -> None:
    user.active = True
    db.session.flush()


def change_password(user: User, *, old: str, new: str) -> None:
    """Raises Invalid (field "old" or "password"). Ends all sessions of the person: the caller logs in anew."""
    if not user.verify_and_update_password(passwords.normal(old)):
        raise Invalid("This is not your present password.", "old")
    passwords.check(new, name=user.name, email=user.email or "")
    user.password = passwords.hashed(new)
    end_sessions(user)


def end_sessions(user: User) -> None:
    """Make every cookie that names this person worthless, on every device."""
    user.fs_uniquifier = uuid.uuid4().hex
    db.session.flush()


def able_administrators() -> sa.Select[int]:
    """Ids of the administrators who can log in."""
    query = sa.select(User.id).join(Role)
    return query.where(Role.name == "administrator", User.active, User.password.is_not(None))


def has_administrator() -> bool:
    return db.session.scalars(able_administrators()).first() is not None


def keep_an_administrator(leaving: User) -> None:
    """Raise NotAllowed when this person is the last administrator who can log in."""
    # Locked on PostgreSQL until the end of the transaction: two must not demote each other at once.
    able = db.session.scalars(able_administrators().with_for_update(of=User)).all()
    if leaving.id in able and len(able) == 1:
        raise NotAllowed(LAST_ADMINISTRATOR)
