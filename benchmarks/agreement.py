"""Whether our figures of agreement are those expected of known data: `python benchmarks/agreement.py --data FOLDER`.

Reads the four annotations of one sentence in inception_fixtures/inception-agreement (WebAnno TSV 2). Their project's
own tests (TwoPairedKappaTest) expect Cohen's kappa of pairs of them; kappa and alpha come from the same library here.
Alpha's expected values are worked out from its definition with the coincidence matrix, apart from the library.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import permutations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nltk.metrics.agreement import AnnotationTask

from annotator.reviews.agreement.measures import nominal

COLUMNS = {"part of speech": 2, "dependency": 3}
# First and second annotation, layer, Cohen's kappa that the project's tests expect (to five places).
EXPECTED = (
    ("kappatest", "kappatest", "part of speech", 1.0),
    ("kappatest", "kappaarcdiff", "dependency", 0.86153),
    ("kappatest", "kappaspandiff", "part of speech", 0.86153),
    ("kappatest", "kappaspanarcdiff", "dependency", 0.86153),
)
CLOSE = 0.00001


def labels(file: Path, layer: str) -> list[str]:
    """The label of each word, in order."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    return [row[COLUMNS[layer]].removeprefix("B-") for row in rows]


def alpha_by_hand(one: list[str], other: list[str]) -> float:
    """1 - (n - 1) * (differing pairs) / (pairs of differing labels among all): Krippendorff 2019, section 12.3.1."""
    times = Counter(one + other)
    differing = 2 * sum(a != b for a, b in zip(one, other, strict=True))
    expected = sum(times[a] * times[b] for a, b in permutations(times, 2))
    return 1 - (len(one + other) - 1) * differing / expected


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    folder = options.parse_args().data / "inception_fixtures" / "inception-agreement"
    wrong = 0
    print(f"{'pair':<32} {'layer':<15} {'measure':<6} {'expected':>9} {'ours':>9}")
    for first, second, layer, kappa in EXPECTED:
        one, other = (labels(folder / f"{name}.tsv", layer) for name in (first, second))
        rated = [(person, at, label) for person, said in ((1, one), (2, other)) for at, label in enumerate(said)]
        found = nominal(rated).alpha
        rows = (
            ("kappa", kappa, AnnotationTask(data=rated).kappa()),
            ("alpha", alpha_by_hand(one, other), float("nan") if found is None else found),
        )
        for measure, expected, ours in rows:
            good = abs(expected - ours) < CLOSE
            wrong += not good
            pair = f"{first} {second}"
            print(f"{pair:<32} {layer:<15} {measure:<6} {expected:>9.5f} {ours:>9.5f}{'' if good else '  differs'}")
    print(f"{2 * len(EXPECTED) - wrong} of {2 * len(EXPECTED)} as expected")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
