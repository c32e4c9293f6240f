"""The gazetteer of the database: loading it, learning garbles, keeping it in memory."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.db import db, transaction
from annotator.errors import Invalid
from annotator.gazetteer.importing import load_records
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.queries import gazetteer, names
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.gazetteer.service import add_garble
from tests.support.factories import make_article
from tests.support.statements import count_statements

pytestmark = pytest.mark.usefixtures("either_app")
RECORDS = [
    EntityRecord(
        "ford-guard", "Ford Guard", "group", aliases=(AliasRecord("FG", "acronym"), AliasRecord("Guard of the Ford"))
    ),
    EntityRecord("zummar", "Zummar", "place", native_name="زمار", identifiers={"geo": "1"}),
]  # fmt: skip


def load(records: list[EntityRecord]) -> tuple[int, int]:
    with transaction(by=None):
        return load_records(records, by=None)


def test_loading_twice_adds_nothing() -> None:
    assert load(RECORDS) == (2, 0)
    assert load(RECORDS) == (0, 0)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Alias)) == 2
    assert [record.id for record in gazetteer().exact("guard of the ford")] == ["ford-guard"]


def test_a_record_that_changed_changes_its_entity_and_keeps_the_desks_garbles() -> None:
    load(RECORDS)
    with transaction(by=None):
        add_garble(db.session.scalars(sa.select(Entity)).first(), "Fort Gard", scope="everywhere", by=None)  # type: ignore[arg-type]
    assert load([EntityRecord("ford-guard", "The Ford Guard", "group")]) == (0, 1)
    assert set(gazetteer().spellings("ford-guard")) == {"The Ford Guard", "FG", "Guard of the Ford", "Fort Gard"}


def test_the_gazetteer_is_read_once_until_a_name_changes() -> None:
    load(RECORDS)
    first = gazetteer()
    with count_statements() as seen:
        assert gazetteer() is first
    assert len(seen) == 1
    with transaction(by=None):
        make_article()  # something else changed
    assert gazetteer() is first
    with transaction(by=None):
        db.session.scalars(sa.select(Alias).where(Alias.name == "FG")).one().name = "FGD"
    assert gazetteer() is not first
    assert gazetteer().exact("fgd") and not gazetteer().exact("fg")


def test_a_garble_is_learned_once_in_each_scope() -> None:
    load(RECORDS)
    with transaction(by=None):
        entity = db.session.scalars(sa.select(Entity).where(Entity.key == "zummar")).one()
        one = add_garble(entity, "Zoom  Ar", scope="feed", within="Meridian Wire", by=None)
        assert add_garble(entity, "Zoom Ar", scope="feed", within="Meridian Wire", by=None) is one
        assert add_garble(entity, "Zoom Ar", scope="everywhere", by=None) is not one
    assert (one.name, one.kind) == ("Zoom Ar", "garble")
    assert [(alias.scope, alias.within) for alias in names().scoped["zummar"]] == [("feed", "Meridian Wire")]


@pytest.mark.parametrize(
    "name, scope, within",
    [("", "everywhere", ""), ("Zoom", "feed", ""), ("Zoom", "everywhere", "x"), ("Zoom", "nowhere", ""),
     ("Zummar", "everywhere", ""), ("زمار", "everywhere", "")],
)  # fmt: skip
def test_what_cannot_be_a_garble_is_refused(name: str, scope: str, within: str) -> None:
    load(RECORDS)
    with pytest.raises(Invalid), transaction(by=None):
        entity = db.session.scalars(sa.select(Entity).where(Entity.key == "zummar")).one()
        add_garble(entity, name, scope=scope, within=within, by=None)
