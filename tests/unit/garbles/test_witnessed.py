"""Names that the acronym behind them proves wrong, words of one meaning, airlines, and regions that are no names."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment


def _acronym(name: str) -> AliasRecord:
    return AliasRecord(name, "acronym")


GAZETTEER = Gazetteer(
    [
        EntityRecord(
            "mlk", "Popular Movement for Renewal and Harmony", "group", context=("Togo",), aliases=(_acronym("MPRH"),)
        ),
        EntityRecord(
            "bakers", "National Association of Bakers", "institution", aliases=(_acronym("ANB"),), context=("bread",)
        ),
        EntityRecord("fln", "National Liberation Front", "group", aliases=(_acronym("FLN"),), context=("Algeria",)),
        EntityRecord(
            "msf", "Doctors Without Borders", "institution", aliases=(_acronym("MSF"),), context=("hospital",)
        ),
        EntityRecord("caa", "Civil Aviation Authority", "institution", context=("flight",)),
        EntityRecord("cbi", "Council for Bread Inspection", "institution", aliases=(_acronym("CBI"),)),
        EntityRecord("unbp", "United Nations Baking Programme", "institution", context=("bread",)),
        EntityRecord("committee", "Committee of Public Works", "institution", aliases=(_acronym("CTP"),)),
        EntityRecord("west-africa", "West Africa", "place", context=("Sahel",)),
        EntityRecord(
            "saa", "South African Airways", "institution", context=("South Africa",), aliases=(_acronym("SAA"),)
        ),
    ]
)
NAMES = {"garbled-name", "garbled-place", "garbled-institution"}


def _found(text: str) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), (), GAZETTEER)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category in NAMES]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "The Popular Movement for Refurbishment and Harmony (MPRH) met in Lomé.",
            "Popular Movement for Refurbishment and Harmony",
            "Popular Movement for Renewal and Harmony",
        ),
        (
            "It was written by the former Popular Movement for Renewal and Tuning (MPRH) in May.",
            "Popular Movement for Renewal and Tuning",
            "Popular Movement for Renewal and Harmony",
        ),
        (
            "The National Association of Ovens (ANB) met.",
            "National Association of Ovens",
            "National Association of Bakers",
        ),
        ("The National Release Front lost.", "National Release Front", "National Liberation Front"),
        ("A nurse of Physicians Without Limits left.", "Physicians Without Limits", "Doctors Without Borders"),
        ("The Civil Airplane Authority denied it.", "Civil Airplane Authority", "Civil Aviation Authority"),
        ("A plane of the Kuwaiti Aerial Lines was late.", "Kuwaiti Aerial Lines", "Kuwaiti Airlines"),
    ],
)
def test_a_word_that_no_institution_has_is_flagged(text: str, wrong: str, right: str) -> None:
    assert _found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "The Popular Movement for Renewal and Harmony (MPRH) met.",
        "The National Committee of Bakers (ANB) met.",  # a word of institutions
        "The Maritime Parade for Rafts and Harmony (MPRH) was late.",  # its own initials
        "The Popular Movement (MPRH) met.",
        "The National Association of Ovens met, and so did the bakers (ANB).",
        "The United Nations Baking Program met.",
        "The Cake Bun Inspectorate (CBI) met.",
        "A plane of Delta Air Lines was late.",
        "West African leaders met in South Africa with East African and Central Asian ones.",
    ],
)
def test_right_names_other_bodies_and_regions_are_left_alone(text: str) -> None:
    assert _found(text) == []
