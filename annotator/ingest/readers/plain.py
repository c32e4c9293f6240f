"""Plain text: the whole file is the text, as it stands.

No line becomes the title: a first line may be a lead as well as a headline, and the analysis tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..draft import ArticleDraft, Origin
from ..limits import Limits
from .assembly import assemble
from .decoding import decode


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft]:
    text, notes = decode(data)
    yield assemble(text, origin, limits, notes=notes)
