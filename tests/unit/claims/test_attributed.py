"""Who states what a sentence reports, and what is the article's own."""

from __future__ import annotations

import pytest

from annotator.claims.splitting import claims
from annotator.text.segment import sentences


def stated(text: str) -> list[tuple[str, str]]:
    return [
        (claim.wording, claim.speaker.name if claim.speaker else "")
        for claim in claims(text, sentences(text, "en"), ())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Damascus said the strike hit a depot, while Ankara called it a provocation.",
            [("The strike hit a depot.", "Damascus"), ("Ankara called it a provocation.", "")],
        ),
        (
            "The union said 300 workers had been dismissed, but the company denied it.",
            [("300 workers had been dismissed.", "The union"), ("The company denied it.", "")],
        ),
        # What is set against it may be of the same speaker where nobody else is said to speak.
        (
            "The minister said the price had fallen, while wages had risen by 4 percent.",
            [("The price had fallen.", "The minister"), ("Wages had risen by 4 percent.", "The minister")],
        ),
    ],
)
def test_another_speaker_behind_the_reported_words_is_the_articles_own(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert stated(text) == expected


def test_how_it_was_said_is_no_part_of_who_said_it() -> None:
    assert stated("At least 26 men have died, announced the Ministry of the Interior in a communique.") == [
        ("At least 26 men have died.", "the Ministry of the Interior")
    ]


def test_a_treaty_according_to_which_something_is_due_is_no_speaker() -> None:
    assert stated("The two states signed a treaty, according to which Afghanistan delivers water to Iran.") == [
        ("The two states signed a treaty.", ""),
        ("According to [a treaty] Afghanistan delivers water to Iran.", ""),
    ]


def test_two_statements_of_a_speaker_are_cut_at_the_second_that() -> None:
    assert stated(
        "Hassan Amiri said that the water had reached the province of Sistan and Baluchestan last year and that "
        "satellite images disprove the claim."
    ) == [
        ("The water had reached the province of Sistan and Baluchestan last year.", "Hassan Amiri"),
        ("Satellite images disprove the claim.", "Hassan Amiri"),
    ]


def test_a_second_predicate_behind_the_attribution_has_the_subject_of_the_first() -> None:
    assert stated("Omar Said accepted the resignation, a spokesman said in Kut, and is looking for a successor.") == [
        ("Omar Said accepted the resignation.", "a spokesman"),
        ("[Omar Said] is looking for a successor.", "a spokesman"),
    ]
