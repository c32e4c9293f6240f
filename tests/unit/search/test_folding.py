"""Words as they are compared: index, query and highlighting share one folding."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.search import folding
from annotator.search.folding import GAP, GAP_POSITIONS, following, key, standing, tokens, words


@pytest.mark.parametrize(
    "one, other",
    [
        ("Élysée", "elysee"),
        ("Sha’abi", "Shaabi"),
        ("Sha'abi", "shaabi"),
        ("al‑Hashd", "al-Hashd"),
        ("al–Hashd", "al Hashd"),
        ("الحَشْد", "الحشد"),
        ("أربيل", "اربيل"),
        ("البصرة", "البصره"),
        ("مصطفى", "مصطفي"),
        ("کرکوک", "كركوك"),
        ("٢٥٠٠", "2500"),
        ("2,500", "2500"),
        ("2\u202f500", "2500"),
        ("U.S.", "US"),
        ("l’Irak", "Irak"),
        ("qu'Erbil", "Erbil"),
        ("Iraq’s", "Iraq"),
        ("ﬁre", "fire"),
        ("STRASSE", "straße"),
        ("e\u0301lite", "élite"),
        ("Erbil\u00adairport", "Erbilairport"),
    ],
)
def test_two_writings_of_one_word_are_the_same_word(one: str, other: str) -> None:
    assert words(one) == words(other) != ()


def test_different_words_stay_different() -> None:
    assert words("16.2.2021") == ("16", "2", "2021")
    assert words("Erbil") != words("Arbil")
    assert words("2,50") != words("250")


def test_words_know_their_places_in_code_points() -> None:
    text = "🎖️ élite: al-Hashd"
    assert [text[token.start : token.end] for token in tokens(text)] == ["élite", "al", "Hashd"]


def test_parts_of_a_document_are_far_apart() -> None:
    first, second = tokens(f"green{GAP}zone")
    assert second.position - first.position > GAP_POSITIONS - 1


def test_chinese_is_read_sign_by_sign_so_that_a_word_is_a_phrase() -> None:
    assert words("美国军队") == ("美", "国", "军", "队")


def test_a_key_ignores_case_and_spaces() -> None:
    assert key("  Meridian   WIRE ") == "meridian wire"


@given(st.text(max_size=200))
def test_whatever_the_text_words_are_in_order_inside_it_and_never_empty(text: str) -> None:
    found = list(tokens(text))
    assert all(token.text and 0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start and one.position < other.position for one, other in pairwise(found))


@given(st.text(max_size=60))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.lists(st.sampled_from([*"abXZ09 .,'’´-\u0301\u064b\u200déß漢ひعق٣ञ\n", "2,500", "U.S.", "l'Irak", GAP])))
def test_words_are_read_alike_whatever_stands_beside_them(pieces: list[str]) -> None:
    text = "".join(pieces)
    letter = folding._LETTER
    more = rf"(?:{letter}|[{folding._MARKS}]|[{folding._APOSTROPHES}](?={letter}))*"
    plainly = re.compile(
        rf"{GAP}|\d{{1,3}}(?:[,.’'\u00a0\u202f]\d{{3}})+(?![\w])|(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?"
        rf"|[{folding._IDEOGRAPHS}]|{letter}{more}"
    )
    places = [match.span() for match in folding._TOKEN.finditer(text)]
    assert places == [match.span() for match in plainly.finditer(text)]


# Some forty pieces of plain letters to one that is odd, and of many odd ones: both ways of reading are met.
PLAIN = [*"rocket|Rocket|ROCKETS|Erbil|of|2|500| | |\n|\t|-|“|, |. |_|(a)".split("|")]
ODD = [*"'s|’|`|.|,|U.S.|2,500|é|e\u0301|l’|\u064b|漢|İ|\u00a0|ﬁ|rock’et".split("|"), GAP]


@given(st.lists(st.sampled_from(PLAIN * 6 + ODD)) | st.lists(st.sampled_from(ODD + PLAIN)), st.booleans())
@settings(max_examples=300)
def test_words_stand_where_reading_all_of_them_finds_them(pieces: list[str], padded: bool) -> None:
    text = "".join(pieces) + " nothing of it" * 30 * padded
    sought = {"rocket", "rockete", "erbil", "us", "2500", "of", "s", "漢", "fi", "2", "e"}
    every = [(token.start, token.end, token.text) for token in tokens(text)]
    found = standing(text, sought)
    assert found == [place for place in every if place[2] in sought]
    for place in found:
        at = every.index(place)
        assert following(text, place[0], 3) == every[at : at + 3]
    first = standing(text, sought, 1)
    assert first == [place for place in first if place in found]
    assert {word for _, _, word in first} == {word for _, _, word in found}


def test_a_long_text_is_read_where_its_words_are_sought() -> None:
    text = "The convoy left. " * 3_000 + "Sha’abi’s men of the U.S. unit held 2,500 posts"
    sought = ["shaabi", "us", "2500", "posts"]
    assert [word for _, _, word in standing(text, sought)] == sought
    assert len(standing(text, {"convoy"}, 40)) == 40
