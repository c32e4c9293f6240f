"""Whether exports keep schema.org's vocabulary: `python benchmarks/schemaorg.py --data ../shared/datasets [FILE…]`.

By the vocabulary's own SHACL shapes, and by its domains and ranges, which say more: each type and property is one of
its own, stands on a type that has it, and holds what it may hold. FILEs are JSON-LD as `export --format schemaorg`
writes it; without one the whole desk is checked, and articles of naughty strings. Then the vocabulary's own
ClaimReviews are read and written again, and the claims of a public set are published and read back. First what is
wrong is shown to be found.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, Namespace, URIRef

from annotator.claims.models import VERDICTS
from annotator.exports.formats import schemaorg
from annotator.exports.formats.claimreview import Agent, claim_reviews, node
from annotator.exports.formats.jsons import written
from annotator.exports.record import ArticleRecord, SpeakerRecord
from benchmarks import exported
from tests.support.records import TERMS, make_claim_record, make_record

Node = dict[str, Any]
SDO = Namespace("http://schema.org/")
SHAPES = Namespace("http://schema.org/validation#")
TOGETHER = 100  # documents in a graph: pyshacl reads all shapes anew for each
TEXTS = ("Text", "URL", "Date", "DateTime", "Number", "Integer", "Float", "Boolean", "Time", "CssSelectorType")
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")


class Vocabulary:
    def __init__(self, data: Path) -> None:
        folder = data / "schemaorg"
        if not folder.is_dir():
            raise SystemExit(f"{folder} is missing: give the folder of the data sets as --data.")
        self.examples = folder / "examples"
        # The shapes are in the old name space of the vocabulary.
        words = (folder / "schemaorg-current-https.jsonld").read_text().replace("https://schema.org/", str(SDO))
        self.graph = Graph().parse(data=words, format="json-ld")
        self.shapes = Graph().parse(folder / "schemaorg-shapes.shacl", format="turtle")
        # They ask that a text, a number, a date is a node with properties, which no document and none of their own
        # examples has.
        for name in TEXTS:
            shape = SHAPES[f"ValidSchema{name}"]
            self.shapes.set((shape, SH.nodeKind, SH.IRIOrLiteral))

    def above(self, kind: URIRef) -> set[URIRef]:
        """The type and all that it is one of."""
        return set(self.graph.transitive_objects(kind, RDFS.subClassOf))

    def broken_shapes(self, documents: list[Node]) -> list[str]:
        graph = Graph()
        for document in documents:
            told = document | {"@context": {"@vocab": str(SDO)}}
            graph.parse(data=json.dumps(told), format="json-ld")
        ontology = Graph()
        for triple in self.graph.triples((None, RDFS.subClassOf, None)):
            ontology.add(triple)
        good, _, words = validate(graph, shacl_graph=self.shapes, ont_graph=ontology)
        return [] if good else [words]

    def strangers(self, thing: Any, where: str = "") -> Iterator[str]:
        """What the vocabulary does not know, or has elsewhere."""
        if isinstance(thing, list):
            for one in thing:
                yield from self.strangers(one, where)
        if not isinstance(thing, dict):
            return
        if "@graph" in thing:
            yield from self.strangers(thing["@graph"], where)
            return
        kind = SDO[thing.get("@type", "?")]
        if (kind, RDF.type, RDFS.Class) not in self.graph:
            yield f"{where}: no type {thing.get('@type')}"
        above = self.above(kind)
        for key, value in thing.items():
            if key.startswith("@"):
                continue
            place = f"{where}/{thing.get('@type')}.{key}"
            if not above & set(self.graph.objects(SDO[key], SDO.domainIncludes)):
                yield f"{place}: no such property of that type"
            ranges = set(self.graph.objects(SDO[key], SDO.rangeIncludes))
            for one in value if isinstance(value, list) else [value]:
                if not self.fits(one, ranges):
                    yield f"{place}: may not be {str(one)[:60]!r}"
                yield from self.strangers(one, place)

    def fits(self, value: object, ranges: set[URIRef]) -> bool:
        if isinstance(value, dict):
            return bool(self.above(SDO[value.get("@type", "?")]) & ranges)
        if isinstance(value, bool):
            return SDO.Boolean in ranges
        if isinstance(value, int | float):
            return SDO.Number in ranges or SDO.Integer in ranges
        if SDO.Text in ranges:
            return True
        words = str(value)
        if SDO.URL in ranges and words.startswith(("http://", "https://", "urn:")):
            return True
        return bool({SDO.Date, SDO.DateTime} & ranges) and DATE.fullmatch(words) is not None

    def broken(self, documents: list[Node]) -> list[str]:
        return [*self.broken_shapes(documents), *(word for one in documents for word in self.strangers(one))]


def wrong_ones() -> Iterator[tuple[str, Node]]:
    review = {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "x"}
    rating = {"@type": "Rating", "ratingValue": 1}
    yield "a property that there is not", review | {"verdict": "false"}
    yield "a type that there is not", review | {"@type": "FactCheck"}
    yield "a number where a person belongs", review | {"author": 5}
    yield "a rating where a claim is told", review | {"claimReviewed": rating | {"@type": "Person"}}
    yield "a text that is no address", {"@type": "Organization", "@context": "", "url": "here"}
    yield "a property of another type", {"@type": "Person", "@context": "", "claimReviewed": "x"}


def from_files(paths: Iterable[Path]) -> Iterator[Node]:
    for path in paths:
        found = json.loads(path.read_text())
        yield from found if isinstance(found, list) else [found]


def from_here(data: Path) -> Iterator[Node]:
    for record in [*exported.of_the_desk(), *exported.naughty(data)]:
        # As written, not as built: what cannot be told in JSON shows here.
        yield json.loads(written(schemaorg.document(record, TERMS)))


def again(folder: Path) -> tuple[int, int]:
    """How many ClaimReviews the vocabulary's examples have, and how many are the same after reading and writing."""
    found = same = 0
    for path in sorted(folder.glob("*.txt")):
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(), re.DOTALL):
            document = json.loads(script)
            for review in claim_reviews(document):
                found += 1
                same += json.dumps(node(review), sort_keys=True) == json.dumps(document, sort_keys=True)
    return found, same


