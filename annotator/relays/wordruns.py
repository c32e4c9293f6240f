"""How much two texts share, word run by word run, and the signatures by which such texts are found. Pure.

The runs are of three words, folded: a changed figure or name breaks three runs, not the likeness. MinHash after Broder
(1997), reckoned by `rensa`; texts that share a band of their signatures are looked at (docs/relays.md gives the odds).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple, Protocol

from rensa import RMinHash

RUN: Final = 3  # words
# A story that is shortened is cut from its end: the beginning has a signature of its own.
BEGINNING: Final = 120  # words
_BANDS: Final = 24  # of each of the two signatures
_ROWS: Final = 3  # numbers that must be the same in a band
_SEED: Final = 1
_WORDS: Final = re.compile(r"\w+")
# What says nothing of the story: it is the outlet's, or stands twice.
_FURNITURE: Final = frozenset({"byline", "dateline", "repeated-lead", "boilerplate", "truncated"})
FEWEST: Final = 25  # words: of less than that nothing can be said


class Stretch(Protocol):
    """A zone, as a value or as a row: code points, half-open."""

    kind: Any
    start: Any
    end: Any


class Signed(NamedTuple):
    """A text's word runs, and the numbers by which it is found, each below 2 ** 63. Both empty: too short."""

    runs: frozenset[str]
    bands: list[int]


class Likeness(NamedTuple):
    """`alike`: the share of the runs of either that both have. `contained`: of the shorter one's. 0 to 1."""

    alike: float
    contained: float


def words(text: str, zones: Sequence[Stretch] = ()) -> list[str]:
    """The words of the copy, folded, in order."""
    found: list[str] = []
    at = 0
    for zone in sorted(zones, key=lambda each: each.start):
        if zone.kind in _FURNITURE and zone.end > at:
            found += _WORDS.findall(text[at : max(at, zone.start)].casefold())
            at = zone.end
    return found + _WORDS.findall(text[at:].casefold())


def runs(found: Sequence[str]) -> frozenset[str]:
    """Every run of three words; a text of fewer than 25 words has none."""
    if len(found) < FEWEST:
        return frozenset()
    return frozenset(map(" ".join, zip(*(found[at:] for at in range(RUN)), strict=False)))


def sign(text: str, zones: Sequence[Stretch] = ()) -> Signed:
    """What is kept of a text to find those that share much of it: 24 bands of all its words, 24 of its beginning."""
    found = words(text, zones)
    of_all = runs(found)
    if not of_all:
        return Signed(of_all, [])
    digests = [_digest(of_all), _digest(runs(found[:BEGINNING]))]
    return Signed(of_all, sorted({_band(digest, number) for digest in digests for number in range(_BANDS)}))


def _digest(found: frozenset[str]) -> Sequence[int]:
    # One by one: the call that takes several sets shares them out among threads, which takes six times as long.
    made = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    made.update(list(found))
    digest: Sequence[int] = made.digest()
    return digest


def _band(digest: Sequence[int], number: int) -> int:
    """One number for a band: where it stands, and a hash of what stands there (FNV-1a of 57 bits)."""
    hashed = 0xCBF29CE484222325
    for value in digest[number * _ROWS : (number + 1) * _ROWS]:
        hashed = ((hashed ^ value) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (number << 57 | hashed >> 7) & 0x7FFFFFFFFFFFFFFF


def compare(one: Collection[str], other: Collection[str]) -> Likeness:
    """Of two texts' runs."""
    if not one or not other:
        return Likeness(0.0, 0.0)
    both = len(set(one) & set(other))
    return Likeness(both / (len(one) + len(other) - both), both / min(len(one), len(other)))
