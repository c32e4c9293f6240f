"""Institutions with one word changed: a plural lost, a word of the same meaning, an adjective behind."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

BODIES = Gazetteer(
    [
        EntityRecord("un", "United Nations", "institution", context=("Geneva",)),
        EntityRecord("msf", "Physicians Beyond Borders", "institution", context=("aid",)),
        EntityRecord("wfp", "World Food Agency", "institution", context=("hunger",)),
        EntityRecord("lf", "Cedar Forces", "group", context=("Lebanon",)),
        EntityRecord("mei", "Near East Centre", "institution", context=("London",)),
        EntityRecord("guard", "Coastal Guards", "institution", context=("Italy",)),
        EntityRecord("minsk", "Tartu Group", "group", context=("Estonia",)),
        EntityRecord("union", "Nordic Union", "institution", context=("Oslo",)),
    ]
)


def _bodies(text: str) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), (), BODIES)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category == "garbled-institution"]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("According to the United Nation, they left.", "United Nation", "United Nations"),
        ("The men of Physicians Beyond Border came.", "Physicians Beyond Border", "Physicians Beyond Borders"),
        ("The World Foodstuffs Agency sent rice.", "World Foodstuffs Agency", "World Food Agency"),
        ("The World Feeding Agency sent rice.", "World Feeding Agency", "World Food Agency"),
        ("The Cedar Strengths denied it.", "Cedar Strengths", "Cedar Forces"),
        ("The Centre of the Near Orient denied it.", "Centre of the Near Orient", "Near East Centre"),
        ("The chairs of the Group of Tartu met.", "Group of Tartu", "Tartu Group"),
        ("A Transitional Council Military rules.", "Transitional Council Military", "Transitional Military Council"),
    ],
)
def test_one_changed_word_is_flagged(text: str, quote: str, name: str) -> None:
    assert (quote, name) in _bodies(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Coastal Guard came.",  # copy has this in the singular too
        "The United Nations came, and a united nation it was.",
        "The Nordic Union Agency for Fish denied it.",  # another body
        "The Free Army National Hospital was hit.",
    ],
)
def test_what_is_right_or_another_body_is_passed_over(text: str) -> None:
    assert _bodies(text) == []
