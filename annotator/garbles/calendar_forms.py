"""Hours, dates, ordinals and centuries as other languages write them: "13h", "12.03.2021", "1er May", "XX century".

Reference: the date and time patterns of Unicode CLDR for fr, de, it, es, ru and en.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from annotator.text.spans import Span

Found = Iterator[tuple[Span, str, str]]
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH: Final = "|".join(_MONTHS)
_BEFORE_HOUR: Final = (
    r"\b[Aa]t|\b[Ff]rom|\b[Uu]ntil|\b[Tt]ill|\b[Bb]y|\b[Aa]round|\b[Aa]bout|\b[Bb]efore|\b[Aa]fter|\b[Ss]ince|"
    r"\b[Tt]owards?|\b[Bb]etween|day|night|morning|evening|\dh (?:to|and)"
)
# Behind these a number of hours is a length of time: "after 12h of talks", "a 24h strike".
_LENGTH: Final = r"(?! (?:of|in|on the road|without|later|straight|long|drive|flight|clock|strike|delay|shift|a day)\b)"
_HOUR: Final = re.compile(r"(?<![\w:.])([01]?\d|2[0-4])\s?[hH]\s?([0-5]\d)(?!\w)")
_BARE_HOUR: Final = re.compile(rf"(?:{_BEFORE_HOUR})\s(([01]?\d|2[0-3])(?: ?h|H))(?![\w:-]){_LENGTH}")
_HOUR_SIGN: Final = re.compile(r"\d(?: ?h|H)(?![\w:-])")  # what it ends with, found eight times as fast
_MARKED_HOUR: Final = re.compile(r"(?<![\w:.])([01]?\d|2[0-3])[:.]([0-5]\d)\s?(?:[hH]|[Uu]hr)(?!\w)")
_O_CLOCK: Final = re.compile(r"(?<![\w:.])(1[3-9]|2[0-4]) (?:o['’]clock|[Uu]hr)\b")
# "At 21 hours", "shortly after 11 hours", "at 6.00 hours"; but a record "stands at 11 hours".
IN_HOURS: Final = re.compile(
    r"(?:(?<!stands )(?<!stood )(?<!put )(?<!set )(?<!capped )(?<!limited )(?<!remains )(?<!estimated )\bat|"
    r"\b(?:shortly|just|soon|right|immediately|little|minutes) (?:after|before)|"
    r"\b(?:[Ff]rom|[Uu]ntil|[Aa]round|[Ss]ince) (?=\d\d?[.:]\d\d)|\bat (?:around|about)) ?"
    r"(?P<hour>(?P<h>[01]?\d|2[0-3])(?:[.:](?P<m>[0-5]\d))? hours)\b"
    r"(?! (?:of|a day|per|without|in (?!the (?:morning|evening|afternoon))(?:the|an?|a row|his|her|their|total)|later|"
    r"straight|long|each|by)\b)"
)
_OF_THE_DAY: Final = re.compile(
    r"(?<![\w:.])(?P<h>1[0-2]|[1-9]) (?:hours|o['’]clock) of the (?P<part>morning|afternoon|evening|night)\b"
)
# "Took off at 7,40": hour and minutes with the comma of an Italian timetable.
_COMMA_HOUR: Final = re.compile(
    r"\b(?:[Aa]t|[Aa]t about|[Aa]t around|[Uu]ntil|(?:train|flight|plane|ferry|boat) (?:of|at)) "
    r"(?P<hour>(?P<h>[01]?\d|2[0-3]),(?P<m>[0-5]\d))"
    r"(?=[.;)]| (?:in|on|from|this|local|and the|when|was|were|with)\b|, )"
)
_PRICED: Final = re.compile(
    r"\b(?:clos|trad|stood|stands|rate|price|exchang|dollar|euro|index|average|percent|inflation|magnitude|scale)",
    re.IGNORECASE,
)
# "A mourning of 72h": no hour of the day.
_LASTING: Final = re.compile(r"\b(?:of|for|within|last|next|than|every) (?P<length>(?P<h>[1-9]\d?)h)\b(?![\w:-])")
_TWELVE: Final = re.compile(r"\d [ap]\.?m\b")
_DOTTED_DATE: Final = re.compile(
    r"(?<![\w.,/])(0?[1-9]|[12]\d|3[01])\.\s?(0?[1-9]|1[0-2])\.\s?((?:19|20)\d\d)(?![\w]|[.,]\d)"
)
_WITH_ARTICLE: Final = re.compile(
    rf"(?<![\w’'-])(?:[Ll]e|[Ee]l|[Ii]l|[Aa]m|[Dd]en|[Dd]er) (?P<day>0?[1-9]|[12]\d|3[01])(?:er|\.)?"
    rf"(?:/(?P<number>0?[1-9]|1[0-2])(?:/(?P<year>(?:19|20)\d\d))?| (?P<month>{_MONTH})(?: (?P<late>(?:19|20)\d\d))?)"
    r"(?![\w/]|\.\d)"
)
_STOPPED_DAY: Final = re.compile(
    rf"(?:\b(?:[Oo]n|[Tt]he|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]y|\w+day,?) )(?:the )?"
    rf"((0?[1-9]|[12]\d|3[01])\. (?:of )?({_MONTH}))\b(?![’'])"
)
_DAY_OF_MONTH: Final = re.compile(
    rf"(?:\b(?:[Oo]n|[Tt]he|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]y|\w+day,?) )((?:the )?(0?[1-9]|[12]\d|3[01])"
    rf" (?:of|de) ({_MONTH}))\b(?![’'])"
)
# "the 15 March", but "the 11 September attacks"
_THE_DAY: Final = re.compile(
    rf"\b([Tt]he (0?[1-9]|[12]\d|3[01]) ({_MONTH})(?: ((?:19|20)\d\d))?)"
    r"(?=[.,;)]| (?:in|at|on|to|for|and|that|when|by|will|would|was|were|is|he|she|they|it|the|his|her)\b)"
)
_DECADE: Final = re.compile(r"\b([Yy]ears ['’‘]?([2-9]0))(?![\w%]|[.,-]\d| (?:of|or|old|ago|to|and|in|percent))")
_ORDINAL: Final = re.compile(r"(?<![\w.,])(\d{1,2})(?:er|ère|ème|ième|eme|º)(?![\w])")
_HYPHEN_ORDINAL: Final = re.compile(r"(?<![\w.,-])(\d{1,3})-(?:st|nd|rd|th)\b(?!-)")
_SLASHED_DATE: Final = re.compile(
    r"(?<![\w/-])(1[3-9]|2\d|3[01])(?P<mark>[/-])(0?[1-9]|1[0-2])(?P=mark)((?:19|20)\d\d)(?![\w/-])"
)
_YEAR_WORD: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Bb]y) ((?:the )?((?:19|20)\d\d) years?)\b(?![-’']| (?:old|of|later|ago|in|"
    r"end|group|class|plan|budget|book)\b)"
)
# "2021-2018", "between 3,000 and 2,500 men": a range that was turned round with the direction of the script.
_TURNED_YEARS: Final = re.compile(r"(?<![\w/.,–-])((?:19|20)\d\d)(?P<dash>[-–])((?:19|20)\d\d)(?![\w/–-]|[.,]\d)")
_TURNED_RANGE: Final = re.compile(
    r"\b[Bb]etween (\d{1,3}(?:,\d{3})*|\d{4,}) and (\d{1,3}(?:,\d{3})*|\d{4,})(?= [a-z]{3,}|%)"
    r"(?! (?:in|on|at|for|when)\b)"
)
_LAST_HOUR: Final = 24
_TWICE_TOLD: Final = re.compile(r"(?<![\w:.])(1[3-9]|2[0-3])(?::([0-5]\d))? ?[ap]\.?m\b\.?")
_CENTURY: Final = re.compile(r"\b([IVX]{1,5})(?:e|th|st|nd|ème|è)? (?=centur(?:y|ies)\b)")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_DAY_FIRST: Final = re.compile(rf"(?<![Tt]he )\b\d{{1,2}} (?:{_MONTH})\b")
_HOURS: Final = "An hour of the day, not a length of time, as Italian or Spanish copy tells it."
FRENCH_HOUR: Final = "An hour as French copy writes it."
_ARTICLE_LEFT: Final = "The date was left as another language has it, with its article."


def hours(text: str) -> Found:
    """ "20h30", "at 14h", "15.30 Uhr", "20 o'clock"."""
    twelve = _TWELVE.search(text) is not None
    for match in _HOUR.finditer(text):
        yield Span(*match.span()), _time(match[1], match[2], twelve), FRENCH_HOUR
    for match in _BARE_HOUR.finditer(text) if _HOUR_SIGN.search(text) else ():
        yield Span(*match.span(1)), _time(match[2], "00", twelve), FRENCH_HOUR
    for match in _MARKED_HOUR.finditer(text):
        yield Span(*match.span()), _time(match[1], match[2], twelve), "An hour as German or Italian copy writes it."
    for match in _O_CLOCK.finditer(text):
        yield Span(*match.span()), _time(match[1], "00", twelve), "English counts “o’clock” up to twelve."
    if " hours" in text:
        for match in IN_HOURS.finditer(text):
            yield Span(*match.span("hour")), _time(match["h"], match["m"] or "00", twelve), _HOURS
    for match in _OF_THE_DAY.finditer(text) if " of the " in text else ():
        half = "a.m." if match["part"] == "morning" else "p.m."
        yield Span(*match.span()), f"{match['h']} {half}", "The part of the day as Spanish or Persian copy tells it."
    for match in _COMMA_HOUR.finditer(text):
        if not _PRICED.search(text, max(0, match.start() - 60), match.end() + 30):
            yield Span(*match.span("hour")), _time(match["h"], match["m"], twelve), "An hour as Italian copy writes it."
    for match in _LASTING.finditer(text):
        yield Span(*match.span("length")), f"{match['h']} hours", "A length of time as French copy writes it."
    for match in _TWICE_TOLD.finditer(text):
        right = _time(match[1], match[2] or "00", twelve=True)
        yield Span(*match.span()), right, "The hour counts to 24 and to 12 at once."


def _time(hour: str, minute: str, twelve: bool) -> str:
    if not twelve:
        return f"{hour}:{minute}"
    number = int(hour) % 24
    minutes = "" if minute == "00" else f":{minute}"
    return f"{number % 12 or 12}{minutes} {'a.m.' if number < 12 else 'p.m.'}"


def dates(text: str) -> Found:
    """ "12.03.2021", "le 12/03", "on 3. October", "the 12 of March", "1er May", "XXe century"."""
    if any(map(text.__contains__, _MONTHS)):
        for pattern in (_STOPPED_DAY, _DAY_OF_MONTH):
            for match in pattern.finditer(text):
                right = _date(text, match[2], match[3])
                whose = "German" if pattern is _STOPPED_DAY else "Spanish or Portuguese"
                yield Span(*match.span(1)), right, f"A date as {whose} copy writes it."
        for match in _THE_DAY.finditer(text):
            yield Span(*match.span(1)), _date(text, match[2], match[3], match[4]), "A date as French copy writes it."
    for match in _DOTTED_DATE.finditer(text):
        right = _date(text, match[1], _MONTHS[int(match[2]) - 1], match[3])
        yield Span(*match.span()), right, "A date as German or Russian copy writes it."
    for match in _WITH_ARTICLE.finditer(text):
        month = match["month"] or _MONTHS[int(match["number"]) - 1]
        yield Span(*match.span()), _date(text, match["day"], month, match["year"] or match["late"]), _ARTICLE_LEFT
    for match in _SLASHED_DATE.finditer(text):
        right = _date(text, match[1], _MONTHS[int(match[3]) - 1], match[4])
        yield Span(*match.span()), right, "A date in figures with the day first."
    for match in _DECADE.finditer(text):
        yield Span(*match.span(1)), f"19{match[2]}s", "A decade as French or Italian copy writes it."
    for match in _YEAR_WORD.finditer(text):
        yield Span(*match.span(1)), match[2], "English names a year by its figure alone."
    yield from _ordinals(text)
    yield from _turned(text)


def may_be_turned(text: str) -> bool:
    """Whether a text has a range of years, or one between figures."""
    years = _TURNED_YEARS.search(text) is not None if "-20" in text or "–20" in text or "-19" in text else False
    return years or ("etween " in text and _TURNED_RANGE.search(text) is not None)


def _turned(text: str) -> Found:
    """Ranges with their larger end first."""
    for match in _TURNED_YEARS.finditer(text):
        if match[1] > match[3]:
            yield Span(*match.span()), f"{match[3]}{match['dash']}{match[1]}", _RANGE
    for match in _TURNED_RANGE.finditer(text):
        low, high = (int(end.replace(",", "")) for end in match.groups())
        if low > high and low > _LAST_HOUR:  # "between 9 and 5" are hours
            yield Span(*match.span()), f"between {match[2]} and {match[1]}", _RANGE


_RANGE: Final = "The range stands from right to left, as in Arabic or Persian copy."


def _ordinals(text: str) -> Found:
    """ "1er May", "the 20-th day", "XXe century"."""
    for match in _ORDINAL.finditer(text):
        yield Span(*match.span()), _ordinal(text, match), "An ordinal as French copy writes it."
    for match in _HYPHEN_ORDINAL.finditer(text):
        number = int(match[1])
        yield Span(*match.span()), f"{number}{_ending(number)}", "An ordinal as Russian copy writes it."
    if " centur" in text:
        for match in _CENTURY.finditer(text):
            number = _roman(match[1])
            if number:
                yield Span(match.start(), match.end() - 1), f"{number}{_ending(number)}", _CENTURIES


_CENTURIES: Final = "English counts centuries in common figures."


@lru_cache(maxsize=2)
def _puts_day_first(text: str) -> bool:
    """Whether an article has dates as "12 March"; looked for once, however many dates are to be mended."""
    return _DAY_FIRST.search(text) is not None


def _date(text: str, day: str, month: str, year: str | None = None) -> str:
    """A date as the article has others: with the day first, or with the month."""
    number = int(day)
    if _puts_day_first(text):
        return f"{number} {month}" + (f" {year}" if year else "")
    return f"{month} {number}" + (f", {year}" if year else "")


def _ordinal(text: str, match: re.Match[str]) -> str:
    """ "1er May" is "1 May", "2ème division" "2nd division"."""
    month = next((name for name in _MONTHS if text.startswith(name, match.end() + 1)), None)
    return match[1] if month else f"{match[1]}{_ending(int(match[1]))}"


def _ending(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _roman(figure: str) -> int:
    """The value of a Roman figure up to XXXIX; 0 for what is none."""
    values = [_ROMAN[letter] for letter in figure]
    total = sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
    return total if 0 < total < 30 else 0
