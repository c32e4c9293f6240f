"""Characters decoded by the wrong table: "weâ€™ve" for "we’ve", "don?t", "&quot;", the replacement character.

ftfy (https://ftfy.readthedocs.io) tells mojibake from rare but right text and mends it; it is asked line by line, and
only where a line has two characters in a row that English copy does not have.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

import ftfy

from annotator.garbles.passage import Passage
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "mojibake"
# What two tables make of one character: a letter, sign or control beside another that is not ASCII. The curly marks
# stand in right copy, and so do the letters of other scripts among themselves.
_SUSPECT: Final = re.compile(
    "[^\x00-\x7f](?:(?<=[\u0080-\u009f\ufffd])|(?<=[ÃÂâ])[\\s\\w]|(?<=[Ãâ])\\Z"
    "|(?<=[\u00a0-\u05ff\u2000-\u2bff\u0e00-\u0e7f\ue000-\uf8ff])(?<![‘’“”–—…«»]) ?[\u0080-\uffff]"
    "|(?<=[‘’“”–—…«»\u00a0])[\u00a1-\u05ff\u2020-\u2bff](?<![‘’“”–—…«»]))"
)
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_ESCAPED: Final = re.compile(r"\\u(?:00[89a-f]|20[01])[0-9a-fA-F]")
_LOST_APOSTROPHE: Final = re.compile(r"(?<=[a-z])\?(?=(?:s|t|re|ve|ll|d|m)\b)")
_REPLACED: Final = re.compile("\ufffd+")
_APOSTROPHE_AT: Final = re.compile("(?<=[a-zA-Z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\\b)")
# ftfy lets a line be that holds right accents beside wrong ones, and what a table makes of ğ, ş and ž: "ErdoÄŸan". No
# such pair stands in right copy, but a mark may stand behind a capital: "in 10 Å—", "BLÅ’S".
_SECOND: Final = "".join(sorted(set(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) - set("‘’“”‹›«»–—…™\u00a0")))
_PAIR: Final = re.compile("(?:(?<=[a-z])[ÃÄÅ]{0}|[ÃÄÅ]{0}(?=[a-z]))".format(f"[{re.escape(_SECOND)}]"))
_CHUNK: Final = re.compile(r"\S+")
_LONGEST_WORD: Final = 60
_LONGEST_LINE: Final = 20_000  # characters; longer lines are mended piece by piece
_MOST_ALIKE: Final = 400  # chunks of a line that are compared one by one


def find(passage: Passage) -> Iterator[Finding]:
    """Each damaged word or run of words, with the words as they were meant where that can be told."""
    text = passage.text
    if not text.isascii() and _SUSPECT.search(text):
        start = 0
        for line in text.split("\n"):
            for low in range(0, len(line), _LONGEST_LINE):
                part = line[low : low + _LONGEST_LINE]
                if not part.isascii() and _SUSPECT.search(part):
                    yield from _of_line(passage, start + low, part)
            start += len(line) + 1
    if "&" in text:
        for match in _ENTITY.finditer(text):
            right = html.unescape(match.group())
            if right != match.group():
                yield _finding(passage, Span(*match.span()), match, right, "A character’s name in HTML stands for it.")
    if "\\u" in text:
        for match in _ESCAPED.finditer(text):
            right = chr(int(match.group()[2:], 16))
            yield _finding(passage, Span(*match.span()), match, right, "A character’s code stands for it.")
    if "?" in text:
        for match in _LOST_APOSTROPHE.finditer(text):
            yield _finding(passage, Span(*match.span()), match, "’", "A question mark stands for an apostrophe.")


def _of_line(passage: Passage, start: int, line: str) -> Iterator[Finding]:
    mended = _PAIR.sub(_read_rightly, ftfy.fix_encoding(line))
    if mended != line:
        for span, right in _differences(line, mended):
            whole = Span(start + span.start, start + span.end)
            reading = [Reading(right, 0.95, "the same bytes read by the right table")] if right.strip() else []
            yield passage.finding(KIND, whole, "Characters were decoded by the wrong table.", reading)
        return
    for match in _REPLACED.finditer(line):
        low, high = _word(line, *match.span())
        right = _APOSTROPHE_AT.sub("’", line[low:high])
        reading = [] if "\ufffd" in right else [Reading(right, 0.8, "an apostrophe was lost")]
        yield passage.finding(
            KIND, Span(start + low, start + high), "A character was lost: it could not be decoded.", reading
        )


def _read_rightly(pair: re.Match[str]) -> str:
    return pair.group().encode("cp1252").decode("utf-8")


def _word(line: str, low: int, high: int) -> tuple[int, int]:
    """A place with the word that it stands in, as far as that is one."""
    first, last = max(0, low - _LONGEST_WORD), min(len(line), high + _LONGEST_WORD)
    while low > first and not line[low - 1].isspace():
        low -= 1
    while high < last and not line[high].isspace():
        high += 1
    return low, high


def _differences(line: str, mended: str) -> Iterator[tuple[Span, str]]:
    """The runs of words that differ, as they stand and as they should."""
    chunks = [Span(*match.span()) for match in _CHUNK.finditer(line)]
    left = [chunk.of(line) for chunk in chunks]
    right = mended.split()
    if len(left) > _MOST_ALIKE or not left:
        yield _trimmed(line, mended)
        return
    for tag, low, high, first, last in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and high - low == last - first:
            for i in range(high - low):
                yield chunks[low + i], right[first + i]
        elif high > low:
            yield Span(chunks[low].start, chunks[high - 1].end), " ".join(right[first:last])


def _trimmed(line: str, mended: str) -> tuple[Span, str]:
    """The stretch between the first and the last difference."""
    start = 0
    while start < min(len(line), len(mended)) and line[start] == mended[start]:
        start += 1
    tail = 0
    while tail < min(len(line), len(mended)) - start and line[-1 - tail] == mended[-1 - tail]:
        tail += 1
    return Span(start, max(start + 1, len(line) - tail)), mended[start : len(mended) - tail]


def _finding(passage: Passage, span: Span, match: re.Match[str], right: str, reason: str) -> Finding:
    """A finding of the whole word, with one character put right in it."""
    text = passage.text
    low, high = max(0, span.start - 60), min(len(text), span.end + 60)
    start, end = _word(text[low:high], span.start - low, span.end - low)
    start, end = start + low, end + low
    mended = text[start : span.start] + right + text[span.end : end]
    return passage.finding(KIND, Span(start, end), reason, [Reading(mended, 0.9, f"“{match.group()}” is “{right}”")])
