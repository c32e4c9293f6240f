"""Editing names by browser: entities, their other names, merging, splitting, and undoing each."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from annotator.db import db, transaction
from annotator.gazetteer import merging, service
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.queries import entity_rows, gazetteer
from annotator.gazetteer.service import AliasFields, EntityFields
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_garble

FORM = {
    "name": "Badr Organization",
    "native_name": "منظمة بدر",
    "kind": "group",
    "wikidata": "Q2601508",
    "identifiers": "ofac: 4711\nun: IQe.001",
    "description": "Party and armed group, Iraq",
    "context": "armed group, Amiri; Diyala",
}


def make(name: str, *aliases: str, kind: str = "group", key: str = "") -> Entity:
    entity = Entity(key=key or name.lower().replace(" ", "-"), name=name, kind=kind)
    entity.aliases = [Alias(name=alias) for alias in aliases]
    db.session.add(entity)
    return entity


@pytest.fixture
def badr(cast: Cast) -> Entity:
    with transaction(by=None):
        entity = make("Badr Organization", "Badr", "Bader")
    return entity


@pytest.fixture
def brigade(cast: Cast) -> Entity:
    with transaction(by=None):
        entity = make("Badr Brigade", "Badr", "Failaq Badr")
        entity.native_name, entity.context = "فيلق بدر", ["militia"]
    return entity


def names_of(entity: Entity) -> list[str]:
    db.session.expire_all()
    return [alias.name for alias in entity.aliases]


def undo_after(client: DeskClient, location: str) -> str:
    """Press the button that the page after a change offers; gives the page then."""
    page = client.get(location).text
    address = re.search(r'action="(/names/changes/\d+/undo)"', page)
    assert address, "the page offers no undo"
    return client.get(client.post(address[1]).location).text


def test_an_editor_makes_a_name_with_all_that_is_known_of_it(client: DeskClient, cast: Cast) -> None:
    answer = client.as_(cast.editor).post("/names/new", data=FORM)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    for words in ("Badr Organization", "منظمة بدر", "Q2601508", "4711", "armed group, ".strip(", "), "Diyala"):
        assert words in page
    made = db.session.scalars(sa.select(Entity)).one()
    assert made.identifiers == {"wikidata": "Q2601508", "ofac": "4711", "un": "IQe.001"}
    assert made.context == ["armed group", "Amiri", "Diyala"]
    assert made.key == "badr-organization"
    undo_after(client, answer.location)
    assert db.session.scalars(sa.select(Entity)).all() == []


@pytest.mark.parametrize(
    ("field", "words", "reason"),
    [
        ("name", "", "needs its words"),
        ("name", "x" * 10_000, "500"),
        ("wikidata", "796", "a Q and a number"),
        ("identifiers", "4711", "say what it is of"),
        ("description", "a\x00b", "NUL"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(
    client: DeskClient, cast: Cast, field: str, words: str, reason: str
) -> None:
    answer = client.as_(cast.editor).post("/names/new", data=FORM | {field: words})
    assert answer.status_code == 422
    assert reason in answer.text and "منظمة بدر" in answer.text
    assert db.session.scalars(sa.select(Entity)).all() == []


def test_a_stale_save_is_refused_with_both_texts(client: DeskClient, cast: Cast, badr: Entity) -> None:
    seen = badr.row_version
    with transaction(by=cast.administrator):
        service.edit(badr, EntityFields("Badr Organisation", "group"), by=cast.administrator)
    answer = client.as_(cast.editor).post(f"/names/{badr.id}/edit", data=FORM | {"row_version": str(seen)})
    assert answer.status_code == 409
    words = re.sub("</?mark>", "", answer.text)
    assert "Badr Organisation" in words and "Badr Organization" in words


def test_another_name_is_added_changed_removed_and_each_undone(client: DeskClient, cast: Cast, badr: Entity) -> None:
    client.as_(cast.editor)
    typed = {"name": "Organisation Badr", "kind": "spelling", "language": "fr", "scope": "everywhere", "note": "AFP"}
    answer = client.post(f"/names/{badr.id}/spellings", data=typed)
    page = client.get(answer.location).text
    assert "Organisation Badr" in page and ">fr<" in page and "AFP" in page
    alias = db.session.scalars(sa.select(Alias).where(Alias.language == "fr")).one()
    was = {f"was_{name}": typed.get(name, "") for name in ("name", "kind", "language", "scope", "within", "note")}
    changed = typed | {"scope": "feed", "within": "Canal Wire"} | was
    answer = client.post(f"/names/spellings/{alias.id}", data=changed)
    assert "in Canal Wire" in client.get(answer.location).text
    stale = client.post(f"/names/spellings/{alias.id}", data=changed | {"note": "Reuters"})
    assert stale.status_code == 409 and "Reuters" in stale.text and "AFP" in stale.text
    undo_after(client, answer.location)
    assert "in Canal Wire" not in client.get(f"/names/{badr.id}").text
    answer = client.post(f"/names/spellings/{alias.id}/remove")
    assert "Organisation Badr" not in names_of(badr)
    assert gazetteer().exact("Organisation Badr") == []
    undo_after(client, answer.location)
    assert "Organisation Badr" in names_of(badr)
    assert [record.name for record in gazetteer().exact("Organisation Badr")] == ["Badr Organization"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"name": "Badr"}, "has “Badr” already"),
        ({"name": "Badr Organization", "kind": "garble"}, "is the right name"),
        ({"name": "Bedr", "scope": "feed"}, "in which feed"),
        ({"name": "Bedr", "language": "French"}, "code of two or three letters"),
        ({"name": "\u200b" * 600}, "500"),
    ],
)
def test_another_name_that_cannot_be_is_told_why(
    client: DeskClient, cast: Cast, badr: Entity, typed: dict[str, str], reason: str
) -> None:
    fields = {"kind": "spelling", "scope": "everywhere"} | typed
    answer = client.as_(cast.editor).post(f"/names/{badr.id}/spellings", data=fields)
    assert answer.status_code == 422 and reason in answer.text
    assert names_of(badr) == ["Badr", "Bader"]


def test_merged_names_are_one_and_the_merged_ones_links_lead_to_the_survivor(
    client: DeskClient, cast: Cast, badr: Entity, brigade: Entity
) -> None:
    page = client.as_(cast.editor).get(f"/names/{brigade.id}/merge?with=badr").text
    assert "Badr Organization" in page
    answer = client.post(
        f"/names/{brigade.id}/merge",
        data={"into": badr.id, "seen": brigade.row_version, "into_seen": badr.row_version},
    )
    assert "is merged into Badr Organization" in client.get(answer.location).text
    assert set(names_of(badr)) == {"Badr", "Bader", "Badr Brigade", "Failaq Badr"}
    assert badr.native_name == "فيلق بدر" and badr.context == ["militia"]
    followed = client.get(f"/names/{brigade.id}")
    assert followed.status_code == 302 and f"/names/{badr.id}" in followed.location
    assert "was merged into this name" in client.get(followed.location).text
    assert entity_rows(["badr-brigade", "badr-organization"]) == {
        "badr-brigade": badr.id,
        "badr-organization": badr.id,
    }
    assert [record.id for record in gazetteer().exact("Failaq Badr")] == ["badr-organization"]
    assert len(gazetteer()) == 1
    listed = client.get("/names").text
    assert ">Badr Brigade</a>" not in listed
    undo_after(client, answer.location)
    assert set(names_of(badr)) == {"Badr", "Bader"} and set(names_of(brigade)) == {"Badr", "Failaq Badr"}
    assert badr.native_name is None and brigade.merged_into_id is None
    assert len(gazetteer()) == 2


def test_a_merge_that_leads_in_a_circle_is_refused_in_words(cast: Cast, badr: Entity, brigade: Entity) -> None:
    with transaction(by=cast.editor):
        merging.merge(brigade, badr, by=cast.editor)
    with pytest.raises(service.Invalid, match="in a circle"), transaction(by=cast.editor):
        merging.merge(badr, brigade, by=cast.editor)
    with pytest.raises(service.Invalid, match="itself"), transaction(by=cast.editor):
        merging.merge(badr, badr, by=cast.editor)
    assert badr.merged_into_id is None


def test_a_merge_of_what_was_saved_meanwhile_is_refused(
    client: DeskClient, cast: Cast, badr: Entity, brigade: Entity
) -> None:
    answer = client.as_(cast.editor).post(
        f"/names/{brigade.id}/merge", data={"into": badr.id, "seen": brigade.row_version, "into_seen": 77}
    )
    assert answer.status_code == 409
    assert brigade.merged_into_id is None


def test_chosen_names_become_an_entity_of_their_own(client: DeskClient, cast: Cast, badr: Entity) -> None:
    bader = next(alias for alias in badr.aliases if alias.name == "Bader")
    typed = {"aliases": [str(bader.id)], "kind": "person", "row_version": str(badr.row_version)}
    answer = client.as_(cast.editor).post(f"/names/{badr.id}/split", data=typed)
    made = db.session.scalars(sa.select(Entity).where(Entity.name == "Bader")).one()
    assert made.kind == "person" and names_of(badr) == ["Badr"]
    undo_after(client, answer.location)
    assert names_of(badr) == ["Badr", "Bader"]
    assert db.session.scalars(sa.select(Entity).where(Entity.name == "Bader")).all() == []
    nothing = client.post(f"/names/{badr.id}/split", data={"kind": "group", "row_version": str(badr.row_version)})
    assert nothing.status_code == 422 and "Choose the names" in nothing.text


def test_what_was_changed_since_is_not_undone(client: DeskClient, cast: Cast, badr: Entity) -> None:
    client.as_(cast.editor)
    first = client.post(f"/names/{badr.id}/edit", data=FORM | {"row_version": str(badr.row_version)}).location
    db.session.expire_all()
    again = FORM | {"row_version": str(badr.row_version), "description": "Another"}
    client.post(f"/names/{badr.id}/edit", data=again)
    assert "was changed since" in undo_after(client, first)
    db.session.expire_all()
    assert badr.description == "Another"


def test_the_history_tells_of_every_change_also_of_names_that_are_gone(
    client: DeskClient, cast: Cast, badr: Entity
) -> None:
    bader = next(alias for alias in badr.aliases if alias.name == "Bader")
    client.as_(cast.editor).post(f"/names/spellings/{bader.id}/remove")
    page = client.get(f"/names/{badr.id}/history").text
    assert "remove spelling" in page and "Edda" in page and ">Bader</bdi></del>" in page
    assert page.count("/undo") == 1


def test_the_page_tells_where_a_garble_came_from(client: DeskClient, cast: Cast, badr: Entity) -> None:
    with transaction(by=cast.editor):
        article = make_article("The Badre Organisation sent 300 guards.", title="Guards sent", feed="Canal Wire")
        alias = service.add_garble(badr, "Badre Organisation", scope="everywhere", by=cast.editor)
        make_garble(article, "Badre Organisation", state="confirmed", entity=badr, alias=alias)
    page = client.as_(cast.reader).get(f"/names/{badr.id}/uses").text
    assert "Badre Organisation" in page and "Guards sent" in page and "Canal Wire" in page
    assert f"/names/{badr.id}/uses" in client.get(f"/names/{badr.id}").text


def test_a_draft_of_somebody_else_is_not_shown_there(client: DeskClient, cast: Cast, badr: Entity) -> None:
    with transaction(by=cast.editor):
        article = make_article(
            "The Badre Organisation.", title="Secret", visibility="draft", created_by_id=cast.colleague.id
        )
        make_garble(article, "Badre Organisation", state="confirmed", entity=badr)
    assert "Secret" not in client.as_(cast.reviewer).get(f"/names/{badr.id}/uses").text


def test_a_confirmed_garble_of_a_merged_name_is_the_survivors(cast: Cast, badr: Entity, brigade: Entity) -> None:
    with transaction(by=cast.editor):
        merging.merge(brigade, badr, by=cast.editor)
        service.add_garble(brigade, "Bahr Brigade", scope="everywhere", by=cast.editor)
    assert "Bahr Brigade" in names_of(badr)


def test_a_reviewer_may_look_and_not_touch(client: DeskClient, cast: Cast, badr: Entity) -> None:
    page = client.as_(cast.reviewer).get(f"/names/{badr.id}").text
    assert "/edit" not in page and "/spellings" not in page
    assert client.post(f"/names/{badr.id}/edit", data=FORM).status_code == 403
    assert client.post(f"/names/{badr.id}/merge", data={"into": badr.id}).status_code == 403


def test_zero_width_characters_stay_in_a_name_and_are_passed_over_in_looking(
    client: DeskClient, cast: Cast, badr: Entity
) -> None:
    with transaction(by=cast.editor):
        service.add_alias(badr, AliasFields("Ba\u200bdr\u200f Org"), by=cast.editor)
    assert "Ba\u200bdr\u200f Org" in names_of(badr)
    assert "Badr Organization" in client.as_(cast.reader).get("/names?with=badr+org").text
    assert [record.id for record in gazetteer().exact("Badr Org")] == ["badr-organization"]


@pytest.mark.parametrize("words", ["BÀDR", "badr organ", "بدر", "منظمه"])
def test_the_list_finds_whatever_the_case_the_marks_and_the_arabic_letters(
    client: DeskClient, cast: Cast, badr: Entity, words: str
) -> None:
    with transaction(by=None):
        badr.native_name = "منظمة بدر"
        make("Zubair", kind="place")
    page = client.as_(cast.reader).get("/names", query_string={"with": words}).text
    assert "Badr Organization" in page and ">Zubair<" not in page
    assert 'every kind <span class="count">1</span>' in page


def test_words_of_no_name_bring_those_near_in_sound(client: DeskClient, cast: Cast, badr: Entity) -> None:
    page = client.as_(cast.reader).get("/names?with=Badir+Organizasion").text
    assert "Near them in sound" in page and "Badr Organization" in page
