"""A wrong form that is somebody's right name elsewhere is taken for a garble in a narrow scope."""

from __future__ import annotations

import pytest

from annotator.garbles.guard import Guard, guard
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord

KNOWN = Gazetteer(
    [
        EntityRecord("weir", "Guard of the Weir", "group", aliases=(AliasRecord("Ward of the Wear", "garble"),)),
        EntityRecord("ward", "Samira Ward", "person", aliases=(AliasRecord("Dr Ward of Basra", scope="feed"),)),
        EntityRecord("wear", "Wear", "place"),
    ]
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Wear", "also a right name: Wear (place)"),
        ("samira\nward", "also a right name: Samira Ward (person)"),
        ("Ward", "part of other names: Samira Ward."),
        ("al-Ward", "part of other names: Samira Ward."),
        ("ballad", "an ordinary word"),
    ],
)
def test_it_begins_with_this_article_and_says_why(words: str, told: str) -> None:
    found = guard(words, KNOWN, "weir")
    assert found.scope == "article" and told in found.warning


@pytest.mark.parametrize("words", ["Gard of the Wire", "Basra", "Guard of the Weir", "Ward of the Wear", "Guard", "“"])
def test_it_holds_everywhere_where_nothing_speaks_against_it(words: str) -> None:
    assert guard(words, KNOWN, "weir") == Guard()
