"""Whether any text breaks an export: `python benchmarks/naughty.py --data ../shared/datasets [--only csv …]`.

Each of the strings that break programs is written, in every field of an article at once, in every format under every
choice, and the file is read by a parser of its kind.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.exports.catalogue import FORMATS
from annotator.exports.terms import Options, Terms
from benchmarks import exported
from tests.support.exported_files import check
from tests.support.records import AT

FROM_ROWS = {"jsonl", "bagit"}  # they read the database themselves


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--only", action="append", choices=sorted(set(FORMATS) - FROM_ROWS), metavar="FORMAT")
    given = parser.parse_args()
    records = list(exported.naughty(given.data))
    broken = 0
    for name in given.only or [name for name in FORMATS if name not in FROM_ROWS]:
        form = FORMATS[name]
        began, written, wrong = time.process_time(), 0, 0
        for way in itertools.product(*(choice.values for choice in form.choices)):
            chosen = {choice.name: value for choice, value in zip(form.choices, way, strict=True)}
            terms = Terms(AT, Options(notes=True, chosen=chosen))
            for record in records:
                written += 1
                try:
                    check(form.write_one(record, terms), form.one)
                except Exception as error:
                    wrong += 1
                    print(f"{name} {chosen}, string {record.id}: {type(error).__name__}: {error}"[:300])
        print(f"{name}: {written} files, {wrong} broken, {time.process_time() - began:.0f} s", flush=True)
        broken += wrong
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
