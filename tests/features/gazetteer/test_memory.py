"""The gazetteer in memory: true after every change, without reading a large one anew for each."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from annotator.db import db, transaction
from annotator.gazetteer import merging, queries, service
from annotator.gazetteer.importing import load_records
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.models import Entity
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.queries import directory, gazetteer, names
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.gazetteer.service import AliasFields, EntityFields
from tests.support.cast import make_cast

RECORDS = [
    EntityRecord("hashd", "al-Hashd al-Shaabi", "group", "الحشد الشعبي", context=("paramilitary",)),
    EntityRecord("badr", "Badr Organization", "group", aliases=(AliasRecord("Badr Corps"),)),
    EntityRecord("erbil", "Erbil", "place", aliases=(AliasRecord("Arbil"), AliasRecord("Hewler", language="ku"))),
    EntityRecord("zubair", "Zubair", "place"),
    *(EntityRecord(f"n{n}", f"Name {chr(97 + n)}ahir Q{n}osi", "person") for n in range(20)),
]
TEXT = "The Badr Corps and Failaq Badr of al-Hashd al-Shaabi met at Erbil and at Hewler, then at Zubair and Old Zubair."
ASKED = ("al-Hussein al-Shabi", "Badir Corps", "Irbil", "Zubeir", "Failaq Badr", "Name aahir")


@pytest.fixture
def large(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A desk whose gazetteer counts as a large one."""
    monkeypatch.setattr(queries, "SMALL", 5)
    with transaction(by=None):
        load_records(RECORDS, by=None)
    names()
    return either_app


def entity(key: str) -> Entity:
    return db.session.query(Entity).filter_by(key=key).one()


def anew() -> Gazetteer:
    from annotator.gazetteer.reading import read

    return Gazetteer(each.record for each in read(db.session))


def assert_true() -> None:
    """What the memory answers is what an index made anew answers."""
    kept, fresh = gazetteer(), anew()
    assert len(kept) == len(fresh)
    assert sorted(record.id for record in kept.entities) == sorted(record.id for record in fresh.entities)
    assert kept.mentions(TEXT) == fresh.mentions(TEXT)
    assert kept.places(TEXT) == fresh.places(TEXT)
    for name in ASKED:
        assert {record.id for record in kept.exact(name)} == {record.id for record in fresh.exact(name)}, name
        assert {(found.name, found.reason) for found in kept.expand(name)} == {
            (found.name, found.reason) for found in fresh.expand(name)
        }, name
        best = fresh.match(name, limit=1)
        assert [match.entity_id for match in kept.match(name, limit=1)] == [match.entity_id for match in best], name
        for mine, theirs in zip(kept.match(name, limit=1), best, strict=True):
            assert mine.score == pytest.approx(theirs.score, abs=0.05)
    for record in fresh.entities:
        assert kept.entity(record.id) == record
        assert kept.spellings(record.id) == fresh.spellings(record.id)


def test_each_change_is_known_at_once_and_the_index_is_not_made_anew(large: Flask) -> None:
    cast = make_cast()
    whole = gazetteer()
    by = cast.editor
    with transaction(by=by):
        service.add_garble(entity("hashd"), "al-Hussein al-Shabi", scope="everywhere", by=by)
    assert_true()
    assert isinstance(gazetteer(), LayeredGazetteer)
    assert gazetteer().match("al-Hussein al-Shabi")[0].score == 1
    with transaction(by=by):
        alias = service.add_alias(entity("badr"), AliasFields("Failaq Badr"), by=by)
        service.create(EntityFields("Old Zubair", "place"), by=by)
    assert_true()
    with transaction(by=by):
        service.remove_alias(db.session.merge(alias), by=by)
        service.edit(entity("erbil"), EntityFields("Irbil", "place"), by=by)
    assert_true()
    with transaction(by=by):
        merging.merge(entity("zubair"), entity("erbil"), by=by)
    assert_true()
    assert gazetteer()._below is whole  # type: ignore[attr-defined]
    with transaction(by=by):
        service.add_garble(entity("badr"), "Bahr", scope="feed", within="Canal Wire", by=by)
    assert names().scoped["badr"][0].within == "Canal Wire"
    assert gazetteer().exact("Bahr", garbles=False) == []


def test_what_is_rolled_back_is_not_known(large: Flask) -> None:
    cast = make_cast()
    with pytest.raises(RuntimeError), transaction(by=cast.editor):
        service.add_garble(entity("hashd"), "al-Hussein al-Shabi", scope="everywhere", by=cast.editor)
        raise RuntimeError
    assert gazetteer().exact("al-Hussein al-Shabi") == []
    assert_true()


def test_after_many_changes_the_index_is_made_anew_in_the_background(
    large: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MANY", 3)
    cast = make_cast()
    for number in range(4):
        with transaction(by=cast.editor):
            service.create(EntityFields(f"New Place {number}", "place"), by=cast.editor)
        assert gazetteer().exact(f"New Place {number}")
    # The last of them may have come while the index was made.
    for _ in range(100):
        if gazetteer() is not None and len(queries._kept[db.engine].touched) < 3:
            break
        time.sleep(0.05)
    assert len(queries._kept[db.engine].touched) < 3
    assert_true()


def test_a_large_import_is_known_when_it_was_read_in_the_background(
    large: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 10)
    with transaction(by=None):
        load_records([EntityRecord(f"m{n}", f"Mahalla {n}", "place") for n in range(40)], by=None)
    for _ in range(100):
        if gazetteer().exact("Mahalla 39"):
            break
        time.sleep(0.05)
    assert_true()


def test_the_directory_follows_every_change(large: Flask) -> None:
    cast = make_cast()
    by = cast.editor
    assert len(directory()) == len(RECORDS)
    with transaction(by=by):
        made = service.create(EntityFields("Old Zubair", "place"), by=by)
        service.edit(entity("badr"), EntityFields("Bedr Organisation", "person"), by=by)
        merging.merge(entity("zubair"), entity("erbil"), by=by)
        ident, erbil = made.id, entity("erbil").id
    known = directory()
    assert known.find("zub", "place") == [erbil, ident]
    assert known.counts()["person"] == 21 and len(known) == len(RECORDS)
    assert known.find("badr corps") == known.find("bedr organ")
    assert known.find("zubair")[0] == erbil, "the very name stands first"


def test_every_question_that_a_gazetteer_answers_is_answered_by_a_layered_one() -> None:
    asked = {name for name in vars(Gazetteer) if not name.startswith("_")}
    inherited_as_they_are = {"spellings", "places"}  # made of the others
    assert asked - inherited_as_they_are <= set(vars(LayeredGazetteer))
