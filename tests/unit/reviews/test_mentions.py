"""Who is named with an @."""

from __future__ import annotations

import pytest

from annotator.reviews.comments.mentions import named_in

PEOPLE = {
    1: "Ravi Kumar",
    2: "Cora",
    3: "Ravi Kumar Sen",
    4: "Élodie O’Brien",
    5: "Sami Haddad",
    6: "سامي حداد",
    7: "Sam",
}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Cora which ministry is meant?", [2]),
        ("Which one, @cora?", [2]),
        ("(@CORA)", [2]),
        ("@Ravi Kumar, please look", [1]),
        ("@Ravi Kumar Sen has the log", [3]),
        ("@Ravi\nKumar look", [1]),
        ("@Élodie O’Brien and @Cora and @cora again", [4, 2]),
        ("@Élodie saw it", [4]),
        ("@سامي حداد", [6]),
        ("ask @Sami Haddad.", [5]),
        ("@Sam", [7]),
        # Not named: two have this first word, an address, a longer word, nobody, no name.
        ("@Ravi which one?", []),
        ("desk@Cora.example", []),
        ("@Coral reefs", []),
        ("@Nobody", []),
        ("Cora said so", []),
        ("@ Cora", []),
        ("@@", []),
    ],
)
def test_who_is_named(text: str, named: list[int]) -> None:
    assert named_in(text, PEOPLE) == named


def test_without_people_nobody_is_named() -> None:
    assert named_in("@Cora", {}) == []
