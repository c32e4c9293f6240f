"""What is reckoned from the whole desk and kept in memory: read once, then kept up by what the journal names."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from ..db import db, journal
from ..db.journal import Mark
from ..db.tracking import Reference
from .touched import Changed, articles_of

AT_ONCE: Final = 5_000  # journal entries
TOO_FAR: Final = 40_000  # behind by more, all is read again
MOST: Final = 5_000  # articles of which something is kept


class Marked(Protocol):
    """How far the journal was read when this was reckoned."""

    @property
    def mark(self) -> Mark: ...


Kept = TypeVar("Kept", bound=Marked)


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
        """As the database stands: one statement while nothing changes."""
        engine = db.engine
        with self._lock:
            kept = self._kept.get(engine)
            fresh = None
            if kept is not None:
                behind = journal.read_on(kept.mark, AT_ONCE)
                if behind is not None:
                    fresh = self._followed(kept, *behind)
                elif journal.stands(kept.mark, engine):
                    # Another thread read on by a newer look at the database than this request's: what is kept is right,
                    # and to read all again would take seconds.
                    return kept
            if fresh is None:
                fresh = self._read_all()
            self._kept[engine] = fresh
            return fresh

    def take(self, kept: Kept) -> None:
        """Begin with what another process has read of this database."""
        with self._lock:
            self._kept[db.engine] = kept

    def _followed(self, kept: Kept, references: Sequence[Reference], mark: Mark) -> Kept | None:
        """Brought up to the journal's end, of which the first entries were read; None when that is too far."""
        seen = defaultdict[str, set[int]](set)
        before = kept.mark
        for _ in range(TOO_FAR // AT_ONCE):
            if mark == before:
                return kept if mark == kept.mark else self._changed(kept, seen, mark)
            for kind, ident in references:
                seen[kind].add(ident)
            before = mark
            references, mark = journal.entries_after(mark, AT_ONCE)
        return None


Value = TypeVar("Value")


@dataclass(frozen=True)
class Known(Generic[Value]):
    """What is known of some articles, by their ids. Each state has a dict of its own as soon as something changed: what
    is put into an older one is read from an older database."""

    values: dict[int, Value]
    mark: Mark


class ByArticle(Generic[Value]):
    """What is reckoned from the rows of an article, read when a page first asks for it and kept until the journal names
    something of it: an article of 10,000 claims takes the database longer than the rest of a page of fifty.

    `read` takes articles and gives a value for each. Those that were read last are kept, MOST of them.
    """

    def __init__(self, read: Callable[[Sequence[int]], Mapping[int, Value]]) -> None:
        self._read = read
        self._following = Following[Known[Value]](lambda: Known({}, journal.newest()), self._changed)

    def __call__(self, articles: Collection[int]) -> dict[int, Value]:
        """Of each of these: one statement while nothing changes."""
        known = self._following()
        there = known.values.copy()  # other threads put in and take out
        found = {ident: there[ident] for ident in articles if ident in there}
        missing = [ident for ident in articles if ident not in found]
        if missing:
            read = self._read(missing)
            if journal.follows(known.mark):  # else this request sees an older database than the one that is kept
                known.values.update(read)
                for ident in list(known.values)[:-MOST]:
                    known.values.pop(ident, None)
            found.update(read)
        return found

    @staticmethod
    def _changed(known: Known[Value], seen: Changed, mark: Mark) -> Known[Value]:
        if not any(seen.values()):
            return Known(known.values, mark)
        if sum(map(len, seen.values())) > AT_ONCE:  # to ask which articles these are on takes longer than to read some
            return Known({}, mark)
        touched = articles_of(seen)
        return Known({ident: value for ident, value in known.values.copy().items() if ident not in touched}, mark)
