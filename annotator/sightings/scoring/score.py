"""The sighting score of two statements: 0 to 1, in two bands, with its parts and the reasons in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from .features import Pairing, pair
from .prepared import Prepared, prepare
from .reasons import reasons

__all__ = ["LIKELY", "POSSIBLE", "WEIGHTS", "Comparison", "Prepared", "compare", "prepare"]

Band = Literal["likely", "possible"]
LIKELY: Final = 0.6
POSSIBLE: Final = 0.35

# What each feature (features.py) adds; "" is where all begin.
WEIGHTS: Final[dict[str, float]] = {
    "": -4.2,
    "shorter": 3.6,
    "longer": 1.0,
    "both": 1.5,
    "exact": 0.8,
    "order": 0.4,
    "names": 0.8,
    "names apart": -1.6,
    "rare apart": -1.5,
    "verbs": 0.8,
    "opposites": -0.8,
    "denied": -0.5,
    "roles": 0.3,
    "swapped": -0.6,
    "figures": 0.8,
    "figures apart": -0.6,
    "days": 0.5,
    "days apart": -0.6,
    "entities": 1.0,
    "places apart": -0.8,
    "spelling": 0.8,
}


class Comparison(NamedTuple):
    """`score`: how likely both are about one matter, 0 to 1, whether or not they agree. `parts`: the features, 0 to 1."""

    score: float
    band: Band | None
    parts: dict[str, float]
    reasons: tuple[str, ...]


def compare(a: Prepared, b: Prepared, weights: Mapping[str, float] | None = None) -> Comparison:
    """Compare two statements; the order of the two makes no difference."""
    found = pair(a, b)
    value = _score(found, weights or WEIGHTS)
    return Comparison(
        round(value, 4),
        band_of(value),
        {name: round(part, 3) for name, part in found.features.items() if part},
        reasons(a, b, found),
    )


def band_of(score: float) -> Band | None:
    return "likely" if score >= LIKELY else "possible" if score >= POSSIBLE else None


def _score(found: Pairing, weights: Mapping[str, float]) -> float:
    features = found.features
    total = weights[""] + sum([weight * features[name] for name, weight in weights.items() if name])
    return 1 / (1 + math.exp(-total))
