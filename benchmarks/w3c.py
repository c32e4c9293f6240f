"""Whether what leaves the desk keeps the W3C's own MUSTs: `python benchmarks/w3c.py --data ../shared/datasets [FILE…]`.

The schemas are those of the standard's test suite (web-annotation-tests), with formats (URI, date-time) asserted. FILEs
are JSON-LD as `export --format w3c` writes it; without one the whole desk is checked, each quote against its text too,
and articles of naughty strings.
First the suite's own samples are read: a checker that lets wrong ones pass proves nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from annotator.exports.formats import w3c
from benchmarks import exported
from tests.support.records import TERMS

Node = dict[str, Any]

FORMATS = FormatChecker(formats=())
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})+")  # RFC 3986


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or URI.fullmatch(value) is not None


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(value: object) -> bool:
    return not isinstance(value, str) or dt.datetime.fromisoformat(value).tzinfo is not None


class Musts:
    """The MUST assertions of one kind of thing: annotation, collection, page."""

    def __init__(self, suite: Path, manifest: str) -> None:
        registry: Registry[Any] = Registry().with_resources(
            (path.name, Resource.from_contents(json.loads(path.read_text()), default_specification=DRAFT4))
            for path in (suite / "definitions").glob("*.json")
        )
        # The manifest and the files differ in the case of a few names.
        files = {str(path.relative_to(suite)).lower(): path for path in suite.rglob("*.json")}
        self.assertions = []
        for name in json.loads((suite / manifest).read_text())["assertions"]:
            schema = json.loads(files[name.lower()].read_text())
            validator = Draft4Validator(schema, registry=registry, format_checker=FORMATS)
            self.assertions.append((Path(name).stem, schema.get("expectedResult", "valid") == "valid", validator))

    def broken(self, node: object) -> Iterator[str]:
        """The names of the assertions that the node does not keep."""
        for name, wanted, validator in self.assertions:
            if validator.is_valid(node) != wanted:
                yield name


class Suite:
    def __init__(self, data: Path) -> None:
        folder = data / "w3c_web_annotation" / "tests"
        if not folder.is_dir():
            raise SystemExit(f"{folder} is missing: give the folder of the data sets as --data.")
        self.samples = folder / "tools" / "samples"
        self.annotation = Musts(folder, "annotations/annotationMusts.test")
        self.collection = Musts(folder, "collections/collectionMusts.test")
        self.page = Musts(folder, "collections/pages/pageMusts.test")

    def broken(self, document: Node) -> Iterator[str]:
        """What a collection with its embedded page, or a further page, and each annotation on it do not keep."""
        page: Node | None = document
        if document["type"] == "AnnotationCollection":
            yield from (f"collection: {name}" for name in self.collection.broken(document))
            page = document.get("first")
        if page is not None:
            yield from (f"page: {name}" for name in self.page.broken(page))
            for annotation in page["items"]:
                yield from (f"{annotation['id']}: {name}" for name in self.annotation.broken(annotation))

    def read_samples(self) -> None:
        """The suite's own annotations: the right ones keep the MUSTs, the wrong ones break one, or are not JSON.

        Three right ones name targets that the Recommendation no longer has (Composite, List, Independents).
        """
        for folder in ("correct", "incorrect"):
            paths = sorted((self.samples / folder).glob("anno*.json"))
            read = [node for path in paths if (node := as_json(path)) is not None]
            passed = sum(not any(self.annotation.broken(node)) for node in read)
            print(f"the suite's {folder} samples: {len(paths)}, not JSON {len(paths) - len(read)}, pass {passed}")


def as_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except ValueError:
        return None


def items(document: Node) -> list[Node]:
    """The annotations on a page, or on the page that a collection embeds."""
    return document.get("first", document).get("items", [])


def wrong_quotes(document: Node, text: str) -> Iterator[str]:
    """The selectors whose position does not hold their exact quote with its context."""
    for annotation in items(document):
        targets = annotation["target"]
        for target in targets if isinstance(targets, list) else [targets]:
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            fits = text[start:end] == quote["exact"] and text[:start].endswith(quote["prefix"])
            if not (fits and text[end:].startswith(quote["suffix"])):
                yield f"{annotation['id']}: {start}-{end} does not hold “{quote['exact']}”"


def from_files(paths: Iterable[Path]) -> Iterator[tuple[str, Node, str | None]]:
    for path in paths:
        found = json.loads(path.read_text())
        for document in found if isinstance(found, list) else [found]:
            yield str(path), document, None


def from_here(data: Path) -> Iterator[tuple[str, Node, str | None]]:
    for record in [*exported.of_the_desk(), *exported.naughty(data)]:
        # As written, not as built: what cannot be told in JSON shows here.
        found = json.loads(w3c.write_one(record, TERMS))
        for document in found if isinstance(found, list) else [found]:
            yield record.title, document, record.text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options = parser.parse_args()
    suite = Suite(options.data)
    suite.read_samples()
    begun = time.perf_counter()
    counts: Counter[str] = Counter()
    for title, document, text in from_files(options.files) if options.files else from_here(options.data):
        problems = list(suite.broken(document))
        if text is not None:
            problems += wrong_quotes(document, text)
        counts.update(documents=1, annotations=len(items(document)), problems=len(problems))
        for problem in problems:
            print(f"{title}: {problem}")
    print(
        f"{counts['documents']} collections and further pages, {counts['annotations']} annotations, "
        f"{counts['problems']} problems, {time.perf_counter() - begun:.1f} s"
    )
    return 1 if counts["problems"] or not counts["documents"] else 0


if __name__ == "__main__":
    sys.exit(main())
