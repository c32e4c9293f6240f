"""Zip archives, opened with suspicion: counted, measured while unpacking, never written to disk.

Also the first step of .docx, which is a zip. Numbers: limits.py. References: OWASP File Upload Cheat Sheet;
D. Fifield, "A better zip bomb" (WOOT 2019): overlapping members pass every check of declared sizes, so what is
really unpacked is counted, against the size of the archive.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from annotator.errors import Invalid, TooLarge

from ..limits import Limits, readable_size

_CHUNK = 64 * 1024
_ENCRYPTED = 0x1  # bit 0 of the general purpose flags (APPNOTE 4.4.4)
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # zipfile unpacks bzip2 and lzma without any bound


class Budget:
    """Counts what one archive really unpacks to."""

    def __init__(self, packed: int, most: int, limits: Limits) -> None:
        self._packed = max(packed, 1)
        self._most = most
        self._limits = limits
        self._unpacked = 0

    def spend(self, size: int) -> None:
        """Raises TooLarge as soon as the archive has unpacked to more than it may."""
        self._unpacked += size
        if self._unpacked > self._most:
            raise TooLarge(f"The archive unpacks to more than {readable_size(self._most)}. Split it into smaller ones.")
        over = self._unpacked > self._limits.ratio_counts_above_bytes
        if over and self._unpacked > self._packed * self._limits.max_ratio:
            raise TooLarge(
                f"The archive unpacks to more than {self._limits.max_ratio} times its size, as only a zip bomb does. "
                "Pack the files anew, or send them one by one."
            )


class Member(NamedTuple):
    """One file inside; `unread` says why it is left out, else `data` holds it."""

    name: str
    data: bytes = b""
    unread: str | None = None


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Raises Invalid when the archive is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, UnicodeError) as error:
        raise Invalid(
            f"The file is a damaged or cut-off .zip or .docx ({_lower(error)}). Pack or fetch it again."
        ) from None


def contents(data: bytes, most_files: int, most_bytes: int, limits: Limits) -> list[zipfile.ZipInfo]:
    """What is listed inside, folders left out. Raises TooLarge already for what the archive says of itself."""
    listed = [info for info in open_zip(data).infolist() if not info.is_dir()]
    if len(listed) > most_files:
        raise TooLarge(f"The archive holds {len(listed):,} files; at most {most_files:,} are taken. Split it.")
    Budget(len(data), most_bytes, limits).spend(sum(info.file_size for info in listed))
    return listed


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, most: int) -> bytes:
    """One member. Raises Invalid when this one cannot be read, TooLarge when the whole archive is too much."""
    if info.flag_bits & _ENCRYPTED:
        raise Invalid("The file is encrypted inside the zip. Pack it again without a password.")
    if info.compress_type not in _PACKINGS:
        raise Invalid("The file is packed with a method other than deflate. Pack it again as an ordinary zip.")
    if info.file_size > most:
        raise Invalid(
            f"The file has {readable_size(info.file_size)}; at most {readable_size(most)} are taken. Split it."
        )
    parts: list[bytes] = []
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                budget.spend(len(chunk))
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Invalid(f"The file is damaged inside the zip ({_lower(error)}). Pack it again.") from None
    return b"".join(parts)


def members(data: bytes, limits: Limits, start: int = 0) -> Iterator[Member]:
    """The files of a zip from the `start`-th on, one after the other; those a computer put in unasked are left out.

    Raises TooLarge in the middle when the archive turns out to be a bomb.
    """
    listed = contents(data, limits.max_zip_files, limits.max_unpacked_bytes, limits)
    wanted = [info for info in listed if not _unasked(info.filename)]
    if not wanted:
        raise Invalid("The archive holds no file. Put the articles in it.")
    budget = Budget(len(data), limits.max_unpacked_bytes, limits)
    with open_zip(data) as archive:
        for info in wanted[start:]:
            try:
                unpacked = unpack(archive, info, budget, limits.max_upload_bytes)
            except TooLarge:
                raise
            except Invalid as error:
                yield Member(info.filename, unread=str(error))
            else:
                yield Member(info.filename, unpacked)


def _unasked(name: str) -> bool:
    """Resource forks, .DS_Store and other hidden files."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"


def _lower(error: Exception) -> str:
    words = str(error) or type(error).__name__
    return (words[:1].lower() + words[1:])[:120]
