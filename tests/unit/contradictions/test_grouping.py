"""Pairs of one matter are one group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from annotator.contradictions.grouping import grouped, title_of


@dataclass
class Pair:
    id: int
    first_article_id: int
    second_article_id: int
    first: dict[str, Any]
    second: dict[str, Any]
    proposed: str = "contradiction"
    sort: str = "figure"
    reading: str | None = field(default=None)


def side(number: float, role: str = "killed", **more: Any) -> dict[str, Any]:
    return {"number": number, "role": role, "place": ["erbil"], "resolved": "2021-02-15", "published": ""} | more


def test_seven_articles_of_one_toll_are_one_group() -> None:
    tolls = [1, 2, 2, 3, 2, 1, 3]
    rows = [
        Pair(10 * a + b, a, b, side(tolls[a]), side(tolls[b]))
        for a in range(7)
        for b in range(a + 1, 7)
        if tolls[a] != tolls[b]
    ]
    (group,) = grouped(rows)
    assert len(group.rows) == 16
    assert [(value.shown, value.articles) for value in group.values] == [("1", (0, 5)), ("2", (1, 2, 4)), ("3", (3, 6))]


def test_other_figures_of_the_same_articles_are_other_groups() -> None:
    rows = [
        Pair(1, 1, 2, side(9), side(14)), Pair(2, 1, 2, side(9, "wounded"), side(30, "wounded")),
        Pair(3, 1, 1, {"mark": "14"}, {"mark": "13"}, sort="sum"),
    ]  # fmt: skip
    assert len(grouped(rows)) == 3


def test_the_strongest_comes_first() -> None:
    rows = [
        Pair(1, 1, 2, side(9), side(10), "same"), Pair(2, 3, 4, side(50), side(60)), Pair(3, 5, 6, side(1), side(60)),
        Pair(4, 7, 8, side(2), side(90), "superseded"),
    ]  # fmt: skip
    assert [group.rows[0].id for group in grouped(rows)] == [3, 2, 4, 1]


def test_a_group_is_called_by_what_where_and_when() -> None:
    places = ["erbil", "erbil-airport"]
    rows = [Pair(1, 1, 2, side(9, place=places), side(14, place=places))]
    name = {"erbil": "Erbil", "erbil-airport": "Erbil International Airport"}.__getitem__
    assert title_of(grouped(rows)[0], name) == "Dead · Erbil · 15 February 2021"
