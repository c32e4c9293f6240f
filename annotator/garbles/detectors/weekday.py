"""The weekday does not fit its date.

The calendar is text/dates.py's. A date without its year is taken for the one nearest publication, and is told of only
where publication is known and within half a year: a weekday of another year may be right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.dates import dates
from annotator.text.spans import DateMention, Finding, Reading, Span

KIND: Final = "weekday"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATED: Final = re.compile(
    rf"[MTWFS](?:on|ues|ednes|hurs|ri|atur|un)day,?\s\(?(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?)?(?:{_MONTHS})"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DAY: Final = re.compile(r"\b([12]?\d|3[01])(st|nd|rd|th)?\b(?!\d)")
_LONGEST: Final = 48  # characters of a date in words
_NEAR: Final = 183  # days


def find(passage: Passage) -> Iterator[Finding]:
    """Each date with a weekday that is another's; the right weekday and the nearest date that has this one."""
    text, published = passage.text, passage.about.published
    for match in _DATED.finditer(text):
        stretch = text[match.start() : match.start() + _LONGEST].partition("\n")[0].replace("(", " ").replace(")", " ")
        mention = next(iter(dates(stretch, published=published)), None)
        if mention is None or mention.start != 0 or not mention.doubt or " was a " not in mention.doubt:
            continue
        day = _resolved(mention)
        if day is None or not _is_sure(passage, mention, day):
            continue
        span = Span(match.start(), match.start() + mention.end)
        yield passage.finding(KIND, span, f"{mention.doubt}.", _readings(span.of(text), day))


def _resolved(mention: DateMention) -> dt.date | None:
    try:
        return dt.date.fromisoformat(mention.resolved or "")
    except ValueError:
        return None


def _is_sure(passage: Passage, mention: DateMention, day: dt.date) -> bool:
    if _YEAR.search(mention.quote):
        return True
    published = passage.about.published
    if published is None or abs((published - day).days) > _NEAR:
        return False
    # "In 2014 … on Friday, March 3": the year may be one that the text names.
    weekday = mention.quote.split(",")[0].split()[0]
    years = {int(year) for year in _YEAR.findall(passage.text)} - {day.year}
    return not any(_has_weekday(day, year, weekday) for year in years)


def _has_weekday(day: dt.date, year: int, weekday: str) -> bool:
    try:
        return _DAYS[day.replace(year=year).weekday()] == weekday
    except ValueError:  # 29 February
        return False


def _readings(quote: str, day: dt.date) -> list[Reading]:
    """The date with its own weekday, and the nearest date that has the weekday as written."""
    weekday = re.split(r"[,\s]", quote, maxsplit=1)[0]
    right = quote.replace(weekday, _DAYS[day.weekday()], 1)
    found = [Reading(right, 0.6, f"the weekday of {day.day} {day:%B %Y}")]
    distance = (_DAYS.index(weekday) - day.weekday() + 3) % 7 - 3
    other = day + dt.timedelta(days=distance)
    number = _DAY.search(quote)
    if number and other.month == day.month:
        ending = _ending(other.day) if number.group(2) else ""
        moved = f"{quote[: number.start()]}{other.day}{ending}{quote[number.end() :]}"
        found.append(Reading(moved, 0.5, f"the nearest {weekday}"))
    return found


def _ending(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
