"""From bytes to values: lines of a file, each read by itself, with limits on what a line may be."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ..text.characters import named, refused

LONGEST: Final = 64 * 1024 * 1024  # bytes of a line: an article of a megabyte with 20,000 lines of history has a third
DEEPEST: Final = 20  # lists and objects in each other


class Bad(Exception):
    """Why a line cannot be taken, for people."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Bad(f"“{twice[:60]}” stands twice in one object.")
    return found


def _constant(word: str) -> Any:
    raise Bad(f"{word} is no number of JSON.")


def _number(digits: str) -> float:
    found = float(digits)
    if not math.isfinite(found):
        raise Bad(f"The number {digits[:20]} is too large.")
    return found


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_float=_number)
# What in a line of JSON may stand for a character that nothing may hold.
_ESCAPES: Final = (b"\\u", b"\\b", b"\\f")


def lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes | None]]:
    """The lines from where the file stands: number from 1, place in bytes, content without its end; None for one that
    is too long. Empty lines are passed over."""
    number, place = 0, file.tell()
    while True:
        line: bytes | None = file.readline(LONGEST + 1)
        if not line:
            return
        number, start = number + 1, place
        place += len(line)
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while more := file.readline(LONGEST):
                place += len(more)
                if more.endswith(b"\n"):
                    break
            line = None
        if line is None or line.strip():
            yield number, start, line if line is None else line.rstrip(b"\r\n")


def parsed(line: bytes | None) -> dict[str, Any]:
    """The object of one line. Raises Bad."""
    if line is None:
        raise Bad(f"The line is longer than {LONGEST // 1024 // 1024} MB.")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise Bad(f"The line is not UTF-8: byte {error.start + 1} of it is wrong.") from None
    try:
        value = _decoder.decode(text)
    except RecursionError:
        raise Bad("Lists and objects are nested too deep.") from None
    except ValueError as error:
        raise Bad(f"The line is no JSON, or was cut off: {str(error)[:120]}.") from None
    if not isinstance(value, dict):
        raise Bad("The line is no object of JSON.")
    found = refused(text)
    if found is None and any(escape in line for escape in _ESCAPES):
        found = next((match for words in strings(value) if (match := refused(words))), None)
    if found is not None:
        raise Bad(f"It holds {named(found.group())}, which cannot be kept.")
    return value


def too_deep(value: Any) -> None:
    """Raises Bad where a value of a column is nested deeper than `DEEPEST`: the program could read it and not write it
    again. Not by recursion."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise Bad("Lists and objects are nested too deep.")


def strings(value: Any) -> Iterator[str]:
    """Every string in a value, names of an object's fields too."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            left += each
            left += each.values()
        elif isinstance(each, list):
            left += each
