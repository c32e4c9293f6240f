"""The desk's own complete form: everything of articles with their history, a line each (docs/interchange.md)."""

from __future__ import annotations

import io
from typing import BinaryIO

from ...interchange import write
from ..record import ArticleRecord
from ..terms import Copies, Terms


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """One article, with what it refers to. Raises NotAllowed when it is not this person's to take."""
    file = io.BytesIO()
    write([record.id], file, by=terms.by, sensitive="with" if terms.options.sensitive == "with" else "out")
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """Several articles, each with what it is the first to refer to before it."""
    write(
        copies.ids,
        file,
        by=terms.by,
        progress=lambda done, _of: copies.passed(done),
        sensitive="with" if terms.options.sensitive == "with" else "out",
    )
