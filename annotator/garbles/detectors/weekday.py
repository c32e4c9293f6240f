"""The weekday does not fit its date.

The calendar is text/dates.py's. A date without its year is taken for the one nearest publication, and is told of only
where publication is known and within half a year: a weekday of another year may be right. Within two months it is not:
nobody writes "on Thursday, March 3" in February and means a year ago, but by naming that year.
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
# A weekday before its date, or behind one: "February 15, 2021 (Tuesday)", "15 February, a Tuesday."
_WEEKDAY: Final = re.compile(
    r"([MTWFS](?:on|ues|ednes|hurs|ri|atur|un)day)(?:"
    rf"(?P<dated>,?\s\(?(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?)?(?:{_MONTHS}))|(?P<behind>[).,;]))"
)
_BEFORE_IT: Final = (" (", " a ", " an ")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DAY: Final = re.compile(r"\b([12]?\d|3[01])(st|nd|rd|th)?\b(?!\d)")
_DATE_BEFORE: Final = re.compile(
    rf"(?:\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]*\.?(?:,? (?:19|20)\d\d)?),?$"
)
_FAR: Final = 2_000  # characters to each side in which a year is looked for
_LONGEST: Final = 48  # characters of a date in words
_NEAR: Final = 183  # days
_AT_HAND: Final = 60  # days from publication in which a date without its year is of no other
_OTHER_YEAR: Final = re.compile(
    r"\b(?:(?:last|next|previous|following|same|that) year|years? (?:ago|before|earlier|later|after)|anniversary)\b"
)


def find(passage: Passage) -> Iterator[Finding]:
    """Each date with a weekday that is another's; the right weekday and the nearest date that has this one."""
    text = passage.text
    for match in _WEEKDAY.finditer(text):
        start = match.start()
        if match["dated"]:
            stretch = text[start : start + _LONGEST].partition("\n")[0].replace("(", " ").replace(")", " ")
            found = _judged(passage, stretch, start)
            span = Span(start, start + found[0].end) if found else None
        else:
            span, found = _told_behind(passage, match)
        if span is not None and found is not None:
            mention, day = found
            yield passage.finding(KIND, span, f"{mention.doubt}.", _readings(span.of(text), match[1], day))


def _told_behind(passage: Passage, match: re.Match[str]) -> tuple[Span | None, tuple[DateMention, dt.date] | None]:
    """A weekday behind its date, in brackets or as "a Tuesday"."""
    text, start = passage.text, match.start()
    bracketed = text[start - 2 : start] == " ("
    if bracketed != (match["behind"] == ")") or not text.endswith(_BEFORE_IT, max(0, start - 4), start):
        return None, None
    low = start - 2 if bracketed else text.rindex(" a", 0, start)
    date = _DATE_BEFORE.search(text, max(0, low - 24), low)
    if date is None:
        return None, None
    told = _judged(passage, f"{match[1]}, {date.group().rstrip(',')}", date.start())
    return Span(date.start(), match.end(1) + bracketed), told


def _judged(passage: Passage, stretch: str, at: int) -> tuple[DateMention, dt.date] | None:
    """The date that a stretch begins with and its day, where its weekday is certainly another's."""
    published = passage.about.published
    mention = next(iter(dates(stretch, published=published)), None)
    if mention is not None and mention.start == 0:
        mention = _at_hand(passage.about.published, mention)
    if mention is None or mention.start != 0 or not mention.doubt or " was a " not in mention.doubt:
        return None
    day = _resolved(mention)
    if day is None:
        return None
    if not _YEAR.search(mention.quote):
        if not _is_sure(mention, day, published, _years_near(passage.text, at)):
            return None
        sentence = passage.sentence_at(at)
        if sentence is not None and _OTHER_YEAR.search(sentence.of(passage.text)):
            return None
    return mention, day


def _at_hand(published: dt.date | None, mention: DateMention) -> DateMention:
    """A date without its year that was taken for one of last year or next, since no verb in it tells whether it is to
    come, as the one that is at hand, with its doubt. Others as they are."""
    day = _resolved(mention)
    if published is None or day is None or abs((published - day).days) <= _NEAR or _YEAR.search(mention.quote):
        return mention  # nearly all
    near, written = _nearest(day, published), _weekday_of(mention)
    if near is None or abs((published - near).days) > _AT_HAND:
        return mention
    weekday = _DAYS[near.weekday()]
    doubt = f"{near.day} {near:%B %Y} was a {weekday}, not a {written}" if weekday != written else None
    return mention._replace(resolved=near.isoformat(), doubt=doubt)


def _weekday_of(mention: DateMention) -> str:
    return re.split(r"[,\s]", mention.quote, maxsplit=1)[0]


def _nearest(day: dt.date, published: dt.date) -> dt.date | None:
    """The day of this month and number that is nearest publication."""
    found = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            found.append(day.replace(year=year))
        except ValueError:  # 29 February
            continue
    return min(found, key=lambda one: abs((published - one).days), default=None)


def _years_near(text: str, at: int) -> set[int]:
    """The years that are named in the paragraph of a date or in the one before."""
    end = text.find("\n", at)
    low = text.rfind("\n", 0, at)
    while low > 0 and text[low - 1] == "\n":
        low -= 1
    start = text.rfind("\n", 0, max(0, low)) + 1 if low > 0 else 0
    return {
        int(year) for year in _YEAR.findall(text, max(start, at - _FAR), end if 0 <= end < at + _FAR else at + _FAR)
    }


def _resolved(mention: DateMention) -> dt.date | None:
    try:
        return dt.date.fromisoformat(mention.resolved or "")
    except ValueError:
        return None


def _is_sure(mention: DateMention, day: dt.date, published: dt.date | None, years: set[int]) -> bool:
    """Whether a date without its year is of this one: near publication, and the weekday fits no year that is named."""
    if published is None or abs((published - day).days) > _NEAR:
        return False
    return not any(_has_weekday(day, year, _weekday_of(mention)) for year in years - {day.year})


def _has_weekday(day: dt.date, year: int, weekday: str) -> bool:
    try:
        return _DAYS[day.replace(year=year).weekday()] == weekday
    except ValueError:  # 29 February
        return False


def _readings(quote: str, weekday: str, day: dt.date) -> list[Reading]:
    """The date with its own weekday, and the nearest date that has the weekday as written."""
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
