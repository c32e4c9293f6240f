"""A text of another tool as the desk keeps it, and the offsets of that tool as code points into it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.errors import Invalid
from annotator.ingest.draft import ArticleDraft, Origin, normalise
from annotator.ingest.limits import Limits
from annotator.ingest.readers import metadata
from annotator.ingest.readers.assembly import assemble

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


class Original:
    """A text as it came, with the ways from its offsets to those of the text that the desk keeps."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kept = normalise(text)
        self._astral = array("L", (found.start() for found in _BEYOND.finditer(text)))
        # Where a carriage return before a line feed, or a mark at the very front, was left out.
        self._dropped = array("L", (found.start() for found in re.finditer(r"\A\ufeff|\r(?=\n)", text)))

    def of_utf16(self, offset: int) -> int:
        """Code units of UTF-16 (Java, JavaScript) to code points of the original. Raises Invalid inside a pair."""
        low, high = 0, len(self._astral)
        while low < high:  # the first character beyond the basic plane that ends behind the offset
            middle = (low + high) // 2
            if self._astral[middle] + middle + 2 <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self._astral) and self._astral[low] + low + 1 == offset:
            raise Invalid(f"The offset {offset} is in the middle of a character (UTF-16).")
        return offset - low

    def at(self, offset: int) -> int:
        """Code points of the original to those of the kept text."""
        return offset - bisect_left(self._dropped, offset)

    def span(self, start: int, end: int, *, utf16: bool = False) -> tuple[int, int]:
        """A stretch of the original as one of the kept text. Raises Invalid when it is outside or empty."""
        if utf16:
            start, end = self.of_utf16(start), self.of_utf16(end)
        if not 0 <= start <= end <= len(self.text):
            raise Invalid(f"The stretch {start}-{end} is not inside the text, which has {len(self.text)} characters.")
        if self.at(start) >= self.at(end):
            raise Invalid(f"The stretch {start}-{end} is empty: it holds no words.")
        return self.at(start), self.at(end)


def draft(
    original: Original,
    origin: Origin,
    limits: Limits,
    *,
    found: Mapping[str, object] | None = None,
    notes: Iterable[str] = (),
) -> ArticleDraft:
    """The draft of a text on which offsets stand: nothing in it is mended. `found` is what the file says of it, by the
    names of ingest/readers/metadata.py; what of that cannot be taken is left out with a note."""
    given: dict[str, Any] = {name: value for name, value in (found or {}).items() if value not in (None, "")}
    said = metadata.found(given, "file")
    return assemble(original.text, origin, limits, found=said, notes=notes, mending=False)
