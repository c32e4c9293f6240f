"""Dates told from the day of publication: "last Tuesday", "two days ago", "the past three months"."""

from __future__ import annotations

import datetime
import re
from typing import Final

from annotator.text import dateshapes as shapes
from annotator.text.calendar import (
    MONTHS,
    SEASONS,
    WEEKDAY,
    day_after,
    iso_day,
    iso_week,
    month_after,
    moved,
    small_number,
)
from annotator.text.dateshapes import STEP, Draft, Precision

Day = datetime.date | None
_PRECISION: Final[dict[str, Precision]] = {
    "minute": "time", "hour": "time", "day": "day", "night": "day", "weekend": "day", "week": "week",
    "fortnight": "week", "month": "month", "quarter": "month", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip


def _unit(words: str) -> str:
    return "century" if words.lower() == "centurie" else words.lower()


def _count(words: str) -> int | None:
    """The number of a stretch of time; "a few" and "several" are three at least."""
    lower = " ".join(words.lower().split())
    return 3 if lower in {"few", "a few", "several"} else small_number(lower)


def shifted(day: datetime.date, unit: str, step: int) -> str:
    """What is so far off: weeks lead to a day, longer units only to a month or year, as far as they are exact."""
    if unit in {"month", "quarter"}:
        return month_after(day, step * (3 if unit == "quarter" else 1))
    if unit in {"year", "decade", "century"}:
        return f"{day_after(day, unit, step).year:04}"
    return day_after(day, unit, step).isoformat()


def ago(text: str, at: int, published: Day) -> Draft | None:  # noqa: C901, PLR0911, PLR0912 - shapes in order
    """As in "two days ago"; "two days later" has no day of its own and stays open."""
    match = shapes.AGO.match(text, at)
    if not match:
        return None
    unit, way, count = _unit(match["unit"]), match["way"].lower(), _count(match["n"])
    run = way.startswith(("start", "begin", "commenc")) or (match["comma"] is not None and way.startswith("from"))
    if match["comma"] and not run:
        return None
    if run:
        way = way if way.endswith(("now", "today")) else "from"
    if count is None:
        return None
    step = -count if way in {"ago", "earlier", "before", "back"} else count
    draft = Draft(at, match.end(), _PRECISION[unit], fixed=True)
    if unit in {"minute", "hour"}:
        return draft if way == "ago" else None
    base = published
    if run and way == "from" and not match["from"]:
        draft.offset, draft.run = (count, unit), True
        return draft
    if match["from"]:
        base = moved(published, {"yesterday": -1, "tomorrow": 1}.get(match["from"].lower(), 0)) if published else None
    elif way in {"before", "after", "from"}:
        draft.offset = (step, unit)
        return draft
    elif way in {"earlier", "later"}:
        return draft
    if base is not None:
        if match["n0"]:
            first = _count(match["n0"]) or 0
            base = day_after(base, _unit(match["unit0"]), first if step > 0 else -first)
        if (match["half"] or match["half0"]) and unit in _HALVES:
            smaller, size = _HALVES[unit]
            base = day_after(base, smaller, size if step > 0 else -size)
        draft.resolved = shifted(base, unit, step)
        if run:
            draft.resolved, draft.until = base.isoformat(), last_of(base, unit, count)
    return draft


_HALVES: Final = {
    "century": ("year", 50), "decade": ("year", 5), "year": ("month", 6), "month": ("day", 15), "week": ("day", 3),
}  # fmt: skip


def last_of(day: datetime.date, unit: str, count: int) -> str:
    """The last day of so many days, weeks or months that begin with `day`."""
    return moved(day_after(day, unit, count), -1).isoformat()


def _further(day: datetime.date, added: str | None, sign: int) -> datetime.date:
    """What "… 1 month and 12 days" adds to a stretch of time."""
    for piece in shapes.ADDED.finditer(added or ""):
        day = day_after(day, piece["u"].lower(), sign * (_count(piece["k"]) or 0))
    return day


def two_off(text: str, at: int, published: Day) -> Draft | None:
    """As in "the week after next", "the year before last"."""
    match = shapes.TWO_OFF.match(text, at)
    if not match:
        return None
    unit = match["unit"].lower()
    draft = Draft(at, match.end(), _PRECISION[unit], fixed=True)
    if published is not None:
        _calendar_unit(draft, published, unit, 2 if match["next"] else -2)
    return draft


def within_period(text: str, at: int, published: Day) -> Draft | None:
    """The week, month, year … of the day of publication, or what is left of it or has passed of it."""
    match = shapes.WITHIN.match(text, at)
    if not match:
        return None
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
    draft = Draft(at, match.end(), _PRECISION[unit], fixed=True)
    if published is None:
        return draft
    _calendar_unit(draft, published, unit, 0)
    if match["rest"] or match["to"]:
        draft.precision = "day"
        first = _first_of(draft.resolved or "")
        behind = day_after(first, unit, 1)
        draft.resolved = published.isoformat() if match["rest"] else first.isoformat()
        draft.until = moved(behind, -1).isoformat() if match["rest"] else published.isoformat()
    return draft


def _first_of(iso: str) -> datetime.date:
    if "W" in iso:
        return datetime.date.fromisocalendar(int(iso[:4]), int(iso[6:]), 1)
    return datetime.date(int(iso[:4]), int(iso[5:7] or 1), int(iso[8:10] or 1))


def _calendar_unit(draft: Draft, published: datetime.date, unit: str, step: int) -> None:
    """The week, month, quarter … so many before or after that of the day of publication."""
    if unit == "week":
        draft.resolved = iso_week(moved(published, 7 * step))
    elif unit == "weekend":
        saturday = moved(published, 5 - published.weekday() + 7 * step)
        draft.resolved, draft.until = saturday.isoformat(), moved(saturday, 1).isoformat()
    elif unit == "quarter":
        begin, first = datetime.date(published.year, 1, 1), (published.month - 1) // 3 * 3 + 3 * step
        draft.resolved, draft.until = month_after(begin, first), month_after(begin, first + 2)
    elif unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        year = published.year - published.year % size + size * step
        draft.resolved, draft.until = f"{year:04}", f"{year + size - 1:04}"
    else:
        draft.resolved = shifted(published, unit, step)


def ahead(text: str, at: int, published: Day) -> Draft | None:
    """As in "in a week", "within three months". Where the clause tells of what is past, "in two days" says how long."""
    match = shapes.AHEAD.match(text, at)
    if not match:
        return None
    unit, count = _unit(match["unit"]), _count(match["n"])
    if count is None or unit in {"minute", "hour"}:
        return None
    before = text[max(0, at - 80) : at]
    before = before[max(before.rfind("."), before.rfind(";")) + 1 :]
    if shapes.tells_of_past(before) and not shapes.tells_of_what_comes(before):
        return None
    draft = Draft(at, match.end(), _PRECISION[unit], fixed=True)
    if published is not None and match["how"].lower() == "within":
        end = _further(day_after(published, unit, count), match["added"], 1)
        draft.resolved, draft.until = published.isoformat(), end.isoformat()
    elif published is not None and match["next"]:
        _stretch(draft, published, unit, count, match["added"])
    elif published is not None:
        draft.resolved = shifted(_further(published, match["added"], 1), unit, count)
    return draft


def count_relation(text: str, at: int, published: Day) -> Draft | None:
    """As in "the two last weeks"."""
    match = shapes.COUNT_RELATION.match(text, at)
    return _relative_unit(match, STEP[match["rel"].lower()], published) if match else None


def from_week(text: str, at: int, published: Day) -> Draft | None:
    """As in "the week of 5 March", "week 12", "the week after next"."""
    match = shapes.WEEK.match(text, at)
    if not match:
        return None
    draft = Draft(at, match.end(), "week", fixed=True)
    if match["k"]:
        year = int(match["y"]) if match["y"] else published.year if published else None
        draft.resolved = f"{year}-W{int(match['k']):02}" if year else None
    else:
        draft.offset = (0, "week")
    return draft


def from_weekday(text: str, at: int, published: Day) -> Draft | None:
    """A weekday, with its part of the day, its week or its day of the month ("Thursday the 21st")."""
    if match := shapes.PLAIN_WEEKDAY.match(text, at):
        return Draft(at, match.end(), "day", weekday=WEEKDAY[match[0].lower()])
    match = shapes.ON_WEEKDAY.match(text, at)
    if not match:
        return None
    number = WEEKDAY[match["w"].lower()]
    draft = Draft(at, match.end(), "day", weekday=number, short=match["w"].lower() in shapes.SHORT_WEEKDAYS)
    if match["rel"]:
        draft.fixed = True
        draft.resolved = _of_week(published, number, STEP[match["rel"].lower()])
    elif match["d"] or match["d2"]:
        draft.fixed = True
        draft.resolved = (
            _weekday_the(published, number, small_number(match["d"] or match["d2"]) or 0) if published else None
        )
    elif match["a"]:
        _weekday_and_numbers(draft, number, int(match["a"]), int(match["b"]), published)
    return draft


def _weekday_and_numbers(draft: Draft, weekday: int, first: int, second: int, published: Day) -> None:
    """Of "Friday 5/12" the weekday says which is the month, and of which year."""
    draft.fixed = True
    if published is None:
        return
    for year in (published.year, published.year - 1, published.year + 1):
        for day in (iso_day(year, second, first), iso_day(year, first, second)):
            if draft.resolved is None and day and datetime.date.fromisoformat(day).weekday() == weekday:
                draft.resolved = day


def _of_week(published: Day, weekday: int, step: int) -> str | None:
    if published is None:
        return None
    return moved(published, weekday - published.weekday() + 7 * step).isoformat()


def _weekday_the(published: datetime.date, weekday: int, day: int) -> str | None:
    """In the month of publication or, where the weekday does not fit there, the one before or after."""
    for back in sorted(range(-12, 3), key=abs):
        year, month = month_after(published, back).split("-")
        found = iso_day(int(year), int(month), day)
        if found and datetime.date.fromisoformat(found).weekday() == weekday:
            return found
    return None


def from_relation(text: str, at: int, published: Day) -> Draft | None:  # noqa: PLR0911 - shapes in order
    """What begins with "last", "this", "next", "past", "coming" …"""
    match = shapes.RELATIVE.match(text, at)
    if not match:
        return None
    relation = match["rel"].lower()
    step = STEP[(match["rel2"] or relation).lower()]
    if match["w"] or match["w2"]:
        return _relative_weekday(match, relation, step, published)
    if match["m"]:
        return _relative_month(match, step, published)
    if match["part"]:
        if step > 0 or relation in {"previous", "preceding"}:
            return None  # "the next morning" hangs on what was told before
        day = moved(published, step).isoformat() if published else None
        return Draft(at, match.end(), "day", resolved=day, fixed=True)
    if match["season"]:
        resolved = f"{published.year + step:04}-{SEASONS[match['season'].lower()]}" if published else None
        return Draft(at, match.end(), "season", resolved=resolved, fixed=True)
    return _relative_unit(match, step, published)


def _relative_month(match: re.Match[str], step: int, published: Day) -> Draft | None:
    if match["m"].lower() in {"may", "march", "mar", "mai"} and match["m"][0].islower():
        return None  # "this may be", "last march"
    draft = Draft(match.start(), match.end(), "month", month=MONTHS.get(match["m"].lower()), fixed=True)
    if published is not None and draft.month is not None:
        back, on = draft.month >= published.month, draft.month <= published.month
        draft.year = published.year + (-back if step < 0 else on if step > 0 else 0)
    return draft


def _relative_weekday(match: re.Match[str], relation: str, step: int, published: Day) -> Draft:
    """The last Friday is the nearest one past, the next or previous Friday is that of the next or last week."""
    weekday = WEEKDAY[(match["w"] or match["w2"]).lower()]
    draft = Draft(match.start(), match.end(), "day", weekday=weekday, fixed=True)
    if published is None:
        return draft
    if match["w2"] or relation in {"next", "following", "previous", "preceding"}:
        draft.resolved = _of_week(published, weekday, step)
    elif step > 0:
        draft.resolved = moved(published, (weekday - published.weekday()) % 7 or 7).isoformat()
    elif step < 0:
        draft.resolved = moved(published, -((published.weekday() - weekday) % 7 or 7)).isoformat()
    else:
        draft.resolved = _of_week(published, weekday, 0)
    return draft


def _relative_unit(match: re.Match[str], step: int, published: Day) -> Draft | None:
    """A "next day" or "following year" hangs on what was told before: it has no day of its own."""
    unit, relation = _unit(match["unit"]), match["rel"].lower()
    if unit in {"minute", "hour"} or (relation == "current" and unit == "day"):
        return None
    told = match.string[max(0, match.start() - 4) : match.start()].lower() == "the " and (
        relation in {"following", "preceding", "previous"} or (relation == "next" and unit in {"day", "night"})
    )
    if match["n"] and not step:
        return None  # "this 5 years ago"
    draft = Draft(match.start(), match.end(), _PRECISION[unit], fixed=True)
    if published is None or (told and not match["n"]):
        return draft
    if match["n"] or unit == "fortnight" or (unit == "decade" and step):
        _stretch(draft, published, unit, ((_count(match["n"]) or 1) if match["n"] else 1) * step, match["added"])
    else:
        _calendar_unit(draft, published, unit, step)
    return draft


def _stretch(draft: Draft, published: datetime.date, unit: str, step: int, added: str | None = None) -> None:
    """The "past three days" end with the day of publication, "the next three days" begin with the day after it."""
    if unit == "quarter":
        begin, first = datetime.date(published.year, 1, 1), (published.month - 1) // 3 * 3
        low, high = sorted((first + 3 * step, first + (0 if step < 0 else 3)))
        if step > 0:
            low, high = first + 3, first + 3 + 3 * step
        draft.resolved, draft.until = month_after(begin, low), month_after(begin, high - 1)
    elif step < 0:
        begin = _further(day_after(published, unit, step), added, -1)
        draft.resolved, draft.until = begin.isoformat(), published.isoformat()
    elif step > 0:
        end = _further(day_after(published, unit, step), added, 1)
        draft.resolved, draft.until = moved(published, 1).isoformat(), end.isoformat()


def from_word(text: str, at: int, published: Day) -> Draft | None:
    """The words that are a date by themselves: "yesterday", "overnight", "noon"."""
    match = shapes.WORD.match(text, at)
    if not match:
        return None
    if match["off"]:
        return Draft(at, match.end(), "day", offset=(-1 if match["off"] == "before" else 1, "day"), short=True)
    word = (match["word"] or match["far"]).lower()
    if word in {"midnight", "noon", "midday"}:
        return Draft(at, match.end(), "time", resolved="T00:00" if word == "midnight" else "T12:00")
    draft = Draft(at, match.end(), "day", fixed=True, short=word == "now")
    if published is None:
        return draft
    step = {"yesterday": -1, "tomorrow": 1, "overnight": -1}.get(word, 0)
    if match["far"]:
        step = -2 if word.startswith("before") else 2
    draft.resolved = moved(published, step).isoformat()
    if word == "overnight":
        draft.until = published.isoformat()
    return draft


def of_the_month(text: str, at: int, published: Day) -> Draft | None:
    """As in "the 20th of next month"."""
    match = shapes.OF_THE_MONTH.match(text, at)
    if not match:
        return None
    draft = Draft(at, match.end(), "day", fixed=True)
    if published is not None:
        year, month = map(int, month_after(published, STEP.get(match["rel"].lower(), 0)).split("-"))
        draft.resolved = iso_day(year, month, small_number(match["n"]) or 0)
        if match["n2"]:
            draft.until = iso_day(year, month, small_number(match["n2"]) or 0)
    return draft
