"""Dates in words, absolute and relative, resolved against the day of publication where it is known.

The text is looked through once for the first letters of the words that a date may begin with (text/datestarts.py);
what those words say is then put together here: "Tuesday, 16 February", "from 3 March to 5 May", "late 2019".
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from annotator.text.calendar import (
    DIGITS,
    WEEKDAYS,
    ascii_digits,
    in_words,
    iso_day,
    iso_week,
    maybe_arabic,
    moved,
)
from annotator.text.datedigits import from_digit
from annotator.text.daterelative import ago, last_of, shifted
from annotator.text.daterules import RULES, from_month, from_quarter, from_weekday
from annotator.text.dateshapes import ARABIC, ARABIC_WORD, Draft, Precision, tells_of_past, tells_of_what_comes
from annotator.text.datestarts import where_dates_may_begin
from annotator.text.spans import DateMention, Span

__all__ = ["DIGITS", "Precision", "ascii_digits", "dates"]

# Read backwards from a month, year or season: "at the end of", "late". "May" needs such a word or a preposition.
_PART: Final = re.compile(
    r"(?:(?:(?:at|by|since|until|in|from)\s+)?the\s+(?:very\s+)?(?:beginning|start|middle|end)\s+of\s+"
    r"|(?<!\w)(?:late|early|mid)[-‑ ]\s?(?:in\s+)?(?:the\s+)?)$",
    re.IGNORECASE,
)
_EXACT: Final = frozenset({"day", "time"})
_MONTH_CUE: Final = re.compile(
    r"(?<!\w)(?:in|since|until|till|by|for|from|last|this|next|during|of|between|and|to|through|before|after"
    r"|on|en|depuis|the|في)"
    r"\s+$",
    re.IGNORECASE,
)
_YEAR_CUES: Final = frozenset(
    "in since until till by from during before after through between year around circa early late mid en depuis "
    "spring summer autumn winter عام سنة في".split()
)
_YEAR_CUE: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_YEAR_CUES)}|quarter of|half of|end of)[\s-]+$", re.IGNORECASE)
_WEAK_YEAR_CUE: Final = re.compile(
    r"(?<!\w)(?:the|of|to|for|and|or|his|her|its|their)\s+$|[(–—-]$|['’]s\s+$", re.IGNORECASE
)
_COUNTED: Final = re.compile(
    r"\s+(?:[a-z]+\s+)?(?!is\b|was\b|as\b|has\b|this\b)(?:[a-z]+s|people|men|women|children|police|personnel)\b"
)
_NOUN_AFTER: Final = re.compile(
    r"\s+(?!(?:and|or|to|in|on|at|by|for|from|with|when|while|as|but|than|until|after|before|because|since"
    r"|that|which|who|"
    r"was|were|is|are|has|had|have|will|would|could|did|said|it|he|she|they|the|a|an|into|through|under)\b)[^\W\d]"
)
_BETWEEN: Final = re.compile(r"(?<!\w)between\s+(?:the\s+)?$", re.IGNORECASE)
_CHANGED: Final = re.compile(r"(?:postponed|moved|changed|rescheduled|delayed|brought forward)\b[^.;]{0,30}$")
_TO: Final = re.compile(
    r"(?:\s?[-–—~]\s?|\s+(?:to|until|till|through|thru)\s+)(?:the\s+)?"
    r"(?:(?:beginning|start|middle|end)\s+of\s+|(?:early|mid|late)[- ])?",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_OF_THE_DAY: Final = re.compile(r",?\s+(?:the\s+)?|\s?\(|,?\s+on\s+")
_SURE_TO_COME: Final = (
    "will would ’ll 'll schedul plan due expect upcoming next until set ahead slated shall run-up to\u0020be".split(" ")
)
_GAP: Final = 28  # the longest words between two dates that make one: " until the beginning of the "


def dates(text: str, span: Span | None = None, *, published: datetime.date | None = None) -> list[DateMention]:
    """The dates of a text, or of a stretch of it, in order.

    `resolved` is ISO 8601 as far as the words go ("2021-02-15", "2021-W07", "2021-01", "2021-SU" for a season,
    "T22:30"); a date that needs the day of publication has None without it. `until` is the last day, month or year of
    a range; `doubt` says in words what does not fit. A weekday or month alone is the last one before publication, or
    the next one where its clause speaks of what is to come.
    """
    low, high = (span.start, span.end) if span else (0, len(text))
    base = max(0, low - 80)
    flat = text[base:high] if span else text
    arabic = maybe_arabic(flat)
    if arabic:
        flat = ascii_digits(flat)
    found: list[DateMention] = []
    drafts = _drafts(flat, low - base, published)
    if arabic:
        drafts = _with_arabic(drafts, flat, low - base, published)
    for draft in _joined(drafts, flat, published):
        start, end, precision = draft.start, draft.end, draft.precision
        before = flat[max(0, start - 40) : start]
        bare = False
        if precision not in _EXACT:
            part = _PART.search(before) if _may_have_part(before) else None
            bare = part is None and draft.alone
            if part is not None:
                start -= len(part[0])
        if bare:
            if not _is_date(draft, before, flat):
                continue
        elif draft.short and draft.until is None and draft.day is None and draft.resolved is None:
            continue
        _resolve(draft, flat, published)
        if flat[end - 1] == "." and precision != "time":
            end -= 1
        if draft.between is not None and draft.until and not _BETWEEN.search(before):  # "3 and 5 May" are two
            first, second = draft.between
            found.append(_mention(text, base + start, base + first, draft, draft.resolved, None))
            found.append(_mention(text, base + second, base + end, draft, draft.until, None))
        else:
            found.append(_mention(text, base + start, base + end, draft, draft.resolved, draft.until))
    return found


def _may_have_part(before: str) -> bool:
    """Whether the words before a month or year may end with "the end of", "late", "early in the"."""
    words = before[-24:].lower()
    return "late" in words or "early" in words or "mid" in words or words.rstrip().endswith("of")


def _mention(text: str, start: int, end: int, draft: Draft, resolved: str | None, until: str | None) -> DateMention:  # noqa: PLR0917 - the mention's fields
    return DateMention(start, end, text[start:end], resolved, draft.precision, until, draft.doubt)


def _drafts(flat: str, low: int, published: datetime.date | None) -> list[Draft]:
    drafts: list[Draft] = []
    done = low
    for at in where_dates_may_begin(flat, low):
        if at < done:
            continue
        head = flat[at : at + 3].lower()
        if head[0].isdecimal():
            if at and flat[at - 1] in "-‑" and _in_code(flat, at, drafts):
                continue
            draft = from_digit(flat, at, published)
        elif head[1] in "1234":
            draft = from_quarter(flat, at, published)
        else:
            rule = ago if head[0] == "a" and " " in head else RULES.get(head)
            draft = rule(flat, at, published) if rule else None
        if draft is not None:
            drafts.append(draft)
            done = draft.end
    return drafts


def _in_code(flat: str, at: int, drafts: list[Draft]) -> bool:
    """The number of "COVID-19" or "222-2222"; but not of "mid-2020" or of the end of a range."""
    return (
        not flat[at : at + 4].isdecimal()
        and flat[at - 2 : at - 1].isalnum()
        and flat[at - 4 : at - 1].lower() != "mid"
        and not (drafts and drafts[-1].end == at - 1)
    )


def _start(draft: Draft) -> int:
    return draft.start


def _with_arabic(drafts: list[Draft], flat: str, low: int, published: datetime.date | None) -> list[Draft]:
    """With those of months and weekdays that begin with an Arabic letter; what begins first is the longer reading."""
    found: list[Draft] = []
    for word in ARABIC_WORD.finditer(flat, low):
        at = word.start()
        if ARABIC.match(flat, at) and (draft := from_month(flat, at, published) or from_weekday(flat, at, published)):
            found.append(draft)
    if not found:
        return drafts
    kept: list[Draft] = []
    for draft in sorted([*drafts, *found], key=_start):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


def _joined(drafts: list[Draft], flat: str, published: datetime.date | None) -> list[Draft]:
    """Neighbours that are one date: a weekday and its day, the two ends of a range, "two weeks before Christmas"."""
    kept: list[Draft] = []
    last, near = None, -1
    for draft in drafts:
        if last is not None and draft.start <= near and _join(last, draft, flat, published):
            near = last.end + _GAP
            continue
        kept.append(draft)
        last, near = draft, draft.end + _GAP
    return kept


def _join(last: Draft, draft: Draft, flat: str, published: datetime.date | None) -> bool:
    gap = flat[last.end : draft.start]
    if last.offset is not None:
        if gap.strip().lower() not in {"", "the"} or draft.precision != "day":
            return False
        _resolve(draft, flat, published)
        if draft.resolved is not None:
            day, (step, unit) = datetime.date.fromisoformat(draft.resolved), last.offset
            if last.run:
                last.resolved, last.until = day.isoformat(), last_of(day, unit, step)
            else:
                last.resolved = shifted(day, unit, step) if step else iso_week(day)
        last.end, last.offset = draft.end, None
        return True
    if last.precision == draft.precision == "day" and last.weekday is not None and draft.weekday is None:
        if draft.fixed or last.until or draft.last_day or not _OF_THE_DAY.fullmatch(gap):
            return _ranges(last, draft, gap, flat, published)
        weekday, start = last.weekday, last.start
        for name in ("year", "month", "day", "resolved", "doubt", "end"):
            setattr(last, name, getattr(draft, name))
        last.start, last.weekday, last.short, last.fixed = start, weekday, False, False
        if gap.endswith("(") and flat[last.end : last.end + 1] == ")":
            last.end += 1
        return True
    return _ranges(last, draft, gap, flat, published)


def _ranges(last: Draft, draft: Draft, gap: str, flat: str, published: datetime.date | None) -> bool:
    """`last` becomes a range that ends with `draft`, where the words between them say so."""
    if (last.precision == "time") != (draft.precision == "time") or draft.offset:
        return False
    if last.until or draft.until:
        return _periods(last, draft, gap, flat)
    before = flat[max(0, last.start - 40) : last.start]
    if not (_TO.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(before))) or _CHANGED.search(before):
        return False
    if last.alone and draft.alone and last.precision == "year" and _COUNTED.match(flat, draft.end):
        return False
    if last.year is None and draft.year is None and last.month and draft.month and published and not last.fixed:
        if last.month <= published.month < draft.month and not tells_of_past(before):
            last.year = draft.year = published.year  # "from August to October", told in September
        else:
            _resolve(draft, flat, published)
            draft.year = int(draft.resolved[:4]) if draft.resolved else None
    inherited = last.year is None and not last.fixed and last.month is not None
    if inherited and draft.year is not None:
        last.year = draft.year - (draft.month is not None and last.month is not None and last.month > draft.month)
    elif draft.year is None and last.year is not None and draft.month is not None:
        draft.year = last.year + (last.month is not None and last.month > draft.month)
    if last.precision == "day" and draft.precision == "month" and draft.alone:
        draft.short = False
    _resolve(last, flat, published)
    if draft.year is None and draft.month is not None and last.resolved:
        first = last.resolved[5:7]  # of a week or season no month
        draft.year = int(last.resolved[:4]) + (first.isdecimal() and draft.month < int(first))
    _resolve(draft, flat, published)
    until = draft.until or draft.resolved
    if until and last.resolved and until < last.resolved and draft.weekday is not None and len(until) == 10:
        until = moved(datetime.date.fromisoformat(until), 7).isoformat()
    last.until, last.end, last.alone, last.short = until, draft.end, False, False
    last.doubt = last.doubt or draft.doubt
    return True


def _periods(last: Draft, draft: Draft, gap: str, flat: str) -> bool:
    """A range of quarters or decades: "from the first quarter to the third", "from the 1980s to the 1990s"."""
    before = flat[max(0, last.start - 16) : last.start]
    if not (_TO.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(before))):
        return False
    if not (last.until and draft.until and last.resolved and last.precision == draft.precision != "day"):
        return False
    if len(last.resolved) != len(draft.until) or draft.until <= last.until:
        return False
    last.until, last.end = draft.until, draft.end
    return True


def _is_date(draft: Draft, before: str, flat: str) -> bool:  # noqa: PLR0911 - shapes in order
    """Whether a bare month or year is meant as one: "may" and "2000 people" are not."""
    if draft.until is not None:
        return True
    if draft.precision == "month":
        if draft.short:  # "in Oct", but no "dec" or "mar"
            return flat[draft.start].isupper() and _year_cued(before)
        return draft.month not in {3, 5} or _MONTH_CUE.search(before) is not None
    year, after = draft.year or 0, flat[draft.end : draft.end + 40]
    if _COUNTED.match(after) and (year % 100 == 0 or not _cued(before)):
        return False
    if _year_cued(before):
        return True
    if not 1800 <= year < 2100:
        return False
    return not _NOUN_AFTER.match(after) or (year % 100 != 0 and _cued(before))


def _cued(before: str) -> bool:
    return _year_cued(before) or _WEAK_YEAR_CUE.search(before) is not None


def _year_cued(before: str) -> bool:
    """Whether the words before a year end with one that years stand after. Looking up the last word decides most."""
    last = before[before.rfind(" ", 0, -1) + 1 :].lower()
    if last[-1:] == " " and last[:-1].isalpha() and last != "of ":
        return last[:-1] in _YEAR_CUES
    return _YEAR_CUE.search(before) is not None


def _resolve(draft: Draft, flat: str, published: datetime.date | None) -> None:
    """Write down what the words say, with the year that they leave out."""
    if draft.resolved is not None or (draft.month is None and draft.year is None and draft.weekday is None):
        return _check_weekday(draft)
    if draft.month is None and draft.year is None:
        if not draft.fixed:
            draft.resolved = _weekday(draft.weekday or 0, draft, flat, published)
        return None
    year, month, day = draft.year, draft.month, draft.day
    if (
        year is None
        and month is not None
        and published is not None
        and not (draft.fixed and draft.year is None and day is None and not draft.alone)
    ):
        year = _nearest_year(month, day or published.day, _is_to_come(draft, flat), published)
        if draft.weekday is not None and day is not None:
            year = _year_of_weekday(year, month, day, draft.weekday, published)
        elif month == 2 and day == 29:
            year = next((y for y in range(year, max(year - 9, 1), -1) if iso_day(y, 2, 29)), year)
    if year is not None:
        if month is None:
            draft.resolved = f"{year:04}"
        elif day is None:
            draft.resolved = f"{year:04}-{month:02}"
        else:
            draft.resolved = iso_day(year, month, day)
            if draft.last_day is not None and draft.last_day >= day:
                draft.until = iso_day(year, month, draft.last_day)
    return _check_weekday(draft)


def _check_weekday(draft: Draft) -> None:
    """The doubt of a weekday that does not fit its date."""
    if draft.weekday is None or draft.month is None or draft.resolved is None or len(draft.resolved) != 10:
        return
    day = datetime.date.fromisoformat(draft.resolved)
    if day.weekday() != draft.weekday and draft.doubt is None:
        draft.doubt = f"{in_words(day)} was a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[draft.weekday]}"


def _is_to_come(draft: Draft, flat: str) -> bool:
    """Whether the clause speaks of what is to come. Looking for pieces of words first saves most searches."""
    around = flat[max(0, draft.start - 80) : draft.end + 40]
    for piece in _SURE_TO_COME:
        if piece in around:
            return tells_of_what_comes(around)
    return False


def _nearest_year(month: int, day: int, ahead: bool, published: datetime.date) -> int:
    key, today = (month, day), (published.month, published.day)
    if ahead:
        return published.year if key >= today else published.year + 1
    return published.year if key <= today else published.year - 1


def _year_of_weekday(year: int, month: int, day: int, weekday: int, published: datetime.date) -> int:
    """The year in which the weekday fits its date, where that day is the nearer to the day of publication."""
    fits: list[tuple[int, int]] = []
    for one in (year, published.year - 1, published.year, published.year + 1):
        iso = iso_day(one, month, day)
        found = datetime.date.fromisoformat(iso) if iso else None
        if found is not None and (one == year or found.weekday() == weekday):
            fits.append((abs((found - published).days), one))
    return min(fits)[1] if fits else year


def _weekday(wanted: int, draft: Draft, flat: str, published: datetime.date | None) -> str | None:
    if published is None:
        return None
    if _is_to_come(draft, flat):
        return moved(published, (wanted - published.weekday()) % 7 or 7).isoformat()
    return moved(published, -((published.weekday() - wanted) % 7)).isoformat()
