"""Names that are like a known one: whose they are is told by what the gazetteer has of the same kind."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

NAMES = Gazetteer(
    [
        EntityRecord("pardy", "Florence Marly", "person", context=("France", "minister")),
        EntityRecord("party", "Marty Party of France", "group", context=("France",)),
        EntityRecord("kestrel", "Kestrol", "group", context=("Russia", "mercenaries")),
        EntityRecord(
            "office", "Bureau of Europe", "institution", context=("Union",),
            aliases=(AliasRecord("Parquet européen", language="fr"),),
        ),
        EntityRecord("aid", "Mark Bowcock", "person", context=("aid", "Yemen", "United Nations")),
    ]
)  # fmt: skip


def _found(text: str) -> list[str]:
    return [
        one.quote for one in find_all(text, segment.sentences(text), (), NAMES) if one.category.startswith("garbled")
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("In France the minister, Florence Marty, left.", "Florence Marty"),  # a word of a party's name is no surname
        ("In Russia the men of Kestrul left.", "Kestrul"),  # a group of one word
        ("The head of aid for Yemen, Mark Bokok of the United Nations, left.", "Mark Bokok"),
    ],
)
def test_a_word_of_another_kind_of_name_does_not_excuse_it(text: str, quote: str) -> None:
    assert quote in _found(text)


@pytest.mark.parametrize(
    "text",
    ["Part of the European troops of the Union will leave.", "The poet Mark Bokok left, and the men of Kestrul too."],
)
def test_english_words_around_an_of_and_names_with_nothing_beside_are_passed_over(text: str) -> None:
    assert _found(text) == []
