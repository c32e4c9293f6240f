"""Every entity in the order of its name, and by the words of all its names: what the list's pages are cut from.

In memory, folded: a database would scan 400,000 names for each letter typed, and does not fold Arabic or diacritics.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.text import skeleton

from .lookup import without_collection

_AFTER_ALL: Final = "\U0010ffff"
# Not the cached one: half a million names, each once, would push out those that copy asks for.
_fold: Final = skeleton.fold.__wrapped__


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity as a list knows it: its row's id, its key, and all its names, the right one first."""

    id: int
    key: str
    kind: str
    names: Sequence[str]


class Directory:
    """Entities by row id. May be changed while others read: each call is whole."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lock = threading.Lock()
        self._known: dict[int, tuple[str, str, tuple[str, ...]]] = {}  # key, kind, folded names
        self._having: dict[str, list[int]] = {}
        with without_collection():
            orders: dict[str, list[tuple[str, int]]] = defaultdict(list)
            for entry in entries:
                self._take(entry)
                orders[entry.kind].append((self._known[entry.id][2][0], entry.id))
            self._words = sorted(self._having)
            self._by_kind = {kind: sorted(order) for kind, order in orders.items()}
            self._order = sorted(each for order in orders.values() for each in order)

    def __len__(self) -> int:
        return len(self._order)

    def put(self, entry: Entry) -> None:
        """Know an entity as it stands now."""
        with self._lock:
            self._remove(entry.id)
            for word in self._take(entry):
                insort(self._words, word)
            place = (self._known[entry.id][2][0], entry.id)
            insort(self._order, place)
            insort(self._by_kind.setdefault(entry.kind, []), place)

    def remove(self, ident: int) -> None:
        """Forget an entity; one that is not known is no error."""
        with self._lock:
            self._remove(ident)

    def find(self, words: str, kind: str = "", *, start: int = 0, most: int | None = None) -> list[int]:
        """The ids of the entities that have each of these words, or what one begins with, in any of their names.

        Those with exactly these words as one of their names stand first, the others by name. All for no words. Only
        those from `start` on, at most `most`.
        """
        end = None if most is None else start + most
        asked = _fold(words).split()
        with self._lock:
            if not asked:
                order = self._by_kind.get(kind, []) if kind else self._order
                return [ident for _, ident in order[start:end]]
            exactly, known = " ".join(asked), self._known
            ids = self._with(asked)
            if kind:
                ids = {ident for ident in ids if known[ident][1] == kind}
            ordered = sorted((exactly not in known[ident][2], known[ident][2][0], ident) for ident in ids)
            return [ident for _, _, ident in ordered[start:end]]

    def counts(self, words: str = "") -> Counter[str]:
        """How many entities with these words, or of all, are of each kind."""
        asked = _fold(words).split()
        with self._lock:
            if asked:
                return Counter(self._known[ident][1] for ident in self._with(asked))
            return Counter({kind: len(order) for kind, order in self._by_kind.items() if order})

    def keys_named(self, name: str) -> set[str]:
        """The keys of the entities of which this is a name, folded."""
        folded = _fold(name)
        with self._lock:
            posted = [self._having.get(word, ()) for word in folded.split()]
            found = min(posted, key=len, default=())
            return {self._known[ident][0] for ident in found if folded in self._known[ident][2]}

    def _with(self, asked: Sequence[str]) -> set[int]:
        ids = self._beginning_with(asked[0])
        for word in asked[1:]:
            ids &= self._beginning_with(word)
        return ids

    def _beginning_with(self, start: str) -> set[int]:
        low, high = bisect_left(self._words, start), bisect_left(self._words, start + _AFTER_ALL)
        return set[int]().union(*[self._having[word] for word in self._words[low:high]])

    def _take(self, entry: Entry) -> list[str]:
        """Keep one; gives the words that were not known before."""
        folds = tuple(map(_fold, entry.names))
        new = []
        for word in _words_of(folds):
            if word in self._having:
                self._having[word].append(entry.id)
            else:
                self._having[word] = [entry.id]
                new.append(word)
        self._known[entry.id] = entry.key, entry.kind, folds
        return new

    def _remove(self, ident: int) -> None:
        if ident not in self._known:
            return
        _, kind, folds = self._known.pop(ident)
        for word in _words_of(folds):
            self._having[word].remove(ident)
        for order in (self._order, self._by_kind[kind]):
            del order[bisect_left(order, (folds[0], ident))]


def _words_of(folds: Sequence[str]) -> set[str]:
    words = set(" ".join(folds).split())
    # "الحشد" is also found without its article, as "al-Hashd" is: a hyphen parts words.
    return words | {word[2:] for word in words if word[:2] == "ال" and len(word) > 4}
