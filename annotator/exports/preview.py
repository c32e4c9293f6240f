"""A look at a file before it is taken: the first lines of a text, the members of an archive. Pure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Final

LINES: Final = 200
CHARACTERS: Final = 20_000


@dataclass(frozen=True)
class Preview:
    """`text`: as much as is shown of a text; `members`: name and bytes of each file of an archive. `size`: bytes."""

    size: int
    text: str | None = None
    more: bool = False
    members: tuple[tuple[str, int], ...] = ()


def preview_of(content: bytes) -> Preview:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = tuple((info.filename, info.file_size) for info in archive.infolist())
        return Preview(len(content), members=members[:LINES], more=len(members) > LINES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Preview(len(content))
    shown = "\n".join(text[:CHARACTERS].split("\n")[:LINES])
    return Preview(len(content), text=shown, more=len(shown) < len(text))
