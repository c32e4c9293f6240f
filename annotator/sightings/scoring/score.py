"""The sighting score of two statements: 0 to 1, in two bands, with its parts and the reasons in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from .features import pair
from .prepared import Prepared, prepare
from .reasons import reasons
from .weights import ABOUT, AGREEING

__all__ = ["LIKELY", "POSSIBLE", "Comparison", "Prepared", "compare", "prepare"]

Band = Literal["likely", "possible"]
LIKELY: Final = 0.7
POSSIBLE: Final = 0.4
# Weight of shared words that a band needs, whatever the score: two rare names, or three usual words. "Four were
# wounded" is in a hundred statements.
EVIDENCE: Final[dict[Band, float]] = {"likely": 12.0, "possible": 8.0}
# What two statements that surely contradict one another lose of their score: they are about one matter, and stand
# behind those that say the same. Their band stays: an editor wants to see them.
DISSENT: Final = 0.65


class Comparison(NamedTuple):
    """`score`: how likely both are about one matter, 0 to 1; a contradiction takes off up to two thirds
    and leaves the band. `parts`: the features it was made of, 0 to 1, with `agreement`, how likely they say the same if
    they are about one matter."""

    score: float
    band: Band | None
    parts: dict[str, float]
    reasons: tuple[str, ...]


def compare(a: Prepared, b: Prepared, weights: Mapping[str, float] | None = None) -> Comparison:
    """Compare two statements; the order of the two makes no difference. `weights`: other than weights.ABOUT."""
    found = pair(a, b)
    agreement = _chance(found.features, AGREEING)
    about = _chance(found.features, weights or ABOUT)
    score = about * (1 - DISSENT * (1 - agreement))
    band = band_of(about, found.shared)
    parts = {name: round(part, 3) for name, part in found.features.items() if part}
    parts["agreement"] = round(agreement, 3)
    return Comparison(round(score, 4), band, parts, reasons(a, b, found) if band else ())


def band_of(about: float, shared: float) -> Band | None:
    """The band of how likely it is one matter, where the weight of what both say is enough for it."""
    if about >= LIKELY and shared >= EVIDENCE["likely"]:
        return "likely"
    return "possible" if about >= POSSIBLE and shared >= EVIDENCE["possible"] else None


def _chance(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = weights[""] + sum([weight * features[name] for name, weight in weights.items() if name])
    return 1 / (1 + math.exp(-total))
