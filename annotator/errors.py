"""The errors a service may raise. Views turn them into answers, the command line into one line and exit code 1."""

from __future__ import annotations


class WirecheckError(Exception):
    """Something a person can mend. `str(error)` says what is wrong and what to do, in one or two sentences."""


class Invalid(WirecheckError):
    """A value cannot be taken. `field` is the form field it belongs to, or None for the whole."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(WirecheckError):
    """This person may see the thing but not do this to it (403)."""


class NotFound(WirecheckError):
    """There is no such thing, or this person may not know of it (404)."""


class Stale(WirecheckError):
    """Somebody else saved in between (409). `theirs` is what stands now, `mine` what was typed, by field name.

    `base` is what the form was made from and `version` the row version that stands now, each None where not known.
    """

    def __init__(
        self,
        message: str,
        *,
        theirs: dict[str, object],
        mine: dict[str, object],
        base: dict[str, object] | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.mine = mine
        self.base = base
        self.version = version


class TooLarge(WirecheckError):
    """A limit of docs/settings.md was passed (413)."""
