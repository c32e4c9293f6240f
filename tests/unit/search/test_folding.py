"""Words as they are compared: index, query and highlighting share one folding."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.search import folding
from annotator.search.folding import GAP, GAP_POSITIONS, key, spans, tokens, words


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


@given(st.lists(st.sampled_from(["rocket", "Rocket", "Erbil", " ", "'s", GAP, "\u064b", "漢"])))
def test_where_words_stand_is_told_as_far_as_they_are_sought(pieces: list[str]) -> None:
    text = "".join(pieces)
    every = [(token.text, token.start, token.end) for token in tokens(text)]
    found, places = spans(text, {"rocket"}, 1)
    last = max((at for at, each in enumerate(every) if each[0] == "rocket"), default=-2)
    told = [(word, place.start(), place.end()) for word, place in zip(found, places, strict=False)]
    assert told[: last + 2] == every[: last + 2] and (last >= 0 or not told)
