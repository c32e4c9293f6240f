"""Where else a text has what a correction changes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator.corrections.occurrences import occurrences
from annotator.text.spans import Span

HARBOUR = (
    "About 2,500 dock workers went on strike in Basra, the port of Umm Qasr said. Two thousand five hundred workers "
    "stayed at home, and 2500 dollars were paid. Some 250 workers left. Twelve people were killed; the 12 dead were "
    "buried. The 12 cranes stood still. Basim al-Sabi's men met Basim al-Saabi. AL-SABI fled, al-Sabi's brother said."
)


def found(quote: str, replacement: str, text: str = HARBOUR) -> list[tuple[str, str, bool]]:
    start = text.index(quote)
    return [
        (each.words, each.replacement, each.sure)
        for each in occurrences(text, Span(start, start + len(quote)), replacement)
    ]


def test_a_number_is_found_by_its_value_however_it_is_written() -> None:
    assert found("2,500", "2,200") == [("Two thousand five hundred", "2,200", True), ("2500", "2,200", False)]


def test_the_number_alone_is_replaced_and_not_what_it_counts() -> None:
    assert found("About 2,500 dock workers went", "About 2,000 dock workers went")[0] == (
        "Two thousand five hundred", "2,000", True,
    )  # fmt: skip


def test_a_small_number_of_another_thing_is_another_number() -> None:
    assert found("Twelve", "Fourteen") == [("12", "14", True)]


def test_a_number_in_words_stays_one_at_the_beginning_of_a_sentence() -> None:
    assert found("12 dead", "fourteen dead") == [("Twelve", "Fourteen", True)]


def test_a_name_is_found_in_its_words_its_capitals_and_other_spellings() -> None:
    assert found("al-Sabi's brother", "al-Saadi's brother") == [
        ("al-Sabi", "al-Saadi", True),
        ("al-Saabi", "al-Saadi", False),
        ("AL-SABI", "AL-SAADI", True),
    ]


def test_a_full_name_is_not_found_in_half_of_it() -> None:
    assert found("Basim al-Sabi", "al-Hashd al-Shaabi") == [("Basim al-Saabi", "al-Hashd al-Shaabi", False)]


def test_the_right_name_elsewhere_is_left_alone() -> None:
    text = "Karim Hadad spoke. Karim Haddad sat down. Hadad left."
    assert found("Hadad spoke", "Haddad spoke", text) == [("Hadad", "Haddad", True)]


@pytest.mark.parametrize(
    "quote, replacement, text",
    [
        ("met", "saw", "They met in Basra and met again."),  # no name, no number
        ("The", "A", "The port closed. The strike began."),  # opens a sentence
        ("on strike", "", HARBOUR),  # taken out
        ("from 10 to 15", "from 10 to 16", "It rose from 10 to 15 tons. Another 10 tons came; 15 tons were sold."),
        ("10 to 15 tons", "10 to 16 tons", "It took 10 to 15 tons. Later 10 tons came."),  # a range
        ("2019", "2020", "It closed in 2019. In 2019 it opened."),  # a year is no number of things
        ("Basra", "Basra", "Basra is far. Basra is big."),
    ],
)
def test_nothing_is_offered_where_nothing_is_meant(quote: str, replacement: str, text: str) -> None:
    assert found(quote, replacement, text) == []


@pytest.mark.parametrize(
    "quote, replacement, text, there",
    [
        ("$10 million", "$20 million", "It cost $10 million. Ten million dollars were paid.", ["Ten million"]),
        (
            "300 guards",
            "3,000 guards",
            "300 guards came. Of the 300 guards, 12 left. 300 tents burned.",
            ["300", "300"],
        ),
        ("nine", "eleven", "Police held nine men. The nine men were freed.", ["nine"]),
        ("Zubair", "al-Zubayr", "In Zubair it rained. The Zubair bridge and the Basra road.", ["Zubair"]),
        ("Kirkut", "Kirkuk", "Kirkut, Mosul and Kirkut's airport.", ["Kirkut"]),
        ("General Hamad", "General Hamid", "General Hamad said so. “Hamad knew,” he said.", ["Hamad"]),
    ],
)
def test_the_other_places(quote: str, replacement: str, text: str, there: list[str]) -> None:
    assert [words for words, _, _ in found(quote, replacement, text)] == there


def test_places_never_overlap_each_other_or_the_correction() -> None:
    text = "Ali Ali Ali met Ali. Ali left Ali Ali behind."
    spans = [each.span for each in occurrences(text, Span(0, 7), "Omar Omar")]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.start >= 7 for span in spans)
