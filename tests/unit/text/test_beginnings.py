"""Where words may begin: the look through a text that comes before the rules."""

from __future__ import annotations

import re

from annotator.text.beginnings import beginnings, either, heads


def test_words_are_found_by_their_head_and_how_it_goes_on() -> None:
    scan = beginnings(heads({"ten": r"(?!\w)", "six": ""}))
    text = "Ten men, tents, attend; (six) and sixty."
    assert [text[at : at + 3] for at in scan(text, 0)] == ["Ten", "six", "six"]


def test_no_word_is_found_within_another_whatever_its_letters() -> None:
    scan = beginnings(heads({"ten": ""}))
    assert scan("often forgotten, été-ten, étten", 0) == [21]


def test_one_word_hides_no_other() -> None:
    scan = beginnings(r"to (?=s)|six")
    text = "to six"
    assert scan(text, 0) == [0, 3]


def test_the_look_begins_where_it_is_told_to() -> None:
    scan = beginnings("ten")
    assert scan("ten ten", 4) == [4]
    assert scan("often ten", 2) == [6]


def test_words_that_begin_alike_stand_together() -> None:
    pattern = re.compile(either(["may", "mar", "jun", "a."]))
    assert all(pattern.fullmatch(word) for word in ("may", "mar", "jun", "a."))
    assert not any(pattern.fullmatch(word) for word in ("ma", "jul", "ab"))
