"""What each shape of a date says: one small function a shape, chosen by the first letters of its first word."""

from __future__ import annotations

import datetime
import re
from typing import Final

from annotator.text import dateshapes as shapes
from annotator.text.calendar import (
    CARDINALS,
    MONTHS,
    SEASONS,
    WEEKDAY,
    day_after,
    full_year,
    iso_day,
    iso_week,
    month_after,
    moved,
    small_number,
    year_in_words,
)
from annotator.text.datefeasts import from_feast
from annotator.text.daterelative import (
    ago,
    ahead,
    count_relation,
    from_relation,
    from_week,
    from_weekday,
    from_word,
    of_the_month,
    two_off,
    within_period,
)
from annotator.text.dateshapes import STEP, Draft, Shape

Day = datetime.date | None


def month_of(words: str) -> int | None:
    return MONTHS.get(words.lower().rstrip("."))


def _year(words: str | None) -> int | None:
    if words is None:
        return None
    if words[0] in "'’":
        return full_year(words[1:])
    return full_year(words) if words.isdecimal() else year_in_words(words)


def part_of_year(start: int, end: int, part: str, k: int, year: int | None) -> Draft | None:
    """The months of a quarter ("Q3") or half ("H1")."""
    months = 3 if part in "Qq" else 6
    if k * months > 12:
        return None
    if year is None:
        return Draft(start, end, "month")
    first = (k - 1) * months + 1
    return Draft(start, end, "month", resolved=f"{year}-{first:02}", until=f"{year}-{first + months - 1:02}")


def day_of_month(match: re.Match[str]) -> Draft | None:
    month, day = month_of(match["m"]), small_number(match["d"])
    groups = match.groupdict()
    year = _year(groups["y"] or groups.get("y2"))
    if month is None or day is None or not 1 <= day <= 31:
        return None
    draft = Draft(match.start(), match.end(), "day", year=year, month=month, day=day)
    if groups["d2"]:
        draft.last_day = small_number(groups["d2"])
        if "and" in match.string[match.end("d") : match.start("d2")].lower():
            draft.between = (match.end("d"), match.start("d2"))
    return draft


def century(text: str, at: int, _: Day = None) -> Draft | None:
    """ISO 8601's century: the 21st is 2000 to 2099."""
    if not (match := shapes.CENTURY.match(text, at)):
        return None
    number = small_number(match["n"])
    if not number or number > 21:
        return None
    first = (number - 1) * 100
    return Draft(at, match.end(), "year", resolved=f"{first:04}", until=f"{first + 99:04}")


def from_month(text: str, at: int, published: Day) -> Draft | None:
    """As in "March 3, 2019", "March 2019", or "March" alone."""
    if match := shapes.MONTH_DAY.match(text, at):
        return day_of_month(match)
    if match := shapes.MONTH_YEAR.match(text, at):
        year = full_year(match["y2"]) if match["y2"] else _year(match["y"])
        draft = Draft(at, match.end(), "month", year=year, month=month_of(match["m"]), fixed=True)
        if match["rel"]:
            draft.year = published.year + STEP[match["rel"].lower()] if published else None
        return draft
    if match := shapes.BARE_MONTH.match(text, at):
        return Draft(at, match.end(), "month", month=month_of(match.group()), alone=True)
    if match := shapes.SHORT_MONTH.match(text, at):
        # "Oct", "sept": only as one end of a range ("Jan-Feb 2017").
        return Draft(at, match.end(), "month", month=month_of(match["m"]), alone=True, short=True)
    return None


def from_season(text: str, at: int, published: Day) -> Draft | None:
    """As in "the summer of 2014"."""
    match = shapes.SEASON.match(text, at)
    if not match:
        return None
    year = match["y"]
    if year is None and published is not None:
        year = f"{published.year + STEP[match['rel'].lower()]:04}"
    return Draft(
        at, match.end(), "season", resolved=f"{year}-{SEASONS[match['s'].lower()]}" if year else None, fixed=True
    )


def from_ordinal(text: str, at: int, published: Day) -> Draft | None:
    """As in "the fourth of July", "the second Monday of May", "the third quarter", "the nineteenth century"."""
    if match := shapes.ORDINAL_MONTH.match(text, at):
        return day_of_month(match)
    return (
        century(text, at)
        or nth(text, at, published)
        or of_the_month(text, at, published)
        or bare_day(text, at, published)
    )


