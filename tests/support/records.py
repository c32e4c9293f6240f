"""Believable export records, without a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from annotator.exports.record import (
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
from annotator.exports.terms import Terms

AT = dt.datetime(2021, 3, 4, 15, 30, tzinfo=dt.UTC)
TERMS = Terms(AT)
LATER = AT + dt.timedelta(hours=2)
VERSION = "11111111-2222-4333-8444-555555555555"
TEXT = (
    "HILLA BRIDGE SHUT\n\nFour guards 🎖️ of the al-Hasid were hurt, the e\u0301lite الحشد الشعبي said. It has 900 men.\n"
)


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def place(quote: str, text: str = TEXT) -> AnchorRecord:
    start = text.index(quote)
    end = start + len(quote)
    return AnchorRecord(start, end, quote, text[max(0, start - 40) : start], text[end : end + 40], VERSION)


def make_claim_record(number: int, *quotes: str, text: str = TEXT, **more: Any) -> ClaimRecord:
    claim = ClaimRecord(
        uid=uid(number),
        number=number,
        wording=quotes[0],
        kinds=("quantity",),
        state="open",
        verdict=None,
        confidence=None,
        fault=None,
        creator=None,
        created_at=AT,
        changed_at=AT,
        anchors=tuple(place(quote, text) for quote in quotes),
    )
    return replace(claim, **more)


def make_evidence_record(**more: Any) -> EvidenceRecord:
    source = SourceRecord(uid(70), "Hilla hospital log", "document", "Hilla hospital", None, "B")
    evidence = EvidenceRecord("refutes", "Three guards were treated.", "https://example.org/log", None, AT, source)
    return replace(evidence, **more)


def make_garble_record(number: int, quote: str, *, text: str = TEXT, **more: Any) -> GarbleRecord:
    garble = GarbleRecord(
        uid=uid(30 + number),
        number=number,
        category="garbled-name",
        label="Garbled name",
        severity="critical",
        state="suspected",
        reason="Sounds like al-Hashd.",
        suggestions=({"name": "al-Hashd al-Shaabi", "score": 0.81, "reason": "close in sound"},),
        reading=None,
        entity=None,
        native_name=None,
        creator=None,
        created_at=AT,
        changed_at=AT,
        anchor=place(quote, text),
    )
    return replace(garble, **more)


def make_correction_record(
    number: int, quote: str, replacement: str, *, text: str = TEXT, **more: Any
) -> CorrectionRecord:
    correction = CorrectionRecord(
        uid=uid(50 + number),
        number=number,
        replacement=replacement,
        kind="translation",
        reason="The group's right name.",
        state="accepted",
        creator="Ravi",
        created_at=AT,
        changed_at=LATER,
        decided_by="Edda",
        decided_at=LATER,
        anchor=place(quote, text),
    )
    return replace(correction, **more)


def make_assessment_record(**more: Any) -> AssessmentRecord:
    return replace(AssessmentRecord("Ravi", "mostly false", 80, "translation", "Counted twice.", LATER), **more)


def make_record(**more: Any) -> ArticleRecord:
    """An article with two claims (one judged, in two stretches), a garble, a correction and a zone."""
    record = ArticleRecord(
        id=12,
        uid=uid(90),
        title="Four guards hurt at Hilla",
        outlet="River Post",
        byline="A. Writer",
        feed="river",
        language="en",
        source_language="fr",
        translator="an engine",
        published_at=AT,
        url="https://example.org/hilla",
        identifier=None,
        created_at=AT,
        version=VERSION,
        version_number=1,
        text=TEXT,
        sha256="0" * 64,
        zones=(ZoneRecord(1, "headline", 0, 17),),
        claims=(
            make_claim_record(
                1,
                "Four guards",
                "were hurt",
                state="assessed",
                verdict="mostly false",
                confidence=80,
                fault="translation",
                changed_at=LATER,
                evidence=(make_evidence_record(),),
                assessments=(make_assessment_record(),),
            ),
            make_claim_record(2, "It has 900 men", state="suggested"),
        ),
        garbles=(make_garble_record(1, "al-Hasid"),),
        corrections=(make_correction_record(1, "al-Hasid", "al-Hashd al-Shaabi"),),
    )
    return replace(record, **more)
