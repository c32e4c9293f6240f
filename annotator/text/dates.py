"""Dates in words, absolute and relative, resolved against the day of publication where it is known."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Final, Literal

from annotator.text.spans import DateMention, Span

Precision = Literal["day", "week", "month", "season", "year", "time"]
Reading = tuple[str | None, Precision]

_MONTH_NAMES: Final = (
    "january jan janvier يناير",
    "february feb février fevrier فبراير شباط",
    "march mar mars مارس آذار",
    "april apr avril أبريل نيسان",
    "may mai مايو أيار",
    "june jun juin يونيو حزيران",
    "july jul juillet يوليو تموز",
    "august aug août aout أغسطس آب",
    "september sept sep septembre سبتمبر أيلول",
    "october oct octobre أكتوبر",
    "november nov novembre نوفمبر",
    "december dec décembre decembre ديسمبر",
)
_MONTH: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_SMALL: Final = {
    "a": 1, "an": 1,
    **{w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
}  # fmt: skip
_SEASON: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EASTERN: Final = re.compile("[٠-٩۰-۹]")
# In a clause with one of these a month or weekday alone lies ahead, not behind.
_AHEAD: Final = re.compile(
    r"\b(?:will|scheduled|planned|plans|due|expected|upcoming|next|until|set (?:for|to)|run-up|ahead of|slated)\b", re.I
)

_FRENCH: Final = "janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre"
_FORMS: Final = {*(name.capitalize() for name in _MONTH), *_FRENCH.split()}
_M: Final = "|".join(sorted(_FORMS, key=len, reverse=True))
_LONG: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_W: Final = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_Y: Final = r"(?:1[5-9]|20)\d\d"
_MENTION: Final = re.compile(
    r"(?<!\w)(?:"
    rf"(?P<iso>{_Y}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\w)"
    rf"|(?P<slash>\d{{1,2}}[/.]\d{{1,2}}[/.]{_Y})(?!\w)"
    r"|(?P<time>(?:[01]?\d|2[0-3])(?::[0-5]\d)?\s?(?:[ap]\.m\.|[ap]m(?!\w)|[AP]\.M\.|[AP]M(?!\w))"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?![:\d]))"
    rf"|(?:(?:{_W}),?\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<m1>{_M})\.?(?!\w)(?:,?\s+(?P<y1>{_Y})(?!\w))?"
    rf"|(?P<m2>{_M})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\w%]|[.,]\d)(?:,?\s+(?P<y2>{_Y})(?!\w))?)"
    rf"|(?P<m3>{_M})\.?,?\s+(?:of\s+)?(?P<y3>{_Y})(?!\w)"
    rf"|(?P<m4>{_LONG})(?!\w)"
    r"|(?P<decade>(?:1[5-9]|20)\d0[’']?s)(?!\w)"
    rf"|(?P<s5>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y5>{_Y})(?!\w)"
    rf"|(?:(?P<rel6>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast)\s+)?(?P<w6>{_W})(?!\w)(?:\s+(?:morning|afternoon|evening|night)(?!\w))?"
    r"|(?P<rel7>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<u7>week|weekend|month|year|night|spring|summer|autumn|fall|winter)(?!\w)"
    r"|(?P<n8>\d{1,3}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)"
    r"\s+(?P<u8>day|week|month|year|hour|minute)s?\s+ago(?!\w)"
    r"|(?P<word>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?!\w)(?:\s+(?:morning|afternoon|evening|night)(?!\w))?"
    r"|(?P<y9>(?:1[5-9]|20)\d\d)(?![\w%]|[.,:/]\d|\s?(?:%|per ?cent|[mb]illion)|-[^\W\d])"
    r")"
)
# Read backwards from a month, year or season: "at the end of", "late". "May" needs such a word or a preposition.
_PART: Final = re.compile(
    r"(?:(?:(?:at|by|since|until|in|from)\s+)?the\s+(?:beginning|start|middle|end)\s+of\s+|(?:late|early|mid)[- ]\s?)$",
    re.I,
)
_MONTH_CUE: Final = re.compile(
    r"\b(?:in|since|until|till|by|for|from|last|this|next|during|of|between|and|to|through|before|after)\s+$", re.I
)
_COUNTED: Final = re.compile(r"\s+(?:\w+\s+)?\w+s\b")


def ascii_digits(text: str) -> str:
    """The text with Eastern Arabic digits as 0-9; same length. Most texts have none: looking comes first."""
    return text.translate(DIGITS) if _EASTERN.search(text) else text


def dates(text: str, span: Span | None = None, *, published: datetime.date | None = None) -> list[DateMention]:
    """The dates of a text, or of a stretch of it, in order.

    `resolved` is ISO 8601 as far as the words go ("2021-02-15", "2021-W07", "2021-01", "2021-SU" for a season,
    "T22:30"); a date that needs the day of publication has None without it. A weekday or month alone is the last one
    before publication, or the next one where its clause speaks of what is to come.
    """
    low, high = (span.start, span.end) if span else (0, len(text))
    flat = ascii_digits(text)
    found: list[DateMention] = []
    for match in _MENTION.finditer(flat, low, high):
        before = flat[max(low, match.start() - 40) : match.start()]
        part = _PART.search(before)
        reading = _read(match, before, part is not None, flat, published)
        if reading is not None:
            start = match.start() - (len(part.group()) if part else 0)
            found.append(DateMention(start, match.end(), text[start : match.end()], *reading))
    return found


def _read(match: re.Match[str], before: str, part: bool, text: str, published: datetime.date | None) -> Reading | None:
    """What the matched words mean, or None when they are no date ("may", a count of 2000 people)."""
    groups = match.groupdict()
    if groups["m4"]:
        if not (part or _MONTH_CUE.search(before)):
            return None
        return _month_alone(match, text, published)
    if groups["y9"]:
        # "1,500" has its comma; "2000 soldiers" does not. A bare year after a preposition or a part is a year.
        counted = _COUNTED.match(text, match.end())
        if counted and not part and not _MONTH_CUE.search(before):
            return None
        return groups["y9"], "year"
    for name, reader in _READERS:
        if groups[name]:
            return reader(groups, _around(text, match), published)
    return None


def _around(text: str, match: re.Match[str]) -> str:
    """The clause around a mention, at most 80 characters on each side."""
    return text[max(0, match.start() - 80) : match.end() + 40]


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None  # the 31st of February: shown as written, not resolved


def _iso(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    return groups["iso"], "day"


def _slash(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    """Day first as most of the world writes; where both orders are possible the date stays unresolved."""
    first, second, year = (int(piece) for piece in re.split(r"[/.]", groups["slash"]))
    if first > 12:
        return _day(year, second, first), "day"
    if second > 12:
        return _day(year, first, second), "day"
    return (_day(year, first, second) if first == second else None), "day"


def _time(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    words = re.fullmatch(r"(\d+)(?::(\d+))?\s?([ap]?).*", groups["time"].lower())
    assert words is not None
    hour, minute, half = int(words[1]), int(words[2] or 0), words[3]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02}:{minute:02}", "time"


def _month_day(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    month = _MONTH[(groups["m1"] or groups["m2"]).lower()]
    day = int(groups["d1"] or groups["d2"])
    year = groups["y1"] or groups["y2"]
    if year:
        return _day(int(year), month, day), "day"
    if published is None:
        return None, "day"
    return _day(_nearest_year(month, day, around, published), month, day), "day"


def _nearest_year(month: int, day: int, around: str, published: datetime.date) -> int:
    ahead = _AHEAD.search(around) is not None
    key = (month, day)
    today = (published.month, published.day)
    if ahead:
        return published.year if key >= today else published.year + 1
    return published.year if key <= today else published.year - 1


def _month_year(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    return f"{groups['y3']}-{_MONTH[groups['m3'].lower()]:02}", "month"


def _month_alone(match: re.Match[str], text: str, published: datetime.date | None) -> Reading:
    if published is None:
        return None, "month"
    month = _MONTH[match["m4"].lower()]
    day = published.day  # the month of publication itself is neither behind nor ahead
    return f"{_nearest_year(month, day, _around(text, match), published)}-{month:02}", "month"


def _decade(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    return groups["decade"][:3] + "X", "year"


def _season(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    return f"{groups['y5']}-{_SEASON[groups['s5']]}", "season"


def _weekday(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    """The last such day up to the day of publication; "next", or a clause about what is to come: the one after."""
    if published is None:
        return None, "day"
    wanted = _WEEKDAYS.index(groups["w6"].lower())
    back = (published.weekday() - wanted) % 7
    relation = (groups["rel6"] or "").lower()
    if relation == "next" or (not relation and _AHEAD.search(around)):
        return (published + datetime.timedelta(days=(wanted - published.weekday()) % 7 or 7)).isoformat(), "day"
    if relation in {"last", "past"} and back == 0:
        back = 7
    return _moved(published, days=-back).isoformat(), "day"


def _relative(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    unit = groups["u7"].lower()
    step = {"last": -1, "this": 0, "next": 1}[groups["rel7"].lower()]
    precision: Precision = "day" if unit == "night" else "week" if unit.startswith("week") else "month"
    if unit == "year":
        precision = "year"
    if unit in _SEASON:
        return (f"{published.year + step}-{_SEASON[unit]}" if published and step else None), "season"
    if published is None:
        return None, precision
    return _shifted(published, unit.removesuffix("end"), step), precision


def _ago(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    unit = groups["u8"]
    if unit in {"hour", "minute"}:
        return None, "time"
    precision: Precision = {"day": "day", "week": "week", "month": "month", "year": "year"}[unit]  # type: ignore[assignment]
    if published is None:
        return None, precision
    count = int(groups["n8"]) if groups["n8"].isdecimal() else _SMALL[groups["n8"].lower()]
    return _shifted(published, unit, -count), precision


def _word(groups: dict[str, str], around: str, published: datetime.date | None) -> Reading:
    if published is None:
        return None, "day"
    step = {"yesterday": -1, "tomorrow": 1}.get(groups["word"].lower(), 0)
    return _moved(published, days=step).isoformat(), "day"


def _moved(day: datetime.date, *, days: int) -> datetime.date:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return day


def _shifted(day: datetime.date, unit: str, step: int) -> str | None:
    """`day` moved by so many units, as precise as the unit."""
    if unit in {"day", "night"}:
        return _moved(day, days=step).isoformat()
    if unit == "week":
        year, week, _ = _moved(day, days=7 * step).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return str(day.year + step)


_READERS: Final[tuple[tuple[str, Callable[[dict[str, str], str, datetime.date | None], Reading]], ...]] = (
    ("iso", _iso), ("slash", _slash), ("time", _time), ("m1", _month_day), ("m2", _month_day), ("m3", _month_year),
    ("decade", _decade), ("s5", _season), ("w6", _weekday), ("rel7", _relative), ("n8", _ago), ("word", _word),
)  # fmt: skip
