"""Persons whose surname is a letter off and whom their office tells."""

from __future__ import annotations

import pytest

from annotator.garbles import in_office
from annotator.garbles.detectors import find_all
from annotator.garbles.passage import Passage
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

NAMES = Gazetteer(
    [
        EntityRecord("adli", "Karim Abdel Adli", "person", context=("irrigation", "minister", "Egypt", "Egyptian")),
        EntityRecord("eskandi", "Hamid Eskandi", "person", context=("energy minister", "Iran", "Iranian")),
        EntityRecord("belaz", "Nadir Belaz", "person", context=("Audit Court", "audit", "Algeria", "Algerian")),
        EntityRecord("cissala", "Moussa Cissala", "person", context=("health minister", "Mali")),
        EntityRecord("belize", "Belize", "place", context=("Central America",)),
        EntityRecord("jabrallah", "Omar Karim Jabrallah", "person", context=("general", "Sudan")),
        EntityRecord("yabrallah", "Fahd Yabrallah", "person", context=("deputy", "Kuwait")),
        EntityRecord("egypt", "Egypt", "place"),
    ]
)


def _names(text: str) -> list[tuple[str, str | None]]:
    found = find_all(text, segment.sentences(text), (), NAMES)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category == "garbled-name"]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("The Egyptian Minister of Irrigation, Karim Abdel Madli, wrote it.", "Karim Abdel Madli", "Karim Abdel Adli"),
        ("Energy Minister Hamid Neskandi of Iran was asked.", "Hamid Neskandi", "Hamid Eskandi"),
        ("In Mali the health minister, Moussa Sissala, resigned.", "Moussa Sissala", "Moussa Cissala"),
        # A known place is no reason to leave it alone, where the rest of the name and the office are the person's.
        ("In Algeria the head of the Audit Court, Nadir Belize, got a letter.", "Nadir Belize", "Nadir Belaz"),
        # The surname is somebody's, of another country.
        ("In Sudan General Omar Karim Yabrallah refused.", "Omar Karim Yabrallah", "Omar Karim Jabrallah"),
    ],
)
def test_the_office_tells_whose_surname_is_a_letter_off(text: str, quote: str, name: str) -> None:
    assert _names(text) == [(quote, name)]


@pytest.mark.parametrize(
    "text",
    [
        "The Egyptian minister Karim Abdel Madli wrote it.",  # a minister is anybody
        "The Minister of Irrigation, Karim Abdel Madli, wrote it.",  # of which country?
        "The Egyptian Minister of Irrigation, Tarek Abdel Madli, wrote it.",
        "The Egyptian Minister of Irrigation, Karim Abdel Hamdi, wrote it.",
        "In Iran a shopkeeper, Hamid Neskandi, was asked.",
        "Energy Minister Hamid Eskandi of Iran was asked.",
    ],
)
def test_another_office_or_another_name_is_somebody_else(text: str) -> None:
    assert list(in_office.told(Passage(text, segment.sentences(text), (), NAMES))) == []
