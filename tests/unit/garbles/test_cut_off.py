from __future__ import annotations

import pytest

from annotator.text.spans import Zone

from .cast import quotes

KIND = "cut-off"
BEFORE = "The men had left by noon. "


@pytest.mark.parametrize(
    "fragment",
    [
        "A rather tall official.",
        "However, a new page in the slow history of the region.",
        "Sent the letter to the mayor by hand.",
        "The troops left the base and the …",
        "The troops were sent to the.",
        "She wanted it but.",
    ],
)
def test_a_sentence_without_verb_subject_or_end_is_flagged(fragment: str) -> None:
    assert quotes(BEFORE + fragment, KIND) == [fragment]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rockets hit the base.",
        "Prices share one cause.",
        "Nobody, in town, bets on peace.",
        "Not so.",
        "Why?",
        "“A tall official,” he said.",
        "Sent to the front, the men wrote home.",
        "That is what she was afraid of.",
        "Sign here.",
        "It wasn’t.",
        "U.S. relations with them are good.",
        "Trump’s back.",
        "AFP, 15 February 2021.",
    ],
)
def test_a_whole_sentence_is_left_alone(sentence: str) -> None:
    assert quotes(BEFORE + sentence, KIND) == []


def test_headings_bylines_and_a_first_line_need_no_verb() -> None:
    fragment = "A rather tall official."
    assert quotes(fragment + " " + BEFORE, KIND) == []
    text = BEFORE.strip() + "\n\n" + fragment
    assert quotes(text, KIND) == [fragment]
    assert quotes(text, KIND, (Zone("heading", text.index(fragment), len(text)),)) == []
