"""Two dates of one event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..sightings.scoring.statement import Statement
from ..text.spans import DateMention
from .settings import Setting, stretch
from .vocabulary import NO_DEED, Words, words_of

if TYPE_CHECKING:
    from .readings import Reading

# Until when and since when are not when; a range is a time between two.
_EDGE: Final = re.compile(
    r"\b(?:until|till|since|from|before|after|between|by mid|as of|ahead of|marking|than in|than on|"
    r"compared)\s(?:the )?$",
    re.I,
)
_CLAUSE: Final = re.compile(r"[,;:—–]|\b(?:and|but|while|which|who|where|after|before)\b")
_LEAST: Final = 2
_SMALLER, _BOTH = 0.6, 0.5  # of the shorter and of the longer clause's words


def read(one: Statement, first: Setting, other: Statement, second: Setting, *, strict: bool = False) -> Reading | None:
    """Where two statements of one deed give it two days, months or years that cannot both be. `strict`: nobody has said
    that they are about one matter."""
    from .readings import Part, Reading

    if _measures(one) or _measures(other):
        return None
    for mine in _told(one):
        for theirs in _told(other):
            if mine.precision != theirs.precision or not _differ(mine, theirs):
                continue
            if not _one_deed(_clause(one, mine), _clause(other, theirs), strict=strict):
                continue
            return Reading(
                "date", "contradiction",
                (f"The same event on two dates: “{mine.quote}” and “{theirs.quote}”.",),
                Part(mine.start, mine.end, mine.quote, mine.resolved or ""),
                Part(theirs.start, theirs.end, theirs.quote, theirs.resolved or ""),
                0.8,
            )  # fmt: skip
    return None


def _measures(statement: Statement) -> bool:
    """A year behind a sum or a share is that of the figure: the next year has its own."""
    return any(each.role == "money" or each.unit == "percent" for each in statement.quantities)


def _told(statement: Statement) -> list[DateMention]:
    """The dates that say when, of a statement that has no other: with two it is not certain what each is of."""
    found = [
        date
        for date in statement.dates
        if date.resolved and date.precision in {"day", "month", "year"} and not date.until
        and date.quote.lower() not in {"now", "today"}
    ]  # fmt: skip
    edged = [date for date in found if not _EDGE.search(statement.wording[max(0, date.start - 14) : date.start])]
    exact = [date for date in edged if date.precision == "day"] or edged
    return exact if len({date.resolved for date in exact}) == 1 else []


def _differ(mine: DateMention, theirs: DateMention) -> bool:
    a, b = stretch(mine), stretch(theirs)
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _clause(statement: Statement, date: DateMention) -> Words:
    """The content words of the part of a sentence in which a date stands."""
    wording, low, high = statement.wording, 0, len(statement.wording)
    for match in _CLAUSE.finditer(wording):
        if match.end() <= date.start:
            low = match.end()
        elif match.start() >= date.end:
            high = match.start()
            break
    found = words_of(wording[low:high])
    return found if len(found.all) >= _LEAST + 1 else words_of(wording)


def _one_deed(mine: Words, theirs: Words, *, strict: bool) -> bool:
    """Whether two clauses tell of one deed: a name and a deed in common, and little else in the shorter one."""
    plain, names = mine.plain & theirs.plain, mine.names & theirs.names
    if not plain - NO_DEED:
        return False
    if mine.names - theirs.names and theirs.names - mine.names:
        return False  # each names what the other does not: two deeds of one kind
    least = min(len(mine.all), len(theirs.all))
    if len(plain) < 1 or (not names and len(plain) < min(_LEAST + 1, least)):
        return False
    if strict and (
        (not names and len(plain) < min(_LEAST + 1, least))
        or len(plain) + len(names) < _BOTH * max(len(mine.all), len(theirs.all))
    ):
        return False
    return len(plain) + len(names) >= _SMALLER * least and len(plain) + len(names) >= _LEAST
