"""Names of which a word was translated, or put by another word of the same sort."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

NAMES = Gazetteer(
    [
        EntityRecord("asad", "Ain al-Asad", "place", context=("base", "iraq")),
        EntityRecord(
            "iaea", "International Atomic Energy Agency", "institution", context=("uranium",),
            aliases=(AliasRecord("IAEA", "acronym"),),
        ),
        EntityRecord("aeoi", "Atomic Energy Organization of Iran", "institution", context=("uranium",)),
        EntityRecord("iraq", "Iraq", "place"),
    ]
)  # fmt: skip


def readings(text: str) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), gazetteer=NAMES)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category.startswith("garbled")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rockets hit the base of Ain al-Lion in Iraq.", [("Ain al-Lion", "Ain al-Asad")]),
        (
            "The International Atomic Energy Organization counted the uranium.",
            [("International Atomic Energy Organization", "International Atomic Energy Agency")],
        ),
        ("The Atomic Energy Organization of Iran counted the uranium.", []),
        ("The International Atomic Energy Agency counted the uranium.", []),
    ],
)
def test_the_word_behind_an_article_and_the_word_for_the_body_are_put_right(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert readings(text) == expected


def test_acronyms_and_words_of_the_source_written_small_are_left_over() -> None:
    text = "A spokesman of the Onu said on Monday that the dowlat had paid for it."
    found = find_all(text, segment.sentences(text))
    assert [(one.quote, one.suggestions[0].name) for one in found] == [("Onu", "UN"), ("dowlat", "government")]
