"""Bodies whose name stands behind an "of" that English does not have, and acronyms as they are spoken."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.garbles.turned_names import turned_round
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("National Group of Steel", "National Steel Group"),
        ("Iranian Company of Oil", "Iranian Oil Company"),
        ("Ethiopian Commission of Human Rights", "Ethiopian Human Rights Commission"),
        ("Moroccan Association of the Rights of Man", "Moroccan Human Rights Association"),
        ("Eritrean Front of Popular Liberation", "Eritrean People’s Liberation Front"),
    ],
)
def test_what_a_body_deals_with_stands_before_its_noun(name: str, right: str) -> None:
    found = turned_round(name)
    assert found is not None
    assert found[2] == right


@pytest.mark.parametrize(
    "name",
    [
        "European Court of Human Rights",
        "Ministry of Oil",
        "Bank of Steel City",
        "National Bank of Egypt",
        "Company of Wolves",
        "Front of House",
        "Party of National Unity",
        "Council of Europe",
    ],
)
def test_what_english_puts_behind_of_is_let_stand(name: str) -> None:
    assert turned_round(name) is None


GAZETTEER = Gazetteer(
    [
        EntityRecord(
            "unama",
            "UN Assistance Mission in Afghanistan",
            "institution",
            context=("Afghanistan",),
            aliases=(AliasRecord("UNAMA", kind="acronym"),),
        ),
        EntityRecord(
            "ecowas",
            "Economic Community of West African States",
            "institution",
            context=("Africa",),
            aliases=(AliasRecord("ECOWAS", kind="acronym"),),
        ),
        EntityRecord(
            "mujahid",
            "Zabihullah Mujahid",
            "person",
            context=("Taliban", "spokesman", "Afghanistan"),
            aliases=(AliasRecord("Zabihullah Mojahed"),),
        ),
        EntityRecord(
            "haniyeh", "Ismail Haniyeh", "person", context=("Hamas",), aliases=(AliasRecord("Ismail Haniya"),)
        ),
        EntityRecord("guterres", "António Guterres", "person", context=("UN",)),
        EntityRecord("fratoianni", "Nicola Fratoianni", "person", context=("Italy", "Italian")),
    ]
)


def _readings(text: str) -> dict[str, str]:
    found = find_all(text, segment.sentences(text), (), GAZETTEER)
    return {one.quote: one.suggestions[0].name for one in found if one.category.startswith("garbled")}


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("The compound of Yunama in Kabul was hit.", "Yunama", "UNAMA"),
        ("The leaders of Ekowas met in Abuja.", "Ekowas", "ECOWAS"),
        (
            "The Taliban spokesman Zabih Allah Mojahed denied it in Afghanistan.",
            "Zabih Allah Mojahed",
            "Zabihullah Mujahid",
        ),
        ("UN Secretary-General Antonio Gutierres called for restraint.", "Antonio Gutierres", "António Guterres"),
        ("The Italian lawmaker Nicholas Fratoianni went on board.", "Nicholas Fratoianni", "Nicola Fratoianni"),
    ],
)
def test_a_name_that_came_through_another_alphabet_or_language(text: str, wrong: str, right: str) -> None:
    assert _readings(text) == {wrong: right}


@pytest.mark.parametrize(
    "text",
    [
        "Ismail Khan, 75, ruled the west of the country.",
        "UNAMA and ECOWAS met.",
        "The town of Yunus was hit.",
        "Nicholas Ferrante went on board.",
        "UN officials met General Motors managers.",
    ],
)
def test_other_names_are_let_stand(text: str) -> None:
    assert _readings(text) == {}
