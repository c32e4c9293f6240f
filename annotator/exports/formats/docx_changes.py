"""The text of a Word file: paragraphs with tracked changes and the ranges of comments. Pure.

Each line feed is the end of a paragraph, so that the paragraphs joined by line feeds are the text, whatever is accepted
or rejected. A line feed that is put in or taken out is a tracked paragraph mark (ECMA-376-1, 17.13.5): where it goes,
the paragraph runs on into the next.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Final, Literal

from lxml import etree

from ...articles.rendering import OWN_SCRIPT, RIGHT_TO_LEFT, layout, primary

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML: Final = "http://www.w3.org/XML/1998/namespace"
Element = Any  # lxml ships no types

_PARTS: Final = re.compile(r"\t|[^\t]+")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Change:
    """New words for a stretch of the text, by whom and when. Code points, half-open; changes do not overlap."""

    start: int
    end: int
    replacement: str
    author: str
    at: dt.datetime


@dataclass(frozen=True)
class Range:
    """What a comment stands on: code points, half-open; empty is a point."""

    start: int
    end: int
    comment: int


State = Literal["ins", "del"] | None


@cache
def qualified(name: str) -> str:
    return f"{{{W}}}{name}"


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of WordprocessingML with its attributes."""
    element = etree.Element(qualified(tag))
    for name, value in attributes.items():
        element.set(qualified(name), str(value))
    if children:
        element.extend(children)
    return element


def moment_of(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def word_language(tag: str, default: str = "en-US") -> str:
    """A language tag as the schema takes it."""
    return tag if _TAG.fullmatch(tag) else default


class Body:
    """Paragraphs as they are written: text, changes and the ends of ranges, in order."""

    def __init__(self, language: str, style: str) -> None:
        self.language, self.style = language, style
        self.rtl = primary(language) in RIGHT_TO_LEFT
        self.paragraphs: list[Element] = []
        self.revisions = 0
        self.open()

    def open(self) -> None:
        self.properties = w("pPr", w("pStyle", val=self.style), *([w("bidi")] if self.rtl else []))
        self.paragraph = w("p", self.properties)
        self.paragraphs.append(self.paragraph)

    def revision(self, state: Literal["ins", "del"], change: Change) -> Element:
        self.revisions += 1
        return w(state, id=self.revisions, author=change.author, date=moment_of(change.at))

    def write(self, text: str, language: str | None, state: State = None, change: Change | None = None) -> None:
        """Words in one script: `language` is set where that is not the text's own."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.end_paragraph(state, change)
            if line:
                run = run_of(line, language or self.language, deleted=state == "del", foreign=language is not None)
                if state and change:
                    holder = self.revision(state, change)
                    holder.append(run)
                    self.paragraph.append(holder)
                else:
                    self.paragraph.append(run)

    def end_paragraph(self, state: State, change: Change | None) -> None:
        if state and change:
            self.properties.append(w("rPr", self.revision(state, change)))
        self.open()

    def begin_range(self, comment: int) -> None:
        self.paragraph.append(w("commentRangeStart", id=comment))

    def end_range(self, comment: int) -> None:
        self.paragraph.append(w("commentRangeEnd", id=comment))
        self.paragraph.append(w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=comment)))


def run_of(text: str, language: str, *, deleted: bool = False, foreign: bool = False, bold: bool = False) -> Element:
    """A run without a line feed, marked as right-to-left and with its language where it has to be."""
    properties = w("rPr", *([w("b"), w("bCs")] if bold else []))
    if primary(language) in RIGHT_TO_LEFT:
        properties.extend((w("rtl"), w("lang", bidi=word_language(language))))
    elif foreign and not language.startswith("und"):
        properties.append(w("lang", val=word_language(language)))
    run = w("r", *([properties] if len(properties) else []))
    for part in _PARTS.findall(text):
        if part == "\t":
            run.append(w("tab"))
        else:
            held = w("delText" if deleted else "t")
            held.text = part
            held.set(f"{{{XML}}}space", "preserve")
            run.append(held)
    return run


def scripts(text: str, language: str) -> Iterator[tuple[int, int, str | None]]:
    """The text in stretches of one script: start, end, and the language where it is not the text's own."""
    if text.isascii() and primary(language) not in OWN_SCRIPT:  # most lines of most comments
        if text:
            yield 0, len(text), None
        return
    for paragraph in layout(text, (), language=language):
        for run in paragraph.runs:
            yield run.segments[0].start, run.segments[-1].end, run.language


def write_text(body: Body, text: str, changes: Sequence[Change], ranges: Iterable[Range]) -> None:
    """The text with its changes; a range that ends in words that are replaced takes in the new ones whole.

    At one place stand, in this order: the new words of a change, the ends of ranges, points, the beginnings.
    """
    changes = sorted(changes, key=attrgetter("start"))
    ending = {change.end: change for change in changes}
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    points: dict[int, list[int]] = {}
    for one in ranges:
        if one.start == one.end:
            points.setdefault(one.start, []).append(one.comment)
            continue
        near = bisect_left(changes, one.end, key=attrgetter("start")) - 1  # the last that begins before its end
        last = max(one.end, changes[near].end) if near >= 0 else one.end
        begin.setdefault(one.start, []).append(one.comment)
        end.setdefault(last, []).append(one.comment)
    stretches = list(scripts(text, body.language))
    cuts = {0, len(text), *begin, *end, *points, *(start for start, _, _ in stretches)}
    cuts.update(bound for change in changes for bound in (change.start, change.end))
    ordered = sorted(cuts)
    at_change = at_script = 0
    for place, following in zip(ordered, [*ordered[1:], len(text)], strict=True):
        if change := ending.get(place):
            for start, stop, language in scripts(change.replacement, body.language):
                body.write(change.replacement[start:stop], language, "ins", change)
        for comment in end.get(place, ()):
            body.end_range(comment)
        for comment in points.get(place, ()):
            body.begin_range(comment)
            body.end_range(comment)
        for comment in begin.get(place, ()):
            body.begin_range(comment)
        if place == following:
            continue
        while at_change < len(changes) and changes[at_change].end <= place:
            at_change += 1
        while stretches[at_script][1] <= place:
            at_script += 1
        inside = at_change < len(changes) and changes[at_change].start <= place
        taken_out = changes[at_change] if inside else None
        state: State = "del" if taken_out else None
        body.write(text[place:following], stretches[at_script][2], state, taken_out)
