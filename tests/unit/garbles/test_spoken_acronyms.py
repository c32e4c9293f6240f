"""Acronyms as they are spoken, in a large gazetteer of which a few entities were changed."""

from __future__ import annotations

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

TEXT = "The mission left Kabul in May, and Yunama said so. In Abuja the chairman of Ekowas agreed."
MISSION = EntityRecord(
    "m", "Assistance Mission", "institution", context=("Kabul",), aliases=(AliasRecord("UNAMA", "acronym"),)
)
STATES = EntityRecord(
    "s", "Community of States", "institution", context=("Abuja",), aliases=(AliasRecord("ECOWAS", "acronym"),)
)


def found(gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    findings = find_all(TEXT, segment.sentences(TEXT, zones=()), (), gazetteer)
    return [(one.quote, one.suggestions[0].entity) for one in findings if one.suggestions]


def test_both_layers_are_looked_through() -> None:
    assert found(Gazetteer([MISSION, STATES])) == [("Yunama", "m"), ("Ekowas", "s")]
    assert found(LayeredGazetteer(Gazetteer([MISSION]), [STATES], ())) == [("Yunama", "m"), ("Ekowas", "s")]


def test_what_was_taken_away_is_no_name_any_more() -> None:
    below = Gazetteer([MISSION, STATES])
    assert found(LayeredGazetteer(below, [], ["m"])) == [("Ekowas", "s")]
    renamed = EntityRecord("s", "Community of States", "institution", context=("Abuja",))
    assert found(LayeredGazetteer(below, [renamed], ())) == [("Yunama", "m")]
