"""What each feature (features.py) adds to the score, fitted by `benchmarks/fit_matching.py` (docs/sightings.md).

Logistic regressions: the sum goes through 1 / (1 + exp(-sum)). "" is what every sum begins with.
"""

from __future__ import annotations

from typing import Final

# How likely two statements are about one matter, whether or not they agree.
ABOUT: Final[dict[str, float]] = {
    "": -5.76,
    "shorter": 2.33,
    "longer": 0.71,
    "both": 0.68,
    "strict": 1.87,
    "topic": 1.8,
    "names": 0.28,
    "names apart": -0.03,
    "rare apart": -0.54,
    "verbs": 0.45,
    "swapped": -0.64,
    "figures": 0.81,
    "days": 0.6,
    "days apart": -0.21,
    "length": 1.4,
    "replaced names": -0.17,
    "replaced": 1.48,
    "entities": 1.0,
    "places apart": -0.8,
}

# How likely two statements about one matter agree.
AGREEING: Final[dict[str, float]] = {
    "": -0.67,
    "shorter": 0.49,
    "strict": 1.05,
    "verbs": 0.33,
    "opposites": -3.59,
    "denied": -3.04,
    "swapped": -0.17,
    "figures": 0.24,
    "figures apart": -2.36,
    "days apart": -1.45,
    "contrast": -1.34,
    "replaced names": -0.35,
    "replaced": -0.86,
}
