"""What files for programs say of an article in common: which text it has, what readers are told of its corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...text.spans import Span
from ..record import ArticleRecord, CorrectionRecord
from ..terms import Choice, Terms
from .words import corrected

__all__ = ["TEXT", "Told", "changed_at", "copy_of", "corrected", "sentence", "told"]

TEXT: Final = Choice(
    "text", "Text", {"corrected": "Corrected: what was accepted is applied", "published": "As it was published"}
)


def copy_of(record: ArticleRecord, terms: Terms) -> tuple[str, str]:
    """Title and text as chosen. Where the title stands in the text as its headline, it is corrected with it."""
    if terms.options.choice(TEXT) == "published":
        return record.title, record.text
    made = corrected(record)
    for zone in record.zones:
        if zone.kind == "headline" and record.text[zone.start : zone.end].split() == record.title.split():
            return " ".join(made.place(Span(zone.start, zone.end)).of(made.text).split()), made.text
    return record.title, made.text


def sentence(correction: CorrectionRecord) -> str:
    """What changed, as desks say it."""
    said = f"An earlier version of this article said “{correction.anchor.quote}”."
    if correction.replacement:
        return f"{said} It should say “{correction.replacement}”."
    return f"{said} These words were taken out."


class Told(NamedTuple):
    """What is told of a correction, when it was approved, by whom. `uid`: the notice's, or the correction's."""

    uid: str
    text: str
    at: dt.datetime
    by: str | None


def told(record: ArticleRecord) -> Iterator[Told]:
    """What readers are told: approved notices first, then what no notice tells of, in text order."""
    for notice in record.notices:
        yield Told(notice.uid, notice.text, notice.approved_at, notice.approver)
    known = {uid for notice in record.notices for uid in notice.corrections}
    for one in record.accepted:
        if one.uid not in known:
            yield Told(one.uid, sentence(one), one.decided_at or one.changed_at, one.decided_by)


def changed_at(record: ArticleRecord) -> dt.datetime | None:
    """When the last correction was accepted that the corrected copy has."""
    return max((one.decided_at or one.changed_at for one in record.accepted), default=None)
