"""What is said of who has a claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from ...reviews.assignment import Handed


def counted(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def told(done: Handed, to: str | None, names: Mapping[int, str], *, own: bool = False) -> str:
    """One line on what an assignment did. `to` is who has the claims now (None: nobody), `own`: it is who did it."""
    if not done.moved:
        return "Nothing changed: it was so already."
    number = len(done.moved)
    what = "The claim" if number == 1 else counted(number)
    who = [f"{names.get(ident, 'somebody')}" for ident in done.before]
    of_others = " and ".join(who)
    if to is None:
        said = f"{what} given back: free to be taken."
    elif own:
        said = f"{what} taken over from {of_others}." if who else f"{what} taken."
    else:
        said = f"{what} handed over to {to}" + (f", from {of_others}." if who else ".")
    return said + (f" {counted(done.left)} left out: there is nothing left to do." if done.left else "")


def since(moment: dt.datetime | None, zone: ZoneInfo, now: dt.datetime) -> str:
    """Since when somebody has a claim, as briefly as it is clear: "since 21:40", "since 24 Nov, 21:40"."""
    if moment is None:
        return ""
    local, today = moment.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"since {local:%H:%M}"
    return f"since {local:%-d %b}{'' if local.year == today.year else f' {local.year}'}, {local:%H:%M}"
