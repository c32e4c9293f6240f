"""The pages of sightings and matters, as people use them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import current_app

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment
from annotator.search.engines.chosen import store_of
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, search
from annotator.sightings.models import Matter, MatterClaim, Sighting
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_correction, make_evidence

from .conftest import ATTACK, SAME, Take, claim_with, pair

THIRD = "Some 25,000 American troops are stationed in Iraq, the Pentagon said on Tuesday."


@pytest.fixture
def articles(take: Take, find: Callable[[], int]) -> list[Article]:
    found = [
        take(ATTACK, feed="Meridian Wire"),
        take(SAME, feed="Harbour News"),
        take(THIRD, feed="Passerelle", day=17),
    ]
    with transaction(by=None):
        found[2].translator, found[2].source_language = "Passerelle MT", "fr"
    find()
    return found


@pytest.fixture
def troops(articles: list[Article]) -> list[Claim]:
    return [claim_with(article, "troops") for article in articles]


def sighting(one: Claim, other: Claim) -> Sighting:
    """What is known of two claims; suggested by hand where the rules do not."""
    first, second = pair(one, other)
    found = sa.select(Sighting).where(Sighting.first_id == first, Sighting.second_id == second)
    if (row := db.session.scalars(found).one_or_none()) is None:
        with transaction(by=None):
            row = Sighting(first_id=first, second_id=second, score=0.4, band="possible")
            db.session.add(row)
    return row


def decide(client: DeskClient, one: Claim, other: Claim, what: str) -> str:
    answer = client.post(f"/sightings/{sighting(one, other).id}/{what}", data={"claim": one.id}, follow_redirects=True)
    assert answer.status_code == 200
    db.session.expire_all()
    return answer.text


def one_matter(client: DeskClient, cast: Cast, troops: list[Claim]) -> Matter:
    client.as_(cast.reviewer)
    for other in troops[1:]:
        decide(client, troops[0], other, "confirm")
    return db.session.scalars(sa.select(Matter)).one()


def settle(claim: Claim, cast: Cast, verdict: str = "false") -> None:
    with transaction(by=cast.reviewer):
        make_evidence(db.session.get_one(Claim, claim.id), "2,500 by the Pentagon's count")
        reviews.assess(claim, verdict=verdict, confidence=85, by=cast.reviewer)
    with transaction(by=cast.editor):
        reviews.settle(claim, by=cast.editor)


def test_the_workbench_and_the_page_show_what_is_said_elsewhere(
    client: DeskClient, cast: Cast, troops: list[Claim]
) -> None:
    client.as_(cast.reader)
    bench = client.get(f"/articles/{troops[0].article_id}?claim={troops[0].id}").text
    assert "Also said elsewhere" in bench and f"/claims/{troops[0].id}/sightings" in bench
    page = client.get(f"/claims/{troops[0].id}/sightings").text
    assert "Harbour News" in page and "Passerelle MT" in page and troops[1].wording in page
    assert all(reason in page.replace("&#39;", "'") for reason in sighting(troops[0], troops[1]).reasons[:1])
    assert "Same matter" not in page  # a reader decides nothing


def test_what_a_person_may_not_open_is_neither_shown_nor_counted(
    client: DeskClient, cast: Cast, troops: list[Claim]
) -> None:
    with transaction(by=None):
        troops[1].article.visibility = "hidden"
    page = client.as_(cast.reader).get(f"/claims/{troops[0].id}/sightings").text
    assert "Harbour News" not in page and troops[1].wording not in page
    one_matter(client, cast, [troops[0], troops[2]])
    row = sighting(troops[0], troops[1])
    assert client.as_(cast.reviewer).post(f"/sightings/{row.id}/confirm").status_code == 404
    with transaction(by=None):
        troops[1].article.visibility = "desk"
    decide(client, troops[0], troops[1], "confirm")
    with transaction(by=None):
        troops[1].article.visibility = "hidden"
    matter = db.session.scalars(sa.select(Matter)).one()
    seen = client.as_(cast.reader).get(f"/matters/{matter.id}").text
    assert "2 sightings" in seen and "Harbour News" not in seen
    assert '<td class="number">2</td>' in client.get("/matters").text
    assert "Harbour News" not in client.get(f"/history/matter/{matter.id}").text
    with transaction(by=None):
        for claim in troops:
            claim.article.visibility = "hidden"
    assert client.get(f"/matters/{matter.id}").status_code == 404
    assert "There is no matter yet" in client.get("/matters").text


def test_confirmed_claims_become_one_matter_and_it_can_be_taken_back(
    client: DeskClient, cast: Cast, troops: list[Claim]
) -> None:
    client.as_(cast.reviewer)
    page = decide(client, troops[0], troops[1], "confirm")
    matter = db.session.scalars(sa.select(Matter)).one()
    assert {member.claim_id for member in matter.members} == {troops[0].id, troops[1].id}
    assert matter.title and "Same matter" in page and "Undo" in page
    again = decide(client, troops[0], troops[1], "refuse")
    assert "It is confirmed already" in again
    decide(client, troops[0], troops[1], "take-back")
    assert sighting(troops[0], troops[1]).state == "suggested"
    assert not db.session.scalars(sa.select(Matter)).all() and not db.session.scalars(sa.select(MatterClaim)).all()


def test_a_refused_one_stays_refused(
    client: DeskClient, cast: Cast, troops: list[Claim], find: Callable[[], int]
) -> None:
    client.as_(cast.reviewer)
    decide(client, troops[0], troops[1], "refuse")
    with transaction(by=None):
        troops[0].wording = "About 2,500 United States troops are stationed in Iraq"
    find()
    db.session.expire_all()
    assert sighting(troops[0], troops[1]).state == "refused"
    assert "1 refused" in client.get(f"/claims/{troops[0].id}/sightings").text


def test_a_matter_shows_figures_side_by_side_and_the_odd_translation_stands_out(
    client: DeskClient, cast: Cast, troops: list[Claim]
) -> None:
    matter = one_matter(client, cast, troops)
    page = client.get(f"/matters/{matter.id}").text
    assert "3 sightings" in page and "independent" in page
    assert "2,500" in page and "25,000" in page and "Stands out" in page
    assert "First seen in" in page
    with transaction(by=cast.editor):
        article = db.session.get_one(Article, troops[2].article_id)
        row = make_correction(article, "25,000", "2,500", state="accepted")
        row.decided_at = row.created_at
    page = client.get(f"/matters/{matter.id}").text
    assert "Corrected in" in page and "<del><bdi>25,000</bdi></del>" in page


def test_a_matter_is_named_found_and_taken_apart(client: DeskClient, cast: Cast, troops: list[Claim]) -> None:
    matter = one_matter(client, cast, troops)
    at = f"/matters/{matter.id}"
    saved = client.post(
        at, data={"title": "US troops in Iraq", "note": "Since 2021", "row_version": matter.row_version}
    )
    assert saved.status_code == 303
    stale = client.post(at, data={"title": "Other", "note": "", "row_version": "1"})
    assert stale.status_code == 409 and "US troops in Iraq" in stale.text and "Other" in stale.text
    assert client.post(at, data={"title": " ", "note": "", "row_version": "9"}).status_code == 422
    for query, found in (("q=troops+Iraq", True), ("q=Oslo", False), ("feed=Passerelle", True), ("feed=None", False)):
        assert ("US troops in Iraq" in client.get(f"/matters?{query}").text) is found
    history = client.get(f"/history/matter/{matter.id}").text
    assert "confirmed a sighting" in history and "edited a matter" in history
    client.post(f"{at}/claims/{troops[2].id}/take-out")
    db.session.expire_all()
    assert {member.claim_id for member in matter.members} == {troops[0].id, troops[1].id}
    assert sighting(troops[0], troops[2]).state == "refused"
    gone = client.post(f"{at}/claims/{troops[1].id}/take-out")
    assert gone.status_code == 303 and client.get(at).status_code == 404


def test_a_settled_verdict_is_offered_and_never_applied_by_itself(
    client: DeskClient, cast: Cast, troops: list[Claim]
) -> None:
    matter = one_matter(client, cast, troops)
    settle(troops[0], cast)
    db.session.expire_all()
    assert troops[1].verdict is None
    bench = client.as_(cast.colleague).get(f"/articles/{troops[1].article_id}?claim={troops[1].id}").text
    assert "Offer:" in bench and "Take over" in bench and cast.reviewer.name in bench
    assert "Offer:" in client.get(f"/matters/{matter.id}").text
    data = {"origin": troops[0].id, "row_version": troops[1].row_version, "evidence": "1"}
    assert client.post(f"/claims/{troops[1].id}/take-over", data=data).status_code == 303
    db.session.expire_all()
    made = db.session.scalars(sa.select(Assessment).where(Assessment.claim_id == troops[1].id)).one()
    assert (made.verdict, made.confidence, made.reviewer_id) == ("false", 85, cast.colleague.id)
    assert "Taken over from" in made.note and cast.reviewer.name in made.note
    assert troops[1].state == "assessed" and [piece.passage for piece in troops[1].evidence] == [
        piece.passage for piece in troops[0].evidence
    ]
    stale = client.post(f"/claims/{troops[1].id}/take-over", data=data | {"row_version": "1"})
    assert stale.status_code == 409


def test_an_editor_takes_over_for_several_after_a_preview(client: DeskClient, cast: Cast, troops: list[Claim]) -> None:
    matter = one_matter(client, cast, troops)
    settle(troops[0], cast)
    at = f"/matters/{matter.id}/take-over"
    assert client.as_(cast.reviewer).get(f"{at}?origin={troops[0].id}").status_code == 403
    page = client.as_(cast.editor).get(f"{at}?origin={troops[0].id}").text
    assert troops[1].wording in page and "Its figures differ" in page  # of the one with 25,000
    db.session.expire_all()
    assert troops[1].verdict is None
    chosen = [f"{claim.id}.{claim.row_version}" for claim in troops[1:]]
    client.post(at, data={"origin": troops[0].id, "claim": chosen})
    db.session.expire_all()
    assert [claim.verdict for claim in troops[1:]] == ["false", "false"]
    told = client.post(at, data={"origin": troops[0].id}, follow_redirects=True)
    assert "Tick the sightings" in told.text


def test_two_matters_become_one_and_a_link_to_the_merged_one_leads_on(
    client: DeskClient, cast: Cast, take: Take, find: Callable[[], int], troops: list[Claim]
) -> None:
    fourth = claim_with(take(SAME.replace("keeps some", "has about"), feed="Fourth", day=18), "troops")
    find()
    client.as_(cast.reviewer)
    decide(client, troops[0], troops[1], "confirm")
    decide(client, fourth, troops[2], "confirm")
    first, second = db.session.scalars(sa.select(Matter).order_by(Matter.id))
    with transaction(by=cast.reviewer):
        second.title = "Theirs"
    decide(client, troops[0], fourth, "confirm")
    assert {member.claim_id for member in first.members} == {claim.id for claim in (*troops, fourth)}
    assert client.get(f"/matters/{second.id}").headers["Location"].endswith(f"/matters/{first.id}")
    assert client.get("/matters").text.count("data-choose") == 1
    decide(client, troops[0], fourth, "take-back")
    assert {member.claim_id for member in second.members} == {troops[2].id, fourth.id}
    assert second.title == "Theirs" and second.continued_in_id is None
    assert {member.claim_id for member in first.members} == {troops[0].id, troops[1].id}


def test_a_matter_is_found_by_the_search(client: DeskClient, cast: Cast, troops: list[Claim]) -> None:
    matter = one_matter(client, cast, troops[:2])
    keeper = Keeper(store_of(current_app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
    for query in ("matter:troops", f"matter:{matter.id}"):
        found = search(Ask(query), keeper.reader, by=cast.reader).results
        assert {result.row.ident for result in found} == {claim.id for claim in troops[:2]}
    keeper.reader.close()
