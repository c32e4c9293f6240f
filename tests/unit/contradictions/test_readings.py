"""How two statements about one matter are read: one number said in two ways, a later count, another scope, a
contradiction, or nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.contradictions.readings import read
from annotator.sightings.scoring import statement

FIRST, LATER = dt.date(2023, 3, 18), dt.date(2023, 3, 19)


def reading_of(one: str, other: str, published: tuple[dt.date, dt.date] = (FIRST, LATER)) -> tuple[str, str] | None:
    found = read(statement.read(one, published=published[0]), statement.read(other, published=published[1]))
    return None if found is None else (found.sort, found.proposed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Some 1,200 miners walked out", "More than 1,150 miners walked out"),
        ("The fire destroyed 2,487 homes", "The fire destroyed 2,500 homes"),
        ("The border is 620 miles long", "The border is about 1,000 kilometres long"),
        ("Dozens of passengers were killed in the crash", "The crash killed 41 passengers"),
        ("Between 20 and 30 prisoners escaped", "Prisoners escaped: 24 prisoners, the warden said"),
        ("The plant makes 1.5 gigawatts of power", "The plant makes 1,490 megawatts of power"),
    ],
)
def test_one_number_said_in_two_ways_is_the_same(one: str, other: str) -> None:
    assert reading_of(one, other) == ("figure", "same")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 2,500 soldiers are in the country", "The country hosts 2,500 soldiers"),
        ("The dam holds 40 million cubic metres of water", "Forty million cubic metres of water are in the dam"),
        ("A third of the pupils passed", "Twelve trucks passed the gate"),
        ("Nine of the 40 miners were killed", "Forty miners were in the shaft"),
        ("Another three people died in hospital", "Twelve people died in the fire"),
        ("She was 34 years old", "She waited 12 years"),
        ("The ferry was licensed to carry 120 passengers", "The ferry had carried 98 passengers"),
        ("Rescuers may find survivors", "Rescuers found no survivors"),
        ("The harbour was closed on Monday", "The airport was opened on Monday"),
    ],
)
def test_what_agrees_or_is_no_pair_has_no_reading(one: str, other: str) -> None:
    assert reading_of(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The quake killed at least 41 people", "The quake killed 58 people"),
        ("Floods displaced 3,000 people", "Floods have displaced 12,000 people"),
        ("Thirty miners are missing", "Eleven miners are still missing"),
        ("The mill employs 900 workers", "The mill's staff fell to 640 workers"),
    ],
)
def test_a_later_count_supersedes(one: str, other: str) -> None:
    assert reading_of(one, other) == ("figure", "superseded")


def test_a_toll_that_is_lower_later_is_a_contradiction() -> None:
    assert reading_of("The quake killed 58 people", "The quake killed 41 people") == ("figure", "contradiction")
    assert reading_of("The quake killed 58 people", "Officials revised the toll: the quake killed 41 people") == (
        "figure", "superseded",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seven civilians were killed in the raid", "Twelve people were killed in the raid"),
        ("Four French soldiers were wounded", "Nine German soldiers were wounded"),
        ("The blast caused 30 casualties", "The blast killed 9 people"),
        ("Some 2,000 people marched on Saturday", "More than 90,000 people marched across the country"),
        ("The army has 30,000 troops", "The army will have 50,000 troops"),
        ("The union called for a rise of 9 percent", "The rise is 4 percent"),
    ],
)
def test_figures_that_do_not_go_equally_far_are_of_another_scope(one: str, other: str) -> None:
    assert reading_of(one, other) == ("figure", "scope")


@pytest.mark.parametrize(
    ("one", "other", "sort"),
    [
        ("Fourteen rockets hit the base", "Twenty-four rockets hit the base", "figure"),
        (
            "The alliance will raise the mission from 500 to 4,000 people",
            "The mission will grow from 500 to 6,000 people",
            "figure",
        ),
        ("About 50,000 people marched in the capital", "Some 9,000 people marched in the capital", "figure"),
        ("The minister resigned on 3 March 2023", "The minister resigned on 5 March 2023", "date"),
        ("The treaty was signed in 1987", "The treaty was signed in 1992", "date"),
        ("Parliament approved the budget", "Parliament rejected the budget", "denial"),
        ("Police used tear gas against the strikers", "Police did not use tear gas against the strikers", "denial"),
        ("The company denied that it had dumped waste in the river", "The company dumped waste in the river", "denial"),
    ],
)
def test_what_cannot_both_be_is_a_contradiction(one: str, other: str, sort: str) -> None:
    assert reading_of(one, other, (FIRST, FIRST)) == (sort, "contradiction")


def test_it_says_which_parts_disagree_and_why() -> None:
    one, other = "At dawn fourteen rockets hit the base", "Twenty-four rockets hit the base"
    found = read(statement.read(one), statement.read(other))
    assert found is not None
    assert one[found.first.start : found.first.end] == "fourteen rockets"
    assert (found.second.quote, found.second.shown) == ("Twenty-four rockets", "24")
    assert found.reasons == ("The same number of rockets or shells, and the two cannot both be right.",)
