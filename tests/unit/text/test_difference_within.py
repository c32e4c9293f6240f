"""What became of a text, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.difference import Run, within


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "out": "[-{}-]", "in": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.words) for piece in within(before, after))


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("Two men died on Monday", "Three men died on Monday", "[-Two-][+Three+] men died on Monday"),
        ("Two men died", "Three boys died", "[-Two men-][+Three boys+] died"),
        ("Two died", "Two died at night", "Two died[+ at night+]"),
        ("He said that two died", "He said two died", "He said [-that -]two died"),
        ("", "New words", "[+New words+]"),
        ("Old words", "", "[-Old words-]"),
        ("same", "same", "same"),
        ("2,500 troops", "2,900 troops", "2,[-500-][+900+] troops"),
        ("al-Hussein al-Sabi", "al-Hashd al-Shaabi", "al-[-Hussein-][+Hashd+] al-[-Sabi-][+Shaabi+]"),
        ("الحشد الشعبي denied it", "الحشد said it", "الحشد [-الشعبي denied-][+said+] it"),
        ("🎖️ four guards", "🎖️ five guards", "🎖️ [-four-][+five+] guards"),
        ("one two", "one  two", "one[- -][+  +]two"),
    ],
)
def test_words_that_stay_go_and_come(before: str, after: str, wanted: str) -> None:
    assert shown(before, after) == wanted


@given(st.text("ab ,\n🎖", max_size=40), st.text("ab ,\n🎖", max_size=40))
def test_both_texts_are_in_it(before: str, after: str) -> None:
    found = within(before, after)
    assert "".join(piece.words for piece in found if piece.kind != "in") == before
    assert "".join(piece.words for piece in found if piece.kind != "out") == after


def test_what_stayed_is_shortened_and_what_changed_is_not() -> None:
    long = "word " * 200
    found = within(f"{long}one {long}two", f"{long}three {long}four")
    assert [piece.kind for piece in found] == ["same", "out", "in", "same", "out", "in"]
    assert all(len(piece.words) < 200 for piece in found) and found[-1] == Run("in", "four")


def test_texts_that_share_nothing_are_not_compared_for_ever() -> None:
    before, after = (" ".join(f"{name}{number}" for number in range(20_000)) for name in "ab")
    start = time.monotonic()
    assert [piece.kind for piece in within(before, after)] == ["out", "in"]
    assert time.monotonic() - start < 2
