"""How a deadline is said: in words, so that what is late is seen without its colour."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3_600, 86_400


@dataclass(frozen=True)
class Said:
    """`words` of a deadline, and whether it is past or near (within a day)."""

    words: str
    late: bool
    near: bool


def said(due: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> Said:
    """ "Overdue by 3 h", "Due in 40 min", "Due today, 18:00", "Due 28 Nov, 18:00" (with the year, if it is another)."""
    left = (due - now).total_seconds()
    if left < 0:
        return Said(f"Overdue by {length(-left)}", late=True, near=False)
    local, today = due.astimezone(zone), now.astimezone(zone)
    if left < 6 * HOUR:
        return Said(f"Due in {length(left)}", late=False, near=True)
    if local.date() == today.date():
        return Said(f"Due today, {local:%H:%M}", late=False, near=True)
    year = "" if local.year == today.year else f" {local.year}"
    return Said(f"Due {local:%-d %b}{year}, {local:%H:%M}", late=False, near=left < DAY)


def length(seconds: float) -> str:
    """A stretch of time in its largest unit: "40 min", "3 h", "5 days"."""
    if seconds < HOUR:
        return f"{max(1, int(seconds // MINUTE))} min"
    if seconds < 2 * DAY:
        return f"{int(seconds // HOUR)} h"
    return f"{int(seconds // DAY)} days"
