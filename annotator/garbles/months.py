"""Months that were left as another calendar or language has them: "27 SET", "in Bahman", "3 Farvardin 1400".

Reference: month names of Unicode CLDR for it, fr, es and the Persian calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from annotator.text.spans import Span

# In the date lines of Italian and Spanish agencies: "ROMA, 27 SET", "MADRID, 3 ENE".
_SHORT: Final = {
    "GEN": ("it", "Jan"), "MAG": ("it", "May"), "GIU": ("it", "June"), "LUG": ("it", "July"), "AGO": ("it", "Aug"),
    "SET": ("it", "Sept"), "OTT": ("it", "Oct"), "DIC": ("it", "Dec"), "ENE": ("es", "Jan"), "ABR": ("es", "April"),
    "FEV": ("fr", "Feb"), "FÉV": ("fr", "Feb"), "AVR": ("fr", "April"), "AOÛ": ("fr", "Aug"), "DÉC": ("fr", "Dec"),
}  # fmt: skip
_PERSIAN: Final = {
    "Farvardin": "March–April", "Ordibehesht": "April–May", "Khordad": "May–June", "Tir": "June–July",
    "Mordad": "July–August", "Shahrivar": "August–September", "Mehr": "September–October", "Aban": "October–November",
    "Azar": "November–December", "Dey": "December–January", "Bahman": "January–February", "Esfand": "February–March",
}  # fmt: skip
# Of the Afghan calendar and of the Levant: names and words too, so a day must stand beside them.
_AFGHAN: Final = {
    "Hamal": "March–April", "Sawr": "April–May", "Jawza": "May–June", "Saratan": "June–July", "Asad": "July–August",
    "Sunbula": "August–September", "Sonbola": "August–September", "Mizan": "September–October",
    "Aqrab": "October–November", "Qaws": "November–December", "Jadi": "December–January", "Dalw": "January–February",
    "Hoot": "February–March", "Hut": "February–March",
}  # fmt: skip
_LEVANT: Final = {
    "Shubat": "February", "Adhar": "March", "Ayyar": "May", "Haziran": "June", "Aylul": "September",
    "Tishreen al-Awwal": "October", "Tishrin al-Awwal": "October", "Tishreen al-Thani": "November",
    "Tishrin al-Thani": "November", "Kanun al-Awwal": "December", "Kanoon al-Awwal": "December",
    "Kanun al-Thani": "January", "Kanoon al-Thani": "January",
}  # fmt: skip
# These are given names, an agency or words as well: a day or a year must stand beside them.
_AMBIGUOUS: Final = frozenset({"Tir", "Mehr", "Aban", "Azar", "Dey"})
# Days that are names in English copy too: the revolution's, the students', the reformists'.
_NAMED_DAYS: Final = frozenset({"22 Bahman", "15 Khordad", "2 Khordad", "13 Aban", "16 Azar", "9 Dey"})
_IN_SHORT: Final = re.compile(
    rf"(?<![\w.,/])\d{{1,2}} (?P<month>{'|'.join(_SHORT)})(?=\.? ?[-–—(),]|\.? ?\d{{4}}|\.? ?\n)"
)
_IN_PERSIAN: Final = re.compile(
    r"(?:\b(?:[Ii]n|(?:end|month|middle|start|beginning|week|half|days) of|[Ss]ince|[Uu]ntil|[Ll]ast|early|late|mid) |"
    r"(?P<day>(?<![\w.,/])\d{1,2}(?:th|st|nd|rd)?(?: of)?) )"
    rf"(?P<month>{'|'.join(_PERSIAN)})\b(?P<year>,? (?:of )?1[34]\d\d\b)?(?![\w’'-])(?! ?\(| [A-Z]|, or\b)"
)
# "on Farvardin 24": the day behind the month.
_DAY_BEHIND: Final = re.compile(
    r"\b(?:[Oo]n|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Ss]ince|[Bb]efore|[Aa]fter|to|and|of) "
    rf"(?P<month>{'|'.join(_PERSIAN)}) (?P<day>\d{{1,2}})(?P<year>,? 1[34]\d\d)?\b(?![\w’'%-]|[.,]\d)(?! ?\()"
)
_WITH_DAY: Final = re.compile(
    rf"(?<![\w.,/])\d{{1,2}}(?:th|st|nd|rd)?(?: of)? (?P<month>{'|'.join((*_AFGHAN, *_LEVANT))})\b(?![\w’'-])"
    r"(?! ?\(| [A-Z])"
)
# "on 21 Day": Dey, the tenth month, came back as the English word. No noun follows.
_DEY: Final = re.compile(
    r"\b(?:[Oo]n|[Uu]ntil|[Ss]ince|[Ff]rom|[Bb]y|[Bb]efore|[Aa]fter) (?:the )?(?:[12]?\d|30)(?:th|st|nd|rd)?(?: of)? "
    r"(?P<month>Day)(?P<year>,? 1[34]\d\d)?(?=[,.;:)\n]|\Z| (?:and|the|of (?:this|last|the) year|this|last)\b)"
)
_OTHERS: Final = (*_AFGHAN, *_LEVANT)
_AFGHANISTAN: Final = re.compile(r"\b(?:Afghan|Kabul|Taliban)")
# "the winter of 1394": years of the Persian calendar since the revolution, and its seasons. It begins in March.
_YEAR: Final = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|year|end|beginning|middle)(?: of)?(?: the)?(?: year)? "
    r"(?P<year>1(?:3[5-9]\d|40\d))\b"
    r"(?! ?\(|-)"
)
_THERE: Final = re.compile(r"\b(?:Iran|Tehran|Afghan|Kabul)")
WORDS: Final = frozenset({"Day", *_SHORT, *_PERSIAN, *(name.split()[0] for name in (*_AFGHAN, *_LEVANT))})
_YEARS: Final = ("13", "140")
_AFTER_HIJRA: Final = 621


class Month(NamedTuple):
    """A month where it stands, its language, and what English calls it."""

    span: Span
    language: str
    english: str


def may_be(word: str) -> bool:
    """Whether a word may be such a month or year."""
    return word in WORDS or (word.isdigit() and len(word) == 4 and word.startswith(_YEARS))


def months(text: str) -> Iterator[Month]:
    """Left alone: days that are a feast's name ("22 Bahman"), months explained in brackets, names."""
    for match in _IN_SHORT.finditer(text) if _has(text, _SHORT) else ():
        yield Month(Span(*match.span("month")), *_SHORT[match["month"]])
    persian = _has(text, _PERSIAN)
    for match in _IN_PERSIAN.finditer(text) if persian else ():
        month, day, year = match["month"], match["day"], match["year"]
        if (month in _AMBIGUOUS and not (day or year)) or (day and not year and f"{day} {month}" in _NAMED_DAYS):
            continue
        yield Month(Span(match.start("month"), match.end()), "fa", _PERSIAN[month])
    for match in _DAY_BEHIND.finditer(text) if persian else ():
        month, day = match["month"], match["day"]
        if match["year"] or f"{day} {month}" not in _NAMED_DAYS:
            yield Month(Span(match.start("month"), match.end()), "fa", _PERSIAN[month])
    yield from _of_iran(text)
    for match in _WITH_DAY.finditer(text) if _has(text, _OTHERS) else ():
        month = match["month"]
        if month in _LEVANT:
            yield Month(Span(*match.span()), "ar", f"{match.group().split()[0]} {_LEVANT[month]}")
        elif _AFGHANISTAN.search(text):
            yield Month(Span(match.start("month"), match.end()), "fa", _AFGHAN[month])


def _of_iran(text: str) -> Iterator[Month]:
    """Its month of Dey as an English word, and its years."""
    if not (" Day" in text or " 13" in text or " 14" in text) or not _THERE.search(text):
        return
    for match in _DEY.finditer(text):
        yield Month(Span(match.start("month"), match.end()), "fa", _PERSIAN["Dey"])
    for match in _YEAR.finditer(text):
        year = int(match["year"]) + _AFTER_HIJRA
        yield Month(Span(*match.span("year")), "fa", f"{year}–{(year + 1) % 100:02d}")


def _has(text: str, months_of: Iterable[str]) -> bool:
    """Whether one of these stands anywhere: sooner told than where."""
    return any(month in text for month in months_of)
