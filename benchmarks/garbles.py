"""Garbles against gold data, with the plain baselines beside: `python benchmarks/garbles.py --data ../shared/datasets`.

One table. docs/benchmarks.md says what each row means.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.table import print_rows

PACKAGE = "benchmarks.garble_measures"
MEASURES = ("wmt", "demetr", "mojibake", "leftover", "articles", "source")


if __name__ == "__main__":
    print_rows(PACKAGE, MEASURES, __doc__)
