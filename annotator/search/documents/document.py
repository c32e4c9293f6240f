"""One thing that can be found, as every engine keeps it, and who may find it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final

from ...accounts.models import User
from ...accounts.policy import may
from ...garbles.models import Garble
from ...reviews.blindness import sees_all

Reference = tuple[str, int]
Pair = tuple[str, str]
# Properties that tell what somebody judged: on a veiled document they are not there (reviews/blindness.py).
JUDGED: Final = frozenset({"verdict", "fault", "disputed", "confidence"})


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. `key` is "<object type>:<id>"; `date` is yyyymmdd (UTC).

    `properties` are (name, value) pairs in order, each once, values folded (folding.key) or ids; `numbers` the
    quantities that it states. `worth` and `confidence` are 0 to 100. `veil`: it tells what somebody judged, and is kept
    from reviewers who judge blind but for those in `open_to` (user ids).
    """

    key: str
    kind: str
    article: int | None = None
    seen: str = "desk"
    date: int | None = None
    worth: int | None = None
    confidence: int | None = None
    properties: tuple[Pair, ...] = ()
    numbers: tuple[float, ...] = ()
    veil: bool = False
    open_to: tuple[int, ...] = ()
    title: str = field(default="", kw_only=True)
    text: str = field(default="", kw_only=True)
    right: str = field(default="", kw_only=True)
    about: str = field(default="", kw_only=True)

    def digest(self) -> str:
        """Tells whether the index holds this very document."""
        return hashlib.blake2b(repr(_VALUES(self)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @property
    def reference(self) -> Reference:
        object_type, _, ident = self.key.partition(":")
        return object_type, int(ident)


# What dataclasses.astuple gives, without its deep copies: they took a third of building an index.
_VALUES: Final = attrgetter(*(each.name for each in fields(Document)))


def pairs(properties: Iterable[tuple[str, str | int | None]]) -> tuple[Pair, ...]:
    """Properties in their order, each once, those without a value left out."""
    return tuple(sorted({(name, str(value)) for name, value in properties if value not in {None, ""}}))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: the `seen` words of what they may find (None: all); `blind`, their id where judgements are kept from
    them: then a document with a veil that is not open to them has none of the JUDGED properties, and is not found at
    all when it is somebody's word (kinds note and comment)."""

    seen: frozenset[str] | None = None
    blind: int | None = None


EVERYTHING: Final = Viewer()


def viewer(user: User | None) -> Viewer:
    """What this person may find: articles.queries.visible and reviews.blindness, as the index knows them. None: all."""
    return EVERYTHING if user is None else Viewer(seen_by(user), None if sees_all(user) else user.id)


def seen_by(user: User | None) -> frozenset[str] | None:
    """The `seen` words of what this person may find: articles.queries.visible, as the index knows it. None: all."""
    if user is None:
        return None
    return frozenset({"desk", f"draft-{user.id}"} | ({"hidden"} if may(user, "edit") else set()))


def readings(garble: Garble) -> list[str]:
    """The right names behind a garble, the confirmed one first. None of a dismissed one: it is no garble."""
    entity = garble.entity.name if garble.entity is not None else None
    return right_names(garble.state, garble.reading, garble.suggestions, entity)


def right_names(
    state: str, reading: str | None, suggestions: Iterable[Mapping[str, Any]], entity: str | None
) -> list[str]:
    """The same by a garble's columns; `entity` is the name of the one that it stands for."""
    if state == "dismissed":
        return []
    suggested = [str(suggestion.get("name", "")) for suggestion in suggestions]
    names = [reading] if reading else suggested
    return list(dict.fromkeys(name for name in (*names, entity) if name))
