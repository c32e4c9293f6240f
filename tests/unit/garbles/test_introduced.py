"""Surnames alone beside the full name that introduced the person."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

from .cast import GAZETTEER

KIND = "name-variants"


def _variants(text: str, gazetteer: Gazetteer = GAZETTEER) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), (), gazetteer)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category == KIND]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("Judge Samer Doukar heard them. The lawyers of Judge Doukart were late.", "Doukart", "Doukar"),
        ("The envoy, Karl Lindberg, left. Mr. Lindberger will be back.", "Lindberger", "Lindberg"),
        ("President Amadou Tolba spoke. The government of Tolva denied it.", "Tolva", "Tolba"),
        ("President Amadou Tolba spoke. “No,” said Tolpa.", "Tolpa", "Tolba"),
        ("The general, Viktor Kravtsun, left. The men of Kravtson stayed.", "Kravtson", "Kravtsun"),
        ("Minister Nabil Perri came. Mr. Perry did not speak.", "Perry", "Perri"),  # an English word behind a title
    ],
)
def test_a_surname_that_is_nearly_that_of_the_person_named_in_full_is_flagged(
    text: str, quote: str, right: str
) -> None:
    assert any(quote == one and name.endswith(right) for one, name in _variants(text))


@pytest.mark.parametrize(
    "text",
    [
        "Judge Samer Doukar heard them. Judge Dokkas was late.",
        "President Amadou Tolba spoke. Karim Tolva did not. “No,” said Tolva.",  # somebody of that name is named
        "President Amadou Tolba spoke. “No,” said Tolbas.",  # may be a family, or another name
        "The envoy, Karl Lindberg, left. They went to Lindbergen.",
        "President Amadou Tolba spoke. Tolva is a town.",  # nothing says that it is a person
        "The coach, Ana Marlow, and her rival, Ana Marlon, left. “No,” said Marlos.",  # two are as near
    ],
)
def test_a_surname_that_may_be_anothers_is_passed_over(text: str) -> None:
    assert _variants(text) == []


KNOWN = Gazetteer(
    [
        EntityRecord("dagla", "Hamid Dagla", "person", context=("Sudan",), aliases=(AliasRecord("Daqlo"),)),
        EntityRecord("sudan", "Sudan", "place"),
    ]
)


def test_another_spelling_behind_a_title_is_a_variant_and_a_nickname_that_is_introduced_is_none() -> None:
    assert _variants("Hamid Dagla came. Mr. Daqlo left.", KNOWN) == [("Daqlo", "Hamid Dagla")]
    assert _variants("Hamid Dagla, nicknamed Daqlo, came to Sudan.", KNOWN) == []
    assert _variants("Hamid Dagla, better known as “Daqlo”, came to Sudan.", KNOWN) == []
