"""Dates and figures in words."""

from __future__ import annotations

import pytest

from annotator.desk.wording import day_words, figure


@pytest.mark.parametrize(
    "iso, said",
    [
        ("2021-02-16", "Tue 16 Feb 2021"),
        ("2021-02-15T21:30", "Mon 15 Feb 2021, 21:30"),
        ("2021-02", "Feb 2021"),
        ("2019", "2019"),
        ("2021-W07", "week 7 of 2021"),
        ("2020-WI", "winter 2020"),
        ("199X", "1990s"),
        ("", "–"),
        (None, "–"),
        ("some day", "some day"),
        ("2021-02-30", "2021-02-30"),
    ],
)
def test_a_date_is_said_to_the_precision_that_is_known(iso: str | None, said: str) -> None:
    assert day_words(iso) == said


@pytest.mark.parametrize(
    "value, said",
    [(4.0, "4"), (2_500_000.0, "2,500,000"), (0.5, "0.5"), (12.25, "12.25"), (None, ""), (1e30, "1e+30"), (-3.0, "-3")],
)
def test_a_figure_is_said_in_digits(value: float | None, said: str) -> None:
    assert figure(value) == said
