"""Whether there is anything to find: asked again and again by whoever begins the finder then."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from ...db import columns_of, db, journal
from ...db.tracking import HistoryEntry, JournalEntry
from ...gazetteer import changes
from ..models import MatchingDue, MatchingMark
from . import noticing
from .finder import rules

_STATE: Final = sa.select(
    sa.select(sa.func.max(JournalEntry.seq)).scalar_subquery(),
    sa.select(sa.func.max(HistoryEntry.id)).scalar_subquery(),
    sa.exists(sa.select(MatchingDue.claim_id)),
    sa.exists().where(MatchingMark.name == noticing.JOURNAL),
)


class Waiting:
    """Needs an application context around each call."""

    def __init__(self) -> None:
        self.nothing: Any = None  # the state of the database in which nothing waited
        self.looked = 0  # up to this row the history has no name that the finder has not seen

    def __call__(self) -> bool:
        """One statement where nothing was written since nothing waited."""
        state = columns_of(_STATE).one()
        try:
            # On PostgreSQL a row with a lower number may be committed later.
            if state == self.nothing and not journal.on_postgres():
                return False
            if state[2] or self.is_behind(state[1] or 0):
                return True
            self.nothing = state
            return False
        finally:
            db.session.rollback()

    def is_behind(self, newest: int) -> bool:
        """Whether the finder has something to read: the journal, or the history of names."""
        mark, names = noticing.journal_mark(), noticing.mark_called(noticing.NAMES)
        if mark is None or names is None or names.get("rules") != rules():
            return True
        changed = JournalEntry.object_type.in_(noticing.READ)
        if db.session.scalar(sa.select(sa.exists().where(journal.after(mark), journal.settled(), changed))):
            return True
        after = max(int(names["history"]), self.looked)
        named = HistoryEntry.object_type.in_(changes.TRACKED)
        if db.session.scalar(sa.select(sa.exists().where(HistoryEntry.id > after, named))):
            return True
        self.looked = newest - changes.WINDOW
        return False
