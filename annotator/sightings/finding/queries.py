"""How far the finding is, for the health page and the command line."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ...db import columns_of, db, journal, now
from ..models import MatchedClaim, MatchingDue, MatchingKey, Matter, Sighting
from . import noticing


@dataclass(frozen=True)
class Lag:
    """`entries` of the journal were not read yet; `due` claims wait, `first` of them for the first time or because all
    must be looked at again; the oldest change waits for `seconds`. `began`: whether it ever ran on this desk."""

    entries: int
    due: int
    first: int
    seconds: float
    began: bool


def lag() -> Lag:
    mark = noticing.journal_mark()
    counts = sa.select(MatchingDue.urgent, sa.func.count(), sa.func.min(MatchingDue.at)).group_by(MatchingDue.urgent)
    rows = {urgent: (number, at) for urgent, number, at in columns_of(counts)}
    urgent, oldest = rows.get(True, (0, None))
    first, _ = rows.get(False, (0, None))
    entries, seconds = journal.lag(mark) if mark is not None else (0, 0.0)
    if oldest is not None:
        seconds = max(seconds, (now() - oldest).total_seconds())
    return Lag(entries, urgent + first, first, seconds, mark is not None)


@dataclass(frozen=True)
class Counts:
    """`states`: pairs by band where they are only suggested, else by the decision."""

    matched: int
    keys: int
    matters: int
    states: dict[str, int]


def numbers() -> Counts:
    def count(model: type) -> int:
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0

    rows = columns_of(sa.select(Sighting.state, Sighting.band, sa.func.count()).group_by(Sighting.state, Sighting.band))
    states: dict[str, int] = {}
    for state, band, number in rows:
        name = band if state == "suggested" else state
        states[name] = states.get(name, 0) + number
    return Counts(count(MatchedClaim), count(MatchingKey), count(Matter), states)
