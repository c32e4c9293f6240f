"""Clauses without a subject or noun inside a sentence, and predicates, prepositions and negations that stand twice."""

from __future__ import annotations

import pytest

from .cast import quotes

BEFORE = "The talks went on for a third day, officials said on Thursday.\n"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The envoy leaves for Doha, where will meet the Americans.", "where will meet"),
        ("He flew to Ankara, where was received by the minister.", "where was received"),
        ("The bill fell because has been rejected by the court.", "because has been"),
        ("The port reopens after will be repaired by the army.", "after will be"),
        ("He came with six ministers, among them the of Agriculture.", "the of"),
        ("It was signed in Rabat by a from Fez.", "a from"),
    ],
)
def test_a_clause_without_its_subject_or_noun_is_cut_off(sentence: str, words: str) -> None:
    assert quotes(BEFORE + sentence, "cut-off") == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "He asked where the money was hidden.",
        "The men were taken to the hospital, where two were treated.",
        "He asked where is best to land.",
        "Nobody knows when will be the vote?",
        "The army, where needed, will help.",
        "He went home after being freed.",
        "The house of the mayor is from the last century.",
        "As was expected, the vote failed.",
    ],
)
def test_clauses_with_their_subject_are_let_stand(sentence: str) -> None:
    assert quotes(BEFORE + sentence, "cut-off") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "The bodies were brought in by Wednesday were brought to the city.",
            "were brought in by Wednesday were brought",
        ),
        ("The army announced on Monday in Oran announced a truce.", "announced on Monday in Oran announced"),
        ("Inflation rose in August by to 167 percent.", "by to"),
        ("The raid has not made not a single victim.", "has not made not a"),
        ("They did not find nobody in the house.", "did not find nobody"),
    ],
)
def test_a_predicate_preposition_or_negation_that_stands_twice(sentence: str, words: str) -> None:
    assert quotes(BEFORE + sentence, "doubled-words") == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "He was killed in the war and his son was killed in a crash.",
        "The minister said on Monday he had said so.",
        "The firm was sold in May and was sold again in June.",
        "He did not say no to the offer.",
        "The plan was relied on by the army.",
        "The price went from two to three euros.",
        "The house was seen from behind by the guard.",
    ],
)
def test_what_english_says_twice_is_let_stand(sentence: str) -> None:
    assert quotes(BEFORE + sentence, "doubled-words") == []


@pytest.mark.parametrize("sentence", ["What the latter formally denies.", "What the government of Bamako refutes."])
def test_a_clause_with_what_that_goes_back_is_cut_off(sentence: str) -> None:
    assert quotes(BEFORE + sentence, "cut-off") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "What the army wants is power.",
        "What a day it was.",
        "What the police found shocked the town.",
        "What happened next shocked them.",
    ],
)
def test_what_that_opens_a_whole_sentence_is_let_stand(sentence: str) -> None:
    assert quotes(BEFORE + sentence, "cut-off") == []


def test_a_text_that_ends_inside_a_sentence_is_cut_off() -> None:
    text = (
        BEFORE + "The army withdrew. The mayor came back. He said that the withdrawal, which was to begin today, it was"
    )
    assert quotes(text, "cut-off") == ["He said that the withdrawal, which was to begin today, it was"]
    assert quotes(BEFORE + "The army withdrew. The mayor came back. He said that it was.", "cut-off") == []
