"""Offsets of other tools as code points of the text that the desk keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Invalid
from annotator.imports.readers.texts import Original

# Letters of one and of two code units, and both kinds of line ends.
TEXTS = st.text(alphabet="aé😃𝒳 \n\r", min_size=1, max_size=40)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.data())
def test_utf_16_and_code_points_name_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    original = Original(text)
    assert original.of_utf16(units(text[:start])) == start and original.of_utf16(units(text[:end])) == end
    try:
        kept = original.span(units(text[:start]), units(text[:end]), utf16=True)
    except Invalid:  # only what is nothing in the text that is kept
        assert text[start:end] == "\r" and text[start : start + 2] == "\r\n"
        return
    assert original.kept[kept[0] : kept[1]] == text[start:end].replace("\r\n", "\n").replace("\r", "\n") or (
        text[start:end].endswith("\r") or text[start:end].startswith("\n")
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 99), (3, 2), (1, 1), (9, 9), (10**30, 10**31)])
def test_a_stretch_outside_or_without_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(Invalid):
        Original("Two left.").span(start, end)


def test_the_middle_of_a_character_is_no_place() -> None:
    with pytest.raises(Invalid, match="middle of a character"):
        Original("a😃b").of_utf16(2)


def test_a_byte_order_mark_in_front_moves_everything_by_one() -> None:
    original = Original("\ufeffTwo left.")
    start, end = original.span(1, 4)
    assert original.kept[start:end] == "Two"
