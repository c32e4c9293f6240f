"""Lines and paragraphs of a text, with lines that were broken in mid-sentence joined again.

Machine-translated copy often breaks a line inside a sentence or a name ("… under the Obama⏎administration"), while
headings stand on a line of their own without a stop. Which is which is decided here, for sentences and zones alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from annotator.text.spans import Span

_LINE: Final = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK: Final = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
CLOSERS: Final = "\"'”’»›)]}*_ \t\u00a0"
STOPS: Final = ".!?…؟۔。！？"
_LIST_ITEM: Final = re.compile(r"(?:[-–—•*·▪‣]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]{1,2})\s")
# Words that cannot end an English or French line of their own: the sentence must go on in the next one.
_OPEN_END: Final = re.compile(
    r"(?:,|\b(?:the|a|an|of|in|on|at|to|for|from|by|with|and|or|but|that|which|who|under|against|between|into|"
    r"his|her|its|their|is|are|was|were|has|have|had|will|would|Mr\.|Mrs\.|Ms\.|Dr\.|Gen\.|Col\.|"
    r"le|la|les|de|du|des|et|un|une|à|au|aux))$"
)
_MID_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’'\-]+,\s[a-z]+ed\s")
# Not behind one capital: that is an initial ("L. MARCHETTI").
_INNER_STOP: Final = re.compile(r"(?<!\b[A-ZÀ-Þ])[.!?؟]['\"”’»)]*\s+['\"“‘«(]*[^\W\d_a-zà-ÿ]")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its outer white space. `apart`: a blank line, or the start of the text, stands before it."""

    start: int
    end: int
    apart: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines that read on. `lines` are their stretches; the text between them is a line break."""

    start: int
    end: int
    lines: tuple[Span, ...]

    def span(self) -> Span:
        return Span(self.start, self.end)


def lines(text: str) -> list[Line]:
    """All lines that are not blank."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + raw.index(stripped[0])
        apart = not found or sum(1 for _ in _BREAK.finditer(text, last, start)) > 1
        last = start + len(stripped)
        found.append(Line(start, last, apart))
    return found


def ends_with_stop(line: str) -> bool:
    """Whether the last mark of a line, closing quotes and brackets aside, ends a sentence or announces a list."""
    core = line.rstrip(CLOSERS)
    return bool(core) and core[-1] in STOPS + ":;؛"


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter as lists have."""
    return _LIST_ITEM.match(line) is not None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs in text order: lines that were broken in mid-sentence are one paragraph."""
    found = lines(text)
    width = _wrap_width(found)
    groups: list[list[Line]] = []
    for line in found:
        if groups and not line.apart and _runs_on(text, groups[-1], line, width, first=len(groups) == 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Paragraph(group[0].start, group[-1].end, tuple(Span(line.start, line.end) for line in group))
        for group in groups
    ]


def _runs_on(text: str, group: list[Line], line: Line, width: int, *, first: bool) -> bool:
    """Whether `line` continues the paragraph whose lines are `group`."""
    before = group[-1]
    a, b = text[before.start : before.end], text[line.start : line.end]
    if is_list_item(b):
        return False
    # "… a group, Saraya⏎Salim, claimed the attack": no sentence opens with "Salim, claimed", none with a comma.
    if b[0] in ",;)" or (_MID_NAME.match(b) and not ends_with_stop(a)):
        return True
    full = 0 < width * 0.7 <= len(a)
    if ends_with_stop(a) and not _OPEN_END.search(a):
        return full and not is_list_item(a)
    lower = b.lstrip("\"'“‘«(")[:1].islower()
    words = len(_WORD.findall(a[-400:]))
    if lower:
        return words > 3 or full
    if full or _OPEN_END.search(a):
        return True
    # A line of body copy that stops without a stop: earlier sentences on it, or too long for a heading. What
    # follows must itself read like copy; a lone short line is a heading.
    goes_on = ends_with_stop(b) or len(_WORD.findall(b[:200])) > 8
    return goes_on and (_INNER_STOP.search(a) is not None or (words > 14 and not first))


def _wrap_width(found: Sequence[Line]) -> int:
    """The width a text was hard-wrapped at, 0 when it was not.

    Hard-wrapped: of the lines that have a neighbour below without a blank line, at least four and nearly all lie
    between 45 and 100 characters. A text with one paragraph a line has longer lines, a list has shorter ones.
    """
    inner = [a.end - a.start for a, b in pairwise(found) if not b.apart]
    fitting = [length for length in inner if 45 <= length <= 100]
    if len(fitting) < 4 or len(fitting) < 0.8 * len(inner):
        return 0
    return max(fitting)
