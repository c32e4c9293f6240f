"""Who asks: the person of this request's session."""

from __future__ import annotations

from flask_security import current_user

from ..errors import NotAllowed
from .models import User


def person_or_none() -> User | None:
    """The logged-in person, or None when nobody is logged in."""
    user = current_user._get_current_object()
    return user if isinstance(user, User) and user.active else None


def person() -> User:
    """The logged-in person. Raises NotAllowed when nobody is."""
    found = person_or_none()
    if found is None:
        raise NotAllowed("Log in first.")
    return found
