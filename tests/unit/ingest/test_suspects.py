"""Cheap looks before the slow rules: they must give the slow rules' answers."""

from __future__ import annotations

from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given
from hypothesis import strategies as st

from annotator.ingest.readers import decoding
from annotator.text.characters import REFUSED, refused

ODD = "".join(MOJIBAKE_CATEGORIES.values()) + "ŒœÂÃÎÐØÙ°²³×√±≈‚ÄвЂГўβ€āВРС"


def test_every_character_that_nothing_may_hold_is_found_and_no_other() -> None:
    for code in range(0x110000):
        assert (refused(f"a{chr(code)}b") is None) == (REFUSED.match(chr(code)) is None), hex(code)


@given(st.text(st.sampled_from(ODD) | st.sampled_from("abZ .,\n"), max_size=14))
def test_words_look_wrongly_decoded_in_a_stretch_when_they_do_in_the_whole_text(text: str) -> None:
    assert decoding._is_bad(text) == is_bad(text)
