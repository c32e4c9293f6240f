"""What each feature (features.py) adds to the score, fitted by `benchmarks/fit_matching.py`; docs/sightings.md says on what.

Logistic regressions: the sum goes through 1 / (1 + exp(-sum)). "" is what every sum begins with.
"""

from __future__ import annotations

from typing import Final

# How likely two statements are about one matter, whether or not they agree.
ABOUT: Final[dict[str, float]] = {
    "": -5.89,
    "shorter": 2.39,
    "longer": 0.73,
    "both": 0.71,
    "strict": 1.71,
    "topic": 1.82,
    "names": 0.27,
    "rare apart": -0.66,
    "verbs": 0.48,
    "roles": 0.05,
    "swapped": -0.6,
    "figures": 0.78,
    "days": 0.67,
    "days apart": -0.23,
    "length": 1.65,
    "replaced names": -0.14,
    "replaced": 1.47,
    "entities": 1.0,
    "places apart": -0.8,
}

# How likely two statements about one matter agree.
AGREEING: Final[dict[str, float]] = {
    "": -0.46,
    "shorter": 0.54,
    "strict": 0.92,
    "names apart": -1.55,
    "verbs": 0.17,
    "opposites": -3.25,
    "denied": -2.84,
    "swapped": -0.15,
    "figures": 0.15,
    "figures apart": -2.2,
    "days apart": -1.24,
    "contrast": -1.2,
    "replaced names": -0.74,
    "replaced": -0.78,
}
