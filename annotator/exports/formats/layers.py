"""What annotation tools of the UIMA family are told of an article: layers with features, marks, sentences, tokens.

The two formats for them, WebAnno TSV and UIMA XMI, hold the same; docs/exports.md lists the layers. Offsets here are
code points, half-open; both formats count UTF-16 code units, as Java does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...text import segment
from ...text.spans import Span
from ..record import AnchorRecord, ArticleRecord

# Every character that is no white space is in one token: a word with its combining marks, or a sign.
_TOKEN: Final = re.compile(
    r"[^\W_]+(?:[-‑.’'][^\W_]+|[\u0300-\u036f\u064b-\u065f\u200c\u200d]+[^\W_]*)*"
    "|[^\\w\\s][\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff]*|_+"
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of mark. `name` is its UIMA type; the features are strings, and None where there is nothing to say."""

    name: str
    features: tuple[str, ...]


CLAIM: Final = Layer(
    "webanno.custom.WirecheckClaim",
    ("uid", "part", "wording", "kinds", "state", "verdict", "confidence", "fault"),
)
GARBLE: Final = Layer(
    "webanno.custom.WirecheckGarble",
    ("uid", "category", "severity", "state", "reading", "entity", "nativeName", "reason"),
)
CORRECTION: Final = Layer(
    "webanno.custom.WirecheckCorrection", ("uid", "replacement", "correctionClass", "state", "reason")
)
ZONE: Final = Layer("webanno.custom.WirecheckZone", ("kind",))
LAYERS: Final = (CLAIM, GARBLE, CORRECTION, ZONE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of the text on a layer, with the values of its features in their order."""

    layer: Layer
    span: Span
    values: tuple[str | None, ...]


def marks(record: ArticleRecord) -> list[Mark]:
    """All that stands on the record's version, in text order. A claim in several stretches is a mark for each, with
    the same uid. What stands on an earlier version has no place in this text and is left out."""
    found = [
        *(_claims(record)),
        *(
            Mark(
                GARBLE,
                Span(one.anchor.start, one.anchor.end),
                (one.uid, one.category, one.severity, one.state, one.reading, one.entity, one.native_name, one.reason),
            )
            for one in record.garbles
            if _is_here(one.anchor, record)
        ),
        *(
            Mark(
                CORRECTION,
                Span(one.anchor.start, one.anchor.end),
                (one.uid, one.replacement, one.kind, one.state, one.reason),
            )
            for one in record.corrections
            if _is_here(one.anchor, record)
        ),
        *(Mark(ZONE, Span(zone.start, zone.end), (zone.kind,)) for zone in record.zones),
    ]
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def _claims(record: ArticleRecord) -> Iterator[Mark]:
    for claim in record.claims:
        for number, anchor in enumerate(claim.anchors, start=1):
            if _is_here(anchor, record):
                values = (
                    claim.uid,
                    f"{number}/{len(claim.anchors)}" if len(claim.anchors) > 1 else None,
                    claim.wording,
                    ", ".join(claim.kinds),
                    claim.state,
                    claim.verdict,
                    None if claim.confidence is None else str(claim.confidence),
                    claim.fault,
                )
                yield Mark(CLAIM, Span(anchor.start, anchor.end), values)


def _is_here(anchor: AnchorRecord, record: ArticleRecord) -> bool:
    return anchor.version == record.version


def sentences(record: ArticleRecord) -> Iterator[Span]:
    """The sentences in order, without outer white space. Every other character is in one: what the splitter passes
    over (markup, leaders) stands alone."""
    text, at = record.text, 0
    for sentence in [*segment.sentences(text, record.language, zones(record)), Span(len(text), len(text))]:
        left = text[at : sentence.start]
        core = left.strip()
        if core:
            start = at + len(left) - len(left.lstrip())
            yield Span(start, start + len(core))
        if sentence.end > sentence.start:
            yield sentence
        at = sentence.end


def zones(record: ArticleRecord) -> list[segment.Zone]:
    """The record's zones as the splitter takes them."""
    return [segment.Zone(zone.kind, zone.start, zone.end) for zone in record.zones]  # type: ignore[arg-type]


def tokens(text: str, sentence: Span) -> list[Span]:
    """The words and signs of a sentence, which its every character but white space belongs to."""
    return [Span(*match.span()) for match in _TOKEN.finditer(text, sentence.start, sentence.end)]


class Utf16:
    """Where code points of one text stand in UTF-16."""

    def __init__(self, text: str) -> None:
        self._pairs = [at for at, letter in enumerate(text) if letter > "\uffff"] if not text.isascii() else []

    def __call__(self, at: int) -> int:
        return at + bisect_left(self._pairs, at)
