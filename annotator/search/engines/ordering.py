"""The best of many documents, in order, without sorting all of them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .engine import IN_GROUP

Array = NDArray[Any]

_SCORES: Final = float(1 << 20)  # no score is as high: a value's next step weighs more than any
LARGEST: Final = 50_000_000  # articles above it are numbered anew to be counted


def ranks(values: Array | None, scores: Array | None, number: int) -> Array:
    """By what documents stand in order: the value, then the score (where there is a value, to 1/256)."""
    if values is None:
        return np.zeros(number, np.float32) if scores is None else scores
    whole = values.astype(np.float64) * _SCORES
    return whole if scores is None else whole + np.minimum(scores, _SCORES - 1)


def best(numbers: Array, by: Array, limit: int) -> Array:
    """Places of the first `limit`: the highest rank first, of equal ones what stands last. `numbers` ascend."""
    picked = np.arange(len(numbers))
    if 0 < limit < len(numbers):
        edge = np.partition(by, len(by) - limit)[len(by) - limit]
        above = np.flatnonzero(by > edge)
        alike = np.flatnonzero(by == edge)
        picked = np.concatenate((alike[len(alike) - (limit - len(above)) :], above))
    order = np.lexsort((-numbers[picked], -by[picked]))
    found: Array = picked[order[:limit]]
    return found


def grouped(numbers: Array, by: Array, articles: Array, offset: int, limit: int) -> tuple[list[tuple[int, int]], int]:
    """Places of the best hits of some articles, at most IN_GROUP of each, with how many hits it has in all; and how
    many articles there are. An article stands where its best hit stands. `articles` below 0 are groups of their own."""
    groups = _numbered(articles)
    size = int(groups.max(initial=-1)) + 1
    counts = np.bincount(groups, minlength=size)
    top = np.full(size, -np.inf, by.dtype)
    np.maximum.at(top, groups, by)
    newest = np.full(size, -1, np.int64)
    leading = by == top[groups]
    np.maximum.at(newest, groups[leading], numbers[leading])
    there = np.flatnonzero(counts)
    there = there[np.argsort(newest[there])]
    chosen = there[best(newest[there], top[there], offset + limit)][offset:]
    standing = np.full(size, -1, np.int64)
    standing[chosen] = np.arange(len(chosen))
    members = np.flatnonzero(standing[groups] >= 0)
    members = members[np.lexsort((-numbers[members], -by[members], standing[groups[members]]))]
    stand = standing[groups[members]]
    first = members[np.arange(len(members)) - np.searchsorted(stand, stand) < IN_GROUP]
    return list(zip(first.tolist(), counts[groups[first]].tolist(), strict=True)), len(there)


def _numbered(articles: Array) -> Array:
    largest = int(articles.max(initial=0))
    if largest > LARGEST:
        return np.asarray(np.unique(articles, return_inverse=True)[1])
    return np.where(articles > 0, articles, largest - articles)
