"""The corrected copy beside the original, sentence by sentence; each of its words knows its place in the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...articles.models import Version
from ...corrections.overlay import Corrected, apply
from ...corrections.queries import accepted_on
from ...text.lines import paragraphs
from ...text.spans import Span
from .beside import sentences_of


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the corrected copy, and the stretch of the original (code points) that they are, or are put for."""

    words: str
    origin: Span
    changed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the original, or several that one correction reaches over, as it reads now. `begins`: whether a new
    paragraph does here."""

    runs: Sequence[Run]
    target: Span
    begins: bool

    @property
    def changed(self) -> bool:
        return any(run.changed for run in self.runs)


def corrected_copy(version: Version) -> list[Sentence]:
    """The accepted corrections applied, in the original's sentences, each up to where the next begins. All runs joined
    are the corrected copy."""
    text = version.text
    corrected = apply(text, accepted_on(version))
    starts = {paragraph.start for paragraph in paragraphs(text)}
    found: list[Sentence] = []
    for span in parts(len(text), sentences_of(version), corrected):
        begins = not found or any(span.start <= start < span.end for start in starts)
        found.append(Sentence(runs_of(corrected, span), span, begins))
    return found


def parts(length: int, sentences: Sequence[Span], corrected: Corrected) -> list[Span]:
    """The whole text in sentences, those as one that a correction reaches over."""
    inside = [Span(piece.old_start, piece.old_end) for piece in corrected.pieces if not piece.kept]
    bounds = [0, *(sentence.start for sentence in sentences[1:]), length]
    kept = [bound for bound in bounds if not any(span.start < bound < span.end for span in inside)]
    return [Span(start, end) for start, end in pairwise(kept) if start < end]


def runs_of(corrected: Corrected, span: Span) -> list[Run]:
    """What became of a stretch of the original, piece by piece; what was taken out is not there."""
    runs = []
    for piece in corrected.pieces:
        start, end = max(piece.old_start, span.start), min(piece.old_end, span.end)
        if start >= end:
            continue
        if not piece.kept:
            if piece.new:
                runs.append(Run(piece.new, Span(piece.old_start, piece.old_end), True))
            continue
        words = piece.new[start - piece.old_start : end - piece.old_start]
        runs.append(Run(words, Span(start, end), False))
    return runs
