"""The names of days and months, and the arithmetic of dates as far as words are precise."""

from __future__ import annotations

import datetime
import re
from typing import Final

DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EASTERN: Final = re.compile("[٠-٩۰-۹]")

_MONTH_NAMES: Final = (
    "january jan janvier janv يناير",
    "february feb febr février fevrier févr فبراير شباط",
    "march mar mars مارس آذار اذار",
    "april apr avril أبريل ابريل إبريل نيسان",
    "may mai مايو أيار ايار",
    "june jun juin يونيو يونيه حزيران",
    "july jul juillet juil يوليو يوليه تموز",
    "august aug août aout أغسطس اغسطس آب",
    "september sept sep septembre سبتمبر أيلول ايلول",
    "october oct octobre أكتوبر اكتوبر",
    "november nov novembre نوفمبر",
    "december dec décembre decembre déc ديسمبر",
)
MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()} | {
    # The months of the Levant that share their first word are told apart by the second.
    "كانون الثاني": 1,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}
MONTH_WORDS: Final = "January February March April May June July August September October November December".split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY_NAMES: Final = (
    "mon lundi الاثنين الإثنين",
    "tue tues mardi الثلاثاء",
    "wed wednes mercredi الأربعاء الاربعاء",
    "thu thur thurs jeudi الخميس",
    "fri vendredi الجمعة",
    "sat satur samedi السبت",
    "sun dimanche الأحد الاحد",
)
WEEKDAY: Final = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()} | {
    name.lower(): number for number, name in enumerate(WEEKDAYS)
}
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

_CARDINALS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
CARDINALS: Final = {
    **{word: number for number, word in enumerate(_CARDINALS)},
    **{word: number * 10 for number, word in enumerate(_TENS, 2)},
}
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS: Final = {
    **{word: number for number, word in enumerate(_ORDINALS, 1)},
    **{f"twenty-{word}": number for number, word in enumerate(_ORDINALS[:9], 21)},
    "thirtieth": 30,
    "thirty-first": 31,
}


def maybe_arabic(text: str) -> bool:
    """Whether the text may hold an Arabic letter, digit or mark (all are U+06..). Its bytes are looked through ten
    times as fast as its characters; now and then another character has such a byte, too."""
    return not text.isascii() and b"\x06" in text.encode("utf-16-le", "replace")


def ascii_digits(text: str) -> str:
    """The text with Eastern Arabic digits as 0-9; same length. Most texts have none: looking comes first."""
    return text.translate(DIGITS) if maybe_arabic(text) and _EASTERN.search(text) else text


def small_number(words: str) -> int | None:  # noqa: PLR0911 - shapes in order
    """The value of "12", "twelve", "twenty-one", "twenty first", "a", "several"; None where it is none."""
    words = words.lower()
    if words.isdecimal():
        return int(words)
    if words[:1].isdigit():
        return int(words.rstrip("stndrhe"))
    joined = "-".join(words.replace("-", " ").split())
    if joined in ORDINALS:
        return ORDINALS[joined]
    if joined in {"a", "an"}:
        return 1
    if joined in {"a-couple", "a-couple-of", "couple", "couple-of"}:
        return 2
    total = 0
    for piece in joined.split("-"):
        if piece not in CARDINALS:
            return None
        total += CARDINALS[piece]
    return total


def year_in_words(words: str) -> int | None:
    """1999 for "nineteen ninety-nine", 2015 for "two thousand and fifteen"; None where it is no year."""
    pieces = [piece for piece in words.lower().replace("-", " ").split() if piece != "and"]
    values = [CARDINALS.get(piece, 0) for piece in pieces]
    if len(pieces) > 1 and pieces[1] == "thousand":
        return 2000 + sum(values[2:])
    if len(pieces) > 1 and 10 <= values[0] <= 20:
        return values[0] * 100 + sum(values[1:])
    return None


def iso_day(year: int, month: int, day: int) -> str | None:
    """ISO 8601, or None for a day that there is not (the 31st of February)."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def full_year(written: str) -> int:
    """The year of "2019" or of "19": two digits from 40 on are of the last century."""
    year = int(written)
    return year if len(written) > 2 else year + (1900 if year >= 40 else 2000)


def moved(day: datetime.date, days: int) -> datetime.date:
    """`day` so many days on; the same day at the ends of the calendar."""
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return day


def month_after(day: datetime.date, months: int) -> str:
    """The month so many months on: "2021-02"."""
    count = day.year * 12 + day.month - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def day_after(day: datetime.date, unit: str, step: int) -> datetime.date:
    """The day so many days, weeks, months, years … on; the last of a month where the month is shorter."""
    if unit in {"day", "night"}:
        return moved(day, step)
    if unit in {"week", "weekend"}:
        return moved(day, 7 * step)
    if unit == "fortnight":
        return moved(day, 14 * step)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * step
    count = day.year * 12 + day.month - 1 + months
    if not 12 <= count < 120_000:
        return day
    year, month = count // 12, count % 12 + 1
    last = 31 if month in {1, 3, 5, 7, 8, 10, 12} else 30 if month != 2 else 28 + (iso_day(year, 2, 29) is not None)
    return datetime.date(year, month, min(day.day, last))


def iso_week(day: datetime.date) -> str:
    """The week of a day: "2021-W07"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus; J. Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return datetime.date(year, f // 31, f % 31 + 1)


def in_words(day: datetime.date) -> str:
    """As the desk writes it: "15 February 2021"."""
    return f"{day.day} {MONTH_WORDS[day.month - 1]} {day.year}"
