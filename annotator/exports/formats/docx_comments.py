"""What stands on an article as the comments of a Word file: who says it, when, and in which lines. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ..record import (
    AnchorRecord,
    ArticleRecord,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    GarbleRecord,
    NoticeRecord,
)
from .words import VERDICT_SIGNS, moment, notice_head, quoted, right_name

DESK = "Wirecheck"  # who speaks where a rule found something


@dataclass(frozen=True)
class Comment:
    """`lines`: the first is its heading. `anchor`: what it stands on; None is the beginning of the text."""

    author: str
    at: dt.datetime
    lines: tuple[str, ...]
    anchor: AnchorRecord | None

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.author.split()[:3]).upper()


def comments(record: ArticleRecord, *, notices: bool) -> list[Comment]:
    """All comments in text order, those on the whole article first; the notices too, where they stand nowhere else."""
    found = [
        *((_of_notice(notice) for notice in record.notices) if notices else ()),
        *(one for claim in record.claims for one in _on_claim(record, claim)),
        *(_on_garble(record, garble) for garble in record.garbles),
        *(_on_correction(row) for row in record.accepted),
    ]
    return sorted(found, key=lambda one: (one.anchor is not None, one.anchor.start if one.anchor else 0))


def _of_notice(notice: NoticeRecord) -> Comment:
    return Comment(notice.approver or DESK, notice.approved_at, (notice_head(notice), *notice.text.splitlines()), None)


def _placed(record: ArticleRecord, anchor: AnchorRecord) -> AnchorRecord | None:
    return anchor if anchor.version == record.version else None


def _earlier(quote: str) -> str:
    return f"Its words stand in an earlier version of the text: “{quote}”"


def _on_claim(record: ArticleRecord, claim: ClaimRecord) -> Iterator[Comment]:
    """One comment a stretch: what is known at the first, a reference to it at the others."""
    author = claim.creator or DESK
    stretches = sorted((a for a in claim.anchors if a.version == record.version), key=lambda anchor: anchor.start)
    lines = tuple(_claim_lines(claim))
    if not stretches:
        yield Comment(author, claim.changed_at, (*lines, *([_earlier(quoted(claim))] if claim.anchors else [])), None)
        return
    yield Comment(author, claim.changed_at, lines, stretches[0])
    for number, stretch in enumerate(stretches[1:], start=2):
        heading = f"Claim {claim.number}, part {number} of {len(stretches)}"
        yield Comment(author, claim.changed_at, (heading,), stretch)


def _claim_lines(claim: ClaimRecord) -> Iterator[str]:
    if claim.redacted:
        yield f"Claim {claim.number}: withheld as sensitive"
        return
    if claim.verdict:
        sure = "" if claim.confidence is None else f", confidence {claim.confidence} of 100"
        yield f"Claim {claim.number}: {VERDICT_SIGNS[claim.verdict].glyph} {claim.verdict}{sure} ({claim.state})"
    else:
        yield f"Claim {claim.number}: {'not looked at yet' if claim.state == 'suggested' else claim.state}"
    yield claim.wording
    if claim.fault:
        yield f"Fault: {claim.fault}"
    for evidence in claim.evidence:
        yield _source(evidence)
    for row in claim.assessments:
        if row.note:
            yield f"{row.reviewer} ({row.verdict}, {row.confidence}): {row.note}"


def _source(evidence: EvidenceRecord) -> str:
    source = evidence.source
    publisher = f", {source.publisher}" if source.publisher else ""
    read = f", read {moment(evidence.retrieved_at)}" if evidence.retrieved_at else ""
    passage = f": “{evidence.passage}”" if evidence.passage else ""
    address = f" {evidence.address}" if evidence.address else ""
    about = f"({source.kind}, reliability {source.reliability}{read})"
    return f"{evidence.stance.capitalize()}: {source.title}{publisher} {about}{passage}{address}"


def _on_garble(record: ArticleRecord, garble: GarbleRecord) -> Comment:
    lines = [f"Garble {garble.number}: {garble.label} ({garble.severity}, {garble.state})"]
    if right := right_name(garble):
        lines.append(f"Should read: {right}" + (f" ({garble.native_name})" if garble.native_name else ""))
    elif garble.suggestions:
        lines.append("Perhaps: " + ", ".join(str(one.get("name", "")) for one in garble.suggestions))
    if garble.reason:
        lines.append(garble.reason)
    anchor = _placed(record, garble.anchor)
    if anchor is None:
        lines.append(_earlier(garble.anchor.quote))
    return Comment(garble.creator or DESK, garble.changed_at, tuple(lines), anchor)


def _on_correction(row: CorrectionRecord) -> Comment:
    lines = [f"Correction {row.number}: {row.kind} ({row.state})"]
    lines.append(f"“{row.anchor.quote}” → " + (f"“{row.replacement}”" if row.replacement else "(taken out)"))
    if row.reason:
        lines.append(row.reason)
    if row.evidence:
        lines.append(_source(row.evidence))
    if row.decided_by and row.decided_at:
        lines.append(f"Accepted by {row.decided_by}, {moment(row.decided_at)}")
    return Comment(row.creator or DESK, row.created_at, tuple(lines), row.anchor)
