"""Which statements are about one matter, and which only look like it."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.sightings.scoring.keys import keys
from annotator.sightings.scoring.score import Comparison, compare, prepare
from annotator.sightings.scoring.statement import read

DAY = dt.date(2021, 2, 16)


def compared(a: str, b: str) -> Comparison:
    return compare(prepare(read(a, published=DAY)), prepare(read(b, published=DAY)))


SAME = [
    ("Two people were killed in a rocket attack on Erbil.", "A missile strike on Erbil left two dead."),
    ("About 2,500 US troops are stationed in Iraq.", "America has some 2,500 soldiers in Iraq."),
    ("Police arrested four men over the robbery in Basra.", "Four suspects were detained in Basra after the robbery."),
    (
        "The earthquake destroyed 300 houses near Kermanshah.",
        "Some 300 homes were levelled by the quake at Kermanshah.",
    ),
    ("Al-Hashd al-Shaabi denied any role.", "The Hachd al-Chaabi rejected any involvement."),
]
OTHER = [
    ("Two people were killed in a rocket attack on Erbil.", "Three people were wounded by a car bomb in Kirkuk."),
    ("The parliament in Baghdad approved the budget.", "The parliament in Tunis elected a speaker."),
    ("Four soldiers drowned in the Euphrates.", "Four soldiers of the guard were promoted in Amman."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_matter_in_other_words_is_likely(a: str, b: str) -> None:
    assert compared(a, b).band == "likely"


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_another_matter_in_the_same_words_is_not_offered(a: str, b: str) -> None:
    assert compared(a, b).band != "likely"


@pytest.mark.parametrize(("a", "b"), SAME)
def test_statements_of_one_matter_share_two_keys(a: str, b: str) -> None:
    assert len(keys(prepare(read(a))) & keys(prepare(read(b)))) >= 2


@pytest.mark.parametrize(("a", "b"), SAME + OTHER)
def test_the_order_of_the_two_makes_no_difference(a: str, b: str) -> None:
    assert compared(a, b).score == compared(b, a).score


def test_reasons_are_in_an_editors_words() -> None:
    found = compared(
        "The Hachd al-Chaabi lost 12 fighters on 15 February 2021.",
        "Twelve fighters of al-Hashd al-Shaabi were killed on Monday.",
    )
    assert "same day, 15 February 2021" in found.reasons
    assert any(reason.startswith("one name under two spellings: ") for reason in found.reasons)