def bare_day(text: str, at: int, published: Day) -> Draft | None:
    """As in "on the 18th", "since the twenty second": the last day of that number."""
    match = shapes.BARE_DAY.match(text, at)
    cue = shapes.BARE_DAY_CUE.search(text, max(0, at - 14), at) if match else None
    if not match or not cue:
        return None
    written = match.group()
    if written.isdecimal() and (
        cue["cue"].lower() not in {"on", "for", "by", "since", "until"}
        or (cue["the"] is None and (cue["cue"].lower() != "on" or text[match.end() : match.end() + 1] not in {"", "."}))
    ):
        return None
    if cue["cue"].lower() not in {"on", "by", "since", "until", "till"} and cue["the"] is None:
        return None
    day = small_number(written) or 0
    if not written[0].isdigit() and (cue["the"] is None or day < 4 or "th" not in written + "th" * (day > 20)):
        return None
    draft = Draft(at, match.end(), "day", fixed=True)
    if published is not None and 0 < day < 32:
        year, month = map(int, month_after(published, 0 if day <= published.day else -1).split("-"))
        draft.resolved = iso_day(year, month, day)
    return draft


def nth(text: str, at: int, published: Day) -> Draft | None:
    """The n-th weekday or week of a month or year, the n-th quarter or half of a year."""
    if found := _stretch_of(text, at, published):
        return found
    match = shapes.NTH.match(text, at)
    if not match:
        return None
    number = -1 if match["n"].lower() in {"last", "final"} else small_number(match["n"])
    year, relation = _year(match["y"] or match["y2"] or match["y3"]), match["rel"] or match["rel2"]
    if number is None or not (year or match["m"] or relation or match["the"]):
        return None
    month = month_of(match["m"]) if match["m"] else None
    if year is None and published is not None:
        step = STEP[relation.lower()] if relation else 0
        year = published.year
        if month is not None:
            year -= month > published.month
        elif (match["of"] or match["of2"] or match["of3"] or "").lower() == "month":
            year, month = map(int, month_after(published, step).split("-"))
        else:
            year += step
    unit = (match["unit"] or "day").lower()
    draft = Draft(at, match.end(), "month" if unit in {"quarter", "half"} else "week" if unit == "week" else "day")
    draft.fixed = True
    if year is not None and 0 < year < 9999:
        _nth_of(draft, number, unit, match["w"], year, month)
    return draft


def _stretch_of(text: str, at: int, published: Day) -> Draft | None:
    """Days, weeks or months reckoned from an end of a month or year; a single week is that of ISO 8601 (see nth)."""
    match = shapes.STRETCH_OF.match(text, at)
    if not match:
        return None
    unit, last = match["unit"].lower(), match["n"].lower() in {"last", "final"}
    number = 1 if last else small_number(match["n"])
    count = small_number(match["k"].lower()) if match["k"] else 1
    of = (match["of"] or match["of2"] or "").lower()
    if not number or not count or (match["k"] and number > 1) or (unit == "week" and not match["k"]):
        return None
    if (unit == "month" and (match["m"] or of == "month")) or (
        match["m"] and match["m"][0].islower() and match["m"].lower() in {"may", "march"}
    ):
        return None
    draft = Draft(at, match.end(), "month" if unit == "month" else "day", fixed=True)
    step = STEP[match["rel"].lower()] if match["rel"] else 0
    year, month = _year(match["y"] or match["y2"]), month_of(match["m"]) if match["m"] else None
    if year is None and published is not None:
        year = published.year
        if of == "month":
            year, month = map(int, month_after(published, step).split("-"))
        else:
            year += step if match["rel"] else -(month is not None and month > published.month)
    if year is None or not 0 < year < 9999:
        return draft
    first = datetime.date(year, month or 1, 1)
    behind = day_after(first, "month" if month else "year", 1)
    begin = day_after(behind, unit, -count) if last else day_after(first, unit, number - 1)
    end = moved(day_after(begin, unit, count), -1)
    if begin < first or end >= behind:
        return None
    size = 7 if unit == "month" else 10
    draft.resolved = begin.isoformat()[:size]
    draft.until = end.isoformat()[:size] if count > 1 or unit == "week" else None
    return draft


def _nth_of(draft: Draft, number: int, unit: str, weekday: str | None, year: int, month: int | None) -> None:  # noqa: PLR0917 - shapes in order
    if unit in {"quarter", "half"}:
        part, parts = ("Q", 4) if unit == "quarter" else ("H", 2)
        made = part_of_year(draft.start, draft.end, part, parts if number == -1 else number, year)
        if made:
            draft.resolved, draft.until = made.resolved, made.until
        return
    first = datetime.date(year, month or 1, 1)
    behind = datetime.date(year + (month in {None, 12}), (month or 12) % 12 + 1, 1)
    wanted = (
        WEEKDAY[weekday.lower()] if weekday else 5 if unit == "weekend" else 3
    )  # ISO 8601: a week belongs to the year its Thursday is in
    if number == -1:
        found = moved(behind, -1 - (behind.weekday() - 1 - wanted) % 7)
    else:
        found = moved(first, (wanted - first.weekday()) % 7 + 7 * (number - 1))
    if first <= found < behind:
        draft.resolved = iso_week(found) if unit == "week" else found.isoformat()
        draft.until = moved(found, 1).isoformat() if unit == "weekend" else None


