"""Quotation marks open twice, never close, or stand on the wrong side of a space.

Reference: MQM, Fluency / Punctuation / Unpaired quote marks. English copy may open every paragraph of a long quotation
and close only the last one; that is no damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.lines import Paragraph
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "quotation-marks"
_MARK: Final = re.compile('[“”„«»"]')
_OPENERS: Final = "“„«"
_CLOSERS: Final = "”»"
# A space belongs inside « » in French, and a dash or bracket may touch a mark on either side.
_MAY_PRECEDE_OPENING: Final = "([{-–—/‘'“„«\"’|*_>…:;"
# In a long run of marks without a space, each mark's "word" would be the whole run.
_LONGEST_WORD: Final = 100
_SHORT: Final = 30  # characters


@dataclass(slots=True)
class _Mark:
    at: int
    opens: bool
    wrong_side: bool


def find(passage: Passage) -> Iterator[Finding]:
    """Marks that do not pair within their paragraph, and marks with the space on the wrong side."""
    text = passage.text
    if _MARK.search(text) is None:
        return
    paragraphs = passage.paragraphs
    for number, paragraph in enumerate(paragraphs):
        marks = [_mark(text, match.start()) for match in _MARK.finditer(text, paragraph.start, paragraph.end)]
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if len(paragraphs) == 1 and _is_of_longer(text, paragraph, marks):
            return
        if marks:
            yield from _of_paragraph(passage, paragraph, marks, goes_on=_opens(text, following))


def _opens(text: str, paragraph: Paragraph | None) -> bool:
    return paragraph is not None and text[paragraph.start] in _OPENERS + '"'


def _is_of_longer(text: str, paragraph: Paragraph, marks: Sequence[_Mark]) -> bool:
    """Whether a text of one line is a question or call out of a longer quotation: it opens with a mark and has no
    other. A statement that stands alone like this may be one too, but more often its closing mark was lost."""
    short = paragraph.end - paragraph.start < _SHORT
    return len(marks) == 1 and marks[0].at == paragraph.start and (short or text[paragraph.end - 1] in "?!")


def _of_paragraph(
    passage: Passage, paragraph: Paragraph, marks: Sequence[_Mark], *, goes_on: bool
) -> Iterator[Finding]:
    """Walk the marks: each opening one needs its closing one before the next opens."""
    text = passage.text
    if all(text[mark.at] == '"' for mark in marks):
        marks = _pair_straight(text, marks)
    open_mark: _Mark | None = None
    damaged: list[tuple[_Mark, str]] = []
    for mark in marks:
        if mark.opens:
            if open_mark is not None:
                damaged.append((mark, "A quotation opens before the last one has closed."))
            open_mark = mark
        elif open_mark is None:
            damaged.append((mark, "A quotation closes that was never opened."))
        else:
            open_mark = None
        if mark.wrong_side and (not damaged or damaged[-1][0] is not mark):
            damaged.append((mark, "The space stands on the wrong side of the quotation mark."))
    if open_mark is not None and not goes_on and all(mark is not open_mark for mark, _ in damaged):
        damaged.append((open_mark, "The quotation never closes in its paragraph."))
    yield from _findings(passage, paragraph, damaged)


def _findings(passage: Passage, paragraph: Paragraph, damaged: list[tuple[_Mark, str]]) -> Iterator[Finding]:
    """One finding per damaged stretch: an opening and a closing mark of one quotation are mended together."""
    damaged.sort(key=lambda item: item[0].at)
    i = 0
    while i < len(damaged):
        mark, reason = damaged[i]
        last = mark
        if i + 1 < len(damaged) and mark.opens and not damaged[i + 1][0].opens:
            sentence = passage.sentence_at(mark.at)
            if sentence is not None and damaged[i + 1][0].at < sentence.end and damaged[i + 1][0].at - mark.at < 200:
                last, more = damaged[i + 1]
                reason = reason if more == reason else f"{reason} {more}"
                i += 1
        span = _around(passage.text, mark.at, last.at, paragraph)
        yield passage.finding(KIND, span, reason, _mended(passage.text, span, mark, last))
        i += 1


def _around(text: str, first: int, last: int, paragraph: Paragraph) -> Span:
    """The marks with the words that they touch, as far as those are words."""
    start, end = first, last + 1
    low, high = max(paragraph.start, start - _LONGEST_WORD), min(paragraph.end, end + _LONGEST_WORD)
    while start > low and not text[start - 1].isspace():
        start -= 1
    while end < high and not text[end].isspace():
        end += 1
    return Span(start, end)


def _mark(text: str, at: int) -> _Mark:
    """A mark as it stands. A straight one opens when white space stands before it and none behind it."""
    char = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char == '"':
        return _Mark(at, opens=not before.strip() or before in "([{-–—“‘'", wrong_side=False)
    if char == "“" and _closes_german(text, at):
        return _Mark(at, opens=False, wrong_side=False)
    if char in _OPENERS:
        wrong = char != "«" and (after.isspace() or (before.isalnum() and before not in _MAY_PRECEDE_OPENING))
        return _Mark(at, opens=True, wrong_side=wrong and not (after.isspace() and after == "\u202f"))
    wrong = char != "»" and (after.isalnum() or (before.isspace() and before != "\u202f"))
    return _Mark(at, opens=False, wrong_side=wrong)


def _closes_german(text: str, at: int) -> bool:
    """Whether „ stands open before: in German copy “ closes."""
    low = text.rfind("„", max(0, at - 1_000), at)
    return low >= 0 and text.rfind("”", low, at) < 0


def _pair_straight(text: str, marks: Sequence[_Mark]) -> list[_Mark]:
    """Straight marks have no side of their own: they open and close in turn. One behind a figure where no quotation is
    open is an inch: 6'2"."""
    opens = True
    paired: list[_Mark] = []
    for mark in marks:
        before, after = text[mark.at - 1 : mark.at], text[mark.at + 1 : mark.at + 2]
        if opens and before.isdigit():
            continue
        mark.opens = opens
        opens = not opens
        if mark.opens:
            mark.wrong_side = before.isalnum() and after.isspace()
        else:
            mark.wrong_side = before.isspace() and after.isalnum()
        paired.append(mark)
    return paired


def _mended(text: str, span: Span, first: _Mark, last: _Mark) -> list[Reading]:
    """The words with both marks on their right sides, where an opening and a closing one stand and only spaces err."""
    if first is last or not first.opens or last.opens or _MARK.search(text, first.at + 1, last.at):
        return []
    before = text[span.start : first.at]
    inside = text[first.at + 1 : last.at].strip()
    behind = text[last.at + 1 : span.end].lstrip()
    if not inside or before[-1:].isspace():
        return []
    apart = " " if before else ""
    right = f"{before}{apart}{text[first.at]}{inside}{text[last.at]}{' ' if behind[:1].isalnum() else ''}{behind}"
    return [Reading(right, 0.9, "the marks on their right sides")]
