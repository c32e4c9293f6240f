"""Places of the article's own country, a letter or a vowel off."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

RECORDS = [
    EntityRecord("chad", "Chad", "place", context=("N'Djamena",)),
    EntityRecord("faya", "Faya", "place", context=("Chad",)),
    EntityRecord("abeche", "Abéché", "place", context=("Chad",)),
    EntityRecord("moundou", "Moundou", "place", context=("Chad",)),
    EntityRecord("bol", "Bol", "place", context=("Chad",)),
    EntityRecord("derna", "Derna", "place", context=("Libya",)),
    EntityRecord("kufra", "Kufra", "place", context=("Libya",)),
    EntityRecord("zuwara", "Zuwara", "place", context=("Libya",)),
    EntityRecord("misrata", "Misrata", "place", context=("Libya",)),
    EntityRecord("tamanrasset", "Tamanrasset", "place", context=("Algeria",)),
    EntityRecord("ouargla", "Ouargla", "place", context=("Algeria",)),
    EntityRecord("bandar-abbas", "Bandar Abbas", "place", context=("Iran",)),
    EntityRecord("khorramabad", "Khorramabad", "place", context=("Iran",)),
    EntityRecord("kharg", "Kharg", "place", context=("Iran",)),
    EntityRecord("galle", "Galle", "place", context=("Sri Lanka",)),
    EntityRecord("harrach", "El Harrach", "place", context=("Algeria",)),
]
PLACES = Gazetteer(RECORDS)


def _places(text: str, gazetteer: Gazetteer = PLACES) -> list[tuple[str, str | None]]:
    found = find_all(text, segment.sentences(text), (), gazetteer)
    return [(one.quote, one.suggestions[0].entity) for one in found if one.category == "garbled-place"]


@pytest.mark.parametrize(
    ("text", "quote", "entity"),
    [
        ("Libya mourns. The dam above the town of Dirnah broke.", "Dirnah", "derna"),  # its consonants
        ("Libya waits. Two boats left the coasts of Zowara at night.", "Zowara", "zuwara"),
        ("Libya waits. The Misrota airport was closed.", "Misrota", "misrata"),
        ("Algeria waits. A truck burned near Wargla, he said.", "Wargla", "ouargla"),  # French "ou"
        ("Iran waits. Trains stopped in Khorram Abad, he said.", "Khorram Abad", "khorramabad"),  # torn
        ("The fire spread. They fled from Moundou, in Chad, and from Faya and Abeshe.", "Abeshe", "abeche"),
        ("They met in Chad, in Faya, Abéché and Blo.", "Blo", "bol"),  # among others of its country
        ("Algeria waits. He is held in the prison of Al Harash.", "Al Harash", "harrach"),
    ],
)
def test_a_place_near_one_of_the_articles_country_is_flagged(text: str, quote: str, entity: str) -> None:
    assert (quote, entity) in _places(text)


@pytest.mark.parametrize(
    "text",
    [
        "The boats left the coasts of Zowara at night.",  # no country of it is named
        "Libya waits. The dam above the house of Dirnah broke.",  # no place word before it
        "Libya waits. He met Zowara, 45, in the street.",
        "Libya waits. They spoke to Misratans and left.",
        "They met in Chad, near Blo.",  # three letters, with nothing beside
        "Algeria waits. The rite was held in Spring, in Hope, and in Wargame.",
        "Iran waits. They left North Kharg, and New Kharj too.",
        "Sri Lanka waits. The men of Gall came.",
        "Algeria waits. He is held in Harrach, he said.",  # the same place without its article
    ],
)
def test_a_name_that_may_be_anothers_is_passed_over(text: str) -> None:
    assert _places(text) == []


def test_after_a_change_the_place_as_it_is_now_counts() -> None:
    text = "Libya waits. Two boats left the coasts of Zowara at night."
    changed = LayeredGazetteer(PLACES, [EntityRecord("sabratha", "Sabratha", "place", context=("Libya",))], {"zuwara"})
    assert _places(text, changed) == []
    added = LayeredGazetteer(PLACES, [EntityRecord("tiji", "Tijiya", "place", context=("Libya",))], ())
    assert _places("Libya waits. The men came from the village of Tejiya.", added) == [("Tejiya", "tiji")]
