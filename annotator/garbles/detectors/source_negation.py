"""The source sentence is negated and the translation is not, or the other way round.

The words are those of text/negations.py. A sentence counts as not negated only where nothing in it is negative in any
way: a translation may say "fail to", "without" or "impossible" for "ne … pas".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text import negations
from annotator.text.spans import Finding, Span

KIND: Final = "source-negation"
_LONGEST: Final = 1_000


def find(passage: Passage) -> Iterator[Finding]:
    """Aligned sentences of which only one is negated."""
    source = passage.translated_from
    if source is None or source.language not in negations.LANGUAGES:
        return
    for couple in source.couples:
        target = couple.pair.target
        if target is None or not couple.is_close:
            continue
        ours, theirs = couple.source[:_LONGEST], couple.target[:_LONGEST]
        lost = negations.sure(ours, source.language)
        if lost and not negations.is_negative(theirs, "en"):
            yield passage.finding(KIND, target, f"The source sentence is negated (“{lost}”), the translation is not.")
            continue
        added = negations.sure(theirs, "en")
        # What is quoted in English in the source ("Don't Stop") negates nothing there.
        if added and added not in ours.replace("’", "'") and not negations.is_negative(ours, source.language):
            start = target.start + theirs.index(added)
            yield passage.finding(
                KIND, Span(start, start + len(added)),
                f"“{added}” negates the sentence; nothing in the source sentence does: “{_short(ours)}”.",
            )  # fmt: skip


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else sentence[:120].rpartition(" ")[0] + " …"
