"""Dates that begin with a digit: "15 February", "2021-02-15", "1990s", "9:30 p.m.", "3 days ago"."""

from __future__ import annotations

import datetime
import re
from typing import Final

from annotator.text import dateshapes as shapes
from annotator.text.calendar import full_year, iso_day
from annotator.text.daterelative import ago, count_relation, of_the_month
from annotator.text.daterules import bare_day, century, day_of_month, month_of, nth, part_of_year
from annotator.text.dateshapes import Draft, Shape

Day = datetime.date | None
# What may come after a number of up to three digits and a space, where that is a date: three letters.
NEXT: Final = frozenset(
    [
        *"jan feb fév fev mar apr avr may mai jun jui jul aug aoû aou sep oct nov dec déc".split(),
        *"day nig wee for mon qua yea cen min hou las pas nex pre upc com fol cur thi unt til thr and cou".split(),
        *"a.m am am. am, am; am) p.m pm pm. pm, pm; pm) o'c o’c s s. s,".split(),
        *("of ", "to ", "am ", "pm ", "s "),
        *"sta beg til wee".split(),
        *(f"{mark} {digit}" for mark in "-–—/~" for digit in "0123456789"),
    ]
)


_DIGITS: Final = re.compile(r"\d{1,5}")


def from_digit(text: str, at: int, published: Day) -> Draft | None:
    """What begins with a digit; its length and the mark after it say which shapes are worth a try."""
    digits = _DIGITS.match(text, at)
    end = digits.end() if digits else at
    length, mark = end - at, text[end : end + 1]
    if length == 4:
        return _four_digits(text, at, mark, published)
    if length > 4:
        return None
    if mark == " ":
        following = text[end + 1 : end + 4].lower()
        if following not in NEXT and following[:1].isascii():
            return None
        shapes = _IN_WORDS.get(following, _ANY)
    else:
        shapes = _BY_MARK.get(mark, _ANY if mark.isspace() else ())
    for shape in shapes if length < 3 else (ago,) if mark.isspace() else ():
        if found := shape(text, at, published):
            return found
    return None


def _four_digits(text: str, at: int, mark: str, published: Day) -> Draft | None:
    if mark in "-/." and (found := _numeric(text, at, published)):
        return found
    if match := shapes.YEAR_FIRST.match(text, at):
        return _year_first(match)
    if mark in "s'’ " and (found := _decade(text, at)):
        return found
    if text[at] in "12" and shapes.LONE_YEAR.match(text, at):
        year = int(text[at : at + 4])
        if 1000 <= year < 2200:
            return Draft(at, at + 4, "year", year=year, alone=True)
    if mark.isspace():
        return ago(text, at, published) or _time_without_colon(text, at)
    return None


def _time_without_colon(text: str, at: int) -> Draft | None:
    if not (match := shapes.CLOCK.match(text, at)):
        return None
    return _at(at, match.end(), int(match["h"]), int(match["min"]), match["half"])


def _year_first(match: re.Match[str]) -> Draft | None:
    year, start, end = int(match["y"]), match.start(), match.end()
    if match["m"] or match["n"] or match["n1"]:
        month = month_of(match["m"]) if match["m"] else int(match["n"] or match["n1"])
        return Draft(start, end, "month", year=year, month=month)
    if match["part"]:
        return part_of_year(start, end, match["part"], int(match["k"]), year)
    last = year - year % 100 + int(match["short"])
    if last <= year:
        return None  # "1998-12" is a month (above), "2019-07" too; "2020-19" is nothing
    return Draft(start, end, "year", resolved=str(year), until=str(last))


def _numeric(text: str, at: int, published: Day) -> Draft | None:
    """As in "2021-02-15", "15/02/2021". Where day and month may change places, the day of publication may decide
    (no report tells of what is still to come); where it does not, the date stays open and the doubt says so."""
    if not (match := shapes.NUMERIC.match(text, at)):
        return None
    if match["y"]:
        named = match["m"].isalpha()
        month = month_of(match["m"]) if named else int(match["m"])
        if month is None or not 1 <= month <= 12:
            return None
        return Draft(at, match.end(), "day", year=int(match["y"]), month=month, day=int(match["d"]))
    first, second, year = int(match["a"]), int(match["b"]), full_year(match["c"])
    if len(match["c"]) == 2 and match["s2"] == ".":
        return None  # "3.2.10" is a version or a section
    readings = [day for day in (iso_day(year, second, first), iso_day(year, first, second)) if day is not None]
    if not readings:
        return None
    draft = Draft(at, match.end(), "day", resolved=readings[0])
    if len(set(readings)) == 2:
        past = [day for day in readings if published is None or day <= published.isoformat()]
        draft.resolved = past[0] if len(past) == 1 else None
        if draft.resolved is None:
            draft.doubt = f"{readings[0]} or {readings[1]}: day and month may stand in either order"
    return draft


