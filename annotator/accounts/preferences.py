"""What a person chose for themselves. Kept in `users.preferences`; what is not said there is as for everybody."""

from __future__ import annotations

from collections.abc import Mapping

from ..db import db
from ..errors import Invalid
from . import keys
from .keys import BY_NAME, DEFAULTS, Keys
from .models import User


def keys_of(user: User | None) -> Keys:
    """This person's keys. What was kept and no longer fits (a command of an older version) is as at first."""
    kept = ((user.preferences if user else None) or {}).get("keys") or {}
    changed = {name: key for name, key in kept.get("changed", {}).items() if name in BY_NAME}
    if not changed and kept.get("single", True):
        return DEFAULTS
    try:
        return keys.with_changes(kept.get("single", True), changed)
    except Invalid:
        return DEFAULTS._replace(single=kept.get("single", True))


def set_keys(user: User, *, single: bool, by_command: Mapping[str, str]) -> None:
    """Keep a person's keys. Those that `by_command` does not name, or leaves empty, are as at first.

    Raises Invalid naming the command whose key cannot be, or is another's.
    """
    wanted = keys.with_changes(single, {name: key for name, key in by_command.items() if key})
    user.preferences = {**(user.preferences or {}), "keys": {"single": single, "changed": wanted.changed}}
    db.session.flush()


def reset_keys(user: User) -> None:
    """Back to the keys that everybody has at first."""
    user.preferences = {name: value for name, value in (user.preferences or {}).items() if name != "keys"}
    db.session.flush()
