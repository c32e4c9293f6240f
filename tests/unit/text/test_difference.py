"""Two texts side by side: each is whole, and what only one of them has is marked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.difference import Piece, apart


def marked(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.words}]" if piece.own else piece.words for piece in pieces)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Two guards died.", "Two guards died.", ("Two guards died.", "Two guards died.")),
        ("Two guards died.", "Three guards died.", ("[Two] guards died.", "[Three] guards died.")),
        ("Two guards died.", "Two guards died on Monday.", ("Two guards died.", "Two guards died[ on Monday].")),
        ("", "Asked twice.", ("", "[Asked twice.]")),
        ("one two three four", "one six seven four", ("one [two three] four", "one [six seven] four")),
        ("قتل حارسان", "قتل ثلاثة حراس", ("قتل [حارسان]", "قتل [ثلاثة حراس]")),
        ("a\nb", "a b", ("a[\n]b", "a[ ]b")),
    ],
)
def test_what_only_one_text_has_is_marked(left: str, right: str, expected: tuple[str, str]) -> None:
    one, other = apart(left, right)
    assert (marked(one), marked(other)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_are_the_texts_again(left: str, right: str) -> None:
    one, other = apart(left, right)
    assert ("".join(piece.words for piece in one), "".join(piece.words for piece in other)) == (left, right)


def test_long_texts_with_nothing_in_common_take_no_time() -> None:
    began = time.perf_counter()
    one, other = apart("aa bb " * 2_000, "cc dd " * 2_000)
    assert time.perf_counter() - began < 0.5
    assert one[0].own and other[0].own
