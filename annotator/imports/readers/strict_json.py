"""JSON of strangers: one document, an array, or one document a line. What is wrong is said with line or record."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, NoReturn

from annotator.errors import Invalid, WirecheckError
from annotator.ingest.draft import Origin, Problem
from annotator.text import characters

from ..records import Read

_DEEPEST: Final = 60  # a comment of a comment of a selector of a selector is at 20
_MOST_RECORDS: Final = 100_000


class Record(NamedTuple):
    """One document. `at` says where in the file it stands, for a report."""

    at: str
    origin: Origin
    value: Any

    def problem(self, reason: str) -> Problem:
        """What is wrong with it, with its number where the line says not enough."""
        where = self.at.removeprefix(str(self.origin)).lstrip(", ")
        return Problem(self.origin, f"{where}: {reason}" if where else reason)


def records(data: bytes, origin: Origin) -> Iterator[Record | Problem]:
    """The documents of a file: the items of an array, the lines of JSON Lines, or the one that it is."""
    text = _decoded(data)
    filled = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not filled:
        raise Invalid("There is nothing in the file.")
    if len(filled) > 1 and _stands_alone(filled[0][1]):
        yield from _lines(filled, origin)
        return
    whole = parse(text)
    if not isinstance(whole, list):
        yield Record(str(origin), origin, whole)
        return
    if not whole:
        raise Invalid("The file is an empty array: there is nothing in it.")
    if len(whole) > _MOST_RECORDS:
        raise Invalid(f"The file has {len(whole):,} records; at most {_MOST_RECORDS:,} are taken. Split it.")
    for number, value in enumerate(whole, 1):
        yield Record(f"{origin}, record {number}", origin, value)


def read_each(
    data: bytes, origin: Origin, read: Callable[[Record], Iterator[Read | Problem]]
) -> Iterator[Read | Problem]:
    """What `read` makes of each document. One that it refuses (Invalid, TooLarge) is a problem, the others go on."""
    for record in records(data, origin):
        if isinstance(record, Problem):
            yield record
            continue
        try:
            yield from read(record)
        except WirecheckError as error:
            yield record.problem(str(error))


def _lines(filled: list[tuple[int, str]], origin: Origin) -> Iterator[Record | Problem]:
    for count, (number, line) in enumerate(filled):
        here = origin.at_line(number)
        if count >= _MOST_RECORDS:
            yield Problem(here, f"More than {_MOST_RECORDS:,} lines: this and the following were left out.")
            return
        try:
            yield Record(str(here), here, parse(line, of_line=True))
        except WirecheckError as error:
            yield Problem(here, str(error))


def _stands_alone(line: str) -> bool:
    """Whether the first line is a document by itself; one that is broken but closed counts, the others may be good."""
    words = line.strip()
    return words.startswith("{") and words.endswith("}")


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Invalid("The file is UTF-16; JSON must be UTF-8 (RFC 8259). Save it as UTF-8.")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Invalid(
            f"Line {line}: byte {error.start} (0x{data[error.start]:02x}) is not valid UTF-8. Save the file as UTF-8."
        ) from None


def parse(text: str, *, of_line: bool = False) -> Any:
    """One document, perhaps one line of a file. Raises Invalid, saying what is wrong and where."""
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        ends = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        cut = " It seems to be cut off." if ends else ""
        where = f"character {error.colno}" if of_line else f"line {error.lineno}, character {error.colno}"
        raise Invalid(f"It is not valid JSON: {error.msg.removesuffix(' at')} ({where}).{cut}") from None
    except RecursionError:
        raise Invalid("It is nested too deeply to be read.") from None
    except ValueError:  # an integer of more than 4,300 digits
        raise Invalid("It holds a number that is too long to be one.") from None
    if isinstance(value, dict | list | str):
        _check(value, text)
    return value


def _no_constant(name: str) -> NoReturn:
    raise Invalid(f"It holds {name}, which is not JSON.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in fields if names.count(name) > 1)
        raise Invalid(f"The field “{characters.shown(twice[:60])}” stands twice in one object. Keep one.")
    return fields


def _check(value: Any, text: str) -> None:
    """No depth that nothing means, and no character that nothing may hold: lone surrogates, NUL and their like."""
    _refuse(text)
    escapes = "\\u" in text  # only by these can a string hold what the text does not
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        here, depth = waiting.pop()
        if isinstance(here, str):
            _refuse(here)
            continue
        if depth > _DEEPEST:
            raise Invalid(f"It is nested more than {_DEEPEST} deep.")
        inner = here.values() if isinstance(here, dict) else here
        kinds = (dict, list, str) if escapes else (dict, list)
        waiting += [(each, depth + 1) for each in inner if isinstance(each, kinds)]
        if escapes and isinstance(here, dict):
            waiting += [(each, depth) for each in here]


def _refuse(words: str) -> None:
    found = characters.refused(words)
    if found:
        raise Invalid(f"It holds {characters.named(found.group())}, which no text may hold. Remove it.")


def whole_number(value: Any, name: str, most: int = 100_000_000) -> int:
    """An offset. Raises Invalid for what is none: a word, a fraction, a negative or huge number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise Invalid(f"{name} must be a whole number from 0 on, not {json.dumps(value)[:40]}.")
    return value


def words(value: Any, name: str, most: int = 100_000) -> str:
    """A string. Raises Invalid."""
    if not isinstance(value, str):
        raise Invalid(f"{name} must be a string, not {kind_of(value)}.")
    if len(value) > most:
        raise Invalid(f"{name} has {len(value):,} characters; at most {most:,} are taken.")
    return value


def kind_of(value: Any) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "null" if value is None else kinds.get(type(value), "a string")


def listed(value: Any) -> list[Any]:
    """A value that may be one or several, as a list; none for null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
