"""Where and when a statement's event is: by its own words, else by what its article tells around it."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from ..sightings.scoring.statement import Statement
from ..text.spans import DateMention
from .vocabulary import Words, words_of

NEAR: Final = 1  # days between which an event may be told: time zones, "overnight"


class Setting(NamedTuple):
    """`places` and `days` of the statement's own words, and those of its article's event (`around_…`), which hold
    where it names none itself. `topic`: the content words around it. Days as (first, last)."""

    words: Words
    places: frozenset[str] = frozenset()
    days: tuple[tuple[dt.date, dt.date], ...] = ()
    around_places: frozenset[str] = frozenset()
    around_days: tuple[tuple[dt.date, dt.date], ...] = ()
    topic: Words = Words(frozenset(), frozenset())
    main: frozenset[str] = frozenset()  # the names of the article's title and first sentence
    published: dt.datetime | None = None

    @property
    def named(self) -> frozenset[str]:
        """The names that its story is about, here or at its head."""
        return self.topic.names | self.main

    @property
    def where(self) -> frozenset[str]:
        return self.places or self.around_places

    @property
    def when(self) -> tuple[tuple[dt.date, dt.date], ...]:
        return self.days or self.around_days


def setting_of(statement: Statement, published: dt.datetime | None = None) -> Setting:
    """The setting that the statement's own words give."""
    if published is None and statement.published is not None:
        published = dt.datetime.combine(statement.published, dt.time(), dt.UTC)
    return Setting(
        words_of(statement.wording),
        statement.places,
        days_of(statement.dates),
        published=published,
    )


def days_of(dates: tuple[DateMention, ...]) -> tuple[tuple[dt.date, dt.date], ...]:
    """The stretches of days that dates mean, those of no day, month or year left out."""
    return tuple(found for date in dates if (found := stretch(date)) is not None)


def stretch(date: DateMention) -> tuple[dt.date, dt.date] | None:
    """First and last day of a date. "Now" is no day of an event."""
    if not date.resolved or date.quote.lower() in {"now", "today", "so far"}:
        return None
    first = _first(date.resolved)
    last = _last(date.until or date.resolved)
    return (first, last) if first and last and first <= last else None


def _first(iso: str) -> dt.date | None:
    return _bounds(iso)[0]


def _last(iso: str) -> dt.date | None:
    return _bounds(iso)[1]


def _bounds(iso: str) -> tuple[dt.date | None, dt.date | None]:
    day = iso.partition("T")[0]
    try:
        if len(day) == 10:
            found = dt.date.fromisoformat(day)
            return found, found
        if len(day) == 8 and day[5] == "W":
            found = dt.date.fromisocalendar(int(day[:4]), int(day[6:]), 1)
            return found, found + dt.timedelta(days=6)
        if len(day) == 7 and day[5:].isdigit():
            found = dt.date.fromisoformat(f"{day}-01")
            return found, (found.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        if len(day) == 4:
            return dt.date(int(day), 1, 1), dt.date(int(day), 12, 31)
    except ValueError:
        pass
    return None, None


def meet(
    one: tuple[tuple[dt.date, dt.date], ...], other: tuple[tuple[dt.date, dt.date], ...], slack: int = NEAR
) -> bool:
    """Whether some stretch of one is within `slack` days of some stretch of the other."""
    gap = dt.timedelta(days=slack)
    return any(a <= d + gap and c <= b + gap for a, b in one for c, d in other)
