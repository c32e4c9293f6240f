"""Which figures of two articles are of one event or state: what must be sure before their values are compared."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from .figures import Figure
from .readings import between, is_apart, is_matched
from .settings import Setting, meet
from .telling import Told
from .things import EVENTS, is_money
from .vocabulary import stem

STANDING: Final = dt.timedelta(days=45)  # between two reports of one state of things
_MUCH: Final = 2  # content words that two sentences have in common with what is around them
_FRESH: Final = dt.timedelta(days=4)  # an event without its day is that of these days
_GENERIC: Final = frozenset({"people", "percent", "men", "families", "member", "point"})
_IDLE_WORDS: Final = frozenset(map(stem, "people person men attack kill die dead wound percent live life".split()))


def of_one(one: Told, other: Told) -> bool:
    """Whether two figures count one thing of one event or state."""
    first, second = one.setting, other.setting
    if is_apart(one.figure, first, other.figure, second):
        return False
    if first.published and second.published and abs(first.published - second.published) > STANDING:
        return False
    return _event(one, other) if one.figure.name in EVENTS else _state(one, other)


def _event(one: Told, other: Told) -> bool:
    first, second = one.setting, other.setting
    if first.when and second.when:
        if not meet(first.when, second.when):
            return False
    elif first.published and second.published and abs(first.published - second.published) > _FRESH:
        return False
    plain, names = _shared(first, second, one.figure.name)
    if first.published is None or second.published is None:
        # A story without its day: the place and much else must be the same.
        return bool(first.where & second.where) and len(plain) > 1 and bool(names)
    if first.where and second.where:
        if not first.where & second.where:
            return False
        # A country is the place of many events: the words must say that it is this one.
        return bool(first.places & second.places) or bool(plain) or len(names) > 1
    return (bool(names) and bool(plain)) or len(plain) > 1


def _state(one: Told, other: Told) -> bool:  # noqa: PLR0911 - kinds in order
    first, second = one.setting, other.setting
    name = one.figure.name
    unit = {stem(word) for word in name.split()} | {
        stem(word.strip(".,")) for word in one.figure.quantity.quote.lower().split()
    }
    plain = (first.words.plain & second.words.plain) - unit - _IDLE_WORDS
    names = first.words.names & second.words.names
    wider, named = _shared(first, second, name)
    if (
        one.figure.since is not None
        and one.figure.since == other.figure.since
        and (first.where & second.where or named)
    ):
        return True  # "from 500 to 4,000", "from 500 to 5,000"
    if one.figure.per and one.figure.per == other.figure.per and name not in _GENERIC:
        return len(wider) > 1 and bool(named)  # a rate: "a day" and "per day"
    apart = bool(first.where and second.where and not first.where & second.where)
    whole = min(len(first.words.all - unit), len(second.words.all - unit))
    if plain and len(plain | names) >= whole and named and len(wider) > 1 and not apart:
        return True  # all that the shorter one says: "turnout was 68 percent"
    if name == "percent" or name in _GENERIC:
        return len(plain) > 1 or (len(plain) == 1 and len(names) > 1)
    if is_money(name):
        since = bool(first.days) and first.days == second.days  # "since 1995"
        return bool(plain) and (len(plain) > 1 or bool(names) or (since and bool(named))) and len(wider) > 1
    if name == "troops":
        whose = one.figure.thing.who | first.words.names, other.figure.thing.who | second.words.names
        where = first.where & second.where or whose[0] & whose[1]
        return bool(where) and bool(whose[0] & whose[1])
    return len(plain) > 1 or (
        bool(plain) and bool(names or first.where & second.where or (named and len(wider) > _MUCH and not apart))
    )


def _shared(first: Setting, second: Setting, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The content words and the names that both have, in their own words or around them."""
    unit = frozenset(stem(word) for word in name.split()) | _IDLE_WORDS
    plain = (first.words.plain | first.topic.plain) & (second.words.plain | second.topic.plain)
    names = (first.words.names | first.topic.names) & (second.words.names | second.topic.names)
    return plain - unit, names


def pairs(mine: tuple[Told, ...], theirs: tuple[Told, ...]) -> Iterator[tuple[Told, Told]]:
    """The figures of two articles that count one thing."""
    of_mine, of_theirs = _by_claim(mine), _by_claim(theirs)
    for one in mine:
        for other in theirs:
            same = one.figure.name == other.figure.name
            against = of_theirs[other.stated.claim], of_mine[one.stated.claim]
            if same and (is_matched(one.figure, against[0]) or is_matched(other.figure, against[1])):
                continue  # the very statement that one is compared with has this number, too
            if (same or "casualties" in {one.figure.name, other.figure.name}) and of_one(one, other):
                yield one, other


def _by_claim(figures: tuple[Told, ...]) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    for each in figures:
        found[each.stated.claim].append(each.figure)
    return found


__all__ = ["between", "of_one", "pairs"]
