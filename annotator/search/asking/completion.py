"""What stands at the cursor while a query is typed: what may be completed, and what a completion replaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .fields import FIELDS

LONGEST_NAME: Final = 6  # words before the cursor that may be the beginning of one name
_QUOTES: Final = '"“”„«»'
_FIELD: Final = re.compile(r"^[(\-−]*([A-Za-z]+):((?:[<>]=?)?)(.*)$", re.DOTALL)
_OPEN_LIST: Final = re.compile(
    rf"(?:^|[\s(\-−])([A-Za-z]+):\(((?:[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]|[^(){_QUOTES}])*(?:[{_QUOTES}][^{_QUOTES}]*)?)$"
)
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})
_NO_WORD: Final = re.compile(r"[*~]|^near$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is being typed at the cursor. `field`: whose value it is; empty: a word. A completion replaces the text from
    `start` to `end` (code points, half-open). `before` are the places where the words before begin that may belong to
    one name with this word, the earliest first."""

    field: str
    typed: str
    start: int
    end: int
    before: tuple[int, ...] = ()


def standing(text: str, at: int) -> Standing | None:
    """What may be completed at a place of a query; None where nothing may: in quoted words, behind a star."""
    at = max(0, min(at, len(text)))
    listed = _OPEN_LIST.search(text[:at])
    if listed and listed[1].lower() in FIELDS:
        return _in_list(text, at, listed)
    opened = _opened(text[:at])
    start = opened if opened is not None else _back(text, at)
    if opened is not None:
        start = _back(text, opened)
        if not _FIELD.match(text[start:opened]):
            return None  # quoted words are looked for as they are typed
    field = _FIELD.match(text[start:at])
    if field:
        name = field[1].lower()
        if name not in FIELDS:
            return None
        begin = start + field.start(3)
        return Standing(name, field[3].lstrip(_QUOTES), begin, _end_of_value(text, begin, at))
    bare = start + len(text[start:at]) - len(text[start:at].lstrip("(-−"))
    typed, end = text[bare:at], _forward(text, at)
    if not typed or typed in _OPERATORS or _NO_WORD.search(typed) or not re.search(r"\w", typed):
        return None
    return Standing("", typed, bare, end, _words_before(text, bare))


def _in_list(text: str, at: int, listed: re.Match[str]) -> Standing:
    """In the brackets of field:(one two): the last value."""
    inside = listed[2]
    opened = _opened(inside)
    within = opened if opened is not None else max(inside.rfind(mark) for mark in " ,") + 1
    start = listed.start(2) + within
    return Standing(listed[1].lower(), text[start:at].lstrip(_QUOTES), start, _end_of_value(text, start, at))


def _opened(text: str) -> int | None:
    """Where the quotation mark stands that is still open at the end of a text; None for none."""
    marks = [match.start() for match in re.finditer(rf"[{_QUOTES}]", text)]
    return marks[-1] if len(marks) % 2 else None


def _back(text: str, at: int) -> int:
    """Where the word begins that ends at a place."""
    while at > 0 and not text[at - 1].isspace() and text[at - 1] not in _QUOTES:
        at -= 1
    return at


def _forward(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace() and text[at] not in f"(){_QUOTES}":
        at += 1
    return at


def _end_of_value(text: str, start: int, at: int) -> int:
    if text[start : start + 1] and text[start] in _QUOTES:
        closing = re.compile(rf"[{_QUOTES}]").search(text, at)
        return closing.end() if closing else len(text)
    return _forward(text, at)


def _words_before(text: str, start: int) -> tuple[int, ...]:
    """Where the bare words begin that stand right before this one."""
    found: list[int] = []
    for match in reversed(list(re.finditer(r"\S+", text[:start]))):
        word = match.group()
        if word in _OPERATORS or not re.fullmatch(r"[\w.’'-]+", word) or len(found) == LONGEST_NAME - 1:
            break
        found.append(match.start())
    return tuple(reversed(found))


def quoted(value: str) -> str:
    """A value as a query has it: in quotation marks where it would not be one word otherwise."""
    plain = re.sub(rf"[{_QUOTES}]", "", value)
    return plain if re.fullmatch(r"[\w.’'-]+", plain) and plain not in _OPERATORS else f'"{plain}"'
