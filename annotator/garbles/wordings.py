"""Names of institutions by their words: as known, as a text has them, as another language has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.gazetteer.records import EntityRecord
from annotator.text.skeleton import Token


class Wording(NamedTuple):
    """A known name by its words: as written, folded to stems; `of` is how many stand before its first "of".

    `small` are the words between them, without articles. `short`: its nationality is left out.
    """

    record: EntityRecord
    name: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    of: int | None
    small: tuple[str, ...]
    short: bool = False


class Asked(NamedTuple):
    """The same of a name that a text has; `proper`: what follows its first "of" is a known name of its own."""

    words: Sequence[str]
    stems: tuple[str, ...]
    of: int | None
    small: tuple[str, ...]
    proper: bool


class Foreign(NamedTuple):
    """A known name in another language, by its telling words."""

    record: EntityRecord
    name: str
    words: tuple[Token, ...]


class Wrong(NamedTuple):
    """What of a written name is wrong: code points within it, the entity meant, and why in words."""

    start: int
    end: int
    record: EntityRecord
    reason: str
