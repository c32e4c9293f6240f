"""Dates and figures as the workbench says them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

SEASONS: Final = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_WEEK: Final = re.compile(r"(\d{4})-W(\d{1,2})")
_SEASON: Final = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_DECADE: Final = re.compile(r"(\d{3})X")


def day_words(iso: str | None) -> str:
    """A date as facts keep it (ISO 8601 to the known precision) in words: "2021-02-16" is "Tue 16 Feb 2021". What is
    no such date stays as it is."""
    if not iso:
        return "–"
    if found := _WEEK.fullmatch(iso):
        return f"week {int(found[2])} of {found[1]}"
    if found := _SEASON.fullmatch(iso):
        return f"{SEASONS[found[2]]} {found[1]}"
    if found := _DECADE.fullmatch(iso):
        return f"{found[1]}0s"
    for pattern, shown in (
        ("%Y-%m-%dT%H:%M", "%a %-d %b %Y, %H:%M"),
        ("%Y-%m-%d", "%a %-d %b %Y"),
        ("%Y-%m", "%b %Y"),
    ):
        try:
            # The words of a date in an article: in no zone.
            return dt.datetime.strptime(iso, pattern).strftime(shown)  # noqa: DTZ007
        except ValueError:
            continue
    return iso


def figure(value: float | None) -> str:
    """A number in digits, thousands apart: 2500000.0 is "2,500,000", 0.5 is "0.5"; empty without one."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,.6g}"
