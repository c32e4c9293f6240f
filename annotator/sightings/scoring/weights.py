"""What each feature (features.py) adds to the score, fitted by `benchmarks/fit_matching.py` (docs/sightings.md).

Logistic regressions: the sum goes through 1 / (1 + exp(-sum)). "" is what every sum begins with.
"""

from __future__ import annotations

from typing import Final

# How likely two statements are about one matter, whether or not they agree.
ABOUT: Final[dict[str, float]] = {
    "": -4.93,
    "shorter": 2.37,
    "longer": 0.6,
    "both": 0.81,
    "strict": 1.98,
    "topic": 1.75,
    "names": 0.33,
    "names apart": -0.28,
    "rare apart": -0.63,
    "verbs": 0.54,
    "replaced names": -0.27,
    "replaced": 1.47,
    "roles": 0.22,
    "swapped": -0.44,
    "figures": 0.9,
    "days": 0.25,
    "days apart": -0.63,
    "length": 0.65,
    "entities": 1.0,
    "places apart": -0.8,
}

# How likely two statements about one matter agree.
AGREEING: Final[dict[str, float]] = {
    "": -0.49,
    "shorter": 0.36,
    "strict": 0.93,
    "phrases": 0.23,
    "verbs": 0.38,
    "opposites": -3.71,
    "denied": -3.05,
    "contrast": -1.38,
    "replaced names": -0.48,
    "replaced": -0.96,
    "swapped": -0.18,
    "figures": 0.22,
    "figures apart": -2.38,
    "days": 0.05,
    "days apart": -2.51,
}
