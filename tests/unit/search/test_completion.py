"""What stands at the cursor of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.search.asking.completion import Standing, quoted, standing
from annotator.search.asking.query_language import parse, pieces


@pytest.mark.parametrize(
    ("typed", "field", "word", "replaced"),
    [
        ("fe|", "", "fe", "fe"),
        ("rockets fe|", "", "fe", "fe"),
        ("-fe|", "", "fe", "fe"),
        ("(fe|", "", "fe", "fe"),
        ("feed:|", "feed", "", ""),
        ("feed:mer|", "feed", "mer", "mer"),
        ("feed:me|ri rockets", "feed", "me", "meri"),
        ('feed:"Meridian W|', "feed", "Meridian W", '"Meridian W'),
        ('feed:"Meridian W|ire" rockets', "feed", "Meridian W", '"Meridian Wire"'),
        ("-feed:mer|", "feed", "mer", "mer"),
        ("FEED:mer|", "feed", "mer", "mer"),
        ("number:>=25|", "number", "25", "25"),
        ("state:(open re|", "state", "re", "re"),
        ("state:(|", "state", "", ""),
        ('verdict:(true "mostly f|', "verdict", "mostly f", '"mostly f'),
        ("state:(open recheck) ro|", "", "ro", "ro"),
        ('"green zone" ro|', "", "ro", "ro"),
        ("roc|k", "", "roc", "rock"),
    ],
)
def test_what_is_typed_at_the_cursor(typed: str, field: str, word: str, replaced: str) -> None:
    at = typed.index("|")
    text = typed.replace("|", "")
    place = standing(text, at)
    assert place is not None
    assert (place.field, place.typed, text[place.start : place.end]) == (field, word, replaced)


@pytest.mark.parametrize(
    "typed",
    ["", "rockets ", '"green z', "roc*", "roc~", "roc~2", "OR", "killed AND", "colour:re", "-", "near~3", "(", "…"],
)
def test_where_nothing_is_completed(typed: str) -> None:
    assert standing(typed, len(typed)) is None


def test_the_words_before_may_begin_a_name() -> None:
    assert standing("killed OR troops al-Hashd al-Sh", 31) == Standing("", "al-Sh", 26, 31, (10, 17))
    assert standing('"green zone" al-Sh', 18) == Standing("", "al-Sh", 13, 18, ())


@given(st.text(max_size=60), st.integers(-5, 70))
def test_no_text_and_no_place_breaks_it(text: str, at: int) -> None:
    place = standing(text, at)
    if place is not None:
        assert 0 <= place.start <= place.end <= len(text)
        assert all(before < place.start for before in place.before)


@pytest.mark.parametrize(
    ("value", "written"),
    [("Erbil", "Erbil"), ("Meridian Wire", '"Meridian Wire"'), ("OR", '"OR"'), ('A "B" C', '"A B C"'),
     ("al-Hashd", "al-Hashd"), ("Press (MT)", '"Press (MT)"')],
)  # fmt: skip
def test_a_value_is_quoted_where_it_is_not_one_word(value: str, written: str) -> None:
    assert quoted(value) == written
    assert parse(f"outlet:{quoted(value)}").notes == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("rockets erbil", ["rockets", "erbil"]),
        (
            'feed:"Meridian Wire" AND number:>2000 -is:disputed',
            ['feed:"Meridian Wire"', "number:>2000", "-is:disputed"],
        ),
        ("rockets NOT erbil", ["rockets", "NOT erbil"]),
        ("state:(open recheck) rockets", ["state:(open recheck)", "rockets"]),
        ("killed OR wounded", ["killed OR wounded"]),
        ("rockets near~3 airport", ["rockets near~3 airport"]),
        ("(a b) c", ["(a b) c"]),
        ("", []),
    ],
)
def test_the_parts_of_a_query(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts
