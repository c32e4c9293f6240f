"""Word classes where the lexicon alone is wrong, and offsets of words with marks."""

from __future__ import annotations

import pytest

from annotator.text.words import words


@pytest.mark.parametrize(
    ("sentence", "word", "tag"),
    [
        ("The US closed its gates.", "US", "NNP"),
        ("Gunmen further targeted an employee.", "targeted", "VBD"),
        ("Turkish jets bombed depots near Dohuk.", "bombed", "VBD"),
        ("A depot built in May was bombed.", "built", "VBN"),
        ("Two reports show that prices fell.", "show", "VBP"),
        ("Basra is a port that exports oil.", "exports", "VBZ"),
        ("A leader of al-Hashd spoke.", "al-Hashd", "NNP"),
        ("They left there on foot.", "there", "RB"),
    ],
)
def test_a_class_is_mended_by_form_or_place(sentence: str, word: str, tag: str) -> None:
    assert next(found.tag for found in words(sentence) if found.text == word) == tag


def test_a_word_keeps_its_combining_marks() -> None:
    assert [word.text for word in words("Nai\u0308f left.")] == ["Nai\u0308f", "left", "."]


def test_a_possessive_and_a_negation_are_words_of_their_own() -> None:
    assert [word.text for word in words("Iran’s army didn’t move.")] == [
        "Iran",
        "’s",
        "army",
        "did",
        "n’t",
        "move",
        ".",
    ]
