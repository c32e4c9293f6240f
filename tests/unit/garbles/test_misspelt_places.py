from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

PLACES = Gazetteer(
    [
        EntityRecord("kobane", "Kobane", "place", context=("Syria",)),
        EntityRecord("helmand", "Helmand", "place", context=("Afghanistan",)),
        EntityRecord("nantes", "Nantes", "place", context=("France",)),
        EntityRecord("mostaganem", "Mostaganem", "place", context=("Algeria",)),
        EntityRecord("sirte", "Sirte", "place", context=("Libya",)),
        EntityRecord("kerman", "Kerman", "place", context=("Iran",)),
        EntityRecord("basra", "Basra", "place", context=("Iraq",)),
        EntityRecord("lisbon", "Lisbon", "place", context=("Portugal",)),
    ]
)


def _places(text: str) -> list[tuple[str, str | None]]:
    found = find_all(text, segment.sentences(text), (), PLACES)
    return [(one.quote, one.suggestions[0].entity) for one in found if one.category == "garbled-place"]


@pytest.mark.parametrize(
    ("text", "quote", "entity"),
    [
        ("The war in Syria goes on. Two men were hurt in Kopane, a doctor said.", "Kopane", "kobane"),
        ("The war in Syria goes on. Two men were hurt near Kobene, a doctor said.", "Kobene", "kobane"),
        ("Afghanistan waits. The governor of the province of Helmund left it.", "Helmund", "helmand"),
        ("Algeria waits. The mayor visited Moztaganem on Friday.", "Moztaganem", "mostaganem"),
        ("Libya waits. The port of Sirti was closed, the army said.", "Sirti", "sirte"),
        ("Portugal waits. The talks were held in Lispon on Friday.", "Lispon", "lisbon"),
        ("Portugal waits. The talks were held in Lisban, he said.", "Lisban", "lisbon"),
    ],
)
def test_a_place_one_letter_off_is_flagged_where_a_place_of_the_country_must_stand(
    text: str, quote: str, entity: str
) -> None:
    assert _places(text) == [(quote, entity)]


@pytest.mark.parametrize(
    "text",
    [
        "France waits. The fire in Mantes was put out.",  # another first letter: another town
        "The war goes on. Two men were hurt in Kopane, a doctor said.",  # nothing of Syria
        "Iran waits. The poet Kermani was read to the Kermanis of Kerman.",
        "Iraq waits. Many Basrans left, and a Basran came.",
        "Libya waits. The man met Sirti, a friend.",  # five letters, and no place before it
        "Portugal waits. The minister Lispon left.",  # a title before it
        "Syria waits. It was written in Kobanish, he said.",
        "Libya waits. They were in Sirens and in Sirte.",
        "Iraq waits. The men of Basra left Basrah.",
    ],
)
def test_a_name_that_may_be_another_is_passed_over(text: str) -> None:
    assert [place for place in _places(text) if place[0] != "Basrah"] == []


def test_a_name_with_an_age_behind_it_is_a_persons() -> None:
    assert _places("Portugal waits. Lispon, 47, a fisherman, has left it. They were in Lispon.") == [
        ("Lispon", "lisbon")
    ]
