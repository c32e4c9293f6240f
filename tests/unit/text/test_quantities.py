"""Quantities: value, range, how exact, unit and role."""

from __future__ import annotations

import pytest

from annotator.text.quantities import number, quantities
from annotator.text.spans import Span


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The blast killed two people.", (2, None, "exact", "people", "killed")),
        ("It wounded at least seven others.", (7, None, "at least", "others", "wounded")),
        ("Some 3,400 US troops stayed.", (3400, None, "about", "troops", "troops")),
        ("About 2.5 million people fled.", (2.5e6, None, "about", "people", "displaced")),
        ("The bank froze $ 4 billion.", (4e9, None, "exact", "USD", "money")),
        ("It cost 1.2 million dinars.", (1.2e6, None, "exact", "IQD", "money")),
        ("Half a dozen rockets fell.", (6, None, "exact", "rockets", None)),
        ("They fired dozens of shells.", (24, None, "dozens", "shells", None)),
        ("Tens of thousands of refugees came.", (20_000, None, "dozens", "refugees", "displaced")),
        ("Turnout was 41.5 percent.", (41.5, None, "exact", "percent", None)),
        ("Between 20 and 30 gunmen came.", (20, 30, "exact", "gunmen", "troops")),
        ("They want 3 to 4 million barrels.", (3e6, 4e6, "exact", "barrels", None)),
        ("Police arrested forty-two men.", (42, None, "exact", "men", "arrested")),
        ("No more than 12 guards stood there.", (12, None, "at most", "guards", None)),
        ("Two hundred and fifty tents burned.", (250, None, "exact", "tents", None)),
        ("قتل ٢٥ جنديا", (25, None, "exact", "جنديا", None)),
    ],
)
def test_a_quantity_is_read(text: str, read: tuple[object, ...]) -> None:
    """`read`: value, high, qualifier, unit, role."""
    (found,) = quantities(text)
    assert (found.value, found.high, found.qualifier, found.unit, found.role) == read
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "An F-16 flew over.",
        "COVID-19 came back.",
        "The third man ran.",
        "It began in 2019 and ended on March 4, 2021.",
        "They met at 10:30 on the 5th.",
        "One explained that no one knew.",
        "A man left for an hour.",
    ],
)
def test_names_dates_and_ordinals_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def test_two_tolls_of_one_sentence_keep_their_roles() -> None:
    found = quantities("The attack killed three soldiers and wounded eleven civilians.")
    assert [(q.value, q.role) for q in found] == [(3, "killed"), (11, "wounded")]


def test_two_numbers_joined_by_and_are_no_range() -> None:
    assert [q.value for q in quantities("Houses two and three burned.")] == [2, 3]


def test_a_stretch_gives_only_its_own_quantities() -> None:
    text = "Six boats sank. Nine were towed."
    assert [q.value for q in quantities(text, Span(16, len(text)))] == [9]


@pytest.mark.parametrize(
    ("words", "value"), [("twenty-two thousand and five", 22_005), ("a hundred", 100), ("1,250", 1250)]
)
def test_number_words(words: str, value: float) -> None:
    assert number(words) == value
