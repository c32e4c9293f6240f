"""Where reviewers differ: the claim is disputed until they agree or an editor decides, and why is kept."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, NotAllowed, Stale
from annotator.reviews import adjudication
from annotator.reviews.comments.queries import mentions
from annotator.reviews.for_me import for_me
from annotator.reviews.models import Adjudication, Assessment
from tests.features.desk.conftest import form_of
from tests.features.reviews.conftest import People, ask_for, assess, decide, settle
from tests.support.client import DeskClient
from tests.support.factories import make_evidence


@pytest.fixture
def sides(claim: Claim, people: People) -> tuple[Assessment, Assessment]:
    """Two judgements that differ."""
    return (
        assess(claim, "true", by=people.one, confidence=90, note="Seen the log."),
        assess(claim, "mostly false", by=people.two, confidence=65, fault="translation", note="The log is of May."),
    )


def test_different_verdicts_dispute_a_claim_other_differences_do_not(claim: Claim, people: People) -> None:
    assess(claim, "true", by=people.one, confidence=90)
    assert not claim.disputed
    assess(claim, "true", by=people.two, confidence=20, fault="source")
    assert not claim.disputed
    assess(claim, "mixed", by=people.two)
    assert claim.disputed
    assess(claim, "mixed", by=people.one)
    assert not claim.disputed


@pytest.mark.usefixtures("sides")
def test_nobody_settles_it_the_usual_way(claim: Claim, people: People) -> None:
    for person in (people.one, people.two, people.three, people.editor):
        with pytest.raises(NotAllowed, match="differ"):
            settle(claim, by=person)


def test_an_editor_picks_one_and_it_is_settled(
    claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    made = decide(claim, sides[0], by=people.editor, reason=" The log was checked. ")
    assert (claim.verdict, claim.confidence, claim.fault, claim.state) == ("true", 90, None, "settled")
    assert not claim.disputed
    assert (made.assessment_id, made.verdict, made.reason) == (sides[0].id, "true", "The log was checked.")
    assert db.session.scalars(sa.select(Assessment.verdict).order_by(Assessment.id)).all() == ["true", "mostly false"]
    kept = db.session.query(HistoryEntry).filter_by(object_type="adjudications").one()
    assert (kept.actor_id, kept.article_id) == (people.editor.id, claim.article_id)


@pytest.mark.usefixtures("sides")
def test_or_gives_another_verdict(claim: Claim, people: People) -> None:
    made = decide(claim, None, by=people.editor, verdict="mixed", confidence=50, fault="editing")
    assert (made.assessment_id, claim.verdict, claim.confidence, claim.fault) == (None, "mixed", 50, "editing")
    assert claim.state == "settled"


def test_it_is_not_settled_while_the_policy_asks_for_more(
    claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    ask_for(people.administrator, sources=1)
    decide(claim, sides[1], by=people.editor)
    assert (claim.state, claim.disputed, claim.verdict) == ("assessed", False, "mostly false")
    with transaction(by=None):
        make_evidence(claim, "Two were treated.")
    settle(claim, by=people.three)
    assert claim.state == "settled"


def test_whoever_decided_counts_as_a_second_reader(claim: Claim, people: People) -> None:
    """Neither had judged so: without that nobody but an editor could settle it."""
    ask_for(people.administrator, sources=1)
    assess(claim, "true", by=people.one)
    assess(claim, "false", by=people.two)
    decide(claim, None, by=people.editor, verdict="mixed", confidence=50)
    with transaction(by=None):
        make_evidence(claim, "One of two was treated.")
    settle(claim, by=people.one)
    assert claim.state == "settled"


def test_a_later_judgement_disputes_it_again_only_if_it_differs_from_what_was_decided(
    claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    decide(claim, sides[0], by=people.editor)
    assess(claim, "true", by=people.three)
    assert (claim.disputed, claim.state) == (False, "assessed")
    assess(claim, "mostly false", by=people.two, note="Look at the date.")
    assert claim.disputed
    decide(claim, None, by=people.editor, verdict="mixed", confidence=50)
    assert not claim.disputed
    assess(claim, "true", by=people.one, confidence=95)
    assert claim.disputed


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("reason", {"reason": "  "}),
        ("reason", {"reason": "x" * 10_001}),
        ("verdict", {"verdict": "rather true", "confidence": 5}),
        ("confidence", {"verdict": "true", "confidence": 101}),
        ("fault", {"verdict": "true", "confidence": 1, "fault": "nobody"}),
    ],
)
@pytest.mark.usefixtures("sides")
def test_what_cannot_be_taken_is_named(claim: Claim, people: People, field: str, values: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        decide(claim, None, by=people.editor, **{"verdict": "true", "confidence": 5} | values)
    assert refused.value.field == field and claim.disputed


def test_who_may_not_and_what_does_not_differ_is_refused(
    claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    with pytest.raises(NotAllowed, match="editor"):
        decide(claim, sides[0], by=people.three)
    assess(claim, "mostly false", by=people.one)
    with pytest.raises(Invalid, match="do not differ"):
        decide(claim, sides[0], by=people.editor)
    assert db.session.scalar(sa.select(sa.func.count(Adjudication.id))) == 0


def test_one_who_judged_anew_meanwhile_is_not_passed_over(
    claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    seen = claim.row_version
    assess(claim, "unverifiable", by=people.two)
    with pytest.raises(Stale):
        decide(claim, sides[0], by=people.editor, seen=seen)
    assert claim.disputed


def test_both_are_told_and_see_the_reason(
    either_client: DeskClient, claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    decide(claim, sides[0], by=people.editor, reason="The log was checked twice.")
    for person in (people.one, people.two):
        (named,) = mentions(person)
        assert (named.comment.claim_id, named.comment.author_id, named.seen_at) == (claim.id, people.editor.id, None)
        assert [row.claim_id for row in for_me(person).decided] == [claim.id]
        page = either_client.as_(person).get("/for-me").text
        assert "The log was checked twice." in page and ">1<span" in page
        page = either_client.get(f"/articles/{claim.article_id}?claim={claim.id}").text
        assert "The log was checked twice." in page and "as Ola had judged" in page
    assert for_me(people.three).decided == [] and list(mentions(people.editor)) == []


def test_put_aside_it_waits_for_nobody(claim: Claim, people: People, sides: tuple[Assessment, Assessment]) -> None:
    assert [row.id for row in adjudication.disputed(people.editor)] == [claim.id]
    with transaction(by=people.editor):
        claim.state = "not-a-claim"
    assert adjudication.disputed(people.editor) == []
    with pytest.raises(Invalid):
        decide(claim, sides[0], by=people.editor)


# -- the page


def test_the_page_has_both_side_by_side_with_their_sources_and_takes_the_pick(
    either_client: DeskClient, claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    with transaction(by=None):
        make_evidence(claim, "Two in May.", title="Garrison log", created_by_id=people.two.id)
        make_evidence(claim, "Nobody was hurt.", title="Ministry", created_by_id=people.three.id)
    client, address = either_client.as_(people.editor), f"/claims/{claim.id}/adjudicate"
    card = client.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert f'href="{address}"' in card and "differ</span>" in card
    assert f'href="{address}"' in client.get("/for-me").text
    page = client.get(address).text
    first, second = (page.index(f'<h2 id="side-{side.id}"') for side in sides)
    assert first < page.index("Seen the log.") < second < page.index("The log is of May.") < page.index("Garrison log")
    assert page.index("Sources of others") < page.index("Ministry")
    fields = form_of(page, address) | {"pick": str(sides[1].id)}
    refused = client.post(address, data=fields | {"reason": ""})
    assert refused.status_code == 422 and "Say why" in refused.text
    answer = client.post(address, data=fields | {"reason": "The date decides."})
    assert answer.status_code == 303 and "Decided and settled." in client.get(answer.location).text
    db.session.expire_all()
    assert (claim.verdict, claim.state) == ("mostly false", "settled")
    assert "do not differ" in client.get(address).text


@pytest.mark.parametrize("character", ["\0", "\ufffe"])
def test_a_reason_that_cannot_be_kept_is_refused_at_its_field(
    either_client: DeskClient, claim: Claim, people: People, sides: tuple[Assessment, Assessment], character: str
) -> None:
    client, address = either_client.as_(people.editor), f"/claims/{claim.id}/adjudicate"
    fields = form_of(client.get(address).text, address) | {"pick": str(sides[0].id), "reason": f"The l{character}og"}
    answer = client.post(address, data=fields)
    assert answer.status_code == 422 and "cannot be kept" in answer.text


def test_a_stale_page_keeps_the_reason(
    either_client: DeskClient, claim: Claim, people: People, sides: tuple[Assessment, Assessment]
) -> None:
    client, address = either_client.as_(people.editor), f"/claims/{claim.id}/adjudicate"
    fields = form_of(client.get(address).text, address) | {"pick": str(sides[0].id), "reason": "A long reason."}
    assess(claim, "unverifiable", by=people.two)
    answer = client.post(address, data=fields)
    assert answer.status_code == 409
    assert "A long reason." in answer.text and "unverifiable" in answer.text
    again = form_of(answer.text, address)
    assert client.post(address, data={**again, "pick": str(sides[0].id)}).status_code == 303
