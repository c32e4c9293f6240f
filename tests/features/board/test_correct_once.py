"""A garble is confirmed once; every other place of its words is offered, and nothing changes by itself."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.garbles import service
from annotator.garbles.models import Garble
from annotator.gazetteer.models import Alias, Entity
from annotator.search.keeping.indexer import Keeper
from tests.features.board.conftest import RIGHT, WRONG, article_of, suspect
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_garble

TEXT = f"The {WRONG} left Zummar. A clerk saw the {WRONG}'s cars."


def confirmed(cast: Cast, scope: str = "everywhere", **more: object) -> Garble:
    garble = suspect(article_of(f"Fighters of the {WRONG} came.", feed="Canal Wire", **more), WRONG)
    entity = db.session.scalars(sa.select(Entity)).one()
    with transaction(by=cast.reviewer):
        service.confirm(garble, entity=entity, scope=scope, by=cast.reviewer)
    return garble


def places(page: str) -> list[str]:
    return re.findall(r'value="accept ([tg][.\d]+)"', page)


def rows(*states: str) -> list[tuple[str, str, str | None]]:
    found = sa.select(Garble.quote, Garble.state, Garble.reading).where(Garble.state.in_(states)).order_by(Garble.id)
    return [tuple(row) for row in db.session.execute(found)]


@pytest.mark.usefixtures("brigade")
def test_every_other_place_is_offered_with_its_context_and_one_is_accepted(
    keeper: Keeper, reviewer: DeskClient, cast: Cast
) -> None:
    garble = confirmed(cast)
    other = article_of(TEXT, feed="Dune Wire")
    article_of("The al-Wazir Columnist and the ex-al-Wazir Column are others.")
    keeper.drain()
    page = reviewer.get(f"/garbles/{garble.id}/elsewhere").text
    assert "<strong>2</strong> places in 1 articl" in page and "A clerk saw the " in page
    first, second = places(page)
    bench = reviewer.get(f"/articles/{garble.article_id}?garble={garble.id}").text
    assert "<strong>2</strong> other places" in bench and f"/garbles/{garble.id}/elsewhere" in bench
    answer = reviewer.post(f"/garbles/{garble.id}/elsewhere", data={"act": f"accept {first}", "key": "k"})
    again = reviewer.post(f"/garbles/{garble.id}/elsewhere", data={"act": f"accept {first}", "key": "k"})
    assert answer.location == again.location
    made = db.session.scalars(sa.select(Garble).where(Garble.article_id == other.id)).one()
    assert (made.state, made.reading, made.alias_id) == ("confirmed", RIGHT, garble.alias_id)
    assert (made.detector, made.created_by_id, made.start) == (None, cast.reviewer.id, TEXT.index(WRONG))
    made_id = made.id
    page = reviewer.get(answer.location).text
    assert "1 garble confirmed." in page and places(page) == [second]
    # Undone, nothing of it is left but its history; the first confirmation stands.
    reviewer.post(f"/garbles/{made_id}/take-back", data={"back": f"/garbles/{garble.id}/elsewhere"})
    assert rows("suspected", "confirmed", "dismissed") == [(WRONG, "confirmed", RIGHT)]
    assert db.session.scalar(sa.select(sa.func.count(Alias.id))) == 1
    verbs = sa.select(HistoryEntry.verb).where(HistoryEntry.object_id == made_id, HistoryEntry.object_type == "garbles")
    assert list(db.session.scalars(verbs)) == ["correct once", "take back"]


@pytest.mark.usefixtures("brigade")
def test_all_are_accepted_and_taken_back_in_one_go_and_a_suspected_one_is_confirmed_in_its_place(
    keeper: Keeper, reviewer: DeskClient, cast: Cast
) -> None:
    garble = confirmed(cast)
    flagged = suspect(article_of(TEXT), WRONG)
    keeper.drain()
    page = reviewer.get(f"/garbles/{garble.id}/elsewhere").text
    assert f"g.{flagged.id}.{flagged.row_version}" in places(page) and len(places(page)) == 2
    answer = reviewer.post(f"/garbles/{garble.id}/elsewhere", data={"act": "accept", "place": places(page)})
    assert [state for _, state, _ in rows("suspected", "confirmed")] == ["confirmed"] * 3
    page = reviewer.get(answer.location).text
    assert "2 garbles confirmed." in page and "That was the last one." in page
    done = re.search(r"/garbles/(\d+)/take-back", page)
    assert done
    reviewer.post(f"/garbles/{done[1]}/take-back")
    assert [state for _, state, _ in rows("suspected", "confirmed")] == ["confirmed", "suspected"]
    assert db.session.get(Garble, flagged.id).state == "suspected"  # type: ignore[union-attr]


@pytest.mark.usefixtures("brigade")
def test_a_dismissed_place_is_remembered_and_not_offered_again(
    keeper: Keeper, reviewer: DeskClient, cast: Cast
) -> None:
    garble = confirmed(cast)
    article_of(TEXT)
    keeper.drain()
    first, second = places(reviewer.get(f"/garbles/{garble.id}/elsewhere").text)
    reviewer.post(f"/garbles/{garble.id}/elsewhere", data={"act": f"dismiss {first}"})
    assert rows("dismissed") == [(WRONG, "dismissed", None)]
    assert places(reviewer.get(f"/garbles/{garble.id}/elsewhere").text) == [second]
    # Decided in another browser meanwhile, and words that are others by now.
    page = reviewer.post(
        f"/garbles/{garble.id}/elsewhere", data={"act": "accept", "place": [first, "t.1.0.4", "t.x.1.2", "g.999.1"]},
        follow_redirects=True,
    ).text  # fmt: skip
    for told in ("judged by somebody else meanwhile", "other words stand there", "no place of a text", "gone by now"):
        assert told in page
    assert len(rows("confirmed")) == 1


@pytest.mark.usefixtures("brigade")
@pytest.mark.parametrize(("scope", "feeds"), [("everywhere", 2), ("feed", 1), ("article", 0)])
def test_only_places_in_the_scope_are_offered(
    keeper: Keeper, reviewer: DeskClient, cast: Cast, scope: str, feeds: int
) -> None:
    garble = confirmed(cast, scope)
    for feed in ("Canal Wire", "Dune Wire"):
        article_of(f"The {WRONG} left by {feed}.", feed=feed)
    keeper.drain()
    assert len(places(reviewer.get(f"/garbles/{garble.id}/elsewhere").text)) == feeds


@pytest.mark.usefixtures("brigade")
def test_what_a_person_may_not_see_or_what_is_a_longer_name_is_not_offered(
    keeper: Keeper, reviewer: DeskClient, cast: Cast
) -> None:
    garble = confirmed(cast)
    article_of(f"The {WRONG} hid.", visibility="hidden")
    article_of(f"The Old {WRONG} Museum opened.")
    with transaction(by=None):
        db.session.add(Entity(key="museum", name=f"Old {WRONG} Museum", kind="institution"))
    keeper.drain()
    assert places(reviewer.get(f"/garbles/{garble.id}/elsewhere").text) == []
    version = db.session.scalar(sa.text("SELECT id FROM versions WHERE text LIKE '%hid.'"))
    refused = {"act": f"accept t.{version}.4.{4 + len(WRONG)}"}
    page = reviewer.post(f"/garbles/{garble.id}/elsewhere", data=refused, follow_redirects=True).text
    assert "not open to you" in page and len(rows("confirmed")) == 1


@pytest.mark.usefixtures("brigade")
def test_other_wrong_forms_with_the_same_suggestion_are_offered_one_by_one(
    keeper: Keeper, reviewer: DeskClient, cast: Cast
) -> None:
    garble = confirmed(cast)
    other = suspect(article_of("The al-Wasin Brigate came."), "al-Wasin Brigate")
    keeper.drain()
    page = reviewer.get(f"/garbles/{garble.id}/elsewhere").text
    assert "Another wrong form with the same suggestion" in page and ">Accept all" not in page
    reviewer.post(f"/garbles/{garble.id}/elsewhere", data={"act": f"accept {places(page)[0]}"})
    assert rows("confirmed") == [(WRONG, "confirmed", RIGHT), ("al-Wasin Brigate", "confirmed", RIGHT)]
    names = db.session.scalars(sa.select(Alias.name).order_by(Alias.id))
    assert list(names) == [WRONG, "al-Wasin Brigate"] and other.id


@pytest.mark.usefixtures("brigade")
def test_without_an_index_the_database_answers(reviewer: DeskClient, cast: Cast) -> None:
    garble = confirmed(cast)
    article_of(TEXT)
    page = reviewer.get(f"/garbles/{garble.id}/elsewhere").text
    assert len(places(page)) == 2 and "The index is being built" in page


def test_a_garble_that_is_a_real_name_elsewhere_begins_with_this_article(
    reviewer: DeskClient, cast: Cast, brigade: Entity
) -> None:
    with transaction(by=None):
        db.session.add(Entity(key="husam", name="Husam Wazir", kind="person"))
    garble = suspect(article_of("Fighters of Wazir came.", feed="Canal Wire"), "Wazir")
    page = reviewer.get(f"/articles/{garble.article_id}?garble={garble.id}").text
    assert "part of other names: Husam Wazir." in page
    assert re.search(r'name="scope" value="article" checked', page)
    data = {"row_version": "1", "suggestion": "0"}  # without a scope, as a key or an older page sends it
    reviewer.post(f"/garbles/{garble.id}/confirm", data=data)
    assert [tuple(row) for row in db.session.execute(sa.select(Alias.name, Alias.scope))] == [("Wazir", "article")]


@pytest.mark.usefixtures("brigade")
def test_a_typed_reading_counts_when_enter_is_pressed_and_a_suggestion_that_is_gone_is_refused(
    reviewer: DeskClient,
) -> None:
    garble = suspect(article_of(f"The {WRONG} came."), WRONG)
    answer = reviewer.post(f"/garbles/{garble.id}/confirm", data={"row_version": "1", "suggestion": "7"})
    assert "no such suggestion" in reviewer.get(answer.location).text
    reviewer.post(f"/garbles/{garble.id}/confirm", data={"row_version": "1", "reading": "Wazir's Column"})
    assert rows("confirmed") == [(WRONG, "confirmed", "Wazir's Column")]


@pytest.mark.usefixtures("brigade")
def test_damage_that_says_nothing_of_other_places_is_not_looked_for(reviewer: DeskClient) -> None:
    with transaction(by=None):
        garble = make_garble(
            article_of("He said “ that."), "“", category="quotation-marks", state="confirmed", reading="("
        )
    assert "says nothing of other places" in reviewer.get(f"/garbles/{garble.id}/elsewhere").text
