"""The shapes that a date takes in words, each read at the place where its first word stands.

A shape gives a `Draft`: what the words say (year, month and day as far as they name them, or a day reckoned from the
day of publication). Putting drafts together and finding the year that was left out is the work of text/dates.py.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

Precision = Literal["day", "week", "month", "season", "year", "time"]


@dataclass(slots=True)
class Draft:
    """A date as far as its words go. `start` and `end` are code points; `resolved` and `until` are ISO 8601."""

    start: int
    end: int
    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None  # of "3-5 May"
    between: tuple[int, int] | None = None  # where the "and" of "3 and 5 May" stands: two days, not a range
    weekday: int | None = None
    resolved: str | None = None
    until: str | None = None
    doubt: str | None = None
    offset: tuple[int, str] | None = None  # (-2, "week"): "two weeks before" what follows
    run: bool = False  # the offset is a stretch that begins with what follows: "two weeks starting"
    alone: bool = False  # a bare month or year, which may be no date: the words around it decide
    short: bool = False  # "Oct", "Sat": a date only beside another one
    fixed: bool = False  # "this", "last" and "next" say which: no word before it changes the year


Shape = Callable[[str, int, "datetime.date | None"], "Draft | None"]

_Y: Final = r"(?:1[0-9]|20|21)\d\d(?!\w|[.,]\d)"
_YEAR_WORDS: Final = (
    r"(?:two thousand(?:(?: and)? [a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)?"
    r"|(?:eigh|nine)teen[ -](?:ten|eleven|twelve|[a-z]+teen|[a-z]+ty(?:[- ](?:one|two|three|four|five|six"
    r"|seven|eight|nine))?)"
    r"|twenty[ -](?:ten|eleven|twelve|[a-z]+teen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight"
    r"|nine))?))(?!\w)"
)
_YEAR: Final = rf"(?:{_Y}|{_YEAR_WORDS}|['’]\d\d(?!\w))"
_MONTH: Final = (
    r"(?:[Jj](?:an(?:uary|vier|v)?|une|un|uly|ul|uin|uillet)|[Ff](?:eb(?:ruary|r)?|[ée]v(?:rier|r)?)"
    r"|[Mm]a(?:rch|rs|r|y|i)|[Aa](?:pr(?:il)?|vr(?:il)?|ug(?:ust)?|o[uû]t)|[Ss]ept?(?:ember|embre)?"
    r"|[Oo]ct(?:ober|obre)?|[Nn]ov(?:ember|embre)?|[Dd](?:ec(?:ember|embre)?|éc(?:embre)?)"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|يناير|فبراير|شباط|مارس|[آا]ذار|[أاإ]بريل|نيسان|مايو|[أا]يار|يوني[وه]|حزيران|يولي[وه]|تموز|[أا]غسطس|آب|سبتمبر"
    r"|[أا]يلول|[أا]كتوبر|نوفمبر|ديسمبر|كانون (?:الثاني|الأول)|تشرين (?:الثاني|الأول))(?!\w)"
)
_FULL_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|janvier|février|avril|juillet|août|septembre|octobre|novembre|décembre)(?!\w)"
)
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er)?(?!\w)"
_ORDINAL: Final = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)(?!\w)"
)
_DAY_WORDS: Final = (
    rf"(?:{_ORDINAL}|(?:(?:twenty|thirty)[- ](?:one|two|three|four|five|six|seven|eight|nine)"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen)(?!\w))"
)
_WEEKDAY: Final = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:Mon|Tues?|Wed"
    r"|Thu(?:rs?)?|Fri|Sat|Sun)"
)
_TO: Final = r"\s?(?:[-–—~]|to|until|till|through|and)\s?"
SHORT_WEEKDAYS: Final = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_ARABIC_WEEKDAY: Final = "(?:ال[إا]ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت|الأحد)"
_PARTS: Final = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)(?!\w))?"
_UNIT: Final = (
    r"(?P<unit>minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie)s?(?!\w)"
)
_COUNT: Final = (
    r"(?:\d{1,4}|a\s+couple\s+of|a\s+couple|couple\s+of|couple|a\s+few|few|several|an?|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty"
    r"|fifty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_PIECE: Final = rf"(?P<k>{_COUNT})\s+(?P<u>year|month|week|day)s?(?!\w)"
ADDED: Final = re.compile(_PIECE, re.IGNORECASE)
_ADDED: Final = (
    rf"(?P<added>(?:,?\s+(?:and\s+)?{re.sub(r'[?]P<.>', '?:', _PIECE)}(?!\s+(?:ago|later|earlier))){{1,3}})?"
)
_REL: Final = r"(?:last|past|previous|preceding|this|current|next|coming|upcoming|following)"
STEP: Final = {
    **dict.fromkeys("last past previous preceding".split(), -1),
    **dict.fromkeys("this current".split(), 0),
    **dict.fromkeys("next coming upcoming following".split(), 1),
}

DAY_MONTH: Final = re.compile(
    rf"(?P<d>{_DAY})(?:{_TO}(?:the\s+)?(?P<d2>{_DAY}))?(?:\s+day)?(?:\s+(?:of\s+)?|[-/.])(?P<m>{_MONTH})"
    rf"(?:[-/.](?P<y2>{_Y}|\d\d(?![\w/:-]|\.\d))|\.?(?:(?:,|\s,)?\s+(?:of\s+|in\s+)?(?P<y>{_YEAR}))?)"
)
ORDINAL_MONTH: Final = re.compile(
    rf"(?P<d>{_DAY_WORDS})(?:{_TO}(?:the\s+)?(?P<d2>{_DAY_WORDS}))?(?:\s+day)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?"
    rf"(?:,?\s+(?:of\s+|in\s+)?(?P<y>{_YEAR}))?"
)
MONTH_DAY: Final = re.compile(
    rf"(?P<m>{_MONTH})\.?(?:\s+(?:the\s+)?|[-/.])(?P<d>{_DAY}|{_DAY_WORDS})(?![,.]\d|\s?(?:%|per ?cent|million"
    rf"|billion))"
    rf"(?:{_TO}(?:the\s+)?(?P<d2>{_DAY}|{_DAY_WORDS})(?![,.:]\d|\s+(?:of\s+)?{_MONTH}))?"
    rf"(?:(?:,|\s,)?\s+(?:of\s+|in\s+)?(?P<y>{_YEAR})|[-/](?P<y2>{_Y}))?"
)
MONTH_YEAR: Final = re.compile(
    rf"(?P<m>{_MONTH})\.?(?:(?:,|\s,)?\s+(?:of\s+|in\s+)?|-)(?:(?P<y>{_YEAR})|(?P<rel>last|this|next) "
    rf"year(?!\w)|of (?P<y2>\d\d)(?!\w|[.,:]\d))"
)
# In small letters too, as captions and chats have it; not "may", "march" and "august", which are other words.
BARE_MONTH: Final = re.compile(
    rf"{_FULL_MONTH}|(?:january|february|april|june|july|september|october|november|december)(?!\w)"
)
SHORT_MONTH: Final = re.compile(rf"(?P<m>{_MONTH})\.?")
NUMERIC: Final = re.compile(
    r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d\d?|[A-Za-z]{3})(?P=s)(?P<d>\d\d?)(?![\w/]|-\d)"
    r"|(?P<a>\d\d?)(?P<s2>[-/.])(?P<b>\d\d?)(?P=s2)(?P<c>\d{4}|\d\d)(?![\w/]|[.:]\d|-\d\d?-)"
)
YEAR_FIRST: Final = re.compile(
    rf"(?P<y>{_Y})(?:(?:\s?,)?\s+(?P<m>{_MONTH})|(?:\s?[-/]\s?|\.)(?P<n>0[1-9]|1[0-2])(?![\w/]|[.:]\d|-\d)|/(?P<n1>[1-9])(?![\w/.:-])"
    r"|[\s-]?(?P<part>[QqHh])(?P<k>[1-4])(?!\w)|\s?[-–/](?P<short>\d\d)(?!\w|[-/.:]\d))"
)
DECADE: Final = re.compile(r"(?:(?P<y>(?:1[0-9]|20)\d0)|['’]?(?P<n>[1-9]0))(?: s|['’]?s)(?!\w)")
LONE_YEAR: Final = re.compile(r"\d{4}(?![\w%]|[.,:/]\d|\s?(?:%|per ?cent|[mb]illion)|[-‑][^\W\d])")
CENTURY: Final = re.compile(rf"(?P<n>\d\d?(?:st|nd|rd|th)|{_ORDINAL})(?:\s+|-)century(?!\w)")
TIME: Final = re.compile(
    r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?P<half>[ap])(?:\.\s?m\.|m(?!\w))|(?:[01]?\d"
    r"|2[0-3]):[0-5]\d(?![:\d])(?::[0-5]\d)?"
    r"|(?:0?[1-9]|1[0-2])\s?o['’]clock",
    re.IGNORECASE,
)
AGO: Final = re.compile(
    rf"(?:(?P<n0>{_COUNT})\s+(?P<unit0>year|month"
    rf"|week)s?,?\s+(?:and\s+)?)?(?P<n>{_COUNT})\s+(?P<half0>and\s+(?:a\s+)?half\s+)?{_UNIT}(?P<comma>,)?\s+"
    r"(?P<half>and\s+(?:a\s+)?half\s+)?(?P<way>(?:starting|beginning|commencing)(?:\s+(?:from|on))?|ago|earlier|later|before|after|hence|back(?=[.,;]|$)|from\s+(?:now|today)|from(?=\s+(?:to|chr|eas|mon"
    r"|tues|wed|thu|fri|sat|sun))|in the future)(?!\w)"
    r"(?:\s+(?P<from>today|yesterday|tomorrow)(?!\w))?",
    re.IGNORECASE,
)
AHEAD: Final = re.compile(
    rf"(?P<how>in|within)\s+(?:(?:about|around|exactly|just|roughly)\s+)?"
    rf"(?P<next>(?:the\s+)?(?:next|coming|upcoming)\s+)?(?P<n>{_COUNT})\s+{_UNIT}(?:['’]s?\s+time(?!\w))?{_ADDED}",
    re.IGNORECASE,
)
RELATIVE: Final = re.compile(
    rf"(?P<rel>{_REL})\s+(?:(?P<rel2>past|coming|upcoming)\s+)?(?:"
    rf"(?P<w>{_WEEKDAY})(?!\w){_PARTS}"
    rf"|week\s+(?:on\s+)?(?P<w2>{_WEEKDAY})(?!\w){_PARTS}"
    rf"|(?P<m>{_MONTH})"
    r"|(?P<season>spring|summer|autumn|fall|winter)(?!\w)"
    r"|(?P<part>morning|afternoon|evening)(?!\w)"
    rf"|(?:(?P<n>{_COUNT})\s+)?(?:calendar\s+|working\s+)?{_UNIT}{_ADDED})",
    re.IGNORECASE,
)
_OF_WEEK: Final = r"(?:,?\s+(?:(?:of\s+)?(?P<rel>last|this|next)\s+week)(?!\w))?"
ON_WEEKDAY: Final = re.compile(
    rf"(?P<w>{_WEEKDAY}|{_ARABIC_WEEKDAY}|(?:lun|mar|mercre|jeu|vendre|same)di"
    rf"|dimanche)(?!\w)(?:(?<![yie])\.)?{_PARTS}{_OF_WEEK}"
    rf"(?:,?\s+the\s+(?P<d>{_DAY}|{_DAY_WORDS})(?!\s+(?:of\s+)?(?:{_MONTH}))|\s+(?P<d2>(?:3[01]|[12]\d"
    rf"|[1-9])(?:st|nd|rd|th)?)(?=[.,;)!?](?!\d)|$)"
    r"|,?\s+(?P<a>\d\d?)/(?P<b>\d\d?)(?![\d/]))?"
)
# A weekday by itself, as most are: nothing after it that the shape above would take in.
PLAIN_WEEKDAY: Final = re.compile(
    r"(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day(?!\w|,?\s+(?:early|late|morning|afternoon|evening|night|of|last|this|next|the|\d))"
)
WORD: Final = re.compile(
    r"day\s+(?P<off>before|after)(?=\s+(?!yesterday|tomorrow)\w)|(?:the\s+)?day\s+(?P<far>before\s+yesterday|after\s+tomorrow)(?!\w)"
    rf"|(?P<word>yesterday|today|tomorrow|tonight|overnight|midnight|noon|midday|now)(?!\w){_PARTS}",
    re.IGNORECASE,
)
SEASON: Final = re.compile(
    rf"(?P<s>spring|summer|autumn|fall|winter)\s+(?:of\s+|in\s+)?(?:(?P<y>{_Y}"
    rf"|\d{{4}}(?=[/-]\d))(?:[/-](?P<to>\d\d)(?!\d))?|(?P<rel>last|this|next)\s+year(?!\w))",
    re.IGNORECASE,
)
NTH: Final = re.compile(
    rf"(?P<n>{_ORDINAL}|last|final|\d(?:st|nd|rd|th))[\s-]+(?:(?P<unit>quarter|half|weekend|week)|(?P<w>{_WEEKDAY}))(?!\w)"
    rf"(?:\s+(?:of|in)\s+(?:the\s+year\s+)?(?:(?P<m>{_MONTH})\.?,?(?:\s+(?P<y2>{_Y}))?|(?P<y>{_YEAR})"
    rf"|(?P<rel>{_REL})\s+(?P<of>month|year)|(?P<the>the\s+(?P<of2>month|year)))"
    rf"|\s+(?P<rel2>last|this|next)\s+(?P<of3>month|year)|,?\s+(?P<y3>{_Y}))?(?!\w)",
    re.IGNORECASE,
)
# Days, weeks or months reckoned from one end of a month or year: "the last day of March", "the first ten days of 2020".
STRETCH_OF: Final = re.compile(
    rf"(?P<n>{_ORDINAL}|last|final|\d\d?(?:st|nd|rd|th))\s+(?:(?P<k>{_COUNT})\s+)?(?P<unit>day|week|month)s?\s+(?:of|in)\s+"
    rf"(?:(?P<m>{_MONTH})\.?,?(?:\s+(?:of\s+)?(?P<y2>{_Y}))?|(?:the\s+year\s+)?(?P<y>{_YEAR})"
    rf"|(?P<rel>{_REL})\s+(?P<of>month|year)|the\s+(?P<of2>month|year))(?!\w)",
    re.IGNORECASE,
)
_PERIOD: Final = r"(?P<unit>week|month|quarter|year|decade|century)(?!\w)"
# A stretch of the calendar that holds the day of publication: "the end of the month", "the rest of the week".
WITHIN: Final = re.compile(
    rf"(?:(?:beginning|start|middle|end)\s+of|(?:later|earlier|early|late)\s+in)\s+(?:the\s+)?{_PERIOD}(?!\s+\d)"
    rf"|(?P<rest>rest|remainder|remaining)\s+(?:of\s+)?(?:the|this|my|our|his|her|their)\s+(?:current\s+)?"
    rf"{_PERIOD.replace('unit', 'unit2')}"
    r"|(?P<unit3>week|month|quarter|year)[\s-]to[\s-](?P<to>date)(?!\w)",
    re.IGNORECASE,
)
# Two steps off: "the week after next", "the year before last".
TWO_OFF: Final = re.compile(
    r"(?P<unit>week|weekend|month|quarter|year)\s+(?:(?P<next>after\s+(?:the\s+)?next)|before\s+(?:the\s+)?last)(?!\w)"
    r"(?!\s+(?:day|week|month|year|mon|tues|wednes|thurs|fri|satur|sun))",
    re.IGNORECASE,
)
QUARTER: Final = re.compile(
    rf"(?P<part>[QHq])(?P<k>[1-4])(?:[\s-](?:of\s+)?(?P<y>{_Y})|\s+(?P<rel>last|this|next)\s+year)?(?!\w)"
)
OF_THE_MONTH: Final = re.compile(
    rf"(?P<n>{_DAY}|{_ORDINAL})(?:{_TO}(?:the\s+)?(?P<n2>{_DAY}"
    rf"|{_ORDINAL}))?(?:\s+day)?\s+(?:of\s+)?(?P<rel>this|last|next|the)\s+month(?!\w)",
    re.IGNORECASE,
)
MONTH_SLASH_YEAR: Final = re.compile(rf"(?P<m>0?[1-9]|1[0-2])\s?[-/]\s?(?P<y>{_Y})(?![-/])")
CLOCK: Final = re.compile(r"(?P<h>0\d|1[0-2])(?P<min>[0-5]\d)\s(?P<half>[ap])\.?m(?!\w)\.?", re.IGNORECASE)
_PAST: Final = re.compile(
    r"(?:ed(?<=[a-z]{2}ed)|w(?<!\w.)(?:as|ere|ent|on)|h(?<!\w.)(?:ad|eld)|d(?<!\w.)id|t(?<!\w.)ook|f(?<!\w.)ell"
    r"|m(?<!\w.)ade|l(?<!\w.)(?:eft|ost)|c(?<!\w.)ame|r(?<!\w.)ose)(?!\w)"
)
_TO_COME: Final = re.compile(
    r"(?:'ll|’ll|w(?<!\w.)(?:ill|ould)|s(?<!\w.)(?:cheduled|et (?:for|to)|lated|hall)|p(?<!\w.)(?:lanned|lans)"
    r"|d(?<!\w.)ue|e(?<!\w.)(?:xpected|xpects)|u(?<!\w.)(?:pcoming|ntil)|n(?<!\w.)ext|r(?<!\w.)un-up"
    r"|a(?<!\w.)head of|t(?<!\w.)o be)\b"
)


def tells_of_past(words: str) -> bool:
    return _PAST.search(words) is not None


def tells_of_what_comes(words: str) -> bool:
    return _TO_COME.search(words.lower()) is not None


ARABIC_WORD: Final = re.compile(r"[\u0627-\u064a](?<!\w.)")
ARABIC: Final = re.compile(rf"{_MONTH}|{_ARABIC_WEEKDAY}(?!\w)")
# As in "the two last weeks", an order of words that translations bring along.
COUNT_RELATION: Final = re.compile(rf"(?P<n>{_COUNT})\s+(?P<rel>{_REL})\s+{_UNIT}(?P<added>\Z\A)?", re.IGNORECASE)
WEEK: Final = re.compile(
    rf"week\s+(?:of|(?:starting|beginning|commencing)(?:\s+on)?|ending(?:\s+on)?|from)\s+(?:the\s+)?(?=\d|{_MONTH}"
    rf"|{_ORDINAL})"
    rf"|week\s+(?P<k>[1-4]\d|5[0-3]|[1-9])(?!\w|[.,:]\d)(?:(?:,|\s+of)\s+(?P<y>{_Y}))?",
    re.IGNORECASE,
)
_DECADE_WORD: Final = "(?:tens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
DECADE_IN_WORDS: Final = re.compile(
    rf"(?P<of>(?:eigh|nine)teen|twenty)[- ](?P<n>{_DECADE_WORD})(?!\w)|(?P<plain>{_DECADE_WORD}|noughties)(?!\w)",
    re.IGNORECASE,
)
YEAR_IN_WORDS: Final = re.compile(_YEAR_WORDS, re.IGNORECASE)
# "On the 18th.": a day of this month or the last, where no noun follows.
BARE_DAY: Final = re.compile(
    rf"(?:(?:3[01]|[12]\d|[1-9])(?P<th>st|nd|rd|th)?(?!\w)|{_DAY_WORDS})"
    r"(?=\s?[.,;)!?](?!\d)|\s?$|\s+(?:and|to|at|in|for|when|that|but)\b|\s+[-–—]\s)",
    re.IGNORECASE,
)
BARE_DAY_CUE: Final = re.compile(
    r"(?<!\w)(?P<cue>on|since|until|till|by|from|for|before|after|of)\s+(?P<the>the\s+)?$", re.IGNORECASE
)
# The first day of a range that leaves its month to the other: "from 27 to April 3".
DAY_TO_MONTH: Final = re.compile(
    rf"(?P<d>{_DAY})\s+(?:to|until|till|through)\s+(?P<m>{_MONTH})\.?\s+(?P<d2>{_DAY})(?:,?\s+(?P<y>{_YEAR}))?"
)
DAY_AND_MONTH: Final = re.compile(r"(?P<a>\d\d?)(?P<mark>[/-])(?P<b>\d\d?)(?![\w/%-]|[.,:]\d|\s+of\b)")
