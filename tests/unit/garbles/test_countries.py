"""In which countries the gazetteer says that a place lies."""

from __future__ import annotations

from annotator.garbles.countries import countries_of, homes_of
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord


def place(name: str, description: str, *context: str, kind: str = "place") -> EntityRecord:
    return EntityRecord(id=f"{name} {description}", name=name, kind=kind, description=description, context=context)


def test_countries_are_whole_words_and_peoples_stand_for_theirs() -> None:
    assert countries_of(place("Kabo", "town in Nigeria", "Somalia")) == {"nigeria", "somalia"}
    assert countries_of(place("Tell Rami", "Iraqi town")) == {"iraq"}
    assert countries_of(place("Bor", "town of South Sudan")) == {"south sudan"}


def test_a_name_has_a_home_where_none_of_its_places_may_lie_in_the_country() -> None:
    gazetteer = Gazetteer([
        place("Kabo", "town in Nigeria"), place("Kabo", "town in Somalia"), place("Rumeh", "town in Iraq"),
        place("Rumeh", "village"), place("Sabra", "town in Iraq"), place("Sabra", "a firm of Iraq", kind="institution"),
    ])  # fmt: skip
    assert homes_of(gazetteer, "Kabo", "niger") == {"nigeria", "somalia"}
    assert homes_of(gazetteer, "Kabo", "nigeria") == set()
    assert homes_of(gazetteer, "Rumeh", "syria") == set()  # of one nothing is known
    assert homes_of(gazetteer, "Sabra", "syria") == set()  # one is no place
