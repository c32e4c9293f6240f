"""Garbles against gold data, with the plain baselines beside: `python benchmarks/garbles.py --data ../shared/datasets`.

One table. docs/benchmarks.md says what each row means.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PACKAGE = "benchmarks.garble_measures"
MEASURES = ("wmt", "demetr", "mojibake", "leftover", "articles", "source")


def main() -> None:
    there = [name for name in MEASURES if find_spec(f"{PACKAGE}.{name}")]
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    options.add_argument("--only", choices=there, action="append", help="this measure alone; may be given again")
    given = options.parse_args()
    rows: list[tuple[str, str]] = []
    for name in given.only or there:
        rows += import_module(f"{PACKAGE}.{name}").rows(given.data)
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


if __name__ == "__main__":
    main()
