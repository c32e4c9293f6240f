"""A few changed entities over a large gazetteer answer as a gazetteer made anew would."""

from __future__ import annotations

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord

BALAD = EntityRecord("balad", "Balad", "place", aliases=(AliasRecord("Ballad", "garble"),))
HUSSEIN = EntityRecord("hussein", "Omar Hussein", "person")
BASRA = EntityRecord("basra", "Basra", "place", aliases=(AliasRecord("Bassorah", language="fr"),))
KUT = EntityRecord("kut", "Kut", "place")


def test_a_garble_confirmed_since_is_found_and_one_taken_back_is_not() -> None:
    learnt = EntityRecord("kut", "Kut", "place", aliases=(AliasRecord("Koot", "garble"),))
    names = LayeredGazetteer(
        Gazetteer([BALAD, KUT]), [learnt, EntityRecord("balad", "Balad", "place")], ["balad", "kut"]
    )
    assert [hit.meant[0][0].id for hit in names.garbles("From Koot to Ballad.")] == ["kut"]
    assert [hit.meant[0][0].id for hit in names._below.garbles("From Koot to Ballad.")] == ["balad"]


def test_somebodys_real_name_is_no_garble_in_the_other_layer() -> None:
    learnt = EntityRecord("kut", "Kut", "place", aliases=(AliasRecord("Omar Hussein", "garble"),))
    names = LayeredGazetteer(Gazetteer([HUSSEIN, KUT]), [learnt], ["kut"])
    assert names.garbles("Omar Hussein came.") == []


def test_a_name_is_foreign_unless_either_layer_has_it_in_english() -> None:
    names = LayeredGazetteer(Gazetteer([BASRA]), [KUT], [])
    assert names.foreign.language("Bassorah") == "fr"
    english = LayeredGazetteer(Gazetteer([BASRA]), [EntityRecord("street", "Bassorah", "place")], [])
    assert english.foreign.language("Bassorah") is None


def test_entities_with_a_word_come_from_both_layers() -> None:
    names = LayeredGazetteer(Gazetteer([HUSSEIN, KUT]), [EntityRecord("ali", "Ali Hussein", "person")], ["kut"])
    assert {record.id for record in names.with_word("hussein")} == {"hussein", "ali"}
    assert names.with_word("kut") == []
