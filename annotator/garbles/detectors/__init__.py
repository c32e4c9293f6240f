"""All detectors: pure functions from a passage to findings, one module per kind of `garbles/kinds.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from annotator.garbles.detectors import (
    broken_line,
    cut_off,
    doubled_words,
    echo,
    garbled_institution,
    garbled_name,
    garbled_place,
    leftover,
    literal,
    mixed_scripts,
    mojibake,
    name_variants,
    number_clash,
    number_format,
    punctuation,
    quotation_marks,
    repeated_lead,
    source_names,
    source_negation,
    source_numbers,
    source_quotation,
    source_sentences,
    source_untranslated,
    turned_relation,
    weekday,
)
from annotator.garbles.passage import NOTHING, About, Passage
from annotator.gazetteer.lookup import Gazetteer
from annotator.text.spans import Finding, Span, Zone

Detector = Callable[[Passage], Iterator[Finding]]

DETECTORS: Final[dict[str, Detector]] = {
    module.KIND: module.find
    for module in (
        garbled_name,
        garbled_place,
        garbled_institution,
        name_variants,
        quotation_marks,
        punctuation,
        number_format,
        mojibake,
        broken_line,
        cut_off,
        turned_relation,
        number_clash,
        source_numbers,
        source_names,
        source_negation,
        source_quotation,
        source_sentences,
        source_untranslated,
        doubled_words,
        repeated_lead,
        echo,
        mixed_scripts,
        weekday,
        leftover,
        literal,
        source_numbers,
        source_names,
        source_negation,
        source_quotation,
        source_sentences,
        source_untranslated,
    )
}
ANY_LANGUAGE: Final = frozenset(
    {quotation_marks.KIND, broken_line.KIND, mojibake.KIND, mixed_scripts.KIND, repeated_lead.KIND}
)
_RANK: Final = {"critical": 0, "major": 1, "minor": 2}


def find_all(
    text: str,
    sentences: Sequence[Span],
    zones: Sequence[Zone] = (),
    gazetteer: Gazetteer | None = None,
    about: About = NOTHING,
    *,
    mentions: list[tuple[Span, str]] | None = None,
) -> list[Finding]:
    """The findings of every detector in text order, none twice. Offsets are code points into `text`, half-open.

    `mentions` are the gazetteer's of this text, where they were looked up before. Without a gazetteer no name is
    called garbled. The rules on names and sentences are those of English copy: a text in another language
    is searched for `ANY_LANGUAGE` only. Time is linear in the length of the text.
    """
    english = about.language.lower().partition("-")[0] == "en"
    passage = Passage(text, sentences, zones, gazetteer, mentions=mentions, about=about)
    found = [
        finding
        for kind, detect in DETECTORS.items()
        if english or kind in ANY_LANGUAGE
        for finding in passage.once(kind, detect)
    ]
    return merge(found)


def merge(findings: Sequence[Finding]) -> list[Finding]:
    """Sorted by place; of findings of several kinds at the same words the most severe stays and tells both reasons."""
    kept: dict[tuple[int, int], Finding] = {}
    for finding in sorted(findings, key=lambda finding: _RANK[finding.severity]):
        place = (finding.start, finding.end)
        first = kept.get(place)
        if first is None:
            kept[place] = finding
        elif first.category != finding.category:
            kept[place] = first._replace(
                reason=f"{first.reason} {finding.reason}",
                suggestions=first.suggestions or finding.suggestions,
            )
    return sorted(kept.values(), key=lambda finding: (finding.start, finding.end))
