"""ninjs 3.1, the IPTC's JSON for news (iptc.org/std/ninjs): the article as an editorial system takes it in.

The standard has no field for corrections. They are told in words where it has room for words, `descriptions` for
readers and `edNote` for the desk that takes the copy, and one by one, as the claims are, in `associations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.sax.saxutils import escape

from ...gazetteer.records import EntityRecord
from ..files import in_zip
from ..record import ArticleRecord, ClaimRecord, CorrectionRecord
from ..terms import Choice, Terms
from .copied import TEXT, changed_at, copy_of, told
from .jsons import filled, moment, written
from .words import for_the_desk

Node = dict[str, Any]

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
FINDINGS: Final = Choice(
    "findings",
    "Claims beside the text",
    {"settled": "Settled claims with their verdicts", "all": "All claims", "none": "No claims"},
)
CHOICES: Final = (TEXT, FINDINGS)
# Where each kind of entity goes.
LISTS: Final = {"person": "people", "group": "organisations", "institution": "organisations", "place": "places"}
_PARAGRAPHS: Final = re.compile(r"\n[^\S\n]*(?:\n\s*)+")


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    return written(item(record, terms)) + b"\n"


write_many = in_zip(write_one, "json")


def item(record: ArticleRecord, terms: Terms) -> Node:
    title, text = copy_of(record, terms)
    changed = changed_at(record) if terms.options.choice(TEXT) == "corrected" else None
    return {"uri": urn(record.uid), "standard": STANDARD, "type": "text"} | filled(
        representationType="partial" if any(claim.redacted for claim in record.claims) else "full",
        profile="wirecheck",
        version=str(record.version_number),
        firstCreated=moment(record.created_at),
        versionCreated=moment(changed or record.created_at),
        contentCreated=record.published_at and moment(record.published_at),
        embargoedUntil=record.embargo_until and moment(record.embargo_until),
        pubStatus="usable",
        language=record.language,
        title=record.title,
        by=record.byline,
        headlines=[{"role": "main", "contentType": "text/plain", "value": title}],
        bodies=bodies(text),
        edNote=note(record),
        descriptions=[{"role": "correction", "contentType": "text/plain", "value": one.text} for one in told(record)],
        altIds=alternatives(record),
        renditions=[{"name": "web", "contentType": "text/html", "href": record.address}] if record.address else None,
        infoSources=sources(record),
        **mentioned(record),
        associations=[*findings(record, terms), *(correction(one, record) for one in record.corrections)],
    )


def bodies(text: str) -> list[Node]:
    """The text as it is, and its paragraphs as XHTML."""
    size = {"charCount": len(text), "wordCount": len(text.split())}
    return [
        {"role": "main", "contentType": "text/plain", "value": text} | size,
        {"role": "richtext", "contentType": "application/xhtml+xml", "value": xhtml(text)} | size,
    ]


def xhtml(text: str) -> str:
    """A blank line parts paragraphs; a line end inside one is a line break."""
    paragraphs = (part.strip() for part in _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs if part)


def note(record: ArticleRecord) -> str:
    """What the desk that takes the copy must know and does not print."""
    said = [f"CORRECTION: {one.text}" for one in told(record)]
    proposed = sum(one.state == "proposed" for one in record.corrections)
    if proposed:
        said.append(f"Corrections that are proposed and not decided: {proposed}.")
    return "\n".join(part for part in (" ".join(for_the_desk(record)), *said) if part)


def alternatives(record: ArticleRecord) -> list[Node]:
    """The article's other names: the feed's, the desk's, its version's; and the digest of the text as published."""
    names = {
        "provider": record.identifier,
        "wirecheck-article": str(record.id),
        "wirecheck-version": record.version,
        "sha256": record.sha256,
    }
    return [{"role": role, "value": value} for role, value in names.items() if value]


def sources(record: ArticleRecord) -> list[Node]:
    names = {"originator": record.outlet, "distributor": record.feed, "translator": record.translator}
    return [{"name": name, "role": role} for role, name in names.items() if name]


def mentioned(record: ArticleRecord) -> dict[str, list[Node]]:
    """Whom and what the article names, under the right names: entities of its garbles, places of its claims."""
    found: dict[str, dict[str, Node]] = {name: {} for name in ("people", "organisations", "places")}
    for garble in record.garbles:
        if garble.named is not None and garble.named.kind in LISTS:
            found[LISTS[garble.named.kind]][garble.named.id] = entity(garble.named)
    for claim in record.claims:
        for place in claim.places:
            told = filled(name=place.name, rel="mentions", literal=place.key)
            found["places"].setdefault(place.key or place.name, told)
    return {name: list(those.values()) for name, those in found.items()}


def entity(named: EntityRecord) -> Node:
    wikidata = str(named.identifiers.get("wikidata", ""))
    uri = f"http://www.wikidata.org/entity/{wikidata}" if re.fullmatch(r"Q\d+", wikidata) else None
    return filled(name=named.name, rel="mentions", uri=uri, literal=named.id)


def findings(record: ArticleRecord, terms: Terms) -> Iterator[Node]:
    """The claims that were chosen, each as an object of its own beside the text."""
    chosen = terms.options.choice(FINDINGS)
    for claim in record.claims:
        if chosen == "all" or (chosen == "settled" and claim.state == "settled" and claim.verdict):
            yield finding(claim, record)


def finding(claim: ClaimRecord, record: ArticleRecord) -> Node:
    told = {
        "quote": " … ".join(anchor.quote for anchor in claim.anchors),
        "state": claim.state,
        "verdict": claim.verdict,
        "confidence": None if claim.confidence is None else str(claim.confidence),
        "fault": claim.fault,
    }
    told_by_sources = [
        filled(name=one.source.title, role=one.stance, uri=one.address, literal=urn(one.source.uid))
        for one in claim.evidence
    ]
    passages = [("passage", one.passage) for one in claim.evidence]
    notes = [("note", one.note) for one in claim.assessments]
    return {"uri": urn(claim.uid), "name": f"Claim {claim.number}", "rel": "claim", "type": "component"} | filled(
        title=claim.wording,
        language=record.language,
        versionCreated=moment(claim.changed_at),
        descriptions=described([*told.items(), *passages, *notes]),
        infoSources=told_by_sources,
    )


def correction(one: CorrectionRecord, record: ArticleRecord) -> Node:
    """A correction, also one that is only proposed: its state says which."""
    told = {"said": one.anchor.quote, "class": one.kind, "state": one.state, "reason": one.reason or None}
    replacement = {"role": "replacement", "contentType": "text/plain", "value": one.replacement}
    return {"uri": urn(one.uid), "name": f"Correction {one.number}", "rel": "correction", "type": "component"} | filled(
        language=record.language,
        versionCreated=moment(one.changed_at),
        by=one.creator,
        descriptions=[replacement, *described(told.items())],  # an empty one says that the words are taken out
    )


def described(told: Iterable[tuple[str, str | None]]) -> list[Node]:
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in told if value]


def urn(uid: str) -> str:
    return f"urn:uuid:{uid}"
