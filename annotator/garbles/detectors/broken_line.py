"""A line ends inside a sentence or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text import lines
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "broken-line"
_LAST_WORD: Final = re.compile(r"\S+$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# What the two parts of an unknown name must be like together to be taken for a garbled one.
_LAST_NAME: Final = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][^\W\d_]+(?:[-’'][^\W\d_]+)*$")
_APART: Final = 2  # characters of the break; a blank line may stand there
_FEWEST: Final = 4  # spaces of a line of copy
NEAR: Final = 0.85
# A text of which this share of the paragraphs has line breaks inside is wrapped to a width: its breaks are layout.
WRAPPED: Final = 0.34


def find(passage: Passage) -> Iterator[Finding]:
    """Breaks inside a paragraph, from the last word before to the first word after; none in a hard-wrapped text."""
    yield from _names_across(passage)
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


def _names_across(passage: Passage) -> Iterator[Finding]:
    """Known names of which the first part ends one paragraph and the rest begins the next: "Walid⏎Jumblatt came."

    The rules for lines take the first part for a heading, or for the end of one. A list of names is no copy: the
    second paragraph must read on behind the name.
    """
    text = passage.text
    for before, after in pairwise(passage.paragraphs):
        if text[after.start].isupper() and text[before.end - 1].isalpha() and after.start - before.end <= _APART:
            last = _LAST_NAME.search(text, max(before.start, before.end - 40), before.end)
            first = _WORD.match(text, after.start, after.end) if last else None
            if last is None or first is None or text[first.end() : first.end() + 2].strip()[:1].isupper():
                continue
            name = f"{last.group()} {first.group()}"
            found = passage.gazetteer.exact(name, garbles=False)
            if found and text.count(" ", after.start, after.end) >= _FEWEST:
                reading = Reading(name, 0.9, f"{found[0].name} is one name", found[0].id)
                yield passage.finding(
                    KIND, Span(last.start(), first.end()), f"The line ends inside a name: {name}?", [reading],
                    severity="major",
                )  # fmt: skip


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
