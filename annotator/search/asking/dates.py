"""Dates as people write them in a query ("2021-02", "February 2021", "last week", "2021-02..2021-03"), as days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from ...text.dates import dates
from .expression import Field

Days = tuple[int | None, int | None]  # the first and the last, both included; None: open
_ISO: Final = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_WEEK: Final = re.compile(r"^(\d{4})-W(\d{2})$")
_SEASONS: Final = {"SP": (3, 5), "SU": (6, 8), "AU": (9, 11), "WI": (12, 14)}  # months, counted on into the next year
_FROM: Final = re.compile(r"^(?:since|from|after|à partir du|depuis)\s+(?!.*\s(?:to|until|till|au)\s)", re.IGNORECASE)
_UNTIL: Final = re.compile(r"^(?:until|till|up to|before|avant|jusqu'au)\s+", re.IGNORECASE)


def read_dates(value: str, today: dt.date) -> tuple[Field | None, str]:
    """A day, week, month, season or year; two of them joined by "..", either side open; or one behind <, <=, > or >=.

    What is wrong, in a sentence, where there is no date in it.
    """
    days = _compared(value, today) or _between(value, today)
    if days is None:
        return None, (
            f"“date:{value}” was left out: write 2021-02-16, 2021-02, 2021, 2021-02..2021-03, "
            'or in quotation marks "February 2021", "last week".'
        )
    return Field("date", low=days[0], high=days[1]), ""


def _compared(value: str, today: dt.date) -> Days | None:
    match = re.match(r"^([<>]=?)(.*)$", value)
    days = read_day(match[2], today) if match else None
    if match is None or days is None:
        return None
    first, last = days
    return {"<": (None, first - 1), "<=": (None, last), ">": (last + 1, None), ">=": (first, None)}[match[1]]


def _between(value: str, today: dt.date) -> Days | None:
    first, dots, last = value.partition("..")
    if not dots:
        days = read_day(value, today)
        if days and _FROM.match(value.strip()):
            return (days[1] + 1, None) if value.strip().lower().startswith("after") else (days[0], None)
        if days and _UNTIL.match(value.strip()):
            return (None, days[0] - 1) if value.strip().lower().startswith(("before", "avant")) else (None, days[1])
        return days
    begin = read_day(first, today) if first.strip() else (None, None)
    end = read_day(last, today) if last.strip() else (None, None)
    if begin is None or end is None or not (first.strip() or last.strip()):
        return None
    return begin[0], end[1]


def read_day(text: str, today: dt.date) -> tuple[int, int] | None:
    """The first and the last day of what a date names, as numbers yyyymmdd; None when it is no date, or a day and a
    month that may stand in either order."""
    stripped = text.strip()
    if _ISO.match(stripped):
        return _span(stripped)
    found = dates(stripped[:60], published=today) if re.search(r"\w", stripped) else []
    if len(found) != 1 or found[0].resolved is None:
        return None
    begin, end = _span(found[0].resolved), _span(found[0].until or found[0].resolved)
    return (begin[0], end[1]) if begin and end else None


def _span(iso: str) -> tuple[int, int] | None:
    """The days of an ISO 8601 date to the precision known, a week or a season."""
    week = _WEEK.match(iso)
    if week:
        try:
            monday = dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return None
        return _number(monday), _number(monday + dt.timedelta(days=6))
    year, _, season = iso.partition("-")
    if season in _SEASONS and year.isdigit():
        first, last = _SEASONS[season]
        end = int(year) + (last - 1) // 12, (last - 1) % 12 + 1
        return int(year) * 10_000 + first * 100 + 1, end[0] * 10_000 + end[1] * 100 + calendar.monthrange(*end)[1]
    return _plain(iso.partition("T")[0])


def _plain(iso: str) -> tuple[int, int] | None:
    match = _ISO.match(iso)
    if match is None or not iso.isascii():
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not 1 <= year < 9999 or (match[2] and not 1 <= month <= 12):
        return None
    if not month:
        return year * 10_000 + 101, year * 10_000 + 1231
    last = calendar.monthrange(year, month)[1]
    if match[3] and not 1 <= day <= last:
        return None
    base = year * 10_000 + month * 100
    return base + (day or 1), base + (day or last)


def _number(day: dt.date) -> int:
    return int(f"{day:%Y%m%d}")
