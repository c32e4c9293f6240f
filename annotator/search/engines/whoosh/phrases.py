"""Words that stand together: phrases, and phrases near one another, by the places of their words."""

from __future__ import annotations

from typing import Final

import numpy as np

from .arrays import Array
from .segments import FieldPart
from .snapshot import Snapshot

Words = tuple[str, ...]
_DOCUMENT: Final = np.int64(32)  # bits of a position; above them the document
_NONE: Final = np.empty(0, np.int64)


def phrase(snapshot: Snapshot, found: Array, name: str, words: Words) -> bool:
    """Add the documents that have these words in a row in a field. Whether there is one."""
    if len(words) == 1:
        return snapshot.add_word(found, name, words[0])
    any_ = False
    for offset, field in snapshot.fields(name):
        places = together(field, words)
        if places.size:
            any_ = True
            found[offset:][places >> _DOCUMENT] = True
    return any_


def near(snapshot: Snapshot, name: str, left: Words, right: Words, distance: int) -> Array:
    """The documents that have both in a field, in either order, at most `distance` words between them."""
    found = snapshot.nothing()
    for offset, field in snapshot.fields(name):
        first = together(field, left)
        second = together(field, right) if first.size else _NONE
        for before, behind, length in ((first, second, len(left)), (second, first, len(right))):
            if before.size and behind.size:
                ends = before + length
                nearest = np.searchsorted(behind, ends)
                there = nearest < len(behind)
                ends, nearest = ends[there], nearest[there]
                close = behind[nearest] - ends <= distance
                found[offset:][ends[close] >> _DOCUMENT] = True
    return found


def together(field: FieldPart, words: Words) -> Array:
    """Where these words stand in a row: document and position in one number, ascending.

    The rarest word first: of the others only the places in documents that are left are looked at.
    """
    places = [field.index(word) for word in words]
    if min(places) < 0:
        return _NONE
    order = sorted(range(len(words)), key=lambda at: field.frequency(places[at]))
    left: Array | None = None
    wanted: Array | None = None
    for at in order:
        documents, positions = field.occurrences(places[at])
        if wanted is not None:
            inside = wanted[np.minimum(documents, len(wanted) - 1)] & (documents < len(wanted))
            documents, positions = documents[inside], positions[inside]
        begins = ((documents.astype(np.int64) << _DOCUMENT) + positions - at)[positions >= at]
        left = begins if left is None else common(left, begins)
        if not left.size:
            return _NONE
        if at != order[-1]:
            wanted = np.zeros(int(left[-1] >> _DOCUMENT) + 1, np.bool_)
            wanted[left >> _DOCUMENT] = True
    return left if left is not None else _NONE


def common(left: Array, right: Array) -> Array:
    """What two ascending arrays without doubles have in common."""
    if len(left) * 16 < len(right):
        at = np.searchsorted(right, left)
        at[at == len(right)] = 0
        return left[right[at] == left] if len(right) else _NONE
    both = np.concatenate((left, right))
    both.sort(kind="stable")  # two runs that ascend: merged in one go
    return both[:-1][both[1:] == both[:-1]]