_ON: Final = re.compile(r"(?<!\w)(?:on|since|until|from)\s+$", re.IGNORECASE)


def _month_and_year(text: str, at: int, _: Day = None) -> Draft | None:
    if not (match := shapes.MONTH_SLASH_YEAR.match(text, at)):
        return None
    return Draft(at, match.end(), "month", year=int(match["y"]), month=int(match["m"]))


def _day_month(text: str, at: int, _: Day = None) -> Draft | None:
    match = shapes.DAY_MONTH.match(text, at)
    return day_of_month(match) if match else None


def _day_to_month(text: str, at: int, _: Day = None) -> Draft | None:
    """As in "from 27 to April 3": the first day is of the same month, or of the one before where that is later."""
    match = shapes.DAY_TO_MONTH.match(text, at)
    if not match or text[max(0, at - 5) : at].lower() not in {"from ", " the "}:
        return None
    draft = day_of_month(match)
    if draft is not None and (draft.day or 0) > (draft.last_day or 0):
        return None
    return draft


def _day_and_month(text: str, at: int, published: Day) -> Draft | None:
    """As in "22/04", "on 22-04": where only one order is a date."""
    match = shapes.DAY_AND_MONTH.match(text, at)
    first, second = (int(match["a"]), int(match["b"])) if match else (0, 0)
    if not match or (match["mark"] == "-" and not _ON.search(text, max(0, at - 6), at)):
        return None
    if not ((12 < first <= 31 and 0 < second <= 12) or (12 < second <= 31 and 0 < first <= 12)):
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return Draft(at, match.end(), "day", month=month, day=day)


def _decade(text: str, at: int, _: Day = None) -> Draft | None:
    if not (match := shapes.DECADE.match(text, at)):
        return None
    if match["y"]:
        year = int(match["y"])
    else:
        if not text[max(0, at - 5) : at].lower().endswith(("the ", "the '", "the ’", "late ", "mid-", "arly ")):
            return None
        year = 1900 + int(match["n"])
    span = 99 if year % 100 == 0 and year < 1900 else 9  # "the 1800s" are a century, "the 1900s" may be either
    return Draft(at, match.end(), "year", resolved=str(year), until=str(year + span))


def _time(text: str, at: int, _: Day = None) -> Draft | None:
    if not (match := shapes.TIME.match(text, at)):
        return None
    hour, minute = re.match(r"(\d+)(?:[:.](\d+))?", match.group()).groups()  # type: ignore[union-attr]
    return _at(at, match.end(), int(hour), int(minute or 0), match["half"])


def _at(start: int, end: int, hour: int, minute: int, half: str | None) -> Draft:
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in "pP" else 0)
    return Draft(start, end, "time", resolved=f"T{hour:02}:{minute:02}")


# What may stand after a day, month, hour or count of one or two digits: first by the mark, then by the next word.
_ANY: Final[tuple[Shape, ...]] = (
    _day_month, ago, of_the_month, count_relation, _day_to_month, _time, _month_and_year,
)  # fmt: skip
_ENDED: Final[tuple[Shape, ...]] = (bare_day,)
_ORDINAL: Final[tuple[Shape, ...]] = (_day_month, century, of_the_month, nth, bare_day)
_NUMERIC: Final[tuple[Shape, ...]] = (_numeric, _month_and_year, _day_month, of_the_month, _day_and_month)
_BY_MARK: Final[dict[str, tuple[Shape, ...]]] = {
    **dict.fromkeys(",;)!?", _ENDED), **dict.fromkeys("nrte–—~", _ORDINAL), **dict.fromkeys("-/", _NUMERIC),
    **dict.fromkeys(":'’aApP", (_decade, _time)), ".": (_numeric, _day_month, bare_day, _decade, _time),
    "s": (_day_month, century, of_the_month, nth, _decade, bare_day),
}  # fmt: skip
_MONTHS: Final = "jan feb fév fev mar apr avr may mai jun jui jul aug aoû aou sep oct nov déc".split()
_IN_WORDS: Final[dict[str, tuple[Shape, ...]]] = {
    **dict.fromkeys(_MONTHS, (_day_month,)),
    **dict.fromkeys("min hou nig wee for mon qua yea cen".split(), (ago,)),
    **dict.fromkeys("a.m am\x20 am. am, am; am) p.m pm\x20 pm. pm, pm; pm) o'c o’c".split(" "), (_time,)),
    "day": (_day_month, ago, of_the_month), "of ": (_day_month, of_the_month),
}  # fmt: skip
