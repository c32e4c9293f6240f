"""A paragraph or sentence stands a second time, word for word or nearly.

Sites repeat the lead as the teaser below the copy, and an engine that translates both leaves two renderings. The zones
know the lead (text/repeats.py); here it becomes a finding, and sentences of body copy that stand twice are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.spans import Finding, Span

KIND: Final = "repeated-lead"
_FEWEST: Final = 60  # characters of a sentence that is no refrain and no formula ("He declined to comment.")
_MARKS: Final = "\"'“”‘’«»"


def find(passage: Passage) -> Iterator[Finding]:
    """Paragraphs that the zones know as repeated, and sentences that stand twice outside quotations."""
    end = 0
    text = passage.text
    for zone in passage.zones:
        if zone.kind == "repeated-lead":
            yield passage.finding(KIND, Span(zone.start, zone.end), "This paragraph stands above already.")
    seen: dict[str, Span] = {}
    for sentence in passage.sentences:
        if sentence.end - sentence.start < _FEWEST:
            continue
        quote = sentence.of(text).strip()
        first = seen.setdefault(quote, sentence)
        if first is sentence or sentence.start < end or not quote.endswith((".", "!", "?", "”", '"')):
            continue
        if passage.zone_at(sentence.start) or passage.zone_at(first.start) or quote[0] in _MARKS:
            continue
        end = sentence.end
        start = sentence.start + sentence.of(text).index(quote)
        yield passage.finding(
            KIND, Span(start, start + len(quote)), "This sentence stands above already, word for word."
        )
