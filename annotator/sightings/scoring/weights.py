"""What each feature (features.py) adds to the score, fitted by `benchmarks/fit_matching.py`; docs/sightings.md says on what.

Logistic regressions: the sum goes through 1 / (1 + exp(-sum)). "" is what every sum begins with.
"""

from __future__ import annotations

from typing import Final

# How likely two statements are about one matter, whether or not they agree.
ABOUT: Final[dict[str, float]] = {
    "": -6.48,
    "shorter": 3.23,
    "longer": 1.75,
    "both": 1.38,
    "exact": -3.26,
    "strict": 2.46,
    "topic": 1.76,
    "order": 0.59,
    "names": 0.17,
    "names apart": 0.21,
    "rare apart": -0.44,
    "verbs": 0.31,
    "opposites": -0.11,
    "denied": 0.53,
    "roles": 0.02,
    "swapped": -0.59,
    "figures": 0.52,
    "figures apart": 0.19,
    "days": 0.77,
    "days apart": -0.04,
    "entities": 1.0,
    "places apart": -0.8,
    "length": 2.15,
    "spelling": -0.77,
}
# How likely two statements about one matter agree.
AGREEING: Final[dict[str, float]] = {
    "": 0.49,
    "shorter": 2.29,
    "longer": -2.71,
    "both": -1.49,
    "exact": -0.2,
    "strict": 2.26,
    "topic": 0.48,
    "order": -0.18,
    "names": -0.05,
    "names apart": -1.36,
    "rare apart": 0.15,
    "verbs": 0.47,
    "opposites": -3.01,
    "denied": -2.94,
    "roles": -0.06,
    "swapped": -0.32,
    "figures": 0.3,
    "figures apart": -2.02,
    "days": 0.01,
    "days apart": -0.99,
    "length": -0.41,
    "spelling": -1.32,
}
