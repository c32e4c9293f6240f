"""Whether other tools' own material comes in: `python benchmarks/imports.py --data ../shared/datasets`.

The W3C's samples of Web Annotations, right and wrong; the quotes and positions of two annotation clients; INCEpTION's
WebAnno TSV and XMI files, against each other; the IPTC's samples of ninjs and NewsML-G2. Nothing is stored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lxml import etree, html

from annotator.imports.readers import read
from annotator.imports.records import Read
from annotator.ingest.limits import Limits
from annotator.text.anchoring import Sought, find, places
from annotator.text.spans import Span

Row = tuple[str, int, int]
# What WebAnno TSV has no rows for, or no span layer.
NOT_IN_TSV = ("Token", "Sentence", "Link", "Dependency", "MetaData", "Relation", "Rel")


def reads(form: str, path: Path) -> list[Any]:
    return list(read(form, path.name, path.read_bytes(), Limits()))


def is_read(found: list[Any]) -> bool:
    return bool(found) and all(isinstance(each, Read) for each in found)


def count(name: str, form: str, files: list[Path]) -> Row:
    return name, sum(is_read(reads(form, path)) for path in files), len(files)


def samples(data: Path) -> Iterator[Row]:
    annotations = data / "w3c_web_annotation" / "tests" / "tools" / "samples"
    yield count("W3C: right samples read", "w3c", sorted((annotations / "correct").glob("*.json")))
    wrong = sorted((annotations / "incorrect").glob("*.json"))
    yield "W3C: wrong samples refused", sum(not is_read(reads("w3c", path)) for path in wrong), len(wrong)
    examples = sorted((data / "w3c_web_annotation" / "examples" / "json").glob("*.json"))
    yield count("W3C: examples of the standard read", "w3c", examples)
    iptc = data / "iptc"
    yield count("ninjs: samples read", "ninjs", sorted((iptc / "ninjs" / "examples").rglob("*.json")))
    yield count("NewsML-G2: samples read", "newsml", sorted((iptc / "newsml-g2").glob("*.xml")))
    inception = data / "inception_fixtures"
    yield count("WebAnno TSV: files read", "webanno", sorted(inception.rglob("*.tsv")))
    yield count("UIMA XMI: files read", "xmi", sorted(inception.rglob("*.xmi")))


def against_each_other(data: Path) -> Iterator[Row]:
    """Where the same document is there as TSV and as XMI."""
    pairs = [
        (path, path.with_suffix(".xmi"))
        for path in sorted((data / "inception_fixtures").rglob("reference.tsv"))
        if path.with_suffix(".xmi").exists()
    ]
    texts = spans = 0
    for tsv, xmi in pairs:
        one, other = reads("webanno", tsv)[0], reads("xmi", xmi)[0]
        texts += one.draft.text.split() == other.draft.text.split()
        spans += spans_of(one) == spans_of(other)
    yield "TSV and XMI: the same text", texts, len(pairs)
    yield "TSV and XMI: the same spans", spans, len(pairs)


def spans_of(found: Read) -> list[tuple[Any, ...]]:
    kept = [mark for mark in found.marks if not mark.layer.endswith(NOT_IN_TSV)]
    return sorted((mark.places[0].start, mark.places[0].end, mark.label) for mark in kept)


class Page:
    """The text of a page, and where its text nodes stand in it."""

    def __init__(self, markup: str) -> None:
        whole = "<head" in markup or "<body" in markup
        self.root = html.document_fromstring(markup) if whole else html.fragment_fromstring(markup, create_parent="div")
        self.parts: list[tuple[Any, str, str]] = []
        self.walk(self.root)
        self.text = "".join(words for _, _, words in self.parts)

    def walk(self, element: Any) -> None:
        self.parts += [(element, "text", element.text)] if element.text else []
        for child in element:
            self.walk(child)
            self.parts += [(child, "tail", child.tail)] if child.tail else []

    def offset(self, path: str, units: int) -> int:
        """A place in a text node (UTF-16 code units) in the whole text."""
        node, at = self.root.xpath(path)[0], 0
        for element, kind, words in self.parts:
            if node.getparent() is element and kind == ("text" if node.is_text else "tail"):
                return at + len(words.encode("utf-16-le")[: 2 * units].decode("utf-16-le"))
            at += len(words)
        raise AssertionError(f"{path} is not in the page")

    def spans(self, expected: list[dict[str, Any]]) -> list[Span]:
        return [
            Span(
                self.offset(each["startContainerXPath"], each["startOffset"]),
                self.offset(each["endContainerXPath"], each["endOffset"]),
            )
            for each in expected
        ]


def anchoring(data: Path) -> Iterator[Row]:
    folder = data / "annotation_anchoring"
    cases = json.loads((folder / "apache" / "text-quote_match-cases.json").read_text()).values()
    right = 0
    for case in cases:
        page, said = Page(case["html"]), case["selector"]
        found = places(page.text, said["exact"], prefix=said.get("prefix", ""), suffix=said.get("suffix", ""))
        right += found == page.spans(case["expected"])
    yield "Apache Annotator: quotes", right, len(cases)
    cases = json.loads((folder / "apache" / "text-position_match-cases.json").read_text()).values()
    right = 0
    for case in cases:
        page, said = Page(case["html"]), case["selector"]
        right += [find(page.text, Sought("", start=said["start"], end=said["end"])).span] == page.spans(
            case["expected"]
        )
    yield "Apache Annotator: positions", right, len(cases)
    right = total = 0
    for path in sorted((folder / "hypothesis").glob("*.json")):
        text = text_of(path.with_suffix(".html").read_text())
        for row in json.loads(path.read_text())["rows"]:
            said = {each["type"]: each for target in row["target"] for each in target["selector"]}
            quote, place = said["TextQuoteSelector"], said["TextPositionSelector"]
            around = quote["prefix"], quote["suffix"]
            found = find(text, Sought(quote["exact"], *around, place["start"], place["end"])).span
            right += found is not None and found.of(text) == quote["exact"]
            total += 1
    yield "Hypothesis: quotes", right, total


def text_of(markup: str) -> str:
    """What a reader sees of a page, as its text nodes have it."""
    body = html.document_fromstring(markup).find("body")
    etree.strip_elements(body, "script", "style", etree.Comment, with_tail=False)
    return "".join(body.itertext())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    data = parser.parse_args().data
    for name, right, total in (*samples(data), *against_each_other(data), *anchoring(data)):
        print(f"{name:<40}{right:>5} of {total}")


if __name__ == "__main__":
    main()
