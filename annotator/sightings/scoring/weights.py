"""What each feature (features.py) adds to the score, fitted by `benchmarks/fit_matching.py` (docs/sightings.md).

Logistic regressions: the sum goes through 1 / (1 + exp(-sum)). "" is what every sum begins with.
"""

from __future__ import annotations

from typing import Final

# How likely two statements are about one matter, whether or not they agree.
ABOUT: Final[dict[str, float]] = {
    "": -4.73,
    "shorter": 0.98,
    "longer": 2.13,
    "both": 1.73,
    "strict": 0.81,
    "topic": 2.33,
    "order": 0.18,
    "names": 0.32,
    "rare apart": -1.06,
    "verbs": 0.39,
    "replaced": 1.41,
    "roles": 0.4,
    "swapped": -0.32,
    "figures": 0.59,
    "days": 0.05,
    "days apart": -0.44,
    "cosine": 0.68,
    "wording": 0.31,
    "entities": 1.0,
    "places apart": -0.8,
}

# How likely two statements about one matter agree.
AGREEING: Final[dict[str, float]] = {
    "": -0.35,
    "shorter": 0.35,
    "strict": 0.73,
    "verbs": 0.49,
    "opposites": -3.22,
    "denied": -2.89,
    "contrast": -1.14,
    "replaced names": -0.47,
    "replaced": -0.52,
    "swapped": -0.59,
    "figures": 0.29,
    "figures apart": -2.6,
    "days apart": -2.49,
}
