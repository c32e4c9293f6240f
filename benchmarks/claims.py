"""Claims, sentences, facts and speed against gold data: `python benchmarks/claims.py --data ../shared/datasets`.

One table: our figure with the plain baselines beside it. docs/benchmarks.md says what each row means.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.table import print_rows

PACKAGE = "benchmarks.claim_measures"
MEASURES = ("atomic", "propositions", "coverage", "sentences", "quantities", "speakers", "worth", "speed")


if __name__ == "__main__":
    print_rows(PACKAGE, MEASURES, __doc__)
