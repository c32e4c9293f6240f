"""JSON-LD after the W3C Web Annotation Data Model (Recommendation of 23 February 2017; sections are its own).

One annotation for each claim, garble and correction, in one collection an article. Selectors count code points into
the text of the version that the target names (4.2.5 leaves the unit open; section 4.2.4's quote settles it).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from ..record import (
    AnchorRecord,
    ArticleRecord,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    GarbleRecord,
)
from ..terms import Copies, Terms
from .jsons import moment, write_array, written

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
DESK = {"type": "Software", "name": "Wirecheck"}
PAGE = 200  # annotations on a page

Node = dict[str, Any]


def write_one(record: ArticleRecord, _terms: Terms) -> bytes:
    """One article: a JSON document that is an AnnotationCollection; of one with many annotations, an array of it and
    of its further pages."""
    first, *rest = documents(record)
    return written([first, *rest] if rest else first) + b"\n"


def write_many(copies: Copies, _terms: Terms, file: BinaryIO) -> None:
    """Several articles: a JSON array of collections, each with its further pages after it, one a line, so that it can
    be read line by line as well."""
    write_array((document for record in copies for document in documents(record)), file)


def documents(record: ArticleRecord) -> Iterator[Node]:
    """All annotations of an article as an AnnotationCollection with its first page embedded, then its other pages
    (5.1, 5.2)."""
    annotations = [
        *(claim_annotation(claim, record) for claim in record.claims if claim.anchors),
        *(garble_annotation(garble, record) for garble in record.garbles),
        *(correction_annotation(correction, record) for correction in record.corrections),
    ]
    # The collection of one version is another one than that of the next.
    ident = f"urn:uuid:{record.version}#annotations"
    collection: Node = {
        "@context": CONTEXT,
        "id": ident,
        "type": "AnnotationCollection",
        "label": record.title,
        "creator": DESK,
        "created": moment(record.created_at),
        "total": len(annotations),
    }
    pages = [annotations[at : at + PAGE] for at in range(0, len(annotations), PAGE)]
    names = [f"urn:uuid:{record.version}#page-{number}" for number in range(1, len(pages) + 1)]
    made = [
        {
            "@context": CONTEXT,
            "id": names[at],
            "type": "AnnotationPage",
            # An object, though 5.2 allows the bare IRI: the standard's own schemas look for keys inside it.
            "partOf": {"id": ident, "type": "AnnotationCollection", "label": record.title},
            **({"prev": names[at - 1]} if at else {}),
            **({"next": names[at + 1]} if at + 1 < len(pages) else {}),
            "startIndex": at * PAGE,
            "items": items,
        }
        for at, items in enumerate(pages)
    ]
    yield collection | ({"first": made[0], "last": names[-1]} if made else {})
    yield from made[1:]


def claim_annotation(claim: ClaimRecord, record: ArticleRecord) -> Node:
    """A claim: assessed where there is a verdict, else only pointed at. The stand-alone wording comes first."""
    bodies = [textual("describing", claim.wording, record.language)]
    if claim.verdict is not None:
        newest = max(claim.assessments, key=lambda one: one.changed_at, default=None)
        judged = {"creator": agent(newest.reviewer), "modified": moment(newest.changed_at)} if newest else {}
        bodies.append(textual("assessing", claim.verdict) | judged)
    bodies += [textual("classifying", kind) for kind in claim.kinds]
    bodies.append(textual("tagging", f"state:{claim.state}"))
    if claim.confidence is not None:
        bodies.append(textual("tagging", f"confidence:{claim.confidence}"))
    if claim.fault is not None:
        bodies.append(textual("tagging", f"fault:{claim.fault}"))
    if claim.redacted:
        bodies.append(textual("tagging", "redacted"))
    bodies += [textual("tagging", tag) for tag in claim.tags]
    for evidence in claim.evidence:
        bodies += evidence_bodies(evidence)
    for assessment in claim.assessments:
        if assessment.note:
            bodies.append(
                textual("commenting", assessment.note)
                | {"creator": agent(assessment.reviewer), "modified": moment(assessment.changed_at)}
            )
    motivation = "highlighting" if claim.verdict is None else "assessing"
    return annotation(claim, motivation, bodies, [target(anchor, record) for anchor in claim.anchors])


def garble_annotation(garble: GarbleRecord, record: ArticleRecord) -> Node:
    """Translation damage: its category as a tag, the confirmed reading as what it should say."""
    bodies = [
        textual("tagging", garble.label),
        textual("classifying", f"severity:{garble.severity}"),
        textual("tagging", f"state:{garble.state}"),
    ]
    if garble.reading:
        bodies.append(textual("editing", garble.reading, record.language))
    if garble.entity:
        bodies.append(textual("identifying", garble.entity))
    if garble.native_name:
        bodies.append(textual("identifying", garble.native_name))
    if garble.reason:
        bodies.append(textual("commenting", garble.reason))
    for suggestion in garble.suggestions:
        sure = f" ({suggestion['score']:.2f})" if suggestion.get("score") is not None else ""
        bodies.append(textual("commenting", f"Perhaps: {suggestion['name']}{sure}"))
    return annotation(garble, "tagging", bodies, [target(garble.anchor, record)])


def correction_annotation(correction: CorrectionRecord, record: ArticleRecord) -> Node:
    """A replacement: the words that should stand in the target's place; empty where they should go."""
    bodies = [
        textual("editing", correction.replacement, record.language),
        textual("classifying", correction.kind),
        textual("tagging", f"state:{correction.state}"),
    ]
    if correction.reason:
        bodies.append(textual("commenting", correction.reason))
    if correction.entity:
        bodies.append(textual("identifying", correction.entity))
    if correction.evidence:
        bodies += evidence_bodies(correction.evidence)
    return annotation(correction, "editing", bodies, [target(correction.anchor, record)])


