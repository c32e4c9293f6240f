"""Quantities and dates against the English specs of Recognizers-Text: is the value right?

What is counted, and why not more: a case counts when its answer is of a kind that news uses and that a claim's fact can
say. Left out are: powers ("1.1^23"), "1 over 3" (in news "over" is "more than"), ordinals (no count of anything);
recurring times ("each Monday"), times of day and durations (their specs are those of a diary); dates reckoned from
what was told before ("the day before", "3 weeks later"); numeric dates whose day and month may change places and are
left open on purpose; the school, fiscal or "working" year; bare units without a number ("dollar").

An answer is right when one mention that overlaps the expected words has the expected value: a number to nine digits
(percentages, money, ages and dimensions by their number; a percentage also by its unit); a date by its day, month or
year as ISO 8601, where either the past or the future reading of an open year or weekday may be meant; a range by its
start (and its end, which the specs put on the day after).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.text.dates import dates
from annotator.text.quantities import quantities
from annotator.text.spans import DateMention

NUMBERS = {
    "numbers": ("Number/English/NumberModel.json", "number"),
    "percentages": ("Number/English/PercentModel.json", "percentage"),
    "currency": ("NumberWithUnit/English/CurrencyModel.json", "currency"),
    "dimension": ("NumberWithUnit/English/DimensionModel.json", "dimension"),
    "temperature": ("NumberWithUnit/English/TemperatureModel.json", "temperature"),
    "age": ("NumberWithUnit/English/AgeModel.json", "age"),
}
DATES = {
    "dates": ("DateParser", "DateTimeModel", "MergedParser"),
    "date ranges": ("DatePeriodParser", "DateTimeModel", "MergedParser"),
}
NOT_NUMBERS = re.compile(r"\^|\de\+|\bover\b|\bphone\b")
NOT_DATES = re.compile(
    r"school|fiscal|working|\bsy\b|\bfy|\bcy ?\d|otd|later\b|same (?:week|month|year)|the (?:next )?day(?: before)?$|"
    r"hallow|labor day|black friday|independence|eid|workers|holiday|weekday|business day|to date|current date|"
    r"^(?:the |my )?(?:day|week|month|year|weekend|fortnight)$|^(?:rest|remaining) ",
    re.IGNORECASE,
)


def cases(data: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((data / "recognizers_text" / name).read_text(encoding="utf-8-sig"))
    return found


def place(text: str, words: str, after: int) -> tuple[int, int]:
    """Where the expected words stand, at or after `after`; the specs give them in small letters now and then."""
    at = text.lower().find(words.lower(), after)
    at = at if at >= 0 else max(0, text.lower().find(words.lower()))
    return at, at + len(words)


def numbers(data: Path, name: str, kind: str) -> Iterator[tuple[bool, str, str, str]]:
    """Right or not, the text, the expected words and what was found instead."""
    for case in cases(data, name):
        text, after = case["Input"], 0
        found = quantities(text)
        for expected in case.get("Results") or []:
            value = (expected["Resolution"].get("value") or "null").rstrip("%")
            start, end = place(text, expected["Text"], after)
            after = end
            if expected["TypeName"] != kind or value == "null" or NOT_NUMBERS.search(text):
                continue
            near = [q for q in found if q.start < end and start < q.end]
            wanted = float(value)
            right = any(
                abs(v - wanted) <= 1e-9 * max(1, abs(wanted))
                for q in near
                for v in (q.value, q.high)
                if v is not None and (kind != "percentage" or q.unit == "percent")
            )
            yield right, text, expected["Text"], str([(q.value, q.high, q.unit) for q in near])


def first_day(iso: str) -> str | None:
    """The first day of an ISO date as far as it goes: "2021-W07" and "2021" have one, "T22:30" has none."""
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", iso):
        return datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat()
    whole = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso)
    return f"{whole[1]}-{whole[2] or '01'}-{whole[3] or '01'}" if whole else None


def day_behind(iso: str) -> str | None:
    """The day after the last one of an ISO date."""
    first = first_day(iso)
    if first is None:
        return None
    day = datetime.date.fromisoformat(first)
    if "W" in iso:
        return (day + datetime.timedelta(days=7)).isoformat()
    if len(iso) == 4:
        return f"{day.year + 1:04}-01-01"
    if len(iso) == 7:
        return f"{day.year + day.month // 12:04}-{day.month % 12 + 1:02}-01"
    return (day + datetime.timedelta(days=1)).isoformat()


def readings(expected: dict[str, Any]) -> list[dict[str, str]]:
    """The accepted answers, as {timex, value, start, end}."""
    value = expected.get("Resolution") or expected.get("Value") or {}
    if "Timex" not in value:
        values: list[dict[str, str]] = value.get("values") or []
        return values
    both = (value.get("PastResolution") or {}, value.get("FutureResolution") or {})
    return [
        {"timex": value["Timex"], "Mod": value.get("Mod", "")}
        | {new: r[old] for old, new in (("date", "value"), ("startDate", "start"), ("endDate", "end")) if old in r}
        for r in both
    ]


def date_is_right(found: DateMention, wanted: dict[str, str]) -> bool:
    if found.resolved is None:
        return False
    if found.resolved == wanted.get("timex"):
        return True
    if "value" in wanted:
        # "a year ago" is told to the year: the day that the specs reckon must lie in it.
        return found.until is None and wanted["value"].startswith(found.resolved)
    ends = {day_behind(found.until or found.resolved), first_day(found.until or found.resolved), found.until}
    if wanted.get("Mod"):  # "late 2019", "since 2019", "before May": the words without the modifier
        return found.resolved == wanted["timex"] or found.resolved in (
            wanted.get("start", "-")[: len(found.resolved)], wanted.get("end", "-")[: len(found.resolved)],
        )  # fmt: skip
    return first_day(found.resolved) == wanted.get("start") and wanted.get("end") in ends


def named_dates(data: Path, names: tuple[str, ...], kind: str) -> Iterator[tuple[bool, str, str, str]]:
    for case in (case for name in names for case in cases(data, f"DateTime/English/{name}.json")):
        text, after = case["Input"], 0
        day = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07")[:10]
        found = dates(text, published=datetime.date.fromisoformat(day))
        for expected in case.get("Results") or []:
            start, end = place(text, expected["Text"], after)
            after = end
            accepted = readings(expected)
            if (expected.get("TypeName") or expected["Type"]).split(".")[-1] != kind or not accepted:
                continue
            if any(a.get("value", "").startswith(("0001", "not")) for a in accepted) or NOT_DATES.search(
                expected["Text"]
            ):
                continue
            near = [d for d in found if d.start < end and start < d.end]
            if any(d.doubt and " or " in d.doubt for d in near):
                continue
            right = any(date_is_right(d, a) for d in near for a in accepted)
            yield right, text, expected["Text"], str([(d.quote, d.resolved, d.until) for d in near])


def measured(data: Path) -> Iterator[tuple[str, bool, str, str, str]]:
    for name, (file, kind) in NUMBERS.items():
        for row in numbers(data, file, kind):
            yield name, *row
    for name, files in DATES.items():
        for row in named_dates(data, files, "date" if name == "dates" else "daterange"):
            yield name, *row


def rows(data: Path) -> list[tuple[str, str]]:
    """The figures for the table of benchmarks/claims.py: by kind, and together."""
    counts: dict[str, list[int]] = {}
    for name, right, *_ in measured(data):
        for key in (name, "all"):
            row = counts.setdefault(key, [0, 0])
            row[0] += right
            row[1] += 1
    return [
        (f"quantities and dates, {name}: value right", f"{right} of {total} ({right / total:.0%})")
        for name, (right, total) in counts.items()
    ]
