"""The chart of hits over time."""

from __future__ import annotations

import datetime as dt

from annotator.search.results.months import MOST_BARS, bars


def test_months_without_a_hit_have_their_bar() -> None:
    found = bars({"2020-12": 4, "2021-02": 1}, None, None)
    assert [(bar.label, bar.count, bar.height, bar.chosen) for bar in found] == [
        ("December 2020", 4, 100, False), ("January 2021", 0, 0, False), ("February 2021", 1, 25, False),
    ]  # fmt: skip
    assert (found[-1].first, found[-1].last) == (dt.date(2021, 2, 1), dt.date(2021, 2, 28))


def test_one_hit_among_thousands_is_seen() -> None:
    assert [bar.height for bar in bars({"2021-01": 9000, "2021-02": 1}, None, None)] == [100, 4]


def test_long_times_are_in_quarters_years_and_decades() -> None:
    quarters = bars({"2012-02": 1, "2021-02": 1}, None, None)
    assert len(quarters) <= MOST_BARS and quarters[0].label == "Jan–Mar 2012"
    years = bars({"1990-02": 1, "2021-02": 1}, None, None)
    assert [years[0].label, years[-1].label, len(years)] == ["1990", "2021", 32]
    decades = bars({"1403-01": 1, "2021-02": 1}, None, None)
    assert len(decades) <= 70 and decades[-1].label == "2020–2029"
    assert sum(bar.count for bar in decades) == 2
    assert bars({"0001-01": 1, "9999-12": 1}, None, None)[0].first == dt.date(1, 1, 1)


def test_the_bars_inside_the_dates_are_chosen() -> None:
    found = bars({"2021-01": 1, "2021-02": 1, "2021-03": 1}, dt.date(2021, 2, 10), None)
    assert [bar.chosen for bar in found] == [False, True, True]
    found = bars({"2021-01": 1, "2021-02": 1, "2021-03": 1}, dt.date(2021, 2, 1), dt.date(2021, 2, 28))
    assert [bar.chosen for bar in found] == [False, True, False]


def test_no_hits_no_bars() -> None:
    assert bars({}, None, None) == () == bars({"2021-01": 0}, None, None)
