"""Fit the weights of the sighting score: `python benchmarks/fit_matching.py --pairs FILE… [--only FILE…] [--write]`.

Two logistic regressions on the features of labelled pairs (annotator/sightings/scoring/features.py): how likely two
statements are about one matter, and how likely two about one matter agree. A feature that speaks for either by what it
is may not be given a weight of the other sign. Each set weighs as the root of its size, both classes weigh the same.

Prints for each set the average precision of weights that were fitted on all the others, beside TF-IDF cosine. `--pairs`
is fitted on, with our own pairs (gold/matters.txt); `--only` is measured and never fitted on. `--write` puts the
weights of all `--pairs` into annotator/sightings/scoring/weights.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from annotator.sightings.scoring import features, score
from benchmarks.matching import Pair, average_precision, cosines, matters, prepared, read_pairs

WEIGHTS = Path(__file__).resolve().parent.parent / "annotator/sightings/scoring/weights.py"
STEPS, RATE, RIDGE = 3000, 0.5, 0.001
FOR_ONE_MATTER = frozenset(
    "shorter longer both strict topic order names verbs roles figures days entities phrases length replaced "
    "cosine wording".split()
)
AGAINST_IT = frozenset(
    ("names apart", "rare apart", "days apart", "places apart", "swapped", "figures apart", "replaced names")
)
FOR_AGREEMENT = frozenset("shorter strict topic phrases names figures roles days order verbs wording".split())
AGAINST_AGREEMENT = frozenset(
    ("opposites", "denied", "figures apart", "days apart", "contrast", "replaced names", "replaced", "names apart",
     "swapped", "places apart")
)  # fmt: skip
# Seen in no set without a gazetteer: by hand.
GIVEN_ABOUT = {"entities": 1.0, "places apart": -0.8}
Weights = dict[str, float]


class Set:
    def __init__(self, name: str, pairs: Sequence[Pair]) -> None:
        self.name, self.pairs = name, pairs
        self.labels = np.array([pair.label for pair in pairs])
        rows = []
        for pair in pairs:
            found = features.pair(prepared(pair.a, pair.a_published)[1], prepared(pair.b, pair.b_published)[1])
            rows.append([found.features[name] for name in features.NAMES])
        self.rows = np.array(rows)


def fitted(
    rows: np.ndarray, right: np.ndarray, weights: np.ndarray, upward: frozenset[str], downward: frozenset[str]
) -> Weights:
    """Logistic regression by gradient descent with momentum; a weight of the wrong sign, or of neither, is 0."""
    high = np.array([np.inf if name in upward else 0.0 for name in features.NAMES])
    low = np.array([-np.inf if name in downward else 0.0 for name in features.NAMES])
    for is_right in (True, False):
        weights = np.where(right == is_right, weights / weights[right == is_right].sum() / 2, weights)
    base, by, move, move_base = 0.0, np.zeros(len(features.NAMES)), np.zeros(len(features.NAMES)), 0.0
    for _ in range(STEPS):
        off = weights * (1 / (1 + np.exp(-base - rows @ by)) - right)
        move = 0.9 * move - RATE * (off @ rows + RIDGE * by)
        move_base = 0.9 * move_base - RATE * off.sum()
        by, base = np.clip(by + move, low, high), base + move_base
    return {"": round(float(base), 2)} | {
        name: round(float(value), 2) for name, value in zip(features.NAMES, by, strict=True) if round(float(value), 2)
    }


def both(sets: Sequence[Set]) -> tuple[Weights, Weights]:
    """The weights for one matter and for agreement, fitted on these sets."""
    rows = np.vstack([each.rows for each in sets])
    labels = np.concatenate([each.labels for each in sets])
    weights = np.concatenate([np.full(len(each.labels), len(each.labels) ** -0.5) for each in sets])
    of_one = labels != "unrelated"
    about = fitted(rows, of_one, weights, FOR_ONE_MATTER, AGAINST_IT)
    agreeing = fitted(rows[of_one], labels[of_one] == "same", weights[of_one], FOR_AGREEMENT, AGAINST_AGREEMENT)
    return about | GIVEN_ABOUT, agreeing


def chances(each: Set, weights: Mapping[str, float]) -> np.ndarray:
    by = np.array([weights.get(name, 0.0) for name in features.NAMES])
    return 1 / (1 + np.exp(-weights[""] - each.rows @ by))


def report(each: Set, about: Weights, agreeing: Weights) -> None:
    ours = list(chances(each, about) * (1 - score.DISSENT * (1 - chances(each, agreeing))))
    theirs = cosines(each.pairs)
    told = []
    for positive in (each.labels == "same", each.labels != "unrelated"):
        mine, base = average_precision(ours, positive.tolist()), average_precision(theirs, positive.tolist())
        told.append(f"{mine:.3f} ({base:.3f}, {100 * (mine - base):+.1f})")
    print(f"{each.name:24} same {told[0]}  same or contradicting {told[1]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="*", default=[])
    parser.add_argument("--only", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    sets = [Set("our own matters", matters())] + [Set(path.stem, read_pairs(path)) for path in chosen.pairs]
    for each in sets:
        report(each, *both([other for other in sets if other is not each]))
    about, agreeing = both(sets)
    for path in chosen.only:
        report(Set(path.stem, read_pairs(path)), about, agreeing)
    told = "\n\n".join(
        f"# {words}\n{name}: Final[dict[str, float]] = {{\n"
        + "".join(f'    "{key}": {value},\n' for key, value in weights.items())
        + "}"
        for name, words, weights in (
            ("ABOUT", "How likely two statements are about one matter, whether or not they agree.", about),
            ("AGREEING", "How likely two statements about one matter agree.", agreeing),
        )
    )
    print(told)
    if chosen.write:
        head = WEIGHTS.read_text("utf-8").partition("# How likely two")[0].rstrip("\n")
        WEIGHTS.write_text(f"{head}\n\n{told}\n", "utf-8")


if __name__ == "__main__":
    main()
