from __future__ import annotations

import pytest

from annotator.errors import Invalid
from annotator.text.characters import checked, shown


@pytest.mark.parametrize(
    "character, name",
    [
        ("\0", "a NUL character (U+0000)"),
        ("\x1b", "a control character (U+001B)"),
        ("\ud83d", "half of a character (lone surrogate U+D83D)"),
        ("\ufdd0", "a noncharacter (U+FDD0)"),
        ("\U0010ffff", "a noncharacter (U+10FFFF)"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name_and_shown_at_its_place(character: str, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(f"Two{character} guards", "wording")
    assert name in str(refused.value) and refused.value.field == "wording"
    assert shown(f"Two{character} guards") == "Two\N{REPLACEMENT CHARACTER} guards"


def test_every_other_character_stays_as_it_is() -> None:
    words = "Two\tguards\r\nof the الحشد 🎖️ at \u202eNahr Sa\u200bad\x85 \ue000"
    assert checked(words) == shown(words) == words
