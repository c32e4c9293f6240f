"""A known place put into a country where it does not lie."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

GAZETTEER = Gazetteer(
    [
        EntityRecord("djibouti", "Djibouti", "place", description="State on the Red Sea.", context=("port",)),
        EntityRecord("djibo", "Djibo", "place", context=("Burkina Faso",)),
        EntityRecord("doha", "Doha", "place", description="Capital of Qatar.", context=("Qatar",)),
        EntityRecord("baghdad", "Baghdad", "place", description="Capital of Iraq.", context=("Iraq",)),
        EntityRecord("mali", "Mali", "place", context=("Bamako",)),
        EntityRecord("tripoli", "Tripoli", "place", description="In Libya; a city in Lebanon.", context=("Libya",)),
        EntityRecord("menaka", "Ménaka", "place", context=("Mali",)),
        EntityRecord("menakal", "Menakal", "place", context=("Sudanese",)),
        EntityRecord("kidal", "Kidal", "place", context=("Mali",)),
        EntityRecord("kalma", "Kalma", "place", context=("Sudan",)),
    ]
)


def _found(text: str) -> list[tuple[str, list[str]]]:
    found = find_all(text, segment.sentences(text), (), GAZETTEER)
    return [(one.quote, [each.name for each in one.suggestions]) for one in found if one.category == "garbled-place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trucks left for Djibouti, a poor town in the east of Burkina Faso.", [("Djibouti", ["Djibo"])]),
        ("A bomb went off in Baghdad in northern Iran.", [("Baghdad", [])]),
        ("She grew up in Doha, a small village in Egypt.", [("Doha", [])]),
        ("The rains have flooded Menaka, a town in central Sudan.", [("Menaka", ["Menakal"])]),
    ],
)
def test_a_place_of_another_country_is_flagged_with_that_of_the_country(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tripoli, a port in the north of Lebanon, was calm.",
        "He was born in Doha, a city in Qatar.",
        "Soldiers from Mali in northern Niger went home.",
        "The policy of Baghdad in northern Syria is unclear.",
        "Traders met in Tripoli in southern Greece.",
        "There is a Baghdad, a town in the west of Brazil.",
        "Kidal, a town in western Chad, has a well.",
    ],
)
def test_what_may_lie_there_or_says_nothing_of_it_is_left_alone(text: str) -> None:
    assert _found(text) == []
