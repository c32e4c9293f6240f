"""A definite count takes up one that was told before."""

from __future__ import annotations

import pytest

from tests.unit.garbles.test_number_clash import clashes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Clashes broke out in Zawiya on Thursday and five people were wounded.\n\n"
         "A doctor said that the condition of the nine wounded was stable.",
         "nine wounded"),
        ("Police arrested twelve men after the fire in the port.\n\n"
         "A judge in Kut will question the fifteen detained next week.",
         "fifteen detained"),
        ("The raid on the depot killed 14 people.\n\nThe bodies of the 17 dead were taken to Basra.", "17 dead"),
    ],
)  # fmt: skip
def test_another_number_than_was_told_before_is_flagged(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "Five people were wounded in Zawiya.\n\nA doctor said that the condition of the five wounded was stable.",
        "Nine people were wounded in Zawiya, four seriously.\n\nThe four wounded were flown to Tunis.",
        "Five people were wounded in Zawiya and three in Zuwara.\n\nThe eight wounded were flown to Tunis.",
        "At least five people were wounded in Zawiya.\n\nThe seven wounded were flown to Tunis.",
        "The nine wounded were flown to Tunis.",
        "Five people were wounded in Zawiya.\n\nThe two killed in Zuwara were brothers.",
        "Five people were wounded in Zawiya.\n\nAmong the nine wounded since January are two doctors.",
    ],
)
def test_what_fits_or_tells_of_others_is_not(text: str) -> None:
    assert clashes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The ship rescued 40 migrants off Zuwara.\n\nThen the 41 migrants were taken to Tunis.", "41 migrants"),
        ("The army freed 12 hostages in Kut.\n\nThe 15 hostages were taken to Basra.", "15 hostages"),
        ("The commander has 600 men in Kut. He asks these 800 men for patience.", "800 men"),
        ("At least 43 civilians were killed in Kut.\n\nThe names of the 36 victims stand on a wall.", "36 victims"),
    ],
)  # fmt: skip
def test_so_is_another_number_of_the_same_things(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "The ship rescued 40 migrants and 3 sailors.\n\nThe 43 people were taken to Tunis.",
        "The army freed 12 hostages in Kut.\n\nThe 15 hostages who are still held are in Basra.",
        "Police arrested 20 people in Kut.\n\nThe 27 members of the bloc condemned it.",
        "He has 600 men in Kut. These two men were seen at the gate.",
        "Some 200 workers struck in Kut.\n\nThe 50 workers dismissed in April want their jobs back.",
        "The group holds 14 towns.\n\nThe other 12 towns are quiet.",
    ],
)
def test_counts_of_others_are_not(text: str) -> None:
    assert clashes(text) == []
