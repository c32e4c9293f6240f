"""The feasts and days of remembrance whose day follows from a rule: by the calendar, by a weekday, by Easter.

Left out are those that the moon decides and each country announces (Ramadan, Eid), and those that fall on another day
in every country (Independence Day, Mother's Day).
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from annotator.text.calendar import easter, moved
from annotator.text.dateshapes import Draft

Day = datetime.date | None

_FIXED: Final = {
    "new year": (1, 1), "new years day": (1, 1), "new years eve": (12, 31), "christmas": (12, 25), "xmas": (12, 25),
    "christmas day": (12, 25), "xmas day": (12, 25), "christmas eve": (12, 24), "xmas eve": (12, 24),
    "boxing day": (12, 26), "halloween": (10, 31), "valentines day": (2, 14), "st patricks day": (3, 17),
    "april fools day": (4, 1), "earth day": (4, 22), "may day": (5, 1), "labour day": (5, 1), "workers day": (5, 1),
    "international workers day": (5, 1), "womens day": (3, 8), "international womens day": (3, 8),
    "juneteenth": (6, 19), "veterans day": (11, 11), "armistice day": (11, 11), "bastille day": (7, 14),
    "canada day": (7, 1), "australia day": (1, 26), "anzac day": (4, 25), "epiphany": (1, 6),
    "all saints day": (11, 1), "all souls day": (11, 2), "groundhog day": (2, 2), "cinco de mayo": (5, 5),
}  # fmt: skip
_FROM_EASTER: Final = {
    "easter": 0, "easter sunday": 0, "easter monday": 1, "easter saturday": -1, "good friday": -2,
    "maundy thursday": -3, "palm sunday": -7, "ash wednesday": -46, "ascension day": 39, "pentecost": 49,
    "whit monday": 50,
}  # fmt: skip
# Month, weekday, which one of the month (-1 the last), and the days behind it.
_BY_WEEKDAY: Final = {
    "thanksgiving": (11, 3, 4, 0), "thanksgiving day": (11, 3, 4, 0), "black friday": (11, 3, 4, 1),
    "cyber monday": (11, 3, 4, 4), "labor day": (9, 0, 1, 0), "columbus day": (10, 0, 2, 0),
    "martin luther king day": (1, 0, 3, 0), "mlk day": (1, 0, 3, 0), "presidents day": (2, 0, 3, 0),
}  # fmt: skip
_ALL: Final = (*_FIXED, *_FROM_EASTER, *_BY_WEEKDAY)


def _pattern(name: str) -> str:
    """A name with or without the apostrophe: "New Year's Eve", "Presidents' Day"."""
    written = re.sub(r"s (?=day|eve)", r"(?:['’]?s|s['’])\\s+", name)
    return re.sub(r"^st ", r"st\\.?\\s+", written.replace("martin luther king", r"martin luther king(?:,? jr\.?)?"))


FEAST: Final = re.compile(
    rf"(?P<f>{'|'.join(_pattern(name) for name in sorted(_ALL, key=len, reverse=True))})(?![\w’'])"
    r"(?:,?\s+(?:of\s+|in\s+)?(?P<y>(?:1[0-9]|20|21)\d\d)(?!\w)|\s+(?P<rel>last|this|next)\s+year(?!\w))?",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"(?<!\w)(last|previous|this|next|following|coming)\s+$", re.IGNORECASE)
# In small letters these are other words too; a feast only where something is counted from them ("before new year").
_WORDS_TOO: Final = frozenset({"new year", "may day", "epiphany", "pentecost"})
_COUNTED_FROM: Final = re.compile(r"(?:before|after|until|since)\s+$")
# Those of other calendars fall on other days.
_OTHER: Final = re.compile(
    r"(?<!\w)(?:Chinese|Lunar|Jewish|Islamic|Hijri|Persian|Iranian|Kurdish|Afghan|Assyrian|Orthodox|Coptic|Armenian"
    r"|Eastern|Greek)\s+$"
)
_SAID: Final = {"last": -1, "previous": -1, "this": 0, "next": 1, "following": 1, "coming": 1}


def _day(name: str, year: int) -> datetime.date:
    if name in _FIXED:
        return datetime.date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return moved(easter(year), _FROM_EASTER[name])
    month, weekday, which, behind = _BY_WEEKDAY[name]
    first = datetime.date(year, month, 1)
    return moved(first, (weekday - first.weekday()) % 7 + 7 * (which - 1) + behind)


def from_feast(text: str, at: int, published: Day) -> Draft | None:
    """A feast with its year; without one the nearest to the day of publication, as "last" and "next" say."""
    match = FEAST.match(text, at)
    if not match:
        return None
    if text[at].islower() and match["f"] in _WORDS_TOO and not _COUNTED_FROM.search(text, max(0, at - 8), at):
        return None
    if _OTHER.search(text, max(0, at - 12), at):
        return None
    name = re.sub(r"[’'.,]|(?<=king),? jr\.?", "", " ".join(match["f"].lower().split()))
    draft = Draft(at, match.end(), "day", fixed=True)
    if match["y"]:
        day: Day = _day(name, int(match["y"]))
    elif published is None:
        day = None
    elif match["rel"]:
        day = _day(name, published.year + _SAID[match["rel"].lower()])
    else:
        day = _nearest(name, published, _BEFORE.search(text, max(0, at - 12), at))
    draft.resolved = day.isoformat() if day else None
    return draft


def _nearest(name: str, published: datetime.date, said: re.Match[str] | None) -> datetime.date:
    days = [_day(name, min(9998, max(2, published.year + step))) for step in (-1, 0, 1)]
    step = _SAID[said[1].lower()] if said else None
    if step == -1:
        return max((day for day in days if day < published), default=days[0])
    if step == 1:
        return min((day for day in days if day > published), default=days[-1])
    if step == 0:
        return days[1]
    return min(days, key=lambda day: abs(day - published))
