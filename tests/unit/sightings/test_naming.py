"""Which claims say no more than who or what something is."""

from __future__ import annotations

import pytest

from annotator.sightings.finding.naming import is_naming


@pytest.mark.parametrize(
    "wording",
    [
        "[Karin Aalto was] prime minister of the northern province.",
        "[Hiwa Karim is] a grocer of the district.",
        "[Kaspar Lind] was the leader of the harbour union.",
        "Kaspar Lind is the leader of the harbour union.",
        "[The Old Mole was] centre of the port.",
        "[The Blue Fleet is] one of the owners of the port.",
    ],
)
def test_says_who_or_what(wording: str) -> None:
    assert is_naming(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "[Flights were] resumed at noon on Tuesday.",
        "[Karin Aalto] said that the port was the largest of the coast.",
        "Karin Aalto opened the port on Monday.",
        "[The attack on the port] was the third attack in a week.",
        "Two people were killed.",
        "About 300 people were in the hall.",
        "[A farmer and his sons were] sent home.",
        "[The offices were] closed in June.",
        "[The bridge was] the most dangerous of all.",
    ],
)
def test_says_something_of_it(wording: str) -> None:
    assert not is_naming(wording)
