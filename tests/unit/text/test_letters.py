"""Runs of letters by the code page and by the expression are the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.letters import coded, runs_of_letters


def by_expression(text: str) -> list[bytes]:
    return [coded(run) for run in re.findall(r"[^\W\d_]+", text.lower())]


@pytest.mark.parametrize(
    "text",
    [
        "They’re in Sirte: 12th “Été” – cœur_naïve, 3.5×2²",
        "مدينة الموصل and Mosul",
        "Karaağaç’s 40 villages",
        "".join(map(chr, range(256))),
        "",
    ],
)
def test_both_ways_find_the_same_runs(text: str) -> None:
    assert runs_of_letters(text) == by_expression(text)


@given(st.text(st.characters(max_codepoint=0x250) | st.sampled_from("’“”–…€Žž"), max_size=60))
def test_both_ways_find_the_same_runs_in_any_text(text: str) -> None:
    assert runs_of_letters(text) == by_expression(text)


def test_a_letter_outside_the_code_page_is_like_no_known_word() -> None:
    assert coded("été") in runs_of_letters("Été 2021")
    assert coded("the") not in runs_of_letters("theē")
