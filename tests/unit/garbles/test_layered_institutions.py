"""Institutions of a large gazetteer with a few entities changed: as one made anew finds them, made of the few alone."""

from __future__ import annotations

from annotator.garbles import institutions as module
from annotator.garbles.institutions import Institutions, institutions
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord

COUNCIL = EntityRecord("q1", "Coastal Fisheries Council", "institution")
COURT = EntityRecord("q2", "Northern Water Court", "institution")
LEAGUE = EntityRecord(
    "q3", "Harbour Workers League", "institution", aliases=(AliasRecord("Union portuaire nationale", "spelling", "fr"),)
)


def found(gazetteer: Gazetteer, name: str) -> str | None:
    wrong = institutions(gazetteer).wrong(name)
    return wrong.record.id if wrong is not None else None


def test_both_layers_are_looked_through() -> None:
    layered = LayeredGazetteer(Gazetteer([COUNCIL, COURT]), [LEAGUE], ())
    whole = Gazetteer([COUNCIL, COURT, LEAGUE])
    for name in (
        "Council Fisheries Coastal",
        "Court Water Northern",
        "League Workers Harbour",
        "National Portuary Union",
    ):
        assert found(layered, name) == found(whole, name) is not None
    for right in (COUNCIL.name, COURT.name, LEAGUE.name, "Karim Dawar"):
        assert found(layered, right) is None


def test_what_was_taken_away_or_renamed_is_no_name_any_more() -> None:
    below = Gazetteer([COUNCIL, COURT])
    renamed = EntityRecord("q1", "Inland Mills Council", "institution")
    layered = LayeredGazetteer(below, [renamed], [COURT.id])
    assert found(layered, "Council Fisheries Coastal") is None
    assert found(layered, "Court Water Northern") is None
    assert found(layered, "Council Mills Inland") == "q1"
    assert found(below, "Council Fisheries Coastal") == "q1"


def test_a_change_makes_nothing_large_anew(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    below = Gazetteer([COUNCIL, COURT])
    institutions(below)
    made: list[int] = []

    class Counted(Institutions):
        def __init__(self, records, **more) -> None:  # type: ignore[no-untyped-def]
            records = list(records)
            made.append(len(records))
            super().__init__(records, **more)

    monkeypatch.setattr(module, "Institutions", Counted)
    assert found(LayeredGazetteer(below, [LEAGUE], ()), "Court Water Northern") == "q2"
    assert made == [1]
