"""Who has a claim: taken, handed over, given back; and what ends it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid
from annotator.reviews import assignment
from annotator.reviews import service as reviews
from tests.features.desk.conftest import Bench, fresh
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim


def told(page: str) -> str:
    return page.split('<p class="notice', 1)[1].split(">", 1)[1].split("<", 1)[0]


def test_a_claim_is_taken_and_given_back_with_its_history_on_either_database(either_app: object) -> None:
    cast = make_cast()
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with transaction(by=cast.reviewer, verb="take"):
        assert assignment.take([claim], by=cast.reviewer).moved == [claim]
    assert claim.assignee_id == cast.reviewer.id and claim.assigned_at is not None
    since = claim.assigned_at
    with transaction(by=cast.reviewer, verb="take"):
        assert assignment.take([claim], by=cast.reviewer).moved == [], "it is theirs already, and since when stays"
    assert claim.assigned_at == since
    with transaction(by=cast.colleague, verb="take"):
        done = assignment.take([claim], by=cast.colleague)
        assert dict(done.before) == {cast.reviewer.id: [claim.id]}
    with transaction(by=cast.colleague, verb="give back"):
        assignment.give_back([claim])
    assert (claim.assignee_id, claim.assigned_at) == (None, None)
    told = db.session.scalars(
        sa.select(HistoryEntry).where(HistoryEntry.object_type == "claims").order_by(HistoryEntry.id)
    )
    assert [(row.verb, (row.after or {}).get("assignee_id")) for row in told][1:] == [
        ("take", cast.reviewer.id),
        ("take", cast.colleague.id),
        ("give back", None),
    ]


@pytest.mark.parametrize("end", ["judged", "settled", "put aside"])
def test_what_it_was_taken_for_ends_it(cast: Cast, claim: Claim, end: str) -> None:
    with transaction(by=cast.colleague):
        reviews.assess(claim, verdict="true", confidence=80, by=cast.colleague)
    with transaction(by=cast.reviewer):
        assignment.take([claim], by=cast.reviewer)
    with transaction(by=cast.reviewer):
        if end == "judged":
            reviews.assess(claim, verdict="true", confidence=70, by=cast.reviewer)
        elif end == "settled":
            reviews.settle(claim, by=cast.reviewer)
        else:
            claims.reject(claim, by=cast.reviewer)
    assert fresh(claim).assignee_id is None


def test_accepting_or_rewording_does_not_end_it(cast: Cast, claim: Claim) -> None:
    with transaction(by=cast.reviewer):
        assignment.take([claim], by=cast.reviewer)
        claims.accept(claim, by=cast.reviewer)
        claims.reword(claim, wording="Four guards were hurt", kinds=[], by=cast.reviewer)
    assert fresh(claim).assignee_id == cast.reviewer.id


@pytest.mark.parametrize("state", ["settled", "not-a-claim"])
def test_nobody_takes_what_is_done(cast: Cast, article: Article, state: str) -> None:
    with transaction(by=None):
        done, open_ = make_claim(article, "Four guards", state=state), make_claim(article, "Four guards")
    with pytest.raises(Invalid, match="nothing left to do"), transaction(by=cast.reviewer):
        assignment.take([done], by=cast.reviewer)
    with transaction(by=cast.reviewer):
        both = assignment.take([done, open_], by=cast.reviewer)
        assert (both.moved, both.left) == ([open_], 1)
    assert fresh(done).assignee_id is None


@pytest.mark.parametrize(
    ("who", "visibility", "words"),
    [
        ("reader", "desk", "does not judge"),
        ("colleague", "draft", "cannot see"),
        ("colleague", "hidden", "cannot see"),
    ],
)
def test_it_is_handed_only_to_who_can_work_on_it(cast: Cast, who: str, visibility: str, words: str) -> None:
    with transaction(by=None):
        article = make_article(visibility=visibility, created_by_id=cast.reviewer.id)
        claim = make_claim(article, "Two soldiers")
    with pytest.raises(Invalid, match=words), transaction(by=cast.reviewer):
        assignment.hand_over([claim], to=getattr(cast, who))
    with pytest.raises(Invalid, match="does not judge"), transaction(by=cast.reviewer):
        cast.editor.active = False
        assignment.hand_over([claim], to=cast.editor)
    assert fresh(claim).assignee_id is None


def test_the_workbench_says_who_has_it_and_one_key_takes_it_or_gives_it_back(
    bench: Bench, cast: Cast, claim: Claim
) -> None:
    page = bench.get(f"?claim={claim.id}").text
    assert "with nobody" in page and f'action="/claims/{claim.id}/take"' in page and 'data-command="take"' in page
    taken = bench.follow(bench.client.post(f"/claims/{claim.id}/take")).text
    assert told(taken) == "Taken." and "with you <time" in taken
    assert f'action="/claims/{claim.id}/give-back"' in taken and f'action="/claims/{claim.id}/take"' not in taken
    assert "with Ravi <time" in bench.client.as_(cast.colleague).get(f"/articles/{bench.article_id}").text
    back = bench.follow(bench.client.post(f"/claims/{claim.id}/give-back")).text
    assert "free to be taken" in told(back) and "with nobody" in back


def test_taking_over_says_from_whom_and_is_undone_by_handing_back(bench: Bench, cast: Cast, claim: Claim) -> None:
    with transaction(by=cast.colleague):
        assignment.take([claim], by=cast.colleague)
    page = bench.follow(bench.client.post(f"/claims/{claim.id}/take")).text
    assert told(page) == "Taken over from Cora." and "Hand back to Cora" in page
    page = bench.follow(bench.client.post(f"/claims/{claim.id}/hand-over", data={"to": str(cast.colleague.id)})).text
    assert told(page) == "Handed over to Cora." and fresh(claim).assignee_id == cast.colleague.id


@pytest.mark.parametrize(
    ("to", "words"), [("", "Choose who"), ("x", "Choose who"), ("9" * 40, "Choose who"), ("none", "free to be taken")]
)
def test_what_was_chosen_for_handing_over(bench: Bench, cast: Cast, claim: Claim, to: str, words: str) -> None:
    with transaction(by=cast.reviewer):
        assignment.take([claim], by=cast.reviewer)
    page = bench.follow(bench.client.post(f"/claims/{claim.id}/hand-over", data={"to": to})).text
    assert words in told(page) and (fresh(claim).assignee_id is None) == (to == "none")


def test_all_of_an_article_leaves_what_others_have(bench: Bench, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        free = [make_claim(article, "Four guards", state=state) for state in ("suggested", "ambiguous", "recheck")]
        theirs = make_claim(article, "Four guards")
        others = [
            make_claim(article, "Four guards", checkable=False),
            make_claim(article, "Four guards", state="assessed", verdict="true", confidence=50),
            make_claim(article, "Four guards", state="not-a-claim"),
        ]
    with transaction(by=cast.colleague):
        assignment.take([theirs], by=cast.colleague)
    address = f"/articles/{article.id}/assign"
    assert "Take all 3" in bench.get().text
    page = bench.follow(bench.client.post(address, data={"act": "take"})).text
    assert told(page) == "3 claims taken." and "Give all 3 back" in page
    assert {fresh(row).assignee_id for row in free} == {cast.reviewer.id}
    assert fresh(theirs).assignee_id == cast.colleague.id and {row.assignee_id for row in others} == {None}
    bench.follow(bench.client.post(address, data={"act": "hand over", "to": str(cast.editor.id)}))
    assert {fresh(row).assignee_id for row in free} == {cast.editor.id}
    assert "Nothing changed" in bench.follow(bench.client.post(address, data={"act": "give back"})).text


def test_ticked_claims_are_taken_from_the_queue_and_the_filters_stay(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        rows = [make_claim(article, "Four guards", wording=f"Claim {at}") for at in range(3)]
        hidden = make_claim(make_article(visibility="hidden"), "Two soldiers")
    with transaction(by=cast.colleague):
        assignment.take(rows[:2], by=cast.colleague)
    client.as_(cast.reviewer)
    idents = [str(row.id) for row in (*rows, hidden)]
    answer = client.post("/queue/assign?queue=judge&feed=Canal+Wire&page=1", data={"claim": idents, "to": "me"})
    assert answer.location.startswith("/?queue=judge&feed=Canal+Wire&page=1&over=")
    page = client.get(answer.location).text
    assert "3 claims taken over from Cora." in page and "Taken over from Cora: 2." in page
    assert fresh(hidden).assignee_id is None and {fresh(row).assignee_id for row in rows} == {cast.reviewer.id}
    # Handed back, only what she had is hers again.
    client.post("/queue/assign?queue=judge", data={"claim": idents[:2], "to": str(cast.colleague.id)})
    assert [fresh(row).assignee_id for row in rows] == [cast.colleague.id] * 2 + [cast.reviewer.id]


def test_nothing_ticked_is_said(client: DeskClient, cast: Cast) -> None:
    answer = client.as_(cast.reviewer).post("/queue/assign?queue=mine", data={"to": "me"})
    assert "Tick claims first." in client.get(answer.location).text


def test_an_editor_sets_a_deadline_for_several_articles_in_the_desks_time(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    client.application.config["TIME_ZONE"] = "Asia/Baghdad"
    with transaction(by=None):
        other = make_article("Another day at the weir.", title="Another")
        rows = [make_claim(article, "Four guards"), make_claim(other, "Another day")]
    data = {"claim": [str(row.id) for row in rows], "due": "2031-05-01T18:00"}
    assert client.as_(cast.reviewer).post("/queue/deadline", data=data).status_code == 403
    page = client.as_(cast.editor).get(client.post("/queue/deadline?queue=judge", data=data).location).text
    assert "The deadline is set." in page and "Due 1 May 2031, 18:00" in page
    db.session.expire_all()
    assert {row.due_at for row in (article, other)} == {dt.datetime(2031, 5, 1, 15, tzinfo=dt.UTC)}
    refused = client.get(client.post("/queue/deadline?queue=judge", data=data | {"due": "soon"}).location).text
    assert "Write the deadline as" in refused
    client.post("/queue/deadline?queue=judge", data=data | {"due": ""})
    db.session.expire_all()
    assert {row.due_at for row in (article, other)} == {None}
