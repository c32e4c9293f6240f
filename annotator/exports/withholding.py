"""What is not for everybody: claims marked sensitive stay out of an export, or are blacked out in it. Pure.

Blacked out, a claim keeps its number and its place; the words are replaced by as many blocks, so that every other
offset still fits. What stands on such words (garbles, corrections) goes with them, and no context shows them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..text.spans import Span
from .record import AnchorRecord, ArticleRecord, ClaimRecord

BLOCK: Final = "█"
REDACTED: Final = "[withheld]"
CONTEXT: Final = 40  # code points beside a quote (articles/anchors.py)


def withhold(record: ArticleRecord, how: str) -> ArticleRecord:
    """The record as it may leave: `how` is one of terms.SENSITIVE."""
    sensitive = [claim for claim in record.claims if claim.sensitive]
    if not sensitive or how == "with":
        return record
    if how == "out":
        rest = tuple(claim for claim in record.claims if not claim.sensitive)
        return replace(record, claims=rest, withheld=len(sensitive))
    black = [anchor for claim in sensitive for anchor in claim.anchors]
    text = blacked(record.text, (Span(a.start, a.end) for a in black if a.version == record.version))

    def hidden(anchor: AnchorRecord) -> bool:
        return any(anchor.version == one.version and anchor.start < one.end and anchor.end > one.start for one in black)

    def again(anchor: AnchorRecord) -> AnchorRecord:
        if anchor.version != record.version:
            # An older text is not in the export: its words beside a quote are left out.
            return replace(anchor, prefix="", suffix="")
        start, end = anchor.start, anchor.end
        return replace(
            anchor,
            quote=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        )

    return replace(
        record,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        claims=tuple(
            bare(claim, tuple(again(a) for a in claim.anchors if a.version == record.version))
            if claim.sensitive
            else replace(claim, anchors=tuple(again(a) for a in claim.anchors))
            for claim in record.claims
        ),
        garbles=tuple(replace(row, anchor=again(row.anchor)) for row in record.garbles if not hidden(row.anchor)),
        corrections=tuple(
            replace(row, anchor=again(row.anchor)) for row in record.corrections if not hidden(row.anchor)
        ),
        notices=(),  # they quote the words of corrections
        source_text=None,  # it says the same in another language
        withheld=len(sensitive),
    )


def blacked(text: str, spans: Iterable[Span]) -> str:
    """The text with blocks in place of these stretches; line ends and spaces stay, so that it is set as before."""
    letters = list(text)
    for span in spans:
        for at in range(span.start, span.end):
            if not letters[at].isspace():
                letters[at] = BLOCK
    return "".join(letters)


def bare(claim: ClaimRecord, anchors: tuple[AnchorRecord, ...]) -> ClaimRecord:
    """Nothing of the claim but its number, its place and how far the desk is with it."""
    return ClaimRecord(
        uid=claim.uid,
        number=claim.number,
        wording=REDACTED,
        kinds=(),
        state=claim.state,
        verdict=None,
        confidence=None,
        fault=None,
        creator=None,
        created_at=claim.created_at,
        changed_at=claim.created_at,
        anchors=anchors,
        sensitive=True,
        redacted=True,
    )
