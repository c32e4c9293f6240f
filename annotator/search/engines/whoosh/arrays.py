"""Numbered columns and lists of words in one file, read piece by piece.

A file is its arrays one behind the other, then a JSON object that says where each lies, then that object's length and
the magic. What is missing at the end is noticed when the file is opened, a changed byte by `verify`.
"""

from __future__ import annotations

import json
import os
import weakref
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MAGIC: Final = b"wirecheck-index1"
_LENGTH: Final = 8  # bytes of the JSON's length, little-endian


class Damaged(Exception):
    """A file of the index is not what was written."""


def write(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
    """Write arrays of one dimension. `about` is whatever JSON holds."""
    places: dict[str, list[Any]] = {}
    with path.open("xb") as file:
        for name, array in arrays.items():
            data = np.ascontiguousarray(array)
            raw = data.view(np.uint8)
            places[name] = [data.dtype.str, file.tell(), data.size, zlib.crc32(raw.data)]
            file.write(raw.data)
        tail = json.dumps({"arrays": places, "about": dict(about)}).encode()
        file.write(tail + len(tail).to_bytes(_LENGTH, "little") + MAGIC)


class ArraysFile:
    """An opened file. Reads have no place in the file of their own: threads and forked processes may share it.

    Not mapped into memory: a file that was cut short would then end the process, not the read.
    """

    def __init__(self, path: Path) -> None:
        """Raises FileNotFoundError; Damaged when its end is not what was written."""
        self.path = path
        self.descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self.descriptor)
        self.written = _written(os.fstat(self.descriptor))
        size = self.written[0]
        last = _LENGTH + len(MAGIC)
        end = self.raw(size - last, last) if size >= last else b""
        length = int.from_bytes(end[:_LENGTH], "little")
        if end[_LENGTH:] != MAGIC or length > size - last:
            raise Damaged(f"{path.name} has lost its end")
        try:
            tail = json.loads(self.raw(size - last - length, length))
            self.places: dict[str, list[Any]] = tail["arrays"]
            self.about: dict[str, Any] = tail["about"]
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(f"{path.name} does not say what is in it") from error

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def unchanged(self) -> None:
        """Nobody changes a file that was written. Raises Damaged when somebody has; FileNotFoundError."""
        if _written(self.path.stat()) != self.written:
            raise Damaged(f"{self.path.name} was changed")

    def raw(self, offset: int, length: int) -> bytes:
        data = os.pread(self.descriptor, length, offset)
        while len(data) < length:
            more = os.pread(self.descriptor, length - len(data), offset + len(data))
            if not more:
                raise Damaged(f"{self.path.name} was cut short")
            data += more
        return data

    def read(self, name: str, first: int = 0, last: int | None = None) -> Array:
        """A stretch of an array, half-open; an array that is not there is empty. Raises Damaged."""
        if name not in self.places:
            return np.empty(0, np.int64)
        kind, offset, size, _ = self.places[name]
        last = size if last is None else min(last, size)
        dtype = np.dtype(kind)
        return np.frombuffer(self.raw(offset + first * dtype.itemsize, max(0, last - first) * dtype.itemsize), dtype)

    def verify(self) -> None:
        """Read everything. Raises Damaged."""
        for name, (_, _, _, crc) in self.places.items():
            if zlib.crc32(self.read(name).view(np.uint8).data) != crc:
                raise Damaged(f"{name} in {self.path.name} is not what was written")


def _written(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino
