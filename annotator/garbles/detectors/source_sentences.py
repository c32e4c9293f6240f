"""The source has sentences that the translation lacks, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles.passage import Passage
from annotator.garbles.source import Couple
from annotator.text.spans import Finding, Span

KIND: Final = "source-sentences"
_SHORTEST: Final = 20  # characters; shorter ones are headings and signatures
# Where more is missing than this, the two texts are not each other's and no sentence can be named.
_MOST_UNPAIRED: Final = 0.4


def find(passage: Passage) -> Iterator[Finding]:
    """Sentences without a counterpart, between neighbours that have one."""
    source = passage.translated_from
    if source is None:
        return
    couples = source.couples
    alone = sum(not couple.source or not couple.target for couple in couples)
    if len(couples) < 2 or alone > max(1, _MOST_UNPAIRED * len(couples)):
        return
    for number, couple in enumerate(couples):
        words = couple.source or couple.target
        if (couple.source and couple.target) or len(words) < _SHORTEST or not _is_firm(couples, number):
            continue
        if couple.pair.target is not None:
            yield passage.finding(KIND, couple.pair.target, "The source has no sentence for this one.")
        else:
            place = _place(passage, couples, number)
            if place is not None:
                yield passage.finding(
                    KIND, place, f"The source goes on with a sentence that is missing: “{_short(words)}”"
                )


def _is_firm(couples: Sequence[Couple], number: int) -> bool:
    """Whether the neighbours are pairs: beside another lone sentence nothing says which one is missing."""
    near = [couples[i] for i in (number - 1, number + 1) if 0 <= i < len(couples)]
    return all(couple.source and couple.target for couple in near)


def _place(passage: Passage, couples: Sequence[Couple], number: int) -> Span | None:
    """The last word before the gap, or the first behind it."""
    for i, at_end in ((number - 1, True), (number + 1, False)):
        target = couples[i].pair.target if 0 <= i < len(couples) else None
        if target is not None:
            words = target.of(passage.text)
            if at_end:
                return Span(target.start + words.rstrip().rfind(" ") + 1, target.end)
            return Span(target.start, target.start + len(words.split(None, 1)[0]))
    return None


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:160].rpartition(" ")[0] + " …"
