from __future__ import annotations

import datetime as dt

import pytest

from annotator.garbles.detectors import find_all
from annotator.garbles.passage import About
from annotator.text import segment
from annotator.text.spans import Finding

PUBLISHED = dt.date(2021, 3, 10)


def found(text: str, published: dt.date | None = PUBLISHED) -> list[Finding]:
    findings = find_all(text, segment.sentences(text), about=About(published=published))
    return [finding for finding in findings if finding.category == "weekday"]


def test_a_weekday_of_another_date_is_flagged_with_both_ways_out() -> None:
    (finding,) = found("The rockets fell on Tuesday, February 15, 2021 near Erbil.")
    assert finding.quote == "Tuesday, February 15, 2021"
    assert finding.reason == "15 February 2021 was a Monday, not a Tuesday."
    readings = [reading.name for reading in finding.suggestions]
    assert readings == ["Monday, February 15, 2021", "Tuesday, February 16, 2021"]


def test_an_ordinal_keeps_its_ending() -> None:
    (finding,) = found("He left on Monday, 2nd March 2021.")
    assert finding.suggestions[1].name == "Monday, 1st March 2021"


def test_a_date_without_a_year_is_judged_by_the_day_of_publication() -> None:
    assert [finding.quote for finding in found("It was Friday, March 3.")] == ["Friday, March 3"]
    assert found("It was Friday, March 3.", published=None) == []


@pytest.mark.parametrize(
    ("text", "flagged", "mended"),
    [
        ("On February 15, 2021 (Tuesday), he left.", "February 15, 2021 (Tuesday)", "February 15, 2021 (Monday)"),
        ("He left on 15 February 2021, a Tuesday.", "15 February 2021, a Tuesday", "15 February 2021, a Monday"),
        ("He left on March 3 (Friday).", "March 3 (Friday)", "March 3 (Wednesday)"),
    ],
)
def test_a_weekday_behind_its_date_is_judged_too(text: str, flagged: str, mended: str) -> None:
    (finding,) = found(text)
    assert (finding.quote, finding.suggestions[0].name) == (flagged, mended)


def test_a_year_that_is_named_paragraphs_before_does_not_excuse_a_weekday() -> None:
    far = "In 2017 it began.\n\nThe others waited for it.\n\nNobody came.\n\n"
    assert [finding.quote for finding in found(far + "He left on Friday, March 3.")] == ["Friday, March 3"]
    assert found("In 2017 it began.\n\nHe left on Friday, March 3.") == []


@pytest.mark.parametrize(
    "text",
    [
        "On February 15, 2021 (Monday), he left, and on February 16, Tuesday, he came.",
        "He left on February 15, Friday prayers were held.",
        "On Monday, February 15, 2021, he left.",
        "On Monday, Feb. 15, he left.",
        "On Wednesday the 10th of March he left.",
        "In 2017 it was Friday, March 3.",
        "Open Monday to Friday, 9 to 5; Sunday May Smith came.",
    ],
)
def test_weekdays_that_fit_or_may_fit_are_passed_over(text: str) -> None:
    assert found(text) == []


def test_a_date_at_hand_is_of_no_other_year_though_its_weekday_would_fit_there() -> None:
    # 8 March was a Sunday in 2020 and a Monday in 2021; 19 April is a Monday, and a Tuesday in 2022.
    (finding,) = found("He left on Sunday, March 8, by car.")
    assert finding.reason == "8 March 2021 was a Monday, not a Sunday."
    assert finding.suggestions[0].name == "Monday, March 8"
    assert [one.quote for one in found("Talks begin on Tuesday, 19 April.")] == ["Tuesday, 19 April"]


@pytest.mark.parametrize(
    "text",
    [
        "He left on Sunday, March 8, last year.",
        "It was Sunday, March 8, 2020.",
        "In 2020 he left, on Sunday, March 8, by car.",
        "A year ago, on Sunday, March 8, the first patient died.",
        "On the anniversary of Sunday, March 8, they met.",
        "It was Saturday, September 5, when the war began.",
    ],
)
def test_a_date_of_another_year_that_is_told_is_passed_over(text: str) -> None:
    assert found(text) == []
