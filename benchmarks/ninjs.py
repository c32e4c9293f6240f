"""Whether exports are valid ninjs 3.1: `python benchmarks/ninjs.py --data ../shared/datasets [FILE…]`.

By the standard's own schema, formats (URI, date-time) asserted. FILEs are ninjs objects; without one the whole desk is
checked under each choice, and articles of naughty strings. First the standard's own examples are read: a checker that
lets wrong ones pass proves nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from annotator.exports.formats import ninjs
from annotator.exports.terms import Options, Terms
from benchmarks import exported
from benchmarks.w3c import FORMATS
from tests.support.records import AT

GEOJSON = "https://geojson.org/schema/GeoJSON.json"  # named by the schema; nothing here has a geometry


class Schema:
    def __init__(self, data: Path) -> None:
        self.folder = data / "iptc" / "ninjs"
        if not self.folder.is_dir():
            raise SystemExit(f"{self.folder} is missing: give the folder of the data sets as --data.")
        anything: Resource[Any] = Resource.from_contents({}, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource(GEOJSON, anything)
        schema = json.loads((self.folder / "ninjs-schema_3.1.json").read_text())
        self.validator = Draft202012Validator(schema, registry=registry, format_checker=FORMATS)

    def broken(self, item: object) -> list[str]:
        return [f"{error.json_path}: {error.message[:200]}" for error in self.validator.iter_errors(item)]

    def read_examples(self) -> None:
        for folder in ("3.1", "not-valid"):
            paths = sorted((self.folder / "examples" / folder).glob("*.json"))
            valid = sum(not self.broken(json.loads(path.read_text())) for path in paths)
            print(f"the standard's examples, {folder}: {len(paths)}, valid {valid}")


def from_here(data: Path) -> Iterator[tuple[str, Any]]:
    choices = list(product(*(choice.values for choice in ninjs.CHOICES)))
    names = [choice.name for choice in ninjs.CHOICES]
    for record in [*exported.of_the_desk(), *exported.naughty(data)]:
        for chosen in choices:
            terms = Terms(AT, Options(chosen=dict(zip(names, chosen, strict=True))))
            # As written, not as built: what cannot be told in JSON shows here.
            yield record.title, json.loads(ninjs.write_one(record, terms))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options = parser.parse_args()
    schema = Schema(options.data)
    schema.read_examples()
    begun = time.perf_counter()
    files = ((str(path), json.loads(path.read_text())) for path in options.files)
    checked = problems = 0
    for title, item in files if options.files else from_here(options.data):
        checked += 1
        for problem in schema.broken(item):
            problems += 1
            print(f"{title}: {problem}")
    print(f"{checked} objects, {problems} problems, {time.perf_counter() - begun:.1f} s")
    return 1 if problems or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
