"""/names: every entity with its right name, its spellings and its garbles."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.gazetteer import listing
from annotator.gazetteer.models import Alias, Entity
from annotator.gazetteer.queries import gazetteer
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.statements import count_statements


def make_entity(name: str, kind: str = "group", *, native_name: str | None = None, **aliases: str) -> Entity:
    """`aliases`: a name by its kind."""
    entity = Entity(key=name.lower().replace(" ", "-"), name=name, kind=kind, native_name=native_name)
    entity.aliases = [Alias(name=alias, kind=sort) for sort, alias in aliases.items()]
    db.session.add(entity)
    return entity


@pytest.fixture
def hashd(cast: Cast) -> Entity:
    with transaction(by=None):
        entity = make_entity(
            "al-Hashd al-Shaabi",
            native_name="الحشد الشعبي",
            spelling="Hashed",
            acronym="PMF",
            garble="al-Hasid al-Sabi",
        )
        make_entity("Zubair", "place")
    return entity


@pytest.mark.parametrize("words", ["hashd", "shaabi al-hashd", "الحشد", "pmf", "al-Hasid"])
def test_a_name_is_found_under_any_of_its_spellings(client: DeskClient, cast: Cast, hashd: Entity, words: str) -> None:
    page = client.as_(cast.reader).get("/names", query_string={"with": words}).text
    assert "al-Hashd al-Shaabi" in page and ">Zubair<" not in page
    assert '<bdi class="tone-bad">al-Hasid al-Sabi</bdi>' in page


def test_the_list_is_narrowed_to_a_kind(client: DeskClient, cast: Cast, hashd: Entity) -> None:
    page = client.as_(cast.reader).get("/names?kind=place").text
    assert ">Zubair<" in page and "al-Shaabi" not in page
    assert ">Zubair<" in client.get("/names?kind=nonsense").text


def test_what_fits_no_name_and_an_empty_gazetteer_say_so(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reader)
    assert "The gazetteer is empty" in client.get("/names").text
    assert "No name fits" in client.get("/names?with=xyz").text


def test_the_page_of_a_name_says_where_each_of_its_other_names_holds(
    client: DeskClient, cast: Cast, hashd: Entity
) -> None:
    with transaction(by=None):
        hashd.aliases.append(Alias(name="Crowd", kind="garble", scope="feed", within="Canal <Wire>"))
        hashd.aliases.append(Alias(name="Mob", kind="garble", scope="article", within="some-uid"))
    page = client.as_(cast.reader).get(f"/names/{hashd.id}").text
    rows = {part.split("</bdi>")[0].split(">")[-1]: part for part in page.split("<tr>")[2:]}
    assert "everywhere" in rows["al-Hasid al-Sabi"] and "garble" in rows["al-Hasid al-Sabi"]
    assert "in Canal &lt;Wire&gt;" in rows["Crowd"] and "in one article" in rows["Mob"]


def test_a_name_that_is_not_there_is_not_found(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.reader).get("/names/77").status_code == 404


@pytest.mark.parametrize("page", ["0", "x", "999", "9" * 30])
def test_a_page_number_out_of_all_bounds_is_no_error(client: DeskClient, cast: Cast, page: str) -> None:
    assert client.as_(cast.reader).get(f"/names?page={page}").status_code == (404 if len(page) > 20 else 200)


def test_the_list_costs_as_many_statements_with_30_names_as_with_3_and_has_pages(
    client: DeskClient, cast: Cast
) -> None:
    client.as_(cast.reader).get("/names")
    costs = []
    for number in (3, 27, listing.PAGE):
        with transaction(by=None):
            for one in range(number):
                make_entity(f"Group {number} {one}", spelling=f"Grp {one}")
        client.get("/names")  # reads what was changed
        with count_statements() as seen:
            page = client.get("/names").text
        costs.append(len(seen))
    assert costs[0] == costs[1] == costs[2] <= 6
    assert ">Next</a>" in page and ">Previous</a>" in client.get("/names?page=2").text


def test_an_editor_removes_a_garble_and_the_history_tells_of_it(client: DeskClient, cast: Cast, hashd: Entity) -> None:
    garble = next(alias for alias in hashd.aliases if alias.kind == "garble")
    address, ident = f"/names/garbles/{garble.id}/remove", garble.id
    assert address in client.as_(cast.editor).get(f"/names/{hashd.id}").text
    page = client.get(client.post(address).location)
    assert "“al-Hasid al-Sabi” is no longer taken for al-Hashd al-Shaabi." in page.text
    assert ">al-Hasid al-Sabi</bdi>" not in page.text and ">Hashed</bdi>" in page.text
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.object_id == ident).order_by(HistoryEntry.id))
    last = [row for row in told if row.object_type == "aliases"][-1]
    assert (last.action, last.verb, last.actor_id) == ("delete", "remove garble", cast.editor.id)
    assert gazetteer().exact("al-Hasid al-Sabi") == []
    assert client.post(address).status_code == 404


def test_a_right_spelling_cannot_be_removed(client: DeskClient, cast: Cast, hashd: Entity) -> None:
    spelling = next(alias for alias in hashd.aliases if alias.kind == "spelling")
    answer = client.as_(cast.editor).post(f"/names/garbles/{spelling.id}/remove")
    page = client.get(answer.location).text
    assert "Only a garble is removed" in page and ">Hashed</bdi>" in page


def test_a_reviewer_neither_sees_the_button_nor_may_press_it(client: DeskClient, cast: Cast, hashd: Entity) -> None:
    garble = next(alias for alias in hashd.aliases if alias.kind == "garble")
    assert "/remove" not in client.as_(cast.reviewer).get(f"/names/{hashd.id}").text
    assert client.post(f"/names/garbles/{garble.id}/remove").status_code == 403
