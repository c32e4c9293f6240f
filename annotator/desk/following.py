"""What is reckoned from the whole desk and kept in memory: read once, then kept up by what the journal names."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from ..db import db, journal
from ..db.journal import Mark

AT_ONCE: Final = 5_000  # journal entries
TOO_FAR: Final = 40_000  # behind by more, all is read again


class Marked(Protocol):
    """How far the journal was read when this was reckoned."""

    @property
    def mark(self) -> Mark: ...


Kept = TypeVar("Kept", bound=Marked)
Changed = defaultdict[str, set[int]]  # ids by kind, as the journal names them


class Following(Generic[Kept]):
    """One such thing of each database, shared by all threads and never changed in place: call it for its present state.

    `read_all` takes the journal's mark before anything else: what is written meanwhile is read twice and not missed.
    `changed` takes what is kept, the objects that the journal has named since, and the new mark.
    """

    def __init__(self, read_all: Callable[[], Kept], changed: Callable[[Kept, Changed, Mark], Kept]) -> None:
        self._read_all = read_all
        self._changed = changed
        self._kept: WeakKeyDictionary[sa.Engine, Kept] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def __call__(self) -> Kept:
        """As the database stands: two statements while nothing changes."""
        engine = db.engine
        with self._lock:
            kept = self._kept.get(engine)
            fresh = self._followed(kept) if kept is not None and journal.follows(kept.mark) else None
            if fresh is None:
                fresh = self._read_all()
            self._kept[engine] = fresh
            return fresh

    def _followed(self, kept: Kept) -> Kept | None:
        """Brought up to the journal's end; None when that is too far."""
        mark, seen = kept.mark, defaultdict[str, set[int]](set)
        for _ in range(TOO_FAR // AT_ONCE):
            references, after = journal.entries_after(mark, AT_ONCE)
            if after == mark:
                return kept if mark == kept.mark else self._changed(kept, seen, mark)
            mark = after
            for kind, ident in references:
                seen[kind].add(ident)
        return None
