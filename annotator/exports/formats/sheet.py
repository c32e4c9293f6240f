"""What stands on a fact sheet: the judged claims and the most worth checking, cut to what its pages hold. Pure.

Everything here is plain values for the typesetter; each text from outside has passed `visible`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ...articles.rendering import UNSEEN, direction, name_of, primary
from ..record import ArticleRecord, ClaimRecord, CorrectionRecord, EvidenceRecord, GarbleRecord, count
from ..terms import Terms
from .words import (
    STANCE_SIGNS,
    VERDICT_SIGNS,
    Sign,
    counted,
    facts,
    for_the_desk,
    moment,
    notice_head,
    quoted,
    right_name,
    scrubbed_note,
    stands,
)

# Three pages never hold more claims than this, however short: what is left out is not typeset in vain.
MOST_CLAIMS: Final = 100
FEWEST_OTHERS: Final = 10  # garbles, and corrections, that have their place however many claims there are
MOST_SOURCES, MOST_NOTICES = 4, 4  # of a claim; of the sheet
LONGEST_QUOTE, LONGEST_PASSAGE, LONGEST_NAME, LONGEST_NOTICE = 420, 260, 160, 600  # characters
LONGEST_WORD: Final = 40  # characters without a place to break a line at
SEVERITIES: Final = ("critical", "major", "minor")

_WHITE: Final = re.compile(r"\s+")
_LONG_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD},}}")
_STEP: Final = re.compile(f".{{{LONGEST_WORD // 2}}}(?=.)")

Values = dict[str, Any]


def visible(text: str | None, longest: int = LONGEST_NAME) -> str:
    """Words in one line, at most `longest` characters. What leaves no trace is named; very long words may break."""
    line = _WHITE.sub(" ", text or "").strip()
    if len(line) > longest:
        line = line[: longest - 1].rpartition(" ")[0] if " " in line[: longest - 1] else line[: longest - 1]
        line = line.rstrip(" ,;:–-") + "…"
    line = UNSEEN.sub(lambda found: f"[{name_of(found.group())}]", line)
    return _LONG_WORD.sub(lambda word: _STEP.sub("\\g<0>\u200b", word.group()), line)


def ranked(record: ArticleRecord) -> list[ClaimRecord]:
    """The claims, those first that a sheet must have: the judged ones, then by worth."""
    return sorted(record.claims, key=lambda claim: (claim.verdict is None, -claim.worth, claim.number))


def contents(record: ArticleRecord, terms: Terms, room: int, *, replaced: int = 0) -> Values:
    """The sheet with at most `room` claims; of garbles and corrections as many, yet never fewer than FEWEST_OTHERS."""
    others = max(room, FEWEST_OTHERS)
    first = ranked(record)[:room]
    garbles = sorted(record.garbles, key=lambda row: (_severity(row), row.number))[:others]
    corrections = sorted(record.corrections, key=lambda row: (row.state != "accepted", row.number))[:others]
    language = primary(record.language)
    on_claims = _marks(record, first)
    claims = [_claim(record, claim, on_claims) for claim in sorted(first, key=lambda claim: claim.number)]
    return {
        "title": visible(record.title, LONGEST_QUOTE) or "Without a title",
        # What is no code of ISO 639 would stop the typesetter.
        "language": language if re.fullmatch(r"[a-z]{2,3}", language) else "en",
        "direction": direction(record.language),
        "from": [visible(fact) for fact in facts(record)]
        + ([moment(record.published_at)] if record.published_at else []),
        "address": record.address,
        "address_shown": visible(record.address),
        "conditions": list(for_the_desk(record)),
        "summary": _summary(record),
        "judged": [one for one in claims if one["verdict"]],
        "claims": [one for one in claims if not one["verdict"]],
        "more_claims": _more(len(record.claims) - len(first), "claim"),
        "garbles": [_garble(record, row) for row in sorted(garbles, key=lambda row: row.number)],
        "more_garbles": _more(len(record.garbles) - len(garbles), "garble"),
        "corrections": [_correction(record, row) for row in sorted(corrections, key=lambda row: row.number)],
        "more_corrections": _more(len(record.corrections) - len(corrections), "correction"),
        "notices": [
            {"head": visible(notice_head(notice)), "text": visible(notice.text, LONGEST_NOTICE)}
            for notice in record.notices[:MOST_NOTICES]
        ],
        "more_notices": _more(len(record.notices) - MOST_NOTICES, "notice"),
        "version": f"{record.named_version}, SHA-256 {record.sha256[:16]}…",
        "made": f"Made {moment(terms.at)} by Wirecheck",
        "replaced": scrubbed_note(replaced),
    }


def _more(number: int, thing: str) -> str | None:
    return f"and {number} more {thing if number == 1 else thing + 's'}: see the annotated page" if number > 0 else None


def _summary(record: ArticleRecord) -> list[Values]:
    """How many claims there are, and how many of each verdict."""
    counts = count(record)
    judged = sum(number for _, number in counts.verdicts)
    return [
        {"words": counted(counts.claims, "claim"), "sign": None},
        *(
            {"words": f"{number} {verdict}", "sign": _sign(VERDICT_SIGNS[verdict])}
            for verdict, number in counts.verdicts
        ),
        *(
            [{"words": f"{counts.claims - judged} without a verdict", "sign": None}]
            if 0 < judged < counts.claims
            else []
        ),
        *([{"words": counted(counts.garbles, "garble"), "sign": None}] if counts.garbles else []),
        *([{"words": counted(counts.corrections, "correction"), "sign": None}] if counts.corrections else []),
    ]


def _sign(sign: Sign) -> Values:
    return {"glyph": sign.glyph, "tone": sign.tone}


def _claim(record: ArticleRecord, claim: ClaimRecord, on_claims: dict[int, list[str]]) -> Values:
    quote, judged = quoted(claim), claim.verdict is not None
    wording = claim.wording if judged and claim.wording.rstrip(".") != quote.rstrip(".") else None
    return {
        "number": claim.number,
        "quote": visible(quote, LONGEST_QUOTE),
        "wording": visible(wording, LONGEST_QUOTE) or None,
        "verdict": {"word": claim.verdict, **_sign(VERDICT_SIGNS[claim.verdict])} if claim.verdict else None,
        "confidence": claim.confidence,
        "state": "withheld" if claim.redacted else "not looked at yet" if claim.state == "suggested" else claim.state,
        "fault": claim.fault,
        "sources": [_source(evidence) for evidence in claim.evidence[:MOST_SOURCES]],
        "more_sources": _more(len(claim.evidence) - MOST_SOURCES, "source"),
        "marks": on_claims.get(claim.number, []),
        "earlier": bool(claim.anchors) and not stands(record, claim),
        "notes": [
            {
                "by": visible(f"{row.reviewer} ({row.verdict}, {row.confidence}):"),
                "text": visible(row.note, LONGEST_PASSAGE),
            }
            for row in claim.assessments
            if row.note
        ][:MOST_SOURCES],
    }


def _source(evidence: EvidenceRecord) -> Values:
    source = evidence.source
    kind = f"{source.kind}, reliability {source.reliability}"
    return {
        "stance": evidence.stance,
        **_sign(STANCE_SIGNS[evidence.stance]),
        "title": visible(source.title) or "Without a title",
        "publisher": visible(source.publisher),
        "about": f"{kind}, read {evidence.retrieved_at:%Y-%m-%d}" if evidence.retrieved_at else kind,
        "passage": visible(evidence.passage, LONGEST_PASSAGE),
        "address": evidence.address,
        "archive": evidence.archive,
    }


def _garble(record: ArticleRecord, row: GarbleRecord) -> Values:
    right = right_name(row)
    perhaps = [str(one.get("name", "")) for one in row.suggestions[:3]] if not right else []
    return {
        "number": row.number,
        "quote": visible(row.anchor.quote),
        "right": visible(right) or None,
        "native": visible(row.native_name) or None,
        "perhaps": visible(", ".join(perhaps)) or None,
        "about": f"{row.label}, {row.severity}, {row.state}",
        "earlier": not stands(record, row),
    }


def _correction(record: ArticleRecord, row: CorrectionRecord) -> Values:
    return {
        "number": row.number,
        "old": visible(row.anchor.quote),
        "new": visible(row.replacement) or None,
        "about": f"{row.kind}, {row.state}",
        "reason": visible(row.reason) or None,
        "source": _source(row.evidence) if row.evidence else None,
        "earlier": not stands(record, row),
    }


def _severity(row: GarbleRecord) -> tuple[bool, int]:
    rank = SEVERITIES.index(row.severity) if row.severity in SEVERITIES else len(SEVERITIES)
    return right_name(row) is None, rank


def _marks(record: ArticleRecord, claims: list[ClaimRecord]) -> dict[int, list[str]]:
    """By claim: which garbles and corrections stand on its words, "G1", "C2"."""
    things = [(row.anchor, f"G{row.number}") for row in record.garbles]
    things += [(row.anchor, f"C{row.number}") for row in record.corrections]
    found: dict[int, list[str]] = {}
    for claim in claims:
        found[claim.number] = [
            label
            for anchor, label in things
            if any(a.version == anchor.version and a.start < anchor.end and anchor.start < a.end for a in claim.anchors)
        ]
    return found
