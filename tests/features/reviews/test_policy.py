"""What the desk asks of a verdict: kept by an administrator, obeyed by settling, said in words."""

from __future__ import annotations

import pytest

from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, NotAllowed, Stale
from annotator.reviews import policy
from annotator.reviews.models import Policy
from annotator.reviews.policy import Terms, terms
from annotator.reviews.service import lack_of
from annotator.sources.models import Source
from tests.features.desk.conftest import form_of
from tests.features.reviews.conftest import People, ask_for, assess, settle
from tests.support.client import DeskClient
from tests.support.factories import make_evidence


def lack(claim: Claim, by: object) -> str:
    db.session.expire_all()
    return str(lack_of(claim, by=by))  # type: ignore[arg-type]


def test_without_a_policy_one_judgement_and_a_second_reader_are_enough(claim: Claim, people: People) -> None:
    assert terms() == Terms(blind=False, assessments=1, sources=0, second_reader=("every",))
    assert lack(claim, people.two) == "Needs a judgement."
    assess(claim, "true", by=people.one)
    assert lack(claim, people.one) == "A second reader must settle this claim."
    assert lack(claim, people.two) == lack(claim, people.editor) == ""


def test_what_is_missing_is_said_and_settling_waits_for_it(claim: Claim, people: People) -> None:
    ask_for(people.administrator, assessments=2, sources=2)
    assert lack(claim, people.two) == "Needs two judgements and two more independent sources."
    assess(claim, "true", by=people.one)
    with transaction(by=None):
        make_evidence(claim, "Two were treated.", title="Hospital log")
    assert lack(claim, people.two) == "Needs one more judgement and one more independent source."
    for person in (people.two, people.editor):
        with pytest.raises(Invalid, match="one more judgement and one more independent source"):
            settle(claim, by=person)
    assess(claim, "true", by=people.two)
    with transaction(by=None):
        make_evidence(claim, "Two hurt.", title="Ministry")
    assert lack(claim, people.two) == ""
    settle(claim, by=people.two)
    assert claim.state == "settled"


def test_outlets_with_one_origin_are_one_source(claim: Claim, people: People) -> None:
    ask_for(people.administrator, sources=2)
    with transaction(by=None):
        agency = Source(title="The agency")
        db.session.add(agency)
        for title in ("Morning paper", "Evening paper", "Late paper"):
            make_evidence(claim, "Two hurt.", title=title).source.origin = agency
    assess(claim, "true", by=people.one)
    assert lack(claim, people.two) == "Needs one more independent source."


def test_a_second_reader_is_asked_for_only_for_these_kinds(claim: Claim, people: People) -> None:
    ask_for(people.administrator, second_reader=("event",))
    assess(claim, "true", by=people.one)
    settle(claim, by=people.one)  # it is a quantity
    ask_for(people.administrator, second_reader=("quantity",))
    assess(claim, "false", by=people.one)
    with pytest.raises(NotAllowed, match="second reader"):
        settle(claim, by=people.one)


def test_judged_blind_nobody_settles_what_they_have_not_judged(claim: Claim, people: People) -> None:
    ask_for(people.administrator, blind=True)
    assess(claim, "true", by=people.one)
    with pytest.raises(NotAllowed, match="judge it yourself first"):
        settle(claim, by=people.two)
    assess(claim, "true", by=people.two)
    settle(claim, by=people.two)
    assert claim.state == "settled"


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("assessments", {"assessments": 0}),
        ("assessments", {"assessments": 10}),
        ("sources", {"sources": -1}),
        ("second_reader", {"second_reader": ("rumour",)}),
    ],
)
def test_what_no_policy_can_ask_for_is_named_by_its_field(
    people: People, field: str, wanted: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        ask_for(people.administrator, **wanted)
    assert refused.value.field == field
    assert db.session.get(Policy, 1) is None


def test_a_policy_made_from_an_older_page_is_refused_with_both(people: People) -> None:
    ask_for(people.administrator, assessments=2)
    seen = db.session.get_one(Policy, 1).row_version
    ask_for(people.administrator, assessments=3)
    with pytest.raises(Stale) as refused, transaction(by=people.administrator):
        policy.keep(Terms(assessments=4), by=people.administrator, seen=seen)
    assert (refused.value.theirs["assessments"], refused.value.mine["assessments"]) == (3, 4)


# -- the page


def test_an_administrator_changes_it_on_its_page(either_client: DeskClient, people: People) -> None:
    client = either_client.as_(people.administrator)
    fields = form_of(client.get("/policy").text, "/policy")
    assert (fields["assessments"], fields["sources"], fields["who"]) == ("1", "0", "every")
    sent = {**fields, "assessments": "2", "sources": "1", "who": "some", "kinds": ["quantity", "event"], "blind": "y"}
    assert client.post("/policy", data=sent).status_code == 303
    assert terms() == Terms(True, 2, 1, ("quantity", "event"))
    entry = db.session.query(HistoryEntry).filter_by(object_type="review_policy").one()
    assert (entry.actor_id, entry.verb) == (people.administrator.id, "change the policy")
    again = form_of(client.get("/policy").text, "/policy")
    assert (again["who"], again["kinds"], again["row_version"]) == ("some", ["quantity", "event"], "1")
    assert client.post("/policy", data={**again, "assessments": "ten"}).status_code == 422
    assert client.post("/policy", data={**again, "row_version": "7"}).status_code == 409


def test_the_card_says_what_is_missing_and_offers_to_settle_only_when_it_can(
    either_client: DeskClient, people: People, claim: Claim
) -> None:
    ask_for(people.administrator, assessments=2)
    assess(claim, "true", by=people.one)
    page = either_client.as_(people.two).get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert "Needs one more judgement." in page
    assert f'action="/claims/{claim.id}/settle"' not in page and f'disabled aria-describedby="lacks-{claim.id}"' in page
    assess(claim, "true", by=people.two)
    page = either_client.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert "Nothing is missing: it can be settled." in page and f'action="/claims/{claim.id}/settle"' in page
