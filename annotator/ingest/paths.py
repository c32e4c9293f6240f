"""The files that paths on a command line stand for, and how much is in them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from .draft import Origin
from .sandbox import Given

# The end-of-central-directory record of a zip (APPNOTE 4.3.16): 22 bytes and a comment of at most 65,535.
_END_RECORD = b"PK\x05\x06"
_END_BYTES = 22 + 65_535


def files(paths: Iterable[Path]) -> Iterator[Given]:
    """The files named and those in named folders, each folder in sorted order, without what is hidden in it."""
    for path in paths:
        if not path.is_dir():
            yield Given(str(path), path)
            continue
        for found in sorted(path.rglob("*")):
            inside = found.relative_to(path).parts
            if not any(part.startswith(".") for part in inside) and found.is_file():
                yield Given(str(found), found)


def path_of(given: Given, origin: Origin) -> str:
    """The path as given, with the file in a zip and the line where one file holds many articles."""
    return given.name + str(origin).removeprefix(origin.name)


def articles_in(given: Given) -> int:
    """About how many articles a file holds, for a progress bar: entries of a zip, lines of JSON Lines, else one.

    Read from the file's own account of itself, so never a limit to rely on.
    """
    name = given.name.lower()
    if not name.endswith((".zip", ".jsonl", ".ndjson")):
        return 1
    try:
        content = given.content if isinstance(given.content, bytes) else given.content.read_bytes()
    except OSError:
        return 1
    if not name.endswith(".zip"):
        return max(1, content.count(b"\n"))
    at = content.rfind(_END_RECORD, max(0, len(content) - _END_BYTES))
    if at < 0 or at + 12 > len(content):
        return 1
    return max(1, struct.unpack_from("<H", content, at + 10)[0])
