"""Corrections laid over a text and taken off again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.corrections.overlay import apply, joint, laid_over
from annotator.errors import Invalid
from annotator.text.spans import Span

TEXT = "Four guards of the al-Hasid met the mayor 🎖️ of بغداد on Tuesday."


@dataclass(frozen=True)
class Change:
    start: int
    end: int
    quote: str
    replacement: str


def change(quote: str, replacement: str, text: str = TEXT) -> Change:
    start = text.index(quote)
    return Change(start, start + len(quote), quote, replacement)


@st.composite
def text_and_changes(draw: st.DrawFn) -> tuple[str, list[Change]]:
    letters = st.sampled_from(["a", "b", " ", "\n", "é", "e\u0301", "🎖️", "بغ", "\u202e", "𝒳"])
    text = "".join(draw(st.lists(letters, min_size=1, max_size=40)))
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    words = st.text(alphabet="xyz é🎖ب", max_size=6)
    pairs = [(a, b) for a, b in pairwise(bounds) if draw(st.booleans())]
    return text, draw(st.permutations([Change(a, b, text[a:b], draw(words)) for a, b in pairs]))


@given(text_and_changes())
@settings(max_examples=1000, deadline=None)
def test_applied_and_reverted_the_original_is_there_byte_for_byte(case: tuple[str, list[Change]]) -> None:
    text, changes = case
    corrected = apply(text, changes)
    expected = text
    for one in sorted(changes, key=lambda one: -one.start):
        expected = expected[: one.start] + one.replacement + expected[one.end :]
    assert corrected.text == expected
    assert corrected.revert().encode() == text.encode()


@given(text_and_changes(), st.data())
@settings(max_examples=500, deadline=None)
def test_each_word_knows_its_place_in_the_other_text(case: tuple[str, list[Change]], data: st.DataObject) -> None:
    text, changes = case
    corrected = apply(text, changes)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    place = corrected.place(span)
    assert 0 <= place.start <= place.end <= len(corrected.text)
    if not any(one.start < span.end and span.start < one.end for one in changes):
        assert place.of(corrected.text) == span.of(text)
        assert corrected.origin(place) == span


def test_a_span_that_cuts_into_a_correction_takes_it_whole() -> None:
    corrected = apply(TEXT, [change("al-Hasid", "al-Hashd al-Shaabi")])
    start = TEXT.index("Hasid")
    assert corrected.place(Span(start, start + 9)).of(corrected.text) == "al-Hashd al-Shaabi met"
    inside = corrected.text.index("Shaabi")
    assert corrected.origin(Span(inside, inside + 10)).of(TEXT) == "al-Hasid met"


def test_words_taken_out_leave_their_neighbours_in_place() -> None:
    corrected = apply(TEXT, [change(" of بغداد", "")])
    assert corrected.text == "Four guards of the al-Hasid met the mayor 🎖️ on Tuesday."
    start = TEXT.index("Tuesday")
    assert corrected.place(Span(start, start + 7)).of(corrected.text) == "Tuesday"
    assert corrected.place(Span(start - 12, start - 5)) == Span(44, 44)


def test_everything_taken_out_leaves_nothing_and_can_be_put_back() -> None:
    corrected = apply("gone", [change("gone", "", "gone")])
    assert (corrected.text, corrected.revert()) == ("", "gone")


def test_two_that_overlap_are_refused_by_name() -> None:
    with pytest.raises(Invalid, match=r"“al-Hasid” \(19-27\) and “Hasid met” \(22-31\) overlap"):
        apply(TEXT, [change("Hasid met", "Hashd saw"), change("al-Hasid", "al-Hashd")])


def test_two_that_touch_are_both_applied() -> None:
    corrected = apply(TEXT, [change("Four", "Five"), change(" guards", " soldiers")])
    assert corrected.text.startswith("Five soldiers of")


def test_the_same_stretch_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="overlap"):
        apply(TEXT, [change("Four", "Five"), change("Four", "Six")])


@pytest.mark.parametrize("start, end", [(1, 5), (0, 400), (4, 4), (-4, 4)])
def test_a_quote_that_is_not_at_its_place_is_refused(start: int, end: int) -> None:
    with pytest.raises(Invalid, match="does not stand at"):
        apply(TEXT, [Change(start, end, "Four", "Five")])


@pytest.mark.parametrize(
    "changes, merged",
    [
        # Two that overlap and change different words: both are there.
        ([("of the al-Hasid", "of the al-Hashd"), ("al-Hasid met", "al-Hasid saw")], "of the al-Hashd saw"),
        # The same words changed in two ways: the first one's.
        ([("al-Hasid met", "al-Hashd met"), ("the al-Hasid", "the al-Hussaid")], "the al-Hashd met"),
        # One inside the other.
        ([("Four guards of", "Five guards from"), ("guards", "soldiers")], "Five soldiers from"),
        # Words that are only put in, or only taken out.
        ([("Four guards", "Four young guards"), ("guards of", "of")], "Four young of"),
        ([("met the", ""), ("the mayor", "a mayor")], " mayor"),
    ],
)
def test_two_that_overlap_are_laid_over_the_text_word_by_word(changes: list[tuple[str, str]], merged: str) -> None:
    rows = [change(old, new) for old, new in changes]
    over = joint([Span(row.start, row.end) for row in rows])
    assert laid_over(TEXT, over, rows) == merged


@given(text_and_changes())
@settings(max_examples=300, deadline=None)
def test_what_does_not_overlap_is_laid_over_as_it_is_applied(case: tuple[str, list[Change]]) -> None:
    text, changes = case
    assert laid_over(text, Span(0, len(text)), changes) == apply(text, changes).text


def test_each_piece_that_was_put_in_knows_its_correction() -> None:
    """Tracked changes need its author and date."""
    one, other = change("Four", "Five"), change("Tuesday", "")
    pieces = apply(TEXT, [other, one]).pieces
    assert [piece.correction for piece in pieces if not piece.kept] == [one, other]
    assert all(piece.correction is None for piece in pieces if piece.kept)
