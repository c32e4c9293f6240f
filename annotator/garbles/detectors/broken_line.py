"""A line ends inside a sentence or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text import lines
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "broken-line"
_LAST_WORD: Final = re.compile(r"\S+$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# What the two parts of an unknown name must be like together to be taken for a garbled one.
NEAR: Final = 0.85
# A text of which this share of the paragraphs has line breaks inside is wrapped to a width: its breaks are layout.
WRAPPED: Final = 0.34


def find(passage: Passage) -> Iterator[Finding]:
    """Breaks inside a paragraph, from the last word before to the first word after; none in a hard-wrapped text."""
    paragraphs = [p for p in passage.paragraphs if passage.zone_at(p.start) not in {"headline", "byline"}]
    broken = [paragraph for paragraph in paragraphs if len(paragraph.lines) > 1]
    breaks = sum(len(paragraph.lines) - 1 for paragraph in broken)
    if len(broken) > 2 and (len(broken) > WRAPPED * len(paragraphs) or breaks > 2 * len(broken)):
        return
    for paragraph in broken:
        if len(paragraph.lines) > 4:  # a wrapped paragraph, or verse
            continue
        for before, after in zip(paragraph.lines, paragraph.lines[1:], strict=False):
            same_zone = passage.zone_at(before.end - 1) == passage.zone_at(after.start)
            if same_zone and not lines.ends_with_stop(before.of(passage.text)):
                yield _finding(passage, before, after)


def _finding(passage: Passage, before: Span, after: Span) -> Finding:
    text = passage.text
    last = _LAST_WORD.search(text, before.start, before.end)
    first = _WORD.search(text, after.start, after.end)
    span = Span(last.start() if last else before.end, first.end() if first else after.start + 1)
    words = list(_WORD.finditer(text, max(before.start, before.end - 60), before.end))
    name = _name_across(passage, [Span(*word.span()) for word in words], first)
    if name is None:
        return passage.finding(KIND, span, "The line ends inside a sentence.")
    start, reading = name
    return passage.finding(
        KIND, Span(start, span.end), f"The line ends inside a name: {reading.name}?", [reading], severity="major"
    )


def _name_across(passage: Passage, words: Sequence[Span], first: re.Match[str] | None) -> tuple[int, Reading] | None:
    """A known name of which one part stands before the break, up to two words away, and the other behind it."""
    if first is None or first.group().islower():
        return None
    for back, word in enumerate(reversed(words[-3:])):
        part = word.of(passage.text)
        name = f"{part} {first.group()}"
        found = passage.gazetteer.exact(name, garbles=False) if part[:1].isupper() else []
        if found:
            moved = " ".join(span.of(passage.text) for span in words[len(words) - back :])
            return word.start, Reading(f"{name} {moved}".strip(), 0.9, f"{found[0].name} is one name", found[0].id)
        if back == 0 and part[:1].isupper():
            for match in passage.gazetteer.match(name, limit=1, alike_in_length=True):
                if match.score >= NEAR:
                    return word.start, Reading(match.name, match.score, match.reason, match.entity_id)
    return None
