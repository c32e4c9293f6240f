"""Which text of an article goes into a file for programs: the corrected copy, or the text as it was published."""

from __future__ import annotations

from typing import Final, NamedTuple

from ...corrections.overlay import Corrected, apply
from ..record import ArticleRecord
from ..terms import Choice, Terms

TEXT: Final = Choice(
    "text", "Text", {"corrected": "Corrected: what was accepted is applied", "published": "As it was published"}
)


class _Placed(NamedTuple):
    start: int
    end: int
    quote: str
    replacement: str


def corrected(record: ArticleRecord) -> Corrected:
    """The corrected copy with the place of each word in the text. What is only proposed is not applied."""
    return apply(
        record.text,
        (_Placed(one.anchor.start, one.anchor.end, one.anchor.quote, one.replacement) for one in record.accepted),
    )


def text_of(record: ArticleRecord, terms: Terms) -> str:
    """The text that was chosen."""
    return corrected(record).text if terms.options.choice(TEXT) == "corrected" else record.text


def told_by(record: ArticleRecord) -> set[str]:
    """The uids of corrections that an approved notice tells of."""
    return {uid for notice in record.notices for uid in notice.corrections}
