"""Lines of a text, and paragraphs as the rules for zones read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.lines import block, lines, paragraphs


@given(st.text(alphabet="ab \t\n"))
def test_every_sort_of_line_break_parts_the_same_lines(text: str) -> None:
    by_feed = [(text[line.start : line.end], line.apart) for line in lines(text)]
    returned = text.replace("\n", "\r")
    assert [(returned[line.start : line.end], line.apart) for line in lines(returned)] == by_feed


def test_a_blank_line_parts_also_where_white_space_stands_in_it() -> None:
    assert [line.apart for line in lines("  The first\nThe second\n \t\nThe third\n")] == [True, False, True]


@pytest.mark.parametrize("quote", ["The dam held.", "The dam\nheld.", "The  dam held.", "The\u00a0dam\theld."])
def test_the_words_of_a_paragraph_are_parted_by_any_white_space(quote: str) -> None:
    one = block(quote)
    assert (one.flat, one.word_count, one.has_stop) == (" ".join(quote.split()), len(quote.split()), True)


def test_of_a_very_long_paragraph_the_first_words_are_counted() -> None:
    assert block("ab " * 1_000 + "c").word_count == 500


CUT = "The mayor told the council that the bridge over the river had been closed by the army and that the price will"


@pytest.mark.parametrize(
    "line",
    [
        "End of message / 218",
        "Editor: Zeynep A.",
        "Reading time: 4 min.",
        "Published 12.03.2021 08:47",
        "Subscribe to our newsletter",
        "© Northern Wire",
        "THE MAYOR IS LEFT ALONE",
    ],
)
def test_a_line_that_is_no_copy_ends_a_sentence_that_was_cut(line: str) -> None:
    text = f"{CUT}\n{line}"
    assert [text[p.start : p.end] for p in paragraphs(text)] == [CUT, line]


@pytest.mark.parametrize(
    "line",
    ["rise by half.", "share the loss.", "Rise by half.", "UNHCR said.", "end of the month.", "follow us, he said."],
)
def test_a_sentence_goes_on_in_the_next_line_of_copy(line: str) -> None:
    assert len(paragraphs(f"{CUT}\n{line}")) == 1


def test_a_headline_in_capitals_stands_by_itself_also_with_a_stop_inside() -> None:
    text = "FERRY SINKS OFF SFAX, 62 ON BOARD. NINE SAVED\n(HWN) - Sfax, 9 MAR - The ferry sank at dawn, the navy said."
    assert len(paragraphs(text)) == 2
