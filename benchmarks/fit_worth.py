"""Fit the coefficients of annotator/claims/worth.py to labelled sentences: `python benchmarks/fit_worth.py`.

Logistic regression by gradient descent on the features of each sentence's best claim. A coefficient keeps the sign of
the one set by hand, and is drawn to it (ridge): a feature that few sentences show stays what it is. Prints the average
precision of both by cross-validation in five folds, and the fitted coefficients; nothing is written.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.claims.worth import BASE, FEATURES
from benchmarks.claim_measures.engine import suggestions
from benchmarks.claim_measures.worth import average_precision, load

STEPS, RATE, RIDGE, FOLDS = 400, 0.5, 0.01, 5
_NAMES = {words: name for name, (_, words) in FEATURES.items()}

Row = tuple[frozenset[str] | None, bool]  # features of the best claim, None without a claim; worth checking


def featured() -> list[Row]:
    rows: list[Row] = []
    for sentence, positive in load():
        best = max(suggestions(sentence), key=lambda claim: claim.worth, default=None)
        reasons = None if best is None else frozenset(_NAMES[words.split(": ", 1)[1]] for words in best.reasons)
        rows.append((reasons, positive))
    return rows


def fitted(rows: list[Row]) -> tuple[float, dict[str, float]]:
    base, by_name = BASE, {name: size for name, (size, _) in FEATURES.items()}
    seen = [(features, positive) for features, positive in rows if features is not None]
    for _ in range(STEPS):
        slope = 0.0
        slopes = {name: RIDGE * (size - FEATURES[name][0]) for name, size in by_name.items()}
        for features, positive in seen:
            off = (1 / (1 + math.exp(-base - sum(by_name[name] for name in features))) - positive) / len(seen)
            slope += off
            for name in features:
                slopes[name] += off
        base -= RATE * slope
        for name, by in slopes.items():
            size = by_name[name] - RATE * by
            by_name[name] = size if size * FEATURES[name][0] > 0 else 0.0
    return base, by_name


def main() -> None:
    rows = featured()
    hand: list[tuple[float, bool]] = []
    fit: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        base, by_name = fitted([row for i, row in enumerate(rows) if i % FOLDS != fold])
        for features, positive in rows[fold::FOLDS]:
            nothing = features is None
            shown = features or frozenset()
            hand.append((-99.0 if nothing else sum(FEATURES[name][0] for name in shown), positive))
            fit.append((-99.0 if nothing else base + sum(by_name[name] for name in shown), positive))
    print(f"average precision: by hand {average_precision(hand):.3f}, fitted, five folds {average_precision(fit):.3f}")
    base, by_name = fitted(rows)
    print(f"BASE {BASE:+.2f} -> {base:+.2f}")
    for name, size in by_name.items():
        print(f"{name:<18} {FEATURES[name][0]:+.2f} -> {size:+.2f}")


if __name__ == "__main__":
    main()
