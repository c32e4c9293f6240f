"""Lines of a text, and paragraphs as the rules for zones read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.lines import block, lines


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
