"""Prominence and priority: pure, and in the order that a desk expects."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.claims.priority import priority_of, prominence_of, share_of

DAY = dt.datetime(2021, 2, 15, tzinfo=dt.UTC)
TITLE = "Rocket fire hits fuel depot near Kirkuk"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1.0, 1.0, DAY), (0.9, 1.0, DAY)),
        ((1.0, 1.0, DAY), (1.0, 0.9, DAY)),
        ((0.5, 1.0, DAY + dt.timedelta(days=1, minutes=5)), (1.0, 1.0, DAY)),
        ((1.0, 1.0, DAY), (0.5, 1.0, DAY + dt.timedelta(hours=23))),
        ((0.001, 0.4, DAY), (0.0, 0.4, DAY - dt.timedelta(days=1))),
    ],
)
def test_half_the_weight_is_as_much_as_one_day(
    one: tuple[float, float, dt.datetime], other: tuple[float, float, dt.datetime]
) -> None:
    assert priority_of(*one) > priority_of(*other)


def test_the_lead_weighs_most_and_the_end_least() -> None:
    places = [prominence_of(start, 3_000) for start in (0, 390, 800, 1_500, 2_999)]
    assert places == sorted(places, reverse=True) and places[:2] == [1.0, 1.0] and 0.4 <= places[-1] < 0.41
    assert prominence_of(0, 0) == prominence_of(10, 20) == 1.0


@pytest.mark.parametrize(
    ("wording", "share"),
    [
        ("Rockets hit a fuel depot near Kirkuk on Monday", 1.0),
        ("Nobody at the ministry said what the repairs of the roof will cost", 0.0),
        ("The depot is run by the Northern Company", 2 / 7),
        ("A report on transport", 0.0),  # "port" would not be its word
    ],
)
def test_a_claim_that_says_what_the_title_says_is_more_prominent(wording: str, share: float) -> None:
    assert share_of(TITLE, wording) == pytest.approx(share)
    assert (prominence_of(2_000, 3_000, TITLE, wording) > prominence_of(2_000, 3_000)) == (share > 0)


@pytest.mark.parametrize(
    ("title", "wording", "shared"),
    [
        ("12 killed at weir", "In all 12 people died", True),
        ("12 killed at weir", "It was founded in 2012", False),
        ("مقتل جنديين قرب كركوك", "وقع الهجوم قرب كركوك يوم الاثنين", True),
        ("", "Anything", False),
        ("At it, by us", "At it, by us", False),
    ],
)
def test_figures_and_other_scripts_are_words_too(title: str, wording: str, shared: bool) -> None:
    assert (share_of(title, wording) > 0) == shared


def test_it_never_leaves_its_range() -> None:
    for start in range(0, 5_000, 250):
        for wording in ("", TITLE):
            assert 0.4 <= prominence_of(start, 3_000, TITLE, wording) <= 1.0
