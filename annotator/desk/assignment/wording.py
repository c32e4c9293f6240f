"""What is said of who has a claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from ...reviews.assignment import Handed


def counted(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def told(done: Handed, to: int | None, by: int, names: Mapping[int, str]) -> str:
    """One line on what an assignment did. `to` has the claims now (None: nobody), `by` did it; both are ids."""
    if not done.moved:
        return "Nothing changed: it was so already."
    others = " and ".join(names.get(ident, "somebody") for ident in done.before if ident != by)
    if to is None:
        said = "given back: free to be taken."
    elif to == by:
        said = f"taken over from {others}." if others else "taken."
    else:
        said = f"handed over to {names.get(to, 'somebody')}" + (f", from {others}." if others else ".")
    number = len(done.moved)
    left = f" {counted(done.left)} left out: there is nothing left to do." if done.left else ""
    return (said[0].upper() + said[1:] if number == 1 else f"{counted(number)} {said}") + left


def since(moment: dt.datetime | None, zone: ZoneInfo, now: dt.datetime) -> str:
    """Since when somebody has a claim, as briefly as it is clear: "since 21:40", "since 24 Nov, 21:40"."""
    if moment is None:
        return ""
    local, today = moment.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"since {local:%H:%M}"
    return f"since {local:%-d %b}{'' if local.year == today.year else f' {local.year}'}, {local:%H:%M}"
