"""A mark is doubled, missing at the end, or stands on the wrong side of a space.

Reference: MQM, Fluency / Punctuation. Quotation marks have a rule of their own. What other writing has in common with
damaged marks is left alone: ellipses, abbreviations, times and scores, addresses, versions, code, emoticons, lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles.endings import missing_stops
from annotator.garbles.passage import Passage
from annotator.garbles.strays import strays
from annotator.garbles.written import is_english
from annotator.text.spans import Finding, Reading, Span
from annotator.text.stops import SHORTENED

KIND: Final = "punctuation"
# Lines that a site or desk put there are not the translator's.
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "caption"})
_DOUBLED: Final = re.compile(r"[,;:.!?][,;:.!?]+")
_DOUBLED_ROUND_QUOTE: Final = re.compile(r"([.,])[\"”’»]\1(?![.\d])")
_SPACE_BEFORE: Final = re.compile(
    r"(?<=[^\W_]|[%\"”’»)\]])[ \u00a0\u2009\u202f]+(?:[,;](?=[\s\w]|\Z)|[.:!?](?=[\s”»\"]|\Z)|\)(?=[\s,.;]|\Z))"
)
_SPACE_BEHIND: Final = re.compile(r"[(\[](?<=[\s][(\[])[ \u00a0](?=\w)")
_SPLIT_ENDING: Final = re.compile(r"(?<=[^\W\d_]) (?:['’]s|n['’]t|['’](?:re|ve|ll))(?=[\s,.;:!?]|\Z)")
# Two letters on each side: no initials, no formulas.
_NO_SPACE: Final = re.compile(
    r"[,;.!?:)](?=[^\W\d_]{2})(?:"
    r"(?<=[^\W_][^\W\d_][,;])"
    r"|(?<=[a-zà-ÿ]{2}[.!?])(?=[A-ZÀ-Þ][a-zà-ÿ])"
    r"|(?<=[a-zà-ÿ]{3}:)(?=[A-ZÀ-Þ][a-zà-ÿ]{2})"
    r"|(?<=\w\))(?=[^\W\d_]{3}))"
)
_TOKEN_BEFORE: Final = re.compile(r"\S+$")
_TOKEN_BEHIND: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"[@#/\\=<>{}&_]|www|\.\w+\.|^\W*\w+\(|\w\.\w+\(")
_SUFFIX: Final = re.compile(r"(?:Js|Net|Com|Org|Io|Py|Ai|Tv)\b")
_FOREIGN: Final = {
    "，": ",", "。": ".", "；": ";", "：": ":", "、": ",", "！": "!", "？": "?", "（": "(", "）": ")",
    "،": ",", "؛": ";", "؟": "?", "۔": ".", "「": "“", "」": "”", "『": "“", "』": "”", "《": "“", "》": "”",
}  # fmt: skip
_FOREIGN_MARK: Final = re.compile(f"[{''.join(_FOREIGN)}]")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ0-9]")
_OPENING: Final = re.compile(r"[,;:.!?)](?=\s?[^\W\d_]|\s)(?!\w{2,4}\b(?!\s))")
_LETTERED: Final = re.compile(r"(?:^|[\s(])(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)")
_SMILEY: Final = re.compile(r"[:;=8xX][-'o^]?[()\[\]]|[()]-?[:;=]")
_BRACKET: Final = re.compile(r"[()]")
_CLAUSE_MARKS: Final = {
    ",": "comma",
    ";": "semicolon",
    ":": "colon",
    ".": "stop",
    "!": "mark",
    "?": "mark",
    ")": "bracket",
}


def find(passage: Passage) -> Iterator[Finding]:
    """One finding a damaged place, with the words as they read when it is mended."""
    end = 0
    for finding in sorted(_all(passage), key=lambda finding: (finding.start, -finding.end)):
        if finding.start >= end and passage.zone_at(finding.start) not in _SKIPPED_ZONES:
            end = finding.end
            yield finding


def _all(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    if _AMISS.search(text):
        yield from _beside_marks(passage)
    if not text.isascii():
        for match in _FOREIGN_MARK.finditer(text):
            yield from _foreign(passage, match.start())
    if "(" in text or ")" in text:
        yield from _brackets(passage)
    yield from _openings(passage)
    for stray in strays(passage):
        yield passage.finding(KIND, stray.span, stray.reason, [Reading(stray.mended, 0.7, "without the mark")])
    for span in missing_stops(passage):
        mended = Reading(_stopped(span.of(text)), 0.8, "with its stop")
        yield passage.finding(KIND, span, "The sentence has no stop at its end.", [mended])


def _beside_marks(passage: Passage) -> Iterator[Finding]:
    """Doubled marks, and marks with the space on their wrong side."""
    text = passage.text
    for match in _DOUBLED.finditer(text):
        yield from _doubled(passage, match)
    for match in _DOUBLED_ROUND_QUOTE.finditer(text):
        if match.group(1) == "," or not _is_short(text, match.start()):
            yield _mended(
                passage,
                match.end() - 1,
                match.end(),
                "",
                "The mark stands on both sides of the quotation mark.",
            )
    yield from _spaced(passage)
    for match in _NO_SPACE.finditer(text):
        yield from _unspaced(passage, match.start())


# One look at each mark: another beside it, a letter behind it, a space before it; and at what a space cuts off.
_AMISS: Final = re.compile(
    r"[,;:.!?)(\['’](?:(?<![()\['’])[,;:.!?]|(?<=[.,])[\"”’»][.,]"
    r"|[^\W\d_](?:(?<=[,;:.!?)].)(?=[^\W\d_])|(?<= ['’].)|(?<= n['’].))"
    r"|(?<=[ \u00a0\u2009\u202f][,;:.!?)])|(?<=[(\[])[ \u00a0])"
)


def _stopped(word: str) -> str:
    """A last word with a stop, inside its quotation mark as American copy has it."""
    core = word.rstrip("\"”’'")
    return f"{core}.{word[len(core) :]}"


def _is_short(text: str, stop: int) -> bool:
    """Whether a stop is an abbreviation's: "Inc.", "U.S.", "etc."."""
    before = _TOKEN_BEFORE.search(text, max(0, stop - 40), stop)
    word = before.group().strip("\"'“‘(") if before else ""
    if not word or "." in word or len(word) == 1 or word.lower() in SHORTENED or word.lower() == "etc":
        return True
    return (word[0].isupper() and len(word) <= 5) or (len(word) <= 4 and not is_english(word))


