"""Each quote ends as found, moved, changed, ambiguous or gone, and never anywhere else in silence."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.anchoring import Sought, find, places
from annotator.text.spans import Span

TEXT = (
    "Two rockets hit the airport of Erbil late on Monday, wounding five people. The governor said that two rockets "
    "had been fired from a lorry. A spokesman of the coalition confirmed that one contractor had been killed. The "
    "airport was closed for two hours.\n\nOn Tuesday the governor said that the airport was open again. “We know who "
    "did it,” he said. About 2,500 troops are stationed in the country, the ministry said. Officials in Baghdad said "
    "the attack had been planned for weeks. Officials in Basra said the attack had been planned for days."
)


def sought(quote: str, *, context: int = 40, which: int = 0, shift: int = 0, text: str = TEXT) -> Sought:
    """The quote as an annotation of `text` names it, its place off by `shift`."""
    start = places(text, quote)[which].start
    end = start + len(quote)
    return Sought(quote, text[max(0, start - context) : start], text[end : end + context], start + shift, end + shift)


@pytest.mark.parametrize(
    "quote",
    ["Two rockets", "five people", "one contractor had been killed", "“We know who did it,”", "2,500 troops", "Basra"],
)
def test_a_quote_at_its_place_is_found(quote: str) -> None:
    wanted = sought(quote)
    anchored = find(TEXT, wanted)
    assert (anchored.outcome, anchored.span) == ("found", Span(wanted.start or 0, wanted.end or 0))


@pytest.mark.parametrize("context", [0, 6, 40])
@pytest.mark.parametrize("quote", ["wounding five people", "one contractor had", "was closed for two hours"])
def test_a_quote_that_stands_there_once_is_moved_when_its_place_is_off(quote: str, context: int) -> None:
    anchored = find("An earlier line. " + TEXT, sought(quote, context=context))
    assert anchored.outcome == "moved"
    assert anchored.span is not None and anchored.span.of("An earlier line. " + TEXT) == quote


@pytest.mark.parametrize(("quote", "which"), [("the airport", 0), ("the airport", 1), ("The airport", 0),
                                              ("the governor said", 0), ("had been planned", 1)])  # fmt: skip
def test_of_several_places_the_one_between_the_same_words_is_meant(quote: str, which: int) -> None:
    longer = TEXT.replace("late on Monday", "late in the evening on Monday")
    anchored = find(longer, sought(quote, which=which))
    assert anchored.span == places(longer, quote)[which]


def test_a_repeated_word_that_now_stands_at_the_old_place_is_not_taken_for_it() -> None:
    before = "The mayor left. Then the mayor spoke to the press about the flood."
    after = "Then the mayor spoke to the press about the flood. The mayor left. It was the mayor again."
    wanted = sought("the mayor", text=before)
    moved = wanted._replace(start=after.rindex("the mayor"), end=after.rindex("the mayor") + 9)
    assert find(after, moved).span == Span(5, 14)


@pytest.mark.parametrize("quote", ["airport", "said", "had been planned", "governor said that"])
def test_several_places_and_nothing_that_tells_them_apart_is_ambiguous(quote: str) -> None:
    anchored = find(TEXT, Sought(quote))
    assert (anchored.outcome, anchored.span) == ("ambiguous", None)
    assert list(anchored.places) == places(TEXT, quote)


def test_several_places_between_other_words_are_ambiguous() -> None:
    anchored = find(TEXT, Sought("the airport", "nothing of this kind ", " stands there at all"))
    assert anchored.outcome == "ambiguous"


@pytest.mark.parametrize(
    ("before", "after"),
    [("late on Monday", "late  on\nMonday"), ("late on Monday", "late\u00a0on Monday"),
     ("five people", "five\n\npeople"), ("contractor had", "contract\u00ador had")],
)  # fmt: skip
def test_white_space_and_unseen_marks_make_no_difference(before: str, after: str) -> None:
    text = TEXT.replace(before, after)
    anchored = find(text, sought(before))
    assert anchored.outcome == "moved" and "white space" in anchored.reason
    assert anchored.span is not None and anchored.span.of(text) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We know who did it,” he said", '"We know who did it," he said'),
        ("one contractor had been killed", "one contractor has been killed"),
        ("About 2,500 troops are stationed in the country", "About 2,400 troops are stationed in the country"),
        ("wounding five people", "wounding seven people"),
        ("The governor said that two rockets had been fired", "The governor said that three rockets had been fired"),
    ],
)
def test_an_edited_quote_is_changed_and_says_what_stands_there_now(before: str, after: str) -> None:
    text = TEXT.replace(before, after)
    anchored = find(text, sought(before))
    assert anchored.outcome == "changed"
    assert anchored.span is not None and anchored.span.of(text) == after


@pytest.mark.parametrize(
    "quote",
    ["holy grail", "The bank raised its rates by a quarter of a point", "wounding five camels in the desert of Nevada",
     "x", "Monday of last year in another country altogether"],
)  # fmt: skip
def test_what_does_not_stand_there_is_gone(quote: str) -> None:
    anchored = find(TEXT.replace("x", ""), Sought(quote, "before it ", " behind it", 3, 9))
    assert (anchored.outcome, anchored.span) == ("gone", None)


def test_a_short_quote_that_stands_there_once_among_other_words_asks_for_a_look() -> None:
    assert find(TEXT, Sought("Basra", "the poultry market of ", " closed its gates", 3, 8)).outcome == "changed"


def test_two_places_alike_that_an_edited_quote_may_be_are_ambiguous() -> None:
    anchored = find(TEXT, Sought("Officials in Najaf said the attack had been planned for hours"))
    assert anchored.outcome == "ambiguous"


def test_a_place_without_words_counts_only_inside_the_text() -> None:
    assert find(TEXT, Sought("", start=0, end=11)).span == Span(0, 11)
    for start, end in ((0, 0), (5, 3), (-4, 2), (len(TEXT) - 1, len(TEXT) + 1), (10**12, 10**12 + 1)):
        assert find(TEXT, Sought("", start=start, end=end)).outcome == "gone"


def test_a_part_of_the_text_is_searched_alone() -> None:
    part = Span(TEXT.index("On Tuesday"), TEXT.index("About"))
    assert find(TEXT, Sought("the airport"), part).span == Span(
        TEXT.index("the airport was open"), TEXT.index(" was open")
    )
    assert find(TEXT, Sought("five people"), part).outcome == "gone"


def test_places_are_all_places_also_overlapping_ones() -> None:
    assert places("bananas", "ana") == [Span(1, 4), Span(3, 6)]
    assert places("bananas", "ana", prefix="n") == [Span(3, 6)]
    assert places("bananas", "ana", suffix="n") == [Span(1, 4)]
    assert places("ab", "") == [Span(0, 0), Span(1, 1), Span(2, 2)]
    assert len(places("a" * 5_000, "a")) == 1_000


@given(st.text(alphabet="ab \n", min_size=1, max_size=60), st.data())
def test_what_is_found_or_moved_is_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wanted = Sought(text[start:end], text[max(0, start - 5) : start], text[end : end + 5], start, end)
    assert find(text, wanted).span == Span(start, end)
    longer = data.draw(st.text(alphabet="ab \n", max_size=20)) + text
    anchored = find(longer, wanted)
    if anchored.outcome in {"found", "moved"} and "white space" not in anchored.reason:
        assert anchored.span is not None and anchored.span.of(longer) == wanted.quote


def test_a_book_takes_no_minutes() -> None:
    words = random.Random(7)
    book = " ".join("".join(words.choices("abcdefghij", k=6)) for _ in range(120_000))
    began = time.perf_counter()
    assert find(book, Sought("jjjjjj iiiiii " * 100)).outcome == "gone"
    assert find(book, Sought("a", "zz", "yy")).outcome == "ambiguous"
    assert time.perf_counter() - began < 10
