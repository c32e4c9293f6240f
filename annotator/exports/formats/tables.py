"""What spreadsheets are told: tables with a row for each claim, garble, correction, source, notice and name.

The same for CSV and XLSX. A value is text, a whole number or a moment (UTC); None is an empty cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..record import AnchorRecord, ArticleRecord, EvidenceRecord
from .names import names

Value = str | int | dt.datetime | None


@dataclass(frozen=True)
class Column:
    """`name` as programs write it; `width` in characters, for a sheet."""

    name: str
    width: int = 12

    @property
    def label(self) -> str:
        """As people read it."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Table:
    """`rows` of one article. `once`: a row that came before, in this article or another, does not come again."""

    label: str
    columns: tuple[Column, ...]
    rows: Callable[[ArticleRecord], Iterable[tuple[Value, ...]]]
    once: bool = False


def columns(*told: str) -> tuple[Column, ...]:
    """From "name width" each."""
    return tuple(Column(name, int(width)) for name, width in (one.split() for one in told))


ARTICLE: Final = columns("article 8", "title 40", "outlet 16", "published 18", "article_address 24")
PLACE: Final = columns("start 8", "end 8", "uid 38")


def article(record: ArticleRecord) -> tuple[Value, ...]:
    return record.id, record.title, record.outlet, record.published_at, record.address


def place(anchors: Iterable[AnchorRecord], uid: str) -> tuple[Value, ...]:
    """Where it begins and ends in the text, in code points."""
    spans = [(anchor.start, anchor.end) for anchor in anchors]
    return min((start for start, _ in spans), default=None), max((end for _, end in spans), default=None), uid


def claims(record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
    for claim in record.claims:
        stances = [one.stance for one in claim.evidence]
        yield (
            *article(record),
            claim.number,
            claim.wording,
            " … ".join(anchor.quote for anchor in claim.anchors),
            listed(claim.kinds),
            claim.speaker.name if claim.speaker else None,
            listed(one.name for one in claim.places),
            claim.state,
            claim.verdict,
            claim.confidence,
            claim.fault,
            listed(one.reviewer for one in claim.assessments),
            "\n".join(one.note for one in claim.assessments if one.note) or None,
            stances.count("supports"),
            stances.count("refutes"),
            listed(claim.tags),
            claim.creator or "by rule",
            claim.created_at,
            claim.changed_at,
            *place(claim.anchors, claim.uid),
        )


def garbles(record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
    for garble in record.garbles:
        yield (
            *article(record),
            garble.number,
            garble.anchor.quote,
            garble.label,
            garble.severity,
            garble.state,
            garble.reading,
            garble.entity,
            garble.native_name,
            listed(str(one["name"]) for one in garble.suggestions),
            garble.reason,
            garble.creator or "by rule",
            garble.created_at,
            garble.changed_at,
            *place([garble.anchor], garble.uid),
        )


def corrections(record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
    for one in record.corrections:
        evidence = one.evidence
        yield (
            *article(record),
            one.number,
            one.anchor.quote,
            one.replacement,
            one.kind,
            one.state,
            one.reason,
            one.creator,
            one.created_at,
            one.decided_by,
            one.decided_at,
            evidence.source.title if evidence else None,
            evidence.passage if evidence else None,
            one.entity,
            *place([one.anchor], one.uid),
        )


def sources(record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
    """A row for each passage: what is said, where, and of which claim or correction."""
    for claim in record.claims:
        for evidence in claim.evidence:
            yield (*article(record), "claim", claim.number, claim.wording, *passage(evidence), claim.uid)
    for one in record.corrections:
        if one.evidence:
            yield (*article(record), "correction", one.number, one.replacement, *passage(one.evidence), one.uid)


def passage(evidence: EvidenceRecord) -> tuple[Value, ...]:
    source = evidence.source
    return (
        evidence.stance,
        evidence.passage,
        source.title,
        source.publisher,
        source.kind,
        source.reliability,
        evidence.address,
        evidence.archive,
        evidence.retrieved_at,
    )


def notices(record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
    for one in record.notices:
        yield *article(record), one.kind, one.text, one.approver, one.approved_at, len(one.corrections), one.uid


def glossary(record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
    """A row for each name of an entity that a garble of the article stands for, right and wrong ones."""
    for one in names(record):
        yield one.concept.name, one.concept.kind, one.words, one.kind, one.language, one.concept.key


def listed(words: Iterable[str]) -> str | None:
    return "; ".join(words) or None


TABLES: Final[dict[str, Table]] = {
    "claims": Table(
        "Claims",
        (
            *ARTICLE,
            *columns("claim 7", "wording 60", "words 60", "kinds 14", "speaker 20", "places 20", "state 11"),
            *columns("verdict 13", "confidence 11", "fault 11", "judged_by 18", "notes 40", "supports 9", "refutes 9"),
            *columns("tags 16", "found_by 12", "created 18", "changed 18"),
            *PLACE,
        ),
        claims,
    ),
    "garbles": Table(
        "Garbles",
        (
            *ARTICLE,
            *columns("garble 7", "words 30", "kind 18", "severity 9", "state 11", "reading 30", "entity 24"),
            *columns("native_name 24", "suggestions 30", "reason 50", "found_by 12", "created 18", "changed 18"),
            *PLACE,
        ),
        garbles,
    ),
    "corrections": Table(
        "Corrections",
        (
            *ARTICLE,
            *columns("correction 10", "words 30", "replacement 30", "class 11", "state 11", "reason 50"),
            *columns("proposed_by 14", "proposed 18", "decided_by 14", "decided 18", "source 24", "passage 50"),
            *columns("entity 24"),
            *PLACE,
        ),
        corrections,
    ),
    "sources": Table(
        "Sources",
        (
            *ARTICLE,
            *columns("of 11", "number 8", "claim_or_correction 50", "stance 10", "passage 60", "source 30"),
            *columns("publisher 20", "kind 11", "reliability 11", "address 30", "archived 30", "read 18", "uid 38"),
        ),
        sources,
    ),
    "notices": Table(
        "Notices",
        (*ARTICLE, *columns("kind 13", "notice 70", "approved_by 14", "approved 18", "corrections 11", "uid 38")),
        notices,
    ),
    "glossary": Table(
        "Glossary",
        columns("entity 30", "kind 12", "name 30", "name_is 12", "language 9", "gazetteer_id 20"),
        glossary,
        once=True,
    ),
}


class Rows:
    """The rows of several articles, one article after the other. Rows that come once are remembered: those of a
    gazetteer, however many articles there are."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.known: set[tuple[Value, ...]] = set()

    def of(self, record: ArticleRecord) -> Iterator[tuple[Value, ...]]:
        for row in self.table.rows(record):
            if row not in self.known:
                yield row
            if self.table.once:
                self.known.add(row)
