"""Pairs of one matter together: seven articles of one toll are one group, not 21 pairs. Pure: rows in, groups out."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from .readings import shown
from .things import is_money

COUNTED: Final = {
    "killed": "Dead", "wounded": "Wounded", "arrested": "Arrested", "displaced": "Displaced", "missing": "Missing",
    "casualties": "Casualties", "cases": "Cases", "projectiles": "Rockets and shells", "attacks": "Attacks",
    "troops": "Troops", "fighters": "Fighters", "rescued": "Rescued", "destroyed": "Buildings destroyed",
    "damaged": "Buildings damaged", "crowd": "Size of the crowd", "people": "People", "percent": "Share",
    "magnitude": "Magnitude",
}  # fmt: skip
SORTED: Final = {
    "date": "Date", "denial": "Yes or no", "headline": "Headline and body", "sum": "A sum", "weekday": "Weekday",
}  # fmt: skip
RANK: Final = {"contradiction": 0, "superseded": 1, "scope": 2, "same": 3}


class Row(Protocol):
    """What is asked of a disagreement."""

    id: Any
    sort: Any
    proposed: Any
    reading: Any
    first_article_id: Any
    second_article_id: Any
    first: Any
    second: Any


@dataclass(frozen=True)
class Value:
    """One value of a group and the articles that have it, the earliest first."""

    shown: str
    articles: tuple[int, ...]


@dataclass
class Group:
    """Pairs about one matter. `places` are gazetteer ids that most sides share, `day` ISO 8601."""

    what: str
    places: tuple[str, ...]
    day: str | None
    rows: list[Any] = field(default_factory=list)
    values: tuple[Value, ...] = ()

    @property
    def articles(self) -> set[int]:
        return {ident for row in self.rows for ident in (row.first_article_id, row.second_article_id)}

    @property
    def ident(self) -> int:
        return min(row.id for row in self.rows)


def strength(row: Row) -> tuple[int, float, int]:
    """Sorts pairs: what a person would most want to see first. Contradictions before later counts, other scopes and
    roundings; the farther apart the values are the earlier; then the newest."""
    numbers = sorted(abs(each.get("number") or 0.0) for each in (row.first, row.second))
    apart = 1 - numbers[0] / numbers[1] if numbers[1] else 0.5
    return RANK[row.reading or row.proposed], -round(apart, 1), -row.id


def grouped(rows: Iterable[Row]) -> list[Group]:
    """The groups, the strongest pair's first; in each the strongest pair first."""
    joined: dict[tuple[object, ...], tuple[object, ...]] = {}

    def root(node: tuple[object, ...]) -> tuple[object, ...]:
        while (above := joined.setdefault(node, node)) != node:
            joined[node] = joined.setdefault(above, above)
            node = joined[node]
        return node

    ordered = sorted(rows, key=strength)
    for row in ordered:
        one, other = nodes(row)
        joined[root(one)] = root(other)
    found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in ordered:
        found[root(nodes(row)[0])].append(row)
    return [group_of(some) for some in found.values()]


def nodes(row: Row) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What the two sides hang together by: a figure of one article is one, whoever it is compared with."""
    if row.sort != "figure":
        return (row.sort, row.id), (row.sort, row.id)
    first, second = (
        (article, side.get("role"), side.get("number"))
        for article, side in ((row.first_article_id, row.first), (row.second_article_id, row.second))
    )
    return first, second


def group_of(rows: Sequence[Row]) -> Group:
    sides = [
        (article, side)
        for row in rows
        for article, side in ((row.first_article_id, row.first), (row.second_article_id, row.second))
    ]
    first = rows[0]
    places = Counter(place for _article, side in sides for place in side.get("place") or ())
    common = tuple(place for place, number in places.most_common(2) if number * 2 >= len(sides))
    days = Counter(side["resolved"] for _article, side in sides if side.get("resolved"))
    day = days.most_common(1)[0][0] if days and days.most_common(1)[0][1] * 2 >= len(sides) else None
    role = first.first.get("role") or ""
    what = SORTED.get(first.sort) or COUNTED.get(role) or ("Sum of money" if is_money(role) else role.capitalize())
    group = Group(what, common, day, list(rows))
    group.values = values_of(sides) if first.sort == "figure" else ()
    return group


def values_of(sides: Sequence[tuple[int, dict[str, Any]]]) -> tuple[Value, ...]:
    """The values from the lowest on, each with its articles in the order of their publication."""
    by_value: dict[tuple[float, float], dict[int, str]] = defaultdict(dict)
    for article, side in sides:
        by_value[side.get("number") or 0.0, side.get("high") or 0.0][article] = side.get("published") or ""
    return tuple(
        Value(shown(number, high or None), tuple(sorted(articles, key=lambda ident: (articles[ident], ident))))
        for (number, high), articles in sorted(by_value.items())
    )


def day_in_words(day: str | None) -> str:
    return f"{dt.date.fromisoformat(day):%-d %B %Y}" if day else ""


def title_of(group: Group, name_of: Callable[[str], str]) -> str:
    """ "Dead · Erbil · 15 February 2021". `name_of` gives a place's name by its id."""
    names = dict.fromkeys(name_of(place) for place in group.places)
    # "Erbil" says it, where "Erbil International Airport" stands beside it.
    places = ", ".join(name for name in names if not any(name.startswith(f"{other} ") for other in names))
    return " · ".join(part for part in (group.what, places, day_in_words(group.day)) if part)
