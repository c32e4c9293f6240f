"""What each feature (features.py) adds to the score, fitted by `benchmarks/fit_matching.py` (docs/sightings.md).

Logistic regressions: the sum goes through 1 / (1 + exp(-sum)). "" is what every sum begins with.
"""

from __future__ import annotations

from typing import Final

# How likely two statements are about one matter, whether or not they agree.
ABOUT: Final[dict[str, float]] = {
    "": -4.61,
    "shorter": 2.36,
    "longer": 0.34,
    "both": 0.58,
    "strict": 1.98,
    "topic": 1.68,
    "names": 0.31,
    "names apart": -0.21,
    "rare apart": -0.73,
    "verbs": 0.56,
    "replaced names": -0.16,
    "replaced": 1.44,
    "roles": 0.2,
    "swapped": -0.46,
    "figures": 0.88,
    "days": 0.16,
    "days apart": -0.87,
    "length": 0.62,
    "entities": 1.0,
    "places apart": -0.8,
}

# How likely two statements about one matter agree.
AGREEING: Final[dict[str, float]] = {
    "": -0.75,
    "shorter": 0.51,
    "strict": 1.05,
    "phrases": 0.29,
    "verbs": 0.38,
    "opposites": -3.36,
    "denied": -2.89,
    "contrast": -1.3,
    "replaced names": -0.57,
    "replaced": -0.92,
    "swapped": -0.34,
    "figures": 0.29,
    "figures apart": -2.43,
    "days": 0.14,
    "days apart": -2.44,
}
