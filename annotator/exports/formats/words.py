"""What every format for readers says in the same words: signs of verdicts, where an article is from, on what conditions
it leaves, what its corrections make of it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, NamedTuple

from babel import Locale

from ...articles.rendering import primary
from ...corrections.overlay import Corrected, apply
from ...text.characters import REFUSED, refused, shown
from ..record import ArticleRecord, ClaimRecord, CorrectionRecord, GarbleRecord, NoticeRecord


@dataclass(frozen=True)
class Sign:
    """How a word is shown besides its colour."""

    glyph: str
    tone: str


VERDICT_SIGNS: Final = {
    "true": Sign("✓", "good"),
    "mostly true": Sign("✓", "good"),
    "mixed": Sign("◐", "warn"),
    "mostly false": Sign("✗", "bad"),
    "false": Sign("✗", "bad"),
    "unverifiable": Sign("?", "muted"),
    "outdated": Sign("↻", "warn"),
}
STANCE_SIGNS: Final = {"supports": Sign("+", "good"), "refutes": Sign("−", "bad"), "context": Sign("○", "muted")}
NOTICE_NAMES: Final = {"correction": "Correction", "clarification": "Clarification", "refile": "Refiled"}


def facts(record: ArticleRecord) -> Iterator[str]:
    """Where the article is from, in words."""
    yield from (fact for fact in (record.outlet, record.byline, record.feed) if fact)
    if record.source_language:
        name = Locale("en").languages.get(primary(record.source_language), record.source_language)
        yield f"translated from {name}" + (f" by {record.translator}" if record.translator else "")
    elif record.translator:
        yield f"translated by {record.translator}"


def moment(value: dt.datetime) -> str:
    """ "4 March 2021, 15:30 UTC"."""
    return f"{day(value)}, {value:%H:%M} UTC"


def day(value: dt.datetime) -> str:
    """ "4 March 2021"."""
    return f"{value.day} {value:%B %Y}"


def counted(number: int, thing: str) -> str:
    """ "1 claim", "3 claims"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def conditions(record: ArticleRecord) -> Iterator[str]:
    """What stands at the head of a copy, so that nobody takes it for the whole or prints it too early."""
    if record.embargo_until:
        yield f"Under embargo until {moment(record.embargo_until)}."
    if record.withheld:
        are = "is" if record.withheld == 1 else "are"
        yield f"{counted(record.withheld, 'claim')} {are} withheld as sensitive."


def for_the_desk(record: ArticleRecord) -> Iterator[str]:
    """The same for who works with the copy: also that it was found ready, which its readers need not know."""
    yield from conditions(record)
    if record.ready:
        by = f" by {record.ready.by}" if record.ready.by else ""
        over = f", in spite of {record.ready.over}" if record.ready.over else ""
        yield f"Found ready for publication{by}, {moment(record.ready.at)}{over}."


def notice_head(notice: NoticeRecord) -> str:
    """ "Correction, 4 March 2021, approved by Edda"."""
    by = f", approved by {notice.approver}" if notice.approver else ""
    return f"{NOTICE_NAMES.get(notice.kind, notice.kind)}, {day(notice.approved_at)}{by}"


def quoted(claim: ClaimRecord) -> str:
    """The claim's own words; its stretches in text order with what lies between left out."""
    stretches = sorted(claim.anchors, key=lambda anchor: anchor.start)
    return " … ".join(anchor.quote for anchor in stretches)


def right_name(garble: GarbleRecord) -> str | None:
    """What the garble should read, as far as somebody has said so."""
    return garble.reading or garble.entity


class Placed(NamedTuple):
    """A replacement as the overlay takes it."""

    start: int
    end: int
    quote: str
    replacement: str


def placed(correction: CorrectionRecord) -> Placed:
    anchor = correction.anchor
    return Placed(anchor.start, anchor.end, anchor.quote, correction.replacement)


def corrected(record: ArticleRecord) -> Corrected:
    """The corrected copy: what was accepted is applied, what is only proposed is not.

    Raises Invalid when two accepted corrections overlap.
    """
    return apply(record.text, map(placed, record.accepted))


def stands(record: ArticleRecord, thing: ClaimRecord | GarbleRecord | CorrectionRecord) -> bool:
    """Whether its words are in this version of the text; what stands on an older one is listed and not placed."""
    anchors = thing.anchors if isinstance(thing, ClaimRecord) else (thing.anchor,)
    return any(anchor.version == record.version for anchor in anchors)


def scrubbed(record: ArticleRecord) -> tuple[ArticleRecord, int]:
    """The record without characters that XML and typesetters refuse, and how many there were.

    Articles come in without them, yet a reason, a note or a title may be from elsewhere. Each becomes U+FFFD, one for
    one: offsets still fit.
    """
    return _scrub(record)


def scrubbed_note(number: int) -> str | None:
    """What is said of it in the file."""
    return (
        f"{counted(number, 'character')} that no document can hold: shown as \N{REPLACEMENT CHARACTER}."
        if number
        else None
    )


def _scrub(value: Any) -> tuple[Any, int]:
    if isinstance(value, str):
        return (shown(value), len(REFUSED.findall(value))) if refused(value) else (value, 0)
    if isinstance(value, tuple):
        pairs = [_scrub(one) for one in value]
        found = sum(number for _, number in pairs)
        return (tuple(one for one, _ in pairs), found) if found else (value, 0)
    if isinstance(value, dict):
        cleaned = {key: _scrub(one) for key, one in value.items()}
        found = sum(number for _, number in cleaned.values())
        return ({key: one for key, (one, _) in cleaned.items()}, found) if found else (value, 0)
    if is_dataclass(value) and not isinstance(value, type):
        changed, found = {}, 0
        for field in fields(value):
            one, number = _scrub(getattr(value, field.name))
            if number:
                changed[field.name] = one
                found += number
        return (replace(value, **changed), found) if found else (value, 0)
    return value, 0
