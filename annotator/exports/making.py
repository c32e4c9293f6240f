"""What is told of an article: its rows become a record."""

from __future__ import annotations

from itertools import count
from typing import Any

from ..articles.models import Article
from ..claims.models import Claim, Evidence
from ..corrections.models import Correction, Notice
from ..db import now
from ..garbles.kinds import KINDS
from ..garbles.models import Garble
from ..gazetteer.models import Entity
from ..gazetteer.records import AliasRecord, EntityRecord
from ..readiness.models import Approval
from ..sources.models import Source
from .batch import Batch
from .record import (
    ArticleRecord,
    AssessmentRecord,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    GarbleRecord,
    NoticeRecord,
    PlaceRecord,
    ReadyRecord,
    SourceRecord,
    SpeakerRecord,
    ZoneRecord,
)
from .terms import Options


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
            garble_of(garble, number, batch, article)
            for number, garble in enumerate(in_text_order(batch.garbles[article.id]), start=1)
        ),
        corrections=tuple(
            correction_of(correction, number, batch)
            for number, correction in enumerate(in_text_order(batch.corrections[article.id]), start=1)
        ),
        notices=tuple(notice_of(notice, batch) for notice in reversed(batch.notices[article.id])),
        source_text=version.source_text,
        ready=ready_of(batch.ready.get(article.id)),
        version_published_at=version.published_at or (article.published_at if version.number == 1 else None),
        version_created_at=version.created_at,
        waiting=batch.waiting.get(article.id, 0),
        embargo_until=article.embargo_until if article.embargo_until and article.embargo_until > now() else None,
    )


def ready_of(approval: Approval | None) -> ReadyRecord | None:
    if approval is None:
        return None
    by = approval.created_by.name if approval.created_by else None
    return ReadyRecord(by, approval.created_at, approval.over)


def in_text_order(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.start, row.id))


def claim_of(claim: Claim, number: int, batch: Batch, options: Options) -> ClaimRecord:
    veiled = claim.id in batch.veil  # then the person has no assessment of their own either
    facts = batch.facts.get(claim.id, ())
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
        sensitive=claim.sensitive,
        worth=claim.worth,
        speaker=next((SpeakerRecord(row.quote, row.role or "person") for row in facts if row.kind == "speaker"), None),
        places=tuple(PlaceRecord(row.name or row.quote, row.key) for row in facts if row.kind == "place"),
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
    return EvidenceRecord(
        stance=evidence.stance,
        passage=evidence.passage,
        url=evidence.url,
        archive_url=evidence.archive_url,
        retrieved_at=evidence.retrieved_at,
        source=source_of(evidence.source),
    )


def source_of(source: Source) -> SourceRecord:
    return SourceRecord(source.uid, source.title, source.kind, source.publisher, source.url, source.reliability)


def garble_of(garble: Garble, number: int, batch: Batch, article: Article) -> GarbleRecord:
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
        named=named(garble.entity, article) if garble.entity else None,
    )


def named(entity: Entity, article: Article) -> EntityRecord:
    """The entity with its names; those that hold in another feed or article alone say nothing here."""
    here = {("everywhere", ""), ("feed", article.feed), ("article", article.uid)}
    return EntityRecord(
        entity.key,
        entity.name,
        entity.kind,
        native_name=entity.native_name,
        identifiers=entity.identifiers,
        aliases=tuple(
            AliasRecord(alias.name, alias.kind, alias.language)
            for alias in entity.aliases
            if (alias.scope, alias.within) in here
        ),
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
        evidence=evidence_for(correction),
        entity=correction.entity.name if correction.entity else None,
    )


def evidence_for(correction: Correction) -> EvidenceRecord | None:
    """What the source of a correction says; it is given because it supports it."""
    if correction.source is None:
        return None
    return EvidenceRecord("supports", correction.passage, None, None, None, source_of(correction.source))


def notice_of(notice: Notice, batch: Batch) -> NoticeRecord:
    assert notice.approved_at is not None  # the database keeps it so
    return NoticeRecord(
        uid=notice.uid,
        kind=notice.kind,
        text=notice.text,
        approver=batch.name(notice.approved_by_id),
        approved_at=notice.approved_at,
        corrections=tuple(correction.uid for correction in notice.corrections),
    )
