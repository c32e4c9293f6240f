"""The corrected copy as one HTML page: accepted corrections applied, proposed ones never.

Nothing of the desk's checking is in it but the notices about what was changed and, when asked for, the marks of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...articles.rendering import Mark, Paragraph, direction, layout
from ..files import in_zip
from ..record import ArticleRecord
from ..terms import Choice, Terms
from .html import page
from .words import STANCE_SIGNS, conditions, corrected, facts, notice_head, scrubbed, scrubbed_note

COPY: Final = Choice(
    "copy",
    "Corrected copy",
    {
        "notice": "Clean, with the correction notices at the end",
        "clean": "Clean, without the notices",
        "marked": "With marks of what was changed, and the notices",
    },
)


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """Raises Invalid when two accepted corrections overlap."""
    record, replaced = scrubbed(record)
    copy = terms.options.choice(COPY)
    return page(
        "corrected.html",
        {
            "record": record,
            "at": terms.at,
            "facts": list(facts(record)),
            "conditions": list(conditions(record)),
            "paragraphs": paragraphs(record, marked=copy == "marked"),
            "direction": direction(record.language),
            "changes": record.accepted if copy == "marked" else (),
            "notices": record.notices if copy != "clean" else (),
            "notice_head": notice_head,
            "stances": STANCE_SIGNS,
            "replaced": scrubbed_note(replaced),
        },
    )


write_many = in_zip(write_one, "html")


def paragraphs(record: ArticleRecord, *, marked: bool) -> list[Paragraph]:
    """The corrected text; `marked`: the original with each change drawn in it."""
    text = corrected(record).text  # refuses what overlaps, also where only the marks are drawn
    if marked:
        return layout(record.text, marks(record), language=record.language)
    return layout(text, (), language=record.language)


def marks(record: ArticleRecord) -> Iterator[Mark]:
    for row in record.accepted:
        title = f"Correction {row.number}: {row.kind}"
        start, end = row.anchor.start, row.anchor.end
        yield Mark("correction", row.number, start, end, row.state, f"C{row.number}", title, row.replacement)
