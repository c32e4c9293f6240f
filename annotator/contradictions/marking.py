"""What articles are looked up by, so that only those with a figure of the same thing, place and time are compared."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from .settings import Setting
from .telling import Told
from .things import EVENTS

_LONG = 4  # days; a stretch longer than this is no day of an event
_MOST = 8  # names by which one figure is looked up


def marks_of(told: tuple[Told, ...]) -> frozenset[int]:
    """The marks under which these figures are kept."""
    return frozenset(_number(words) for each in told for words in _words(each, near=0))


def looked_up(told: tuple[Told, ...]) -> frozenset[int]:
    """The marks under which figures of the same event or state are kept: a day or a month to each side, too."""
    return frozenset(_number(words) for each in told for words in _words(each, near=1))


def _words(each: Told, near: int) -> Iterator[str]:
    name = each.figure.name if each.figure.name != "casualties" else "killed"
    names = (
        sorted(each.setting.where)[:_MOST]
        + sorted(
            name for name in each.setting.words.names | each.setting.topic.names if name not in each.setting.where
        )[:_MOST]
    )
    moments = _moments(each.setting, near, name in EVENTS)
    for place in names:
        for moment in moments:
            yield f"{name}|{place}|{moment}"


def _moments(setting: Setting, near: int, event: bool) -> set[str]:
    """Days of an event; months of a state of things."""
    published = setting.published.date() if setting.published else None
    if event:
        days = [(first, last) for first, last in setting.when if (last - first).days <= _LONG]
        if days:
            return {
                (first + dt.timedelta(days=step)).isoformat()
                for first, last in days
                for step in range(-near, (last - first).days + near + 1)
            } | _loose(near)
    if published is None:
        return {"undated", "any"} if near else {"undated"}
    months = published.year * 12 + published.month
    return {f"m{months + step}" for step in range(-near, near + 1)} | _loose(near)


def _loose(near: int) -> set[str]:
    """A story without its day may be of any: it is kept as undated, and looks for all."""
    return {"undated"} if near else {"any"}


def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