def checked(data: Path) -> Iterator[ArticleRecord]:
    """The fact-checked sentences and claims of a public set, an article a text."""
    lines = (data / "factcheck_bench" / "benchmark.jsonl").read_text().splitlines()
    for number, line in enumerate(lines, start=1):
        told = json.loads(line)
        claims = []
        for sentence in told["sentences"]:
            for words in filter(None, [sentence["decontext"], *(sentence.get("claims") or [])]):
                claim = make_claim_record(len(claims) + 1, "a", text="a", wording=words, state="settled")
                verdict = VERDICTS[(len(claims) + number) % len(VERDICTS)]
                if sentence["sentence_factuality_label"] is not None:
                    verdict = "true" if sentence["sentence_factuality_label"] else "false"
                speaker = SpeakerRecord(f"{told['prompt']}", "person")
                claims.append(replace(claim, verdict=verdict, speaker=speaker))
        yield make_record(id=number, text="a", claims=tuple(claims), garbles=(), corrections=(), zones=())


def back_again(data: Path) -> tuple[int, int]:
    """How many claims of the set became ClaimReviews, and how many were the same when read: claim, verdict, who says
    it, when, and the same JSON again."""
    claims = same = 0
    for record in checked(data):
        document = json.loads(schemaorg.write_one(record, TERMS))
        nodes = document["@graph"][1:]
        for claim, found, review in zip(record.claims, nodes, claim_reviews(document), strict=True):
            claims += 1
            author = review.item.authors if review.item else None
            says = author.name if isinstance(author, Agent) else None
            kept = (review.claim, review.verdict, says) == (claim.wording, claim.verdict, claim.speaker.name)  # type: ignore[union-attr]
            same += kept and json.dumps(node(review), sort_keys=True) == json.dumps(found, sort_keys=True)
    return claims, same


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options = parser.parse_args()
    vocabulary = Vocabulary(options.data)
    for what, wrong in wrong_ones():
        print(f"{what}: {'found' if vocabulary.broken([wrong]) else 'NOT FOUND'}")
    found, same = again(vocabulary.examples)
    print(f"the vocabulary's ClaimReviews: {found}, the same when written again: {same}")
    claims, kept = back_again(options.data)
    print(f"fact-checked claims of a public set: {claims}, the same when they came back: {kept}")
    begun = time.perf_counter()
    counts: Counter[str] = Counter()
    documents = list(from_files(options.files) if options.files else from_here(options.data))
    for at in range(0, len(documents), TOGETHER):
        some = documents[at : at + TOGETHER]
        problems = vocabulary.broken(some)
        counts.update(documents=len(some), reviews=len(claim_reviews(some)), problems=len(problems))
        for problem in problems[:20]:
            print(problem)
    took = time.perf_counter() - begun
    print(f"{', '.join(f'{number} {name}' for name, number in counts.items())}, {took:.1f} s")
    return 1 if counts["problems"] or not documents or found != same or claims != kept else 0


if __name__ == "__main__":
    sys.exit(main())