def _doubled(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    text = passage.text
    marks, (start, end) = match.group(), match.span()
    before, behind = text[start - 1 : start], text[end : end + 1]
    if not (before.isalnum() or before in "\"”’'»)%") or not before:
        return  # "..", "::", ":)" by themselves
    if set(marks) <= {"!", "?"} or marks.startswith("...") or (before.isdigit() and behind.isdigit()):
        return
    if marks == "::" and behind.isalnum():
        return  # code
    if "/" in (before, behind) or _is_address(text, start, end):
        return
    if marks[0] == "." and marks != ".." and len(marks) == 2 and _is_short(text, start):
        return  # "Inc.,", "U.S.?"
    if marks in {"!,", "?,", "!.", "?."} and (text[start - 1] in "\"”’'" or _is_name_before(text, start)):
        return  # "Yahoo!, Google"
    keep = next((mark for mark in "?!." if mark in marks), marks[0])
    if marks in {".:", ".;"}:
        keep = marks[1]
    reason = (
        f"The {_CLAUSE_MARKS[marks[0]]} is doubled." if len(set(marks)) == 1 else "Two marks stand where one belongs."
    )
    yield _mended(passage, start, end, keep, reason)


def _is_name_before(text: str, at: int) -> bool:
    before = _TOKEN_BEFORE.search(text, max(0, at - 40), at)
    return before is not None and before.group()[0].isupper()


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the run of characters around a place is an address, a handle or code."""
    before = _TOKEN_BEFORE.search(text, max(0, start - 80), start)
    behind = _TOKEN_BEHIND.match(text, end, end + 80)
    token = (before.group() if before else "") + text[start:end] + (behind.group() if behind else "")
    return _ADDRESS.search(token) is not None


def _spaced(passage: Passage) -> Iterator[Finding]:
    """Marks with the space on their wrong side, endings cut from their word."""
    text = passage.text
    for match in _SPACE_BEFORE.finditer(text):
        mark = match.group()[-1]
        start, end = match.span()
        before, behind = text[start - 1], text[end : end + 2].lstrip()[:1]
        if mark == ":" and before.isdigit() and behind.isdigit():
            continue  # a score, a ratio
        if mark == "." and (behind == "." or text[max(0, start - 2) : start].endswith((" .", ". "))):
            continue  # an ellipsis with spaces: ". . ."
        if mark == ")" and text.rfind("(", max(0, start - 200), start) < text.rfind(")", max(0, start - 200), start):
            continue  # an emoticon's, or one that opens nowhere
        french = mark in ";:!?" and text[start] != " "
        reason = "A space stands before the mark" + (", as in French." if french or mark in ":!?;" else ".")
        yield _mended(passage, start, end, mark, reason)
    for match in _SPACE_BEHIND.finditer(text):
        yield _mended(
            passage,
            match.start(),
            match.end(),
            match.group()[0],
            "A space stands behind the opening bracket.",
        )
    for match in _SPLIT_ENDING.finditer(text):
        start, end = match.span()
        yield _mended(passage, start, end, match.group().strip(), "A space cuts the ending from its word.")


def _unspaced(passage: Passage, at: int) -> Iterator[Finding]:
    text = passage.text
    if _is_address(text, at, at + 1) or _SUFFIX.match(text, at + 1):
        return
    mark = text[at]
    if mark == ")":
        opened = text.rfind("(", max(0, at - 60), at)
        # "(re)build", "wo(man)hood": the brackets are the word's.
        if opened < 0 or (text[opened + 1 : at].isalpha() and at - opened <= 6):
            return
    yield _mended(passage, at, at + 1, f"{mark} ", f"No space behind the {_CLAUSE_MARKS[mark]}.", onward=True)


def _foreign(passage: Passage, at: int) -> Iterator[Finding]:
    """A mark of Chinese, Japanese or Arabic writing beside Latin letters."""
    text = passage.text
    around = text[max(0, at - 2) : at].strip()[-1:] + text[at + 1 : at + 3].strip()[:1]
    if not around or not _LATIN.search(around) or any(ord(one) > 0x2FF and one.isalpha() for one in around):
        return
    mark = _FOREIGN[text[at]]
    space = " " if mark in ",;:.!?" and text[at + 1 : at + 2].isalnum() else ""
    yield _mended(passage, at, at + 1, mark + space, f"“{text[at]}” is a mark of another script.", onward=bool(space))


def _brackets(passage: Passage) -> Iterator[Finding]:
    """Brackets that never close or were never opened, in paragraphs that stand alone with it."""
    text = passage.text
    if text.count("(") == text.count(")"):
        return
    for paragraph in passage.paragraphs:
        quote = text[paragraph.start : paragraph.end]
        if quote.count("(") == quote.count(")"):
            continue
        ignored = {m.end() - 1 for m in _LETTERED.finditer(quote)} | {
            at for m in _SMILEY.finditer(quote) for at in range(m.start(), m.end())
        }
        stack: list[int] = []
        for match in _BRACKET.finditer(quote):
            at = match.start()
            if match.group() == "(":
                if at not in ignored:
                    stack.append(at)
            elif stack:
                stack.pop()
            elif at not in ignored:
                yield _around(passage, paragraph.start + at, "A bracket closes that was never opened.")
        ends = passage.zone_at(paragraph.end - 1) == "truncated"
        for at in stack if not ends else ():
            yield _around(passage, paragraph.start + at, "The bracket never closes in its paragraph.")


def _openings(passage: Passage) -> Iterator[Finding]:
    """Paragraphs that begin with a mark."""
    text = passage.text
    for paragraph in passage.paragraphs:
        if text[paragraph.start] in ",;:.!?)" and (match := _OPENING.match(text, paragraph.start)):
            yield _around(passage, match.start(), "The paragraph begins with a mark.")


def _around(passage: Passage, at: int, reason: str) -> Finding:
    start, end = _words(passage.text, at, at + 1)
    return passage.finding(KIND, Span(start, end), reason)


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the words that touch it."""
    before = _TOKEN_BEFORE.search(text, max(0, start - 60), start)
    behind = _TOKEN_BEHIND.match(text, end, end + 60)
    return before.start() if before else start, behind.end() if behind else end


def _mended(passage: Passage, start: int, end: int, right: str, reason: str, *, onward: bool = False) -> Finding:
    """A finding of the words around a place, with what they read when `start` to `end` is `right`."""
    text = passage.text
    low = _words(text, start, end)[0]
    high = _words(text, start, end)[1] if onward or text[end : end + 1].isalnum() else end
    quote_end = max(high, end)
    mended = text[low:start] + right + text[end:quote_end]
    return passage.finding(KIND, Span(low, quote_end), reason, [Reading(mended, 0.9, "the marks put right")])
