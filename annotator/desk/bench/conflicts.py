"""A save that was refused because somebody else was first: what changed on which side, and one form made of both.

Three texts decide each field: what the form was made from (the history has it), what stands now, what was typed. Where
only one side changed, that side's is taken and said so; where both did, the reviewer chooses, seeing both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...claims.models import Claim
from ...db import db
from ...db.tracking import HistoryEntry, plain
from ...db.versions import as_it_was
from ...errors import Stale
from ...reviews.blindness import veil_over
from ...reviews.models import Assessment
from ...text.difference import Piece, apart

OF_CLAIM: Final = ("wording", "kinds")
OF_OWN: Final = ("verdict", "confidence", "fault", "note")
LONG: Final = frozenset({"wording", "note"})  # texts of which both may be kept, one below the other
# What else of a claim may have changed, told so that nobody saves without knowing. Judgements are not told to who must
# not see them yet.
TOLD: Final = ("state", "verdict", "confidence", "fault")
_JUDGEMENT: Final = frozenset({"verdict", "confidence", "fault"})
_WEIGHTY: Final = frozenset({"settled", "recheck", "not-a-claim"})  # states that make one think again


@dataclass(frozen=True)
class Field:
    """One field of which the two sides say different things. `chosen` is what the form then holds."""

    name: str
    theirs: Any
    mine: Any
    chosen: Any
    by_itself: str | None = None  # "theirs" or "mine" where only that side changed it

    @property
    def label(self) -> str:
        return self.name.replace("_", " ")

    @property
    def long(self) -> bool:
        return self.name in LONG

    @property
    def pieces(self) -> tuple[list[Piece], list[Piece]]:
        """Both sides as words, what only one of them has marked."""
        return apart(told(self.theirs), told(self.mine))

    @property
    def both(self) -> str:
        """Theirs with mine below it."""
        return both_of(told(self.theirs), told(self.mine))


@dataclass(frozen=True)
class Saver:
    """Who saved in between, and when last."""

    name: str
    at: dt.datetime


@dataclass
class Conflict:
    """A refused save, field by field."""

    message: str
    fields: list[Field] = field(default_factory=list)
    savers: list[Saver] = field(default_factory=list)
    besides: list[tuple[str, Any]] = field(default_factory=list)  # what else of the row stands now, by name
    version: int | None = None  # the row version that a save made in sight of this is made from

    @property
    def to_choose(self) -> list[Field]:
        return [each for each in self.fields if each.by_itself is None]

    @property
    def merged(self) -> list[Field]:
        """What was merged by itself."""
        return [each for each in self.fields if each.by_itself is not None]


def told(value: Any) -> str:
    """A value as the page shows it."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def both_of(theirs: str, mine: str) -> str:
    """One text below the other; not twice what is the same, or stands in the other already."""
    if theirs in mine or mine in theirs:
        return max(theirs, mine, key=len)
    return f"{theirs}\n{mine}"


def plain_conflict(stale: Stale) -> Conflict:
    """Both sides of any refusal, of any form: only what it carries is known of it."""
    names = list(dict.fromkeys([*stale.theirs, *stale.mine]))
    theirs, mine = ({name: plain(side.get(name)) for name in names} for side in (stale.theirs, stale.mine))
    return Conflict(str(stale), merge(names, stale.base, theirs, mine), version=stale.version)


def merge(
    names: Sequence[str], base: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> list[Field]:
    """The fields that differ, each with what a merge by field makes of it. Without a base nothing is merged by itself:
    whose change it was is then not known."""
    fields = []
    for name in names:
        left, right = theirs.get(name), mine.get(name)
        if same(left, right):
            continue
        if base is not None and same(left, base.get(name)):
            fields.append(Field(name, left, right, right, "mine"))
        elif base is not None and same(right, base.get(name)):
            fields.append(Field(name, left, right, left, "theirs"))
        else:
            fields.append(Field(name, left, right, right))
    return fields


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to who reads them: nothing is nothing, however it is written; kinds are a set."""
    if isinstance(one, list | tuple) or isinstance(other, list | tuple):
        return sorted(one or ()) == sorted(other or ())
    return told(one).strip() == told(other).strip()


def conflict_of(
    claim: Claim,
    own: Assessment | None,
    mine: Mapping[str, Any],
    *,
    by: User,
    seen: tuple[int | None, int | None],
) -> Conflict:
    """A refused save of the claim's form. `mine` is what was typed, by the form's names; `seen` the row versions it was
    made from, the claim's and that of one's own assessment (0: there was none)."""
    theirs = {name: getattr(claim, name) for name in OF_CLAIM}
    theirs |= {name: getattr(own, name) if own else None for name in OF_OWN}
    of_claim = as_it_was(claim, seen[0], (*OF_CLAIM, *TOLD))
    of_own = as_it_was(own, seen[1], OF_OWN) if own is not None else dict.fromkeys(OF_OWN)
    fields = merge(OF_CLAIM, of_claim, theirs, mine) + merge(OF_OWN, of_own, theirs, mine)
    savers = savers_of([(row, version) for row, version in zip((claim, own), seen, strict=True) if row is not None])
    said = "You saved this" if {saver.name for saver in savers} == {by.name} else "Somebody else saved this"
    where = " in another tab" if said.startswith("You") else ""
    message = f"{said} since you opened it{where}. Nothing of yours is lost: choose, then save."
    hidden = _JUDGEMENT if claim.id in veil_over(Claim.id == claim.id, by=by) else frozenset()
    besides = [
        (name, getattr(claim, name))
        for name in TOLD
        if of_claim is not None and name not in hidden and not same(of_claim[name], getattr(claim, name))
        if name != "state" or claim.state in _WEIGHTY
    ]
    return Conflict(message, fields, savers, besides)


def savers_of(rows: Sequence[tuple[Any, int | None]]) -> list[Saver]:
    """Who changed these rows after the versions that were seen of them, each once, with their last moment."""
    since = [
        sa.and_(
            HistoryEntry.object_type == row.__tablename__,
            HistoryEntry.object_id == row.id,
            HistoryEntry.object_version > version,
        )
        for row, version in rows
        if version is not None and version >= 0
    ]
    if not since:
        return []
    statement = (
        sa.select(User.name, sa.func.max(HistoryEntry.at))
        .join(User, User.id == HistoryEntry.actor_id)
        .where(sa.or_(*since))
        .group_by(User.name)
        .order_by(sa.func.max(HistoryEntry.at))
    )
    return [Saver(name, at) for name, at in db.session.execute(statement)]
