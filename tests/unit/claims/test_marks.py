"""Marks: the words by which a statement says less, or the opposite, of what it would say without them."""

from __future__ import annotations

import pytest

from annotator.claims.marks import marks
from annotator.claims.splitting import claims
from annotator.text.segment import sentences


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The envoy did not visit Harim.", [("not", "negated")]),
        ("The harbour hasn’t reopened.", [("n’t", "negated")]),
        ("The bridge is no longer in use.", [("no longer", "negated")]),
        ("The ministry denied the report.", [("denied", "negated")]),
        ("Neither side fired.", [("Neither", "negated")]),
        ("The convoy could arrive on Monday.", [("could", "modal")]),
        ("The minister is to visit the camp.", [("is to", "modal")]),
        ("The group promised to free the drivers.", [("promised to", "modal")]),
        ("The guards tried to close the gate.", [("tried to", "modal")]),
        ("The mine is expected to open in June.", [("is expected to", "modal")]),
        ("Rebels reportedly took the hill.", [("reportedly", "hedged")]),
        ("The driver seems to have fled.", [("seems", "hedged")]),
        ("Six men are believed to have drowned.", [("are believed", "hedged")]),
        ("The alleged smuggler was freed.", [("alleged", "alleged")]),
        ("Two clerks accused of theft were held.", [("accused of", "alleged")]),
        ("The clerk left, declining to sign.", [("declining to", "negated")]),
        ("Suspected raiders burned the mill.", [("Suspected", "alleged")]),
    ],
)
def test_marks_are_the_words_that_change_how_far_a_claim_goes(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = marks(sentence)
    assert [(mark.quote, mark.kind) for mark in found] == expected
    assert all(sentence[mark.start : mark.end] == mark.quote for mark in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The fair opened on 5 May in Tarsin.",
        "The might of the army impressed the guests.",
        "The cell claimed responsibility for the raid.",
        "The flood claimed the lives of nine people.",
        "House No. 5 burned down.",
        "The driver was to blame.",
        "The village is to the east of the river.",
        "The actress appeared in court.",
        "The storm hit not only the port.",
        "About forty boats sank.",
    ],
)
def test_what_only_looks_like_a_mark_is_none(sentence: str) -> None:
    assert marks(sentence) == []


def test_a_claim_has_the_marks_of_its_own_words_only() -> None:
    text = "The mayor did not resign and the council elected a deputy."
    found = claims(text, sentences(text), [])
    by_words = {claim.anchors[0].of(text).split()[1]: [mark.quote for mark in claim.marks] for claim in found}
    assert by_words == {"mayor": ["not"], "council": []}


def test_a_not_inside_a_restrictive_relative_stays_with_its_claim() -> None:
    text = "The drivers who had not paid the toll were held at the border."
    assert ["not"] in [[mark.quote for mark in claim.marks] for claim in claims(text, sentences(text), [])]


def test_any_string_comes_back() -> None:
    assert marks("") == []
    assert marks("\ud800 not \x00") != []
    marks("may" * 100_000)