def annotation(
    row: ClaimRecord | GarbleRecord | CorrectionRecord, motivation: str, bodies: list[Node], targets: list[Node]
) -> Node:
    """The frame (3.1, 3.3). Each says its context itself, so that one can be taken out of its page."""
    node: Node = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{row.uid}",
        "type": "Annotation",
        "motivation": motivation,
        "creator": agent(row.creator),
        "created": moment(row.created_at),
    }
    if row.changed_at > row.created_at:
        node["modified"] = moment(row.changed_at)
    return node | {"body": bodies, "target": targets if len(targets) > 1 else targets[0]}


def textual(purpose: str, value: str, language: str | None = None) -> Node:
    """An embedded body (3.2.4). Only words of the article's language are said to be in it."""
    node: Node = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return node | ({"language": language} if language else {})


def evidence_bodies(evidence: EvidenceRecord) -> list[Node]:
    """What a source says: a sentence for readers, and where it stands for programs."""
    source = evidence.source
    named = f"{source.title}, {source.publisher}" if source.publisher else source.title
    said = f": “{evidence.passage}”" if evidence.passage else ""
    bodies = [textual("commenting", f"{evidence.stance} ({named}, reliability {source.reliability}){said}")]
    if evidence.address:
        link: Node = {"type": "SpecificResource", "source": evidence.address, "purpose": "linking"}
        if evidence.passage:
            link["selector"] = {"type": "TextQuoteSelector", "exact": evidence.passage}
        bodies.append(link)
    return bodies


def target(anchor: AnchorRecord, record: ArticleRecord) -> Node:
    """A stretch of a version (4.1, 4.2). The source is the article's page, if it has one, and the version's text."""
    version = f"urn:uuid:{anchor.version}"
    source: Node = {"id": version, "type": "Text", "format": "text/plain", "language": record.language}
    if record.address:
        source = {"id": record.address, "type": "Text", "language": record.language, "canonical": version}
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": anchor.quote,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
            },
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
    }


def agent(name: str | None) -> Node:
    """A person by name, or the desk's own rules."""
    return DESK if name is None else {"type": "Person", "name": name}
