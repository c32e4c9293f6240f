"""Every entity in the order of its name, and by the words of all its names: what the list's pages are cut from.

In memory, folded: a database would scan 400,000 names for each letter typed, and does not fold Arabic or diacritics.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from typing import Final

from annotator.text.skeleton import fold

from .records import EntityRecord

_AFTER_ALL: Final = "\U0010ffff"


class Directory:
    """Entities by row id. May be changed while others read: each call is whole."""

    def __init__(self, entities: Iterable[tuple[int, EntityRecord]]) -> None:
        self._lock = threading.Lock()
        self._kinds: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self._words_of: dict[int, frozenset[str]] = {}
        self._names: dict[int, str] = {}
        self._having: dict[str, set[int]] = {}
        self._exact: dict[str, set[int]] = {}
        self._folds: dict[int, frozenset[str]] = {}
        for ident, record in entities:
            self._take(ident, record)
        self._words = sorted(self._having)
        self._order = sorted((name, ident) for ident, name in self._names.items())

    def __len__(self) -> int:
        return len(self._order)

    def put(self, ident: int, record: EntityRecord) -> None:
        """Know an entity as it stands now."""
        with self._lock:
            self._remove(ident)
            for word in self._take(ident, record):
                insort(self._words, word)
            insort(self._order, (self._names[ident], ident))

    def remove(self, ident: int) -> None:
        """Forget an entity; one that is not known is no error."""
        with self._lock:
            self._remove(ident)

    def find(self, words: str, kind: str = "") -> list[int]:
        """The ids of the entities that have each of these words, or what one begins with, in any of their names.

        Those with exactly these words as one of their names stand first, the others by name. All for no words.
        """
        asked = fold(words).split()
        with self._lock:
            if not asked:
                found = [ident for _, ident in self._order]
            else:
                ids = self._beginning_with(asked[0])
                for word in asked[1:]:
                    ids &= self._beginning_with(word)
                names = self._names
                exactly = self._exact.get(" ".join(asked), set())
                found = sorted(ids, key=lambda ident: (ident not in exactly, names[ident], ident))
            if kind:
                kinds = self._kinds
                found = [ident for ident in found if kinds[ident] == kind]
            return found

    def counts(self, ids: Iterable[int] | None = None) -> Counter[str]:
        """How many of these entities, or of all, are of each kind."""
        with self._lock:
            kinds = self._kinds
            return Counter(kinds.values() if ids is None else (kinds[ident] for ident in ids if ident in kinds))

    def keys_named(self, name: str) -> set[str]:
        """The keys of the entities of which this is a name, folded."""
        with self._lock:
            return {self._keys[ident] for ident in self._exact.get(fold(name), ())}

    def _beginning_with(self, start: str) -> set[int]:
        low, high = bisect_left(self._words, start), bisect_left(self._words, start + _AFTER_ALL)
        return set[int]().union(*[self._having[word] for word in self._words[low:high]])

    def _take(self, ident: int, record: EntityRecord) -> list[str]:
        """Keep one; gives the words that were not known before."""
        folds = frozenset(fold(name) for name in record.names())
        words = {word for folded in folds for word in folded.split()}
        # "الحشد" is also found without its article, as "al-Hashd" is: a hyphen parts words.
        words |= {word[2:] for word in words if word.startswith("ال") and len(word) > 4}
        new = []
        for word in words:
            if word not in self._having:
                self._having[word] = set()
                new.append(word)
            self._having[word].add(ident)
        for folded in folds:
            self._exact.setdefault(folded, set()).add(ident)
        self._kinds[ident], self._keys[ident] = record.kind, record.id
        self._words_of[ident], self._folds[ident] = frozenset(words), folds
        self._names[ident] = fold(record.name) or record.name
        return new

    def _remove(self, ident: int) -> None:
        if ident not in self._kinds:
            return
        for word in self._words_of.pop(ident):
            self._having[word].discard(ident)
        for folded in self._folds.pop(ident):
            self._exact[folded].discard(ident)
        name = self._names.pop(ident)
        del self._kinds[ident], self._keys[ident]
        del self._order[bisect_left(self._order, (name, ident))]
