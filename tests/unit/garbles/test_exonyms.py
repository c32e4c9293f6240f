"""Places as another language names them, from the table of exonyms."""

from __future__ import annotations

import pytest

from annotator.garbles import exonyms, known
from annotator.garbles.detectors import find_all
from annotator.garbles.passage import About
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

GAZETTEER = Gazetteer(
    [
        EntityRecord("livorno", "Livorno", "place", context=("Italy",)),
        EntityRecord("dresda", "Carlo Dresda", "person", context=("judge",)),
    ]
)


def _found(text: str, about: About | None = None) -> list[tuple[str, str]]:
    found = find_all(text, segment.sentences(text), (), GAZETTEER, *([about] if about else []))
    return [(one.quote, one.suggestions[0].name) for one in found if one.category == "garbled-place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ship sailed for Tolone on Monday, an officer said.", [("Tolone", "Toulon")]),
        ("The ferry from Livourne was late, the harbour master said.", [("Livourne", "Livorno")]),
        ("Two boats were rescued in the Canale di Sicilia at dawn.", [("Canale di Sicilia", "Strait of Sicily")]),
        ("A buoy was lost in the Sicily Canal at dawn.", [("Sicily Canal", "Strait of Sicily")]),
        ("The navies of the mer Noire met on Friday.", [("mer Noire", "Black Sea")]),
        ("She opened a bakery in Colonia after the war.", [("Colonia", "Cologne")]),
        ("The bishop of Gand wrote a letter to the king.", [("Gand", "Ghent")]),
        ("The delegates of the Costa d'Avorio left first.", [("Costa d'Avorio", "Ivory Coast")]),
    ],
)
def test_a_place_under_another_languages_name_is_flagged(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Maria Varsavia bought the bakery. Varsavia was happy with it.",
        "The lawyer Colonia wrote to the court, and Colonia won.",
        "The old port of Toulon (Tolone) was closed.",
        "Letters came for the Stoccolma family every week.",
        "The word “Tamise” is on the old map.",
        "He read the Gazzetta di Stoccolma every morning.",
        "Varsavia Telecom and Tamise Magazine reported profits.",
        "The Gazzetta d'Amburgo wrote of it.",
        "Carlo Dresda, a judge, met the mayor.",
    ],
)
def test_surnames_firms_and_explained_names_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_of_a_known_source_language_only_its_own_names_are_flagged() -> None:
    text = "The ship sailed for Tolone on Monday, an officer said."
    assert _found(text, About(source_language="it")) == [("Tolone", "Toulon")]
    assert _found(text, About(source_language="fa")) == []


def test_the_entity_is_named_where_the_gazetteer_has_one() -> None:
    text = "The ferry from Livourne was late."
    found = find_all(text, segment.sentences(text), (), GAZETTEER)
    assert [one.suggestions[0].entity for one in found] == ["livorno"]


def test_no_line_of_the_table_is_the_english_name_and_each_language_has_a_name() -> None:
    lines = [one for there in exonyms.table().values() for one in there]
    assert all(one.name != one.english for one in lines)
    assert all(language in known.LANGUAGES for one in lines for language in one.languages)
    assert len({one.name for one in lines}) == len(lines)
