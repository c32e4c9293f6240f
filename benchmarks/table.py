"""What the tables of several measures share: each measure is a module with `rows(data) -> [(name, figure), …]`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path


def print_rows(package: str, measures: Sequence[str], description: str | None) -> None:
    """Read `--data FOLDER` and `--only MEASURE` (may be given again) and print one table of those modules' rows."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    options.add_argument("--only", choices=measures, action="append", help="this measure alone; may be given again")
    given = options.parse_args()
    rows: list[tuple[str, str]] = []
    for name in given.only or measures:
        rows += import_module(f"{package}.{name}").rows(given.data)
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")