def from_quarter(text: str, at: int, published: Day) -> Draft | None:
    """As in "Q3 2016", "H1 last year"; without a year the last one that has begun."""
    match = shapes.QUARTER.match(text, at)
    if not match:
        return None
    year, k, part = int(match["y"]) if match["y"] else None, int(match["k"]), match["part"]
    if year is None and match["rel"] and published is not None:
        year = published.year + STEP[match["rel"].lower()]
    elif year is None and part == "H":
        return None  # "H1" is also a visa
    elif year is None and published is not None:
        year = published.year - ((k - 1) * 3 + 1 > published.month)
    return part_of_year(at, match.end(), part, k, year)


def from_count(text: str, at: int, published: Day) -> Draft | None:
    """A number in words; "four" and "fourth" begin alike."""
    return (
        ago(text, at, published)
        or from_ordinal(text, at, published)
        or count_relation(text, at, published)
        or _in_words(text, at)
    )


def _in_words(text: str, at: int) -> Draft | None:
    """Years and decades in words: "nineteen ninety-nine", "the seventies"."""
    if match := shapes.DECADE_IN_WORDS.match(text, at):
        if match["plain"] and text[max(0, at - 4) : at].lower() != "the ":
            return None
        word = (match["n"] or match["plain"]).lower()
        tens = 0 if word == "noughties" else 10 if word == "tens" else CARDINALS[word[:-3] + "y"]
        century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}.get((match["of"] or "").lower())
        year = (century or (2000 if tens < 20 else 1900)) + tens
        return Draft(at, match.end(), "year", resolved=str(year), until=str(year + 9))
    if match := shapes.YEAR_IN_WORDS.match(text, at):
        if " " not in match.group().strip() and "-" not in match.group():
            return None
        year = year_in_words(match.group()) or 0
        if year % 100 and text[max(0, at - 6) : at].lower().endswith(
            ("in ", "since ", "by ", "until ", "year ", "of ")
        ):
            return Draft(at, match.end(), "year", year=year)
    return None


def from_relation_or_nth(text: str, at: int, published: Day) -> Draft | None:
    """As in "last week"; but "the last week of May"."""
    return nth(text, at, published) or from_relation(text, at, published)


def _either(*rules: Shape) -> Shape:
    """The first of the rules for words that begin alike that says something."""

    def rule(text: str, at: int, published: Day) -> Draft | None:
        for one in rules:
            if found := one(text, at, published):
                return found
        return None

    return rule


def from_half(text: str, at: int, published: Day) -> Draft | None:
    """As in "half a year ago"."""
    match = _HALF.match(text, at)
    if not match:
        return None
    draft = Draft(at, match.end(), "month" if match["unit"].lower() == "year" else "year", fixed=True)
    if published is not None:
        months = {"year": 6, "decade": 60, "century": 600}[match["unit"].lower()]
        draft.resolved = month_after(published, -months)[: 7 if months == 6 else 4]
    return draft


def from_thi(text: str, at: int, published: Day) -> Draft | None:
    """Words that begin like "this", "third" and "thirty"."""
    return (from_relation if text[at + 3 : at + 4] in "sS" else from_count)(text, at, published)


_HALF: Final = re.compile(r"half\s+an?\s+(?P<unit>year|decade|century)\s+ago(?!\w)", re.IGNORECASE)
# By the first three letters, small.
RULES: Final[dict[str, Shape]] = {
    **dict.fromkeys("jan feb fév fev avr jui jul aug aoû aou sep oct nov dec déc mai".split(), from_month),
    **dict.fromkeys("tue wed thu fri sat sun lun mer jeu ven sam dim".split(), from_weekday),
    **dict.fromkeys("pas cur nex com upc fol".split(), from_relation),
    **dict.fromkeys("yes tod tom ton ove noo day now".split(), from_word),
    **dict.fromkeys("spr sum aut fal win".split(), from_season),
    **dict.fromkeys("fir sec one two thr fou fiv fif six sev eig nin ten ele twe few cou nou".split(), from_count),
    **dict.fromkeys(
        "chr xma eas goo new tha val bla cyb vet col pal ash whi pen asc box int wor wom bas gro epi all can aus anz "
        "cin arm mau lab".split(),
        from_feast,
    ),
    **dict.fromkeys("end beg sta res rem lat".split(), within_period),
    **dict.fromkeys("yea qua".split(), _either(two_off, within_period)),
    **dict.fromkeys("apr may jun".split(), _either(from_feast, from_month)),
    "mar": _either(from_feast, from_month, from_weekday), "pre": _either(from_relation, from_feast),
    "mon": _either(from_weekday, two_off, within_period), "wee": _either(two_off, within_period, from_week),
    "mid": _either(from_word, within_period), "ear": _either(within_period, from_feast),
    "hal": _either(from_half, from_feast), "st ": from_feast, "las": from_relation_or_nth, "fin": nth, "thi": from_thi,
    "in ": ahead, "wit": ahead,
}  # fmt: skip
