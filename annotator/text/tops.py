"""What stands above the copy: the line of the section, the headline, and the deck below it.

A deck says what the copy says again; a lead says it once. So a sentence with a stop is a deck only where its words
stand in the paragraphs below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from annotator.text import lines
from annotator.text.furniture import BYLINE, DATELINE, LABEL, REPORTED, STAMP
from annotator.text.lines import Block
from annotator.text.repeats import figures, plain, stems
from annotator.text.spans import ZoneKind

_SENTENCE_STOP: Final = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]*[A-ZÀ-Þ])")
HEAD_MARK: Final = re.compile(r"#{1,6}\s+\S")
_TOP: Final = 8  # paragraphs above the lead, at most
_KICKER: Final = re.compile(r"[A-ZÀ-Þ]{4,14}[.:]?\s+[“\"«]?[A-ZÀ-Þ][\w’'-]*\s[^A-ZÀ-Þ]")  # "REPORT In the region …"


def mark_headline(blocks: Sequence[Block], kinds: list[ZoneKind | None], title: str | None) -> None:
    """The first paragraph, when it has no stop, is short and copy follows; or the given title."""
    if title:
        wanted = plain(lines.block(title.strip()))
        for i in range(min(5, len(blocks))):
            if wanted and plain(blocks[i]) == wanted and len(blocks) > 1:
                kinds[i] = "headline"
    if len(blocks) > 1 and kinds[0] is None and (HEAD_MARK.match(blocks[0].quote) or _is_headline(blocks, 0)):
        kinds[0] = "headline"


def mark_deck(blocks: Sequence[Block], kinds: list[ZoneKind | None]) -> None:
    """The headline below the line of a section, and the deck; what stands between them is known already."""
    if len(blocks) < 4 or kinds[0] is None:
        return
    i = _first_unknown(blocks, kinds, 1)
    if i is not None and ("headline" not in kinds[:i] or (kinds[0] == "headline" and _is_section(blocks[0]))):
        if blocks[i].word_count < 4 or not _is_headline(blocks, i):
            return
        kinds[i] = "headline"
        i = _first_unknown(blocks, kinds, i + 1)
    while i is not None and _is_above_copy(blocks, kinds, i):
        kinds[i] = "heading"
        i = _first_unknown(blocks, kinds, i + 1)


def _is_section(one: Block) -> bool:
    return one.word_count <= 2 or (one.word_count <= 5 and ("/" in one.quote or one.quote.isupper()))


def _is_above_copy(blocks: Sequence[Block], kinds: Sequence[ZoneKind | None], i: int) -> bool:
    near = range(i + 1, min(i + 10, len(blocks)))
    below = [j for j in near if kinds[j] is None and (blocks[j].has_stop or blocks[j].word_count > 9)][:3]
    if len(below) < 2:
        return False
    if is_deck(blocks[i]) or _is_lines(blocks[i]):
        return True
    if "byline" in kinds[i + 1 : below[0]] and len(below) == 3 and _is_summary(blocks[i]):
        return True
    return _is_told_again(blocks[i], [blocks[j] for j in below], is_parted=below[0] > i + 1)


def _is_lines(one: Block) -> bool:
    """Sentences set as lines are: stops between them and none at the end."""
    quote = one.quote
    return (
        5 <= one.word_count <= 25
        and not_stopped(one)
        and _SENTENCE_STOP.search(quote) is not None
        and quote[0].isupper()
        and DATELINE.match(quote) is None
        and not lines.is_list_item(quote)
        and not lines.is_open(quote)
    )


def _is_summary(one: Block) -> bool:
    """What stands between headline and byline and names no source, as leads do: copy begins below its author's name."""
    quote = one.quote
    return (
        5 <= one.word_count <= 40
        and "\n" not in quote
        and quote[0] not in "“\"«'"
        and not lines.is_list_item(quote)
        and REPORTED.search(quote) is None
    )


def _first_unknown(blocks: Sequence[Block], kinds: Sequence[ZoneKind | None], start: int) -> int | None:
    """The first paragraph that is no zone, when all above it are, or are labels of three words at most."""
    for i in range(min(_TOP, len(blocks))):
        if kinds[i] is None and (blocks[i].word_count > 3 or blocks[i].has_stop):
            return i if i >= start else None
    return None


def _is_headline(blocks: Sequence[Block], i: int) -> bool:
    one = blocks[i]
    return (
        one.word_count <= 22
        and (not_stopped(one) or _is_question(one.quote))
        and any(len(other.quote) > 60 and other.has_stop for other in blocks[i + 1 : i + 8 + (i > 0) * 4])
        and not lines.is_list_item(one.quote)
        and not (len(one.quote) <= 240 and BYLINE.fullmatch(one.quote))
        and STAMP.fullmatch(one.quote[:200]) is None
        and LABEL.fullmatch(one.quote[:200]) is None
    )


def _is_question(quote: str) -> bool:
    """One sentence that asks: an article that opens with one has it for its headline."""
    return quote[-1] in "?؟" and quote[0] not in '“"«' and "\n" not in quote and not _SENTENCE_STOP.search(quote)


def is_deck(one: Block) -> bool:
    """The line below a headline: longer than a name, shorter than a lead, and without a stop like the headline."""
    quote = one.quote
    return (
        8 <= one.word_count <= 25
        and len(quote) <= 180
        and "\n" not in quote
        and not_stopped(one)
        and not quote[:1].islower()
        and quote[-1] not in ',;-–—”"»'
        and not _SENTENCE_STOP.search(quote)
        and DATELINE.match(quote) is None
        and not lines.is_list_item(quote)
        and not lines.is_open(quote)
    )


def _is_told_again(one: Block, below: Sequence[Block], *, is_parted: bool) -> bool:
    """Whether the copy says a sentence again: nearly all of it at once, or much of it below a byline or stamp."""
    quote = one.quote
    if not 8 <= one.word_count <= 45 or "\n" in quote or quote[0] in "“\"«'" or lines.is_list_item(quote):
        return False
    if is_parted and _KICKER.match(quote):
        return True
    said = stems(one.flat)
    if len(said) < 4:
        return False
    again = stems(below[0].flat)
    if len(below[0].flat) >= len(one.flat) and len(said & again) >= 0.8 * len(said):
        return set(figures(plain(one))) <= set(figures(plain(below[0])))
    return is_parted and len(said & again.union(*(stems(other.flat) for other in below[1:]))) >= 0.6 * len(said)


def not_stopped(one: Block) -> bool:
    return not one.has_stop and not one.quote.rstrip().endswith(("…", "..."))
