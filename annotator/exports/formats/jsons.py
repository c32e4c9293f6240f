"""JSON as it leaves: safe inside a script element, and several documents in one array, read line by line as well."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from ...text.characters import shown

# JSON-LD is put into pages: "</script>" in a text would end the element there. The two line separators end a line of
# JavaScript.
_UNSAFE: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def written(document: object, *, indent: int | None = 1) -> bytes:
    """UTF-8, indented for readers; `indent` None: on one line."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(document, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    return shown(text.translate(_UNSAFE)).encode()


def write_array(documents: Iterable[object], file: BinaryIO) -> None:
    """A JSON array with a document a line."""
    file.write(b"[")
    for number, document in enumerate(documents):
        file.write(b",\n" if number else b"\n")
        file.write(written(document, indent=None))
    file.write(b"\n]\n")


def moment(value: dt.datetime) -> str:
    """xsd:dateTime in UTC, to the second."""
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def filled(**values: Any) -> dict[str, Any]:
    """Keys with a value; what is None, empty text or an empty list is left out. A trailing _ is off: `type_`."""
    return {key.rstrip("_"): value for key, value in values.items() if value not in (None, "", [], ())}
