"""Dates: as written, and resolved against the day of publication."""

from __future__ import annotations

import datetime

import pytest

from annotator.text.dates import dates

WEDNESDAY = datetime.date(2022, 5, 11)


@pytest.mark.parametrize(
    ("text", "quote", "resolved", "precision"),
    [
        ("It began on 3 March 2019.", "3 March 2019", "2019-03-03", "day"),
        ("It began on March 3rd, 2019.", "March 3rd, 2019", "2019-03-03", "day"),
        ("It began on 2019-03-03.", "2019-03-03", "2019-03-03", "day"),
        ("It began on April 2.", "April 2", "2022-04-02", "day"),
        ("It began on December 2.", "December 2", "2021-12-02", "day"),
        ("They met on Tuesday.", "Tuesday", "2022-05-10", "day"),
        ("They met last Saturday night.", "last Saturday night", "2022-05-07", "day"),
        ("They will meet on Friday.", "Friday", "2022-05-13", "day"),
        ("They meet next Friday.", "next Friday", "2022-05-13", "day"),
        ("It was quiet yesterday.", "yesterday", "2022-05-10", "day"),
        ("It rained three days ago.", "three days ago", "2022-05-08", "day"),
        ("It rained last week.", "last week", "2022-W18", "week"),
        ("At the end of January they left.", "At the end of January", "2022-01", "month"),
        ("The vote is scheduled for October.", "October", "2022-10", "month"),
        ("They left in October.", "October", "2021-10", "month"),
        ("They left in early May 2020.", "early May 2020", "2020-05", "month"),
        ("It closed in late 2018.", "late 2018", "2018", "year"),
        ("It closed a year ago.", "a year ago", "2021", "year"),
        ("It closed in the 1990s.", "1990s", "199X", "year"),
        ("It fell in the summer of 2014.", "summer of 2014", "2014-SU", "season"),
        ("It fell at 10:30 p.m.", "10:30 p.m.", "T22:30", "time"),
        ("Le 15 février 2021, tout allait bien.", "15 février 2021", "2021-02-15", "day"),
        ("في ١٥ فبراير ٢٠٢١", "١٥ فبراير ٢٠٢١", "2021-02-15", "day"),
        ("It fell on 04/05/2022.", "04/05/2022", None, "day"),
        ("It fell on February 31.", "February 31", None, "day"),
    ],
)
def test_a_date_is_read(text: str, quote: str, resolved: str | None, precision: str) -> None:
    (found,) = dates(text, published=WEDNESDAY)
    assert (found.quote, found.resolved, found.precision) == (quote, resolved, precision)
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize(
    "text", ["He may go.", "They march on.", "2000 soldiers came.", "Flight 2019A", "It cost 1500 dinars."]
)
def test_words_and_counts_are_no_dates(text: str) -> None:
    assert dates(text, published=WEDNESDAY) == []


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    assert [date.resolved for date in dates("They met on Tuesday and again in June.")] == [None, None]
