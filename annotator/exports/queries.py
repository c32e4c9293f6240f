"""Reads articles into records: in batches, each a fixed number of statements whatever is on the articles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import User
from ..articles.anchors import AnchorColumns
from ..articles.models import Article, Version
from ..articles.queries import visible
from ..claims.models import Claim, Evidence
from ..corrections.models import Correction
from ..db import db
from ..db.tracking import HistoryEntry
from ..errors import NotFound
from ..garbles.kinds import KINDS
from ..garbles.models import Garble
from ..reviews.blindness import NOTHING, Veil, veil_over
from ..reviews.models import Assessment
from ..tags.models import Tagging
from ..tags.queries import names_by
from .record import (
    AnchorRecord,
    ArticleRecord,
    AssessmentRecord,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    GarbleRecord,
    SourceRecord,
    ZoneRecord,
)
from .terms import Options

BATCH = 50  # articles read at a time: a few megabytes, and few statements each

Row = TypeVar("Row", Claim, Garble, Correction)


@dataclass
class Batch:
    """The rows of some articles by article, and what they refer to by id."""

    claims: dict[int, list[Claim]]
    garbles: dict[int, list[Garble]]
    corrections: dict[int, list[Correction]]
    assessments: dict[int, list[Assessment]]
    versions: dict[int, str]
    people: dict[int, str]
    changes: dict[tuple[str, int], dt.datetime] = field(default_factory=dict)
    tags: dict[int, list[str]] = field(default_factory=dict)  # by claim
    veil: Veil = NOTHING  # of the person it is read for

    def name(self, user_id: int | None) -> str | None:
        return None if user_id is None else self.people[user_id]

    def changed(self, row: Claim | Garble | Correction) -> dt.datetime:
        return self.changes.get((row.__tablename__, row.id), row.created_at)

    def anchor(self, row: AnchorColumns) -> AnchorRecord:
        return AnchorRecord(row.start, row.end, row.quote, row.prefix, row.suffix, self.versions[row.version_id])


def all_ids(by: User | None) -> list[int]:
    """Every article that this person may know of (None: the program itself, all of them), oldest first."""
    return list(db.session.scalars(sa.select(Article.id).where(visible(by)).order_by(Article.id)))


def load_record(article_id: int, *, by: User | None, options: Options) -> ArticleRecord:
    """One article. Raises NotFound also when it is there and this person may not know of it."""
    for record in records([article_id], by=by, options=options):
        return record
    raise NotFound("There is no such article, or it is not open to you.")


def records(ids: Sequence[int], *, by: User | None, options: Options) -> Iterator[ArticleRecord]:
    """The articles with these ids in the order given; those that this person may not know of are left out."""
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        articles = {
            article.id: article
            for article in db.session.scalars(
                sa.select(Article)
                .where(Article.id.in_(some), visible(by))
                .options(joinedload(Article.current).selectinload(Version.zones))
            )
        }
        batch = read_batch(list(articles), by)
        for article_id in some:
            if article_id in articles:
                yield record_of(articles[article_id], batch, options)


@dataclass(frozen=True)
class ArticlesLeaving:
    """The articles of one export (terms.Copies). `passed` is told how many are written so far."""

    ids: Sequence[int]
    options: Options
    by: User | None
    passed: Callable[[int], None] = lambda _number: None

    def __iter__(self) -> Iterator[ArticleRecord]:
        for number, record in enumerate(records(self.ids, by=self.by, options=self.options), start=1):
            yield record
            self.passed(number)


def read_batch(ids: Sequence[int], by: User | None) -> Batch:
    claims = rows_of(
        Claim,
        ids,
        Claim.state != "not-a-claim",
        selectinload(Claim.anchors),
        selectinload(Claim.evidence).joinedload(Evidence.source),
    )
    garbles = rows_of(Garble, ids, Garble.state != "dismissed", joinedload(Garble.entity))
    corrections = rows_of(Correction, ids, Correction.state.in_(("proposed", "accepted")))
    assessments: dict[int, list[Assessment]] = defaultdict(list)
    for assessment in db.session.scalars(
        sa.select(Assessment).join(Claim).where(Claim.article_id.in_(ids)).order_by(Assessment.id)
    ):
        assessments[assessment.claim_id].append(assessment)
    versions = sa.select(Version.id, Version.uid).where(Version.article_id.in_(ids))
    return Batch(
        claims=claims,
        garbles=garbles,
        corrections=corrections,
        assessments=assessments,
        versions=dict(db.session.execute(versions).all()),
        people=names_of([*all_of(claims), *all_of(garbles), *all_of(corrections), *all_of(assessments)]),
        changes=last_changes(ids),
        tags=names_by(Tagging.claim_id, [claim.id for rows in claims.values() for claim in rows]),
        veil=veil_over(Claim.article_id.in_(ids), by=by),
    )


def rows_of(model: type[Row], ids: Sequence[int], wanted: sa.ColumnElement[bool], *load: Any) -> dict[int, list[Row]]:
    """The rows of one kind by article."""
    found: dict[int, list[Row]] = defaultdict(list)
    statement = sa.select(model).where(model.article_id.in_(ids), wanted).options(*load).order_by(model.id)
    for row in db.session.scalars(statement):
        found[row.article_id].append(row)
    return found


def all_of(grouped: dict[int, list[Any]]) -> Iterator[Any]:
    return (row for rows in grouped.values() for row in rows)


def names_of(rows: Iterable[Any]) -> dict[int, str]:
    """The names of all who made, decided or judged these rows."""
    wanted = {
        getattr(row, column)
        for row in rows
        for column in ("created_by_id", "decided_by_id", "reviewer_id")
        if getattr(row, column, None) is not None
    }
    return dict(db.session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted))).all())


def last_changes(ids: Sequence[int]) -> dict[tuple[str, int], dt.datetime]:
    """When each thing on these articles was last changed, from the history."""
    rows = db.session.execute(
        sa.select(HistoryEntry.object_type, HistoryEntry.object_id, sa.func.max(HistoryEntry.at))
        .where(HistoryEntry.article_id.in_(ids), HistoryEntry.object_type.in_(("claims", "garbles", "corrections")))
        .group_by(HistoryEntry.object_type, HistoryEntry.object_id)
    )
    return {(kind, ident): at for kind, ident, at in rows}


def record_of(article: Article, batch: Batch, options: Options) -> ArticleRecord:
    version = article.current
    numbers = count(1)
    claims = [
        claim_of(claim, next(numbers), batch, options)
        for claim in sorted(batch.claims[article.id], key=lambda row: row.in_text)
    ]
    return ArticleRecord(
        id=article.id,
        uid=article.uid,
        title=article.title,
        outlet=article.outlet,
        byline=article.byline,
        feed=article.feed,
        language=article.language,
        source_language=article.source_language,
        translator=article.translator,
        published_at=article.published_at,
        url=article.url,
        identifier=article.identifier,
        created_at=article.created_at,
        version=version.uid,
        version_number=version.number,
        text=version.text,
        sha256=version.sha256,
        zones=tuple(ZoneRecord(zone.id, zone.kind, zone.start, zone.end) for zone in version.zones),
        # Numbered before any is left out: "claim 7" is the same on the workbench and in every export.
        claims=tuple(claim for claim in claims if options.suggested or claim.state != "suggested"),
        garbles=tuple(
            garble_of(garble, number, batch)
            for number, garble in enumerate(in_text_order(batch.garbles[article.id]), start=1)
        ),
        corrections=tuple(
            correction_of(correction, number, batch)
            for number, correction in enumerate(in_text_order(batch.corrections[article.id]), start=1)
        ),
    )


def in_text_order(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.start, row.id))


def claim_of(claim: Claim, number: int, batch: Batch, options: Options) -> ClaimRecord:
    veiled = claim.id in batch.veil  # then the person has no assessment of their own either
    return ClaimRecord(
        uid=claim.uid,
        number=number,
        wording=claim.wording,
        kinds=tuple(claim.kinds),
        state=claim.state,
        verdict=None if veiled else claim.verdict,
        confidence=None if veiled else claim.confidence,
        fault=None if veiled else claim.fault,
        creator=batch.name(claim.created_by_id) if claim.origin == "person" else None,
        created_at=claim.created_at,
        changed_at=batch.changed(claim),
        anchors=tuple(batch.anchor(anchor) for anchor in claim.anchors),
        evidence=tuple(evidence_of(evidence) for evidence in claim.evidence),
        tags=tuple(batch.tags.get(claim.id, ())),
        assessments=tuple(
            AssessmentRecord(
                reviewer=batch.people[row.reviewer_id],
                verdict=row.verdict,
                confidence=row.confidence,
                fault=row.fault,
                note=row.note if options.notes else "",
                changed_at=row.changed_at,
            )
            for row in (() if veiled else batch.assessments[claim.id])
        ),
    )


def evidence_of(evidence: Evidence) -> EvidenceRecord:
    source = evidence.source
    return EvidenceRecord(
        stance=evidence.stance,
        passage=evidence.passage,
        url=evidence.url,
        archive_url=evidence.archive_url,
        retrieved_at=evidence.retrieved_at,
        source=SourceRecord(source.uid, source.title, source.kind, source.publisher, source.url, source.reliability),
    )


def garble_of(garble: Garble, number: int, batch: Batch) -> GarbleRecord:
    return GarbleRecord(
        uid=garble.uid,
        number=number,
        category=garble.category,
        label=KINDS[garble.category].label,
        severity=garble.severity,
        state=garble.state,
        reason=garble.reason,
        suggestions=tuple(garble.suggestions),
        reading=garble.reading,
        entity=garble.entity.name if garble.entity else None,
        native_name=garble.entity.native_name if garble.entity else None,
        creator=batch.name(garble.created_by_id) if garble.detector is None else None,
        created_at=garble.created_at,
        changed_at=batch.changed(garble),
        anchor=batch.anchor(garble),
    )


def correction_of(correction: Correction, number: int, batch: Batch) -> CorrectionRecord:
    return CorrectionRecord(
        uid=correction.uid,
        number=number,
        replacement=correction.replacement,
        kind=correction.kind,
        reason=correction.reason,
        state=correction.state,
        creator=batch.name(correction.created_by_id),
        created_at=correction.created_at,
        changed_at=batch.changed(correction),
        decided_by=batch.name(correction.decided_by_id),
        decided_at=correction.decided_at,
        anchor=batch.anchor(correction),
    )
