from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

BODIES = Gazetteer(
    [
        EntityRecord(
            "unmik", "United Nations Mission in Kosovo", "institution", context=("Kosovo",),
            aliases=(AliasRecord("UNMIK", "acronym"),),
        ),
        EntityRecord(
            "comesa", "Common Market for Eastern Africa", "institution", context=("Kenya",),
            aliases=(AliasRecord("COMESA", "acronym"),),
        ),
        EntityRecord(
            "undof", "United Nations Force of Observers", "institution", context=("UN",),
            aliases=(AliasRecord("UNDOF", "acronym"),),
        ),
        EntityRecord(
            "farc", "Revolutionary Armed Front", "group", context=("Colombia",),
            aliases=(AliasRecord("FARC", "acronym"),),
        ),
    ]
)  # fmt: skip


def _acronyms(text: str, gazetteer: Gazetteer = BODIES) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), (), gazetteer)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category == "garbled-institution"]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("The United Nations Mission in Kosovo (UNMEK) was asked.", "UNMEK", "UNMIK"),
        ("In Kosovo the police and UNAMIK were asked, he said.", "UNAMIK", "UNMIK"),
        ("In Kenya the COMMESA asked for talks.", "COMMESA", "COMESA"),
        ("In Kenya the COMESSA asked for talks, as did KOMESA.", "KOMESA", "COMESA"),
        ("In Colombia the FRAC asked for talks.", "FRAC", "FARC"),
    ],
)
def test_an_acronym_a_letter_off_is_flagged(text: str, quote: str, right: str) -> None:
    assert (quote, right) in _acronyms(text)


@pytest.mark.parametrize(
    "text",
    [
        "The United Network of Milk in Kosovo (UNMEK) was asked.",  # its own name stands before it
        "The UNAMIK was asked, he said.",  # nothing of Kosovo
        "In Kosovo UNMIK and UNAMIK were asked.",  # two bodies
        "The UNDAF was asked.",  # "UN" begins it, and is no word of its own here
        "IN COLOMBIA FRAC ASKED FOR TALKS",
        "In Kenya the COMET asked for talks. In Colombia FAR asked too.",
    ],
)
def test_another_bodys_acronym_is_passed_over(text: str) -> None:
    assert _acronyms(text) == []


def test_after_a_change_the_acronym_as_it_is_now_counts() -> None:
    assert _acronyms("In Colombia the FRAC asked.", LayeredGazetteer(BODIES, (), {"farc"})) == []
