"""Quotation marks open twice, never close, stand on the wrong side of a space, or are another language's.

Reference: MQM, Fluency / Punctuation / Unpaired quote marks; the marks of other languages are those of Unicode CLDR.
English copy may open every paragraph of a long quotation and close only the last one; that is no damage. Where a mark
is missing, the words tell where it stood (`garbles/quoting.py`): the finding reaches from the mark that is there to
the place of the one that is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from annotator.garbles import quoting
from annotator.garbles.passage import Passage
from annotator.garbles.reported_inside import reported_inside
from annotator.text.lines import Paragraph
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "quotation-marks"
# The signs that stand for a mark are two of a kind: ",," before a word, "''" but not behind a figure, "<<" and ">>".
_MARK: Final = re.compile(
    "[“”„«»\",'<>](?:(?<=[“”„«»\"])|(?<=,),(?=[^\\W\\d])(?<![^\\s(\\[“],,)|(?<=')'(?<!\\d'')|(?<=<)<(?=[^\\W\\d])"
    "|(?<=>)>(?:(?<=[^\\W\\d]>>)|(?<=[.,!?]>>)))"
)
_OPENERS: Final = "“„«"
_CLOSERS: Final = "”»"
# A space belongs inside « » in French, and a dash or bracket may touch a mark on either side.
_MAY_PRECEDE_OPENING: Final = "([{-–—/‘'“„«\"’|*_>…:;"
# In a long run of marks without a space, each mark's "word" would be the whole run.
_LONGEST_WORD: Final = 100
_SHORT: Final = 30  # characters
# One look at all marks, line by line, and one at their sides: nearly all copy has them in pairs.
_MARK_OR_BREAK: Final = re.compile('[“”„«»"\n]')
_PAIRED: Final = str.maketrans("", "", "\n")
_AMISS: Final = re.compile(r"[“”](?:(?<=[^\W_]“)|(?<=\s”)|(?<=“)\s|(?<=”)[^\W_])")
# Copy in English: in another language its own marks are right.
_ENGLISH: Final = re.compile(r"\b(?:the|of|and|that|was|were|with|said|says|his|her|have|has)\b")
_OWN_NAMES: Final = {"«": "French", "»": "French", "„": "German", "“": "German", ",,": "German"}


class _Mark(NamedTuple):
    """One mark: where it stands, how long it is written, whether it opens, and whether its space is on that side."""

    at: int
    opens: bool
    wrong_side: bool
    written: str = "“"

    @property
    def end(self) -> int:
        return self.at + len(self.written)


class _Damage(NamedTuple):
    """What is wrong at a mark. `reach`: the other place that the finding reaches to, and its mended words."""

    mark: _Mark
    reason: str
    reach: Span | None = None
    mended: tuple[Reading, ...] = ()


def find(passage: Passage) -> Iterator[Finding]:
    """Marks that do not pair within their paragraph, stand on the wrong side of a space, or are no English ones."""
    text = passage.text
    for span, right in reported_inside(passage):
        reason = "Who says it stands inside the quotation: its marks are missing around that."
        yield passage.finding(KIND, span, reason, [Reading(right, 0.7, "the marks as English has them")])
    if _is_clean(text):
        return
    english = passage.about.language.lower().startswith("en")
    paragraphs = passage.paragraphs
    for number, paragraph in enumerate(paragraphs):
        if _is_clean(text[paragraph.start : paragraph.end]):
            continue
        marks = [_mark(text, match) for match in _MARK.finditer(text, paragraph.start, paragraph.end)]
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if len(paragraphs) == 1 and _is_of_longer(text, paragraph, marks):
            return
        if marks:
            here = english and _ENGLISH.search(text, paragraph.start, paragraph.end) is not None
            yield from _of_paragraph(passage, paragraph, marks, goes_on=_opens(text, following), english=here)


def _is_clean(text: str) -> bool:
    """Whether all marks are curly ones that pair within their line and stand on their sides."""
    marks = "".join(_MARK_OR_BREAK.findall(text))
    bare = marks.translate(_PAIRED)
    return (
        "“”" * (len(bare) // 2) == bare
        and "“\n" not in marks
        and not (",," in text or "''" in text or "<<" in text or ">>" in text)
        and (not bare or _AMISS.search(text) is None)
    )


def _opens(text: str, paragraph: Paragraph | None) -> bool:
    return paragraph is not None and text[paragraph.start] in _OPENERS + '"'


def _is_of_longer(text: str, paragraph: Paragraph, marks: Sequence[_Mark]) -> bool:
    """Whether a text of one line is a question or call out of a longer quotation: it opens with a mark and has no
    other. A statement that stands alone like this may be one too, but more often its closing mark was lost."""
    short = paragraph.end - paragraph.start < _SHORT
    return len(marks) == 1 and marks[0].at == paragraph.start and (short or text[paragraph.end - 1] in "?!")


def _of_paragraph(
    passage: Passage, paragraph: Paragraph, marks: Sequence[_Mark], *, goes_on: bool, english: bool
) -> Iterator[Finding]:
    """Walk the marks: each opening one needs its closing one before the next opens."""
    text = passage.text
    if all(mark.written == '"' for mark in marks):
        marks = _pair_straight(text, marks)
    open_mark: _Mark | None = None
    damaged: list[_Damage] = []
    pairs: list[tuple[_Mark, _Mark]] = []
    low = paragraph.start
    for mark in marks:
        if mark.opens:
            if open_mark is not None:
                damaged.append(_opened_twice(text, open_mark, mark))
            open_mark = mark
        elif open_mark is None:
            damaged.append(_never_opened(passage, low, mark))
        else:
            pairs.append((open_mark, mark))
            open_mark = None
        low = mark.end
        if mark.wrong_side and (not damaged or damaged[-1].mark is not mark):
            damaged.append(_Damage(mark, "The space stands on the wrong side of the quotation mark."))
    if (
        open_mark is not None
        and all(damage.mark is not open_mark for damage in damaged)
        and (not goes_on or quoting.speaks(text, open_mark.end, paragraph.end))
    ):
        damaged.append(_never_closes(text, open_mark, paragraph.end))
    if english:
        amiss = {damage.mark for damage in damaged}
        damaged += [damage for pair in pairs if amiss.isdisjoint(pair) for damage in _foreign(text, *pair)]
    yield from _findings(passage, paragraph, damaged)


_NEVER_CLOSES: Final = "The quotation never closes in its paragraph."


def _never_closes(text: str, mark: _Mark, end: int) -> _Damage:
    """An opening mark without its closing one, with the words up to where that stood."""
    place = None if mark.wrong_side else quoting.closing(text, mark.at, end)
    if place is None:
        return _Damage(mark, _NEVER_CLOSES)
    return _Damage(mark, _NEVER_CLOSES, Span(mark.at, place.at), _closed(text, mark, place))


def _closed(text: str, mark: _Mark, place: quoting.Place) -> tuple[Reading, ...]:
    """The quotation with both its marks, where the words tell for certain where it closes."""
    if not place.sure:
        return ()
    opens, closes = _english(mark.written, text)
    return (
        Reading(f"{opens}{text[mark.end : place.at].strip()}{closes}", 0.8, "closed before its speaker or its end"),
    )


def _opened_twice(text: str, first: _Mark, second: _Mark) -> _Damage:
    """Two opening marks in a row. Where a speaker stands between them, or a sentence ends, the first was to close."""
    reason = "A quotation opens before the last one has closed."
    if second.wrong_side or second.at - first.end < 2:
        return _Damage(second, reason)
    place = quoting.closing(text, first.at, second.at)
    if place is not None and place.sure:
        return _Damage(first, reason, Span(first.at, place.at), _closed(text, first, place))
    if second.at - first.at > quoting.LONGEST:
        return _Damage(second, reason)
    return _Damage(second, reason, Span(first.at, second.end))


def _never_opened(passage: Passage, low: int, mark: _Mark) -> _Damage:
    """A closing mark without its opening one, with the words from where that stood."""
    text = passage.text
    reason = "A quotation closes that was never opened."
    place = None if mark.wrong_side else quoting.opening(text, low, mark.at, passage.sentence_at(mark.at - 1))
    if place is None:
        return _Damage(mark, reason)
    opens, closes = _english(mark.written, text)
    right = f"{opens}{text[place.at : mark.at].rstrip()}{closes}"
    mended = (Reading(right, 0.7, "opened where its sentence begins"),) if place.sure else ()
    return _Damage(mark, reason, Span(place.at, mark.end), mended)


def _foreign(text: str, first: _Mark, last: _Mark) -> Iterator[_Damage]:
    """Marks of another language, or made of other characters, in English copy: both together, or the odd one."""
    odd = [mark for mark in (first, last) if mark.written not in {"“", "”", '"'} or _closes_german(text, mark)]
    if not odd:
        return
    opens, closes = _english(last.written if odd == [first] else first.written, text)
    whose = _OWN_NAMES.get(odd[0].written)
    reason = f"A quotation mark as {whose} copy has it." if whose else "Other characters stand for a quotation mark."
    if len(odd) == 2 and last.end - first.at <= quoting.LONGEST:
        right = f"{opens}{text[first.end : last.at].strip()}{closes}"
        yield _Damage(first, reason, Span(first.at, last.end), (Reading(right, 0.9, "English marks"),))
        return
    for mark in odd:
        yield _one_foreign(text, mark, opens if mark is first else closes, reason)


def _one_foreign(text: str, mark: _Mark, right: str, reason: str) -> _Damage:
    """One such mark with the word beside it, without the space that French puts between them."""
    start, end = mark.at, mark.end
    if mark.opens:
        low = end
        while low < len(text) and text[low] in _SPACES:
            low += 1
        end = low
        while end < min(len(text), low + _LONGEST_WORD) and not text[end].isspace():
            end += 1
        mended = right + text[low:end]
    else:
        high = start
        while high > 0 and text[high - 1] in _SPACES:
            high -= 1
        start = high
        while start > max(0, high - _LONGEST_WORD) and not text[start - 1].isspace():
            start -= 1
        mended = text[start:high] + right
    return _Damage(mark, reason, Span(start, end), (Reading(mended, 0.9, "the English mark"),))


_SPACES: Final = " \u00a0\u202f"


def _english(written: str, text: str) -> tuple[str, str]:
    """The marks that mend a quotation: straight where one of its own is, or the article has straight ones alone."""
    if written == '"' or (written not in "“”" and '"' in text and "“" not in text):
        return '"', '"'
    return "“", "”"


def _findings(passage: Passage, paragraph: Paragraph, damaged: list[_Damage]) -> Iterator[Finding]:
    """One finding per damaged stretch: an opening and a closing mark of one quotation are mended together."""
    damaged.sort(key=lambda damage: damage.mark.at)
    i = 0
    while i < len(damaged):
        mark, reason, reach, mended = damaged[i]
        i += 1
        if reach is not None:
            yield _reaching(passage, paragraph, reach, reason, mended)
            continue
        last = mark
        if i < len(damaged) and mark.opens and not damaged[i].mark.opens and damaged[i].reach is None:
            sentence = passage.sentence_at(mark.at)
            if sentence is not None and damaged[i].mark.at < sentence.end and damaged[i].mark.at - mark.at < 200:
                last, more, *_ = damaged[i]
                reason = reason if more == reason else f"{reason} {more}"
                i += 1
        span = _around(passage.text, mark.at, last.end - 1, paragraph)
        yield passage.finding(KIND, span, reason, _mended(passage.text, span, mark, last))


def _reaching(passage: Passage, paragraph: Paragraph, reach: Span, reason: str, mended: Sequence[Reading]) -> Finding:
    """A finding from mark to place. Without a reading it takes in the words that the ends touch."""
    span = reach if mended else _around(passage.text, reach.start, reach.end - 1, paragraph)
    return passage.finding(KIND, span, reason, mended)


def _around(text: str, first: int, last: int, paragraph: Paragraph) -> Span:
    """The marks with the words that they touch, as far as those are words."""
    start, end = first, last + 1
    low, high = max(paragraph.start, start - _LONGEST_WORD), min(paragraph.end, end + _LONGEST_WORD)
    while start > low and not text[start - 1].isspace():
        start -= 1
    while end < high and not text[end].isspace():
        end += 1
    return Span(start, end)


def _mark(text: str, match: re.Match[str]) -> _Mark:
    """A mark as it stands. A straight one opens when white space stands before it and none behind it."""
    at, end, char = match.start(), match.end(), match.group()
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if char in {'"', "''"}:
        return _Mark(at, not before.strip() or before in "([{-–—“‘'", wrong_side=False, written=char)
    if char in {",,", "<<", ">>"}:
        return _Mark(at, char != ">>", wrong_side=False, written=char)
    if char == "“" and _after_german(text, at):
        return _Mark(at, opens=False, wrong_side=False)
    if char in _OPENERS:
        wrong = char != "«" and (after.isspace() or (before.isalnum() and before not in _MAY_PRECEDE_OPENING))
        return _Mark(at, opens=True, wrong_side=wrong and after != "\u202f", written=char)
    wrong = char != "»" and (after.isalnum() or (before.isspace() and before != "\u202f"))
    return _Mark(at, opens=False, wrong_side=wrong, written=char)


def _after_german(text: str, at: int) -> bool:
    """Whether „ stands open before: in German copy “ closes."""
    low = max(0, at - 1_000)
    opened = max(text.rfind("„", low, at), text.rfind(" ,,", low, at))
    return opened >= 0 and text.rfind("”", opened, at) < 0 and text.rfind("“", opened, at) < 0


def _closes_german(text: str, mark: _Mark) -> bool:
    return not mark.opens and mark.written == "“" and text[mark.at] == "“"


def _pair_straight(text: str, marks: Sequence[_Mark]) -> list[_Mark]:
    """Straight marks have no side of their own: they open and close in turn. One behind a figure where no quotation is
    open is an inch: 6'2". Where their number is odd one is lost, and the spaces beside them tell which they are."""
    if len(marks) % 2 and all(_has_side(text, mark) for mark in marks):
        return list(marks)
    opens = True
    paired: list[_Mark] = []
    for mark in marks:
        before, after = text[mark.at - 1 : mark.at], text[mark.at + 1 : mark.at + 2]
        if opens and before.isdigit():
            continue
        wrong = before.isalnum() and after.isspace() if opens else before.isspace() and after.isalnum()
        paired.append(mark._replace(opens=opens, wrong_side=wrong))
        opens = not opens
    return paired


def _has_side(text: str, mark: _Mark) -> bool:
    """Whether white space or a bracket stands on one side of a straight mark and a word on the other."""
    before, after = text[mark.at - 1 : mark.at], text[mark.at + 1 : mark.at + 2]
    if mark.opens:
        return after.isalnum() or after in "‘'$€£["
    return not before.isdigit() and (not after.strip() or after in ".,;:!?)]—–-")


def _mended(text: str, span: Span, first: _Mark, last: _Mark) -> list[Reading]:
    """The words with both marks on their right sides, where an opening and a closing one stand and only spaces err."""
    if first is last or not first.opens or last.opens or _MARK.search(text, first.end, last.at):
        return []
    before = text[span.start : first.at]
    inside = text[first.end : last.at].strip()
    behind = text[last.end : span.end].lstrip()
    if not inside or before[-1:].isspace():
        return []
    apart = " " if before else ""
    right = f"{before}{apart}{first.written}{inside}{last.written}{' ' if behind[:1].isalnum() else ''}{behind}"
    return [Reading(right, 0.9, "the marks on their right sides")]
