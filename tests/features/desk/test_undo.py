"""Undo and redo on the workbench: what comes back, what is refused, and what it says."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims import evidence, mending
from annotator.claims import service as claims
from annotator.claims.models import Claim, Evidence, Fact
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.history.steps import OFFERS, offered
from annotator.garbles import bulk
from annotator.garbles import service as garbles
from annotator.garbles.models import Garble
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.models import Alias, Entity
from annotator.reviews import service as reviews
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Assessment, Comment
from annotator.sources.models import Source
from annotator.sources.service import find_or_create
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_correction, make_garble, span_of
from tests.support.statements import count_statements

from .conftest import Bench, fresh


def notice(page: str) -> str:
    return re.findall(r'class="notice[^"]*"[^>]*>(.*?)</p>', page, re.DOTALL)[-1]


def do(bench: Bench, way: str, **sent: object) -> str:
    """Press the button; what the next page says."""
    answer = bench.client.post(f"/articles/{bench.article_id}/{way}", data=sent)
    assert answer.status_code == 303
    return notice(bench.client.get(answer.location).text)


def judged(claim: Claim, by: object, verdict: str = "mostly true") -> None:
    with transaction(by=by, verb="judge"):  # type: ignore[arg-type]
        reviews.assess(claim, verdict=verdict, confidence=80, by=by)  # type: ignore[arg-type]


def test_a_verdict_is_undone_and_done_again_in_words(bench: Bench, claim: Claim) -> None:
    bench.save(claim.id, verdict="mostly true", confidence="80", wording=claim.wording)
    saved = fresh(claim).row_version
    assert do(bench, "undo") == "Undone: verdict of claim 1, mostly true 80 → nothing."
    assert (fresh(claim).state, claim.verdict, claim.confidence) == ("suggested", None, None)
    assert claim.row_version > saved  # a page made before is stale, never the same again
    assert db.session.scalars(sa.select(Assessment)).all() == []
    assert do(bench, "redo") == "Done again: verdict of claim 1, nothing → mostly true 80."
    assert (fresh(claim).state, claim.verdict) == ("assessed", "mostly true")


def test_it_leads_to_the_claim(bench: Bench, claim: Claim) -> None:
    bench.client.post(f"/claims/{claim.id}/reject")
    answer = bench.client.post(f"/articles/{bench.article_id}/undo")
    assert answer.location == f"/articles/{bench.article_id}?claim={claim.id}#claim-{claim.id}"


def test_the_buttons_name_the_step_and_are_off_without_one(bench: Bench, claim: Claim) -> None:
    def button(way: str) -> str:
        found = re.search(rf'<button[^>]*data-command="{way}"[^>]*>', bench.get().text)
        assert found
        return found[0]

    assert "disabled" in button("undo") and "disabled" in button("redo")
    bench.client.post(f"/claims/{claim.id}/accept")
    assert 'title="Undo: accept claim 1"' in button("undo") and "disabled" not in button("undo")
    do(bench, "undo")
    assert "disabled" in button("undo") and 'title="Redo: accept claim 1"' in button("redo")


def test_nobody_undoes_what_another_did(bench: Bench, cast: Cast, claim: Claim) -> None:
    judged(claim, cast.colleague)
    assert do(bench, "undo") == "There is nothing of yours to undo on this article."
    assert fresh(claim).verdict == "mostly true"


def test_a_colleagues_change_since_is_named_and_kept(bench: Bench, cast: Cast, claim: Claim) -> None:
    with transaction(by=cast.reviewer, verb="reword"):
        claims.reword(claim, wording="Three died", kinds=[], by=cast.reviewer)
    with transaction(by=cast.colleague, verb="reword"):
        claims.reword(claim, wording="Four died", kinds=[], by=cast.colleague)
    rows = db.session.scalar(sa.select(sa.func.count(HistoryEntry.id)))
    assert do(bench, "undo") == "Cora has changed claim 1 since (wording). Nothing was changed."
    assert fresh(claim).wording == "Four died"
    assert db.session.scalar(sa.select(sa.func.count(HistoryEntry.id))) == rows


def test_other_columns_of_a_colleague_stay(bench: Bench, cast: Cast, claim: Claim) -> None:
    judged(claim, cast.reviewer)
    with transaction(by=cast.colleague, verb="take"):
        claim.assignee_id = cast.colleague.id
    assert do(bench, "undo").startswith("Undone: verdict")
    assert fresh(claim).assignee_id == cast.colleague.id


def test_words_do_not_change_under_a_colleagues_judgement(bench: Bench, cast: Cast, claim: Claim) -> None:
    judged(claim, cast.colleague)
    with transaction(by=cast.reviewer, verb="reword"):
        claims.reword(claim, wording="Three died", kinds=[], by=cast.reviewer)
    with transaction(by=cast.reviewer, verb="reword"):
        claims.reword(claim, wording="Five died", kinds=[], by=cast.reviewer)
    judged(claim, cast.colleague)  # the same verdict again: no column of the claim says who gave it
    with transaction(by=cast.colleague, verb="recheck"):
        reviews.ask_again(claim, by=cast.colleague)
    assert "Cora has judged claim 1 since" in do(bench, "undo") or "Cora has moved on" in do(bench, "undo")
    assert fresh(claim).wording == "Five died"


def test_a_judgement_that_a_colleague_settled_on_stays(bench: Bench, cast: Cast, claim: Claim) -> None:
    judged(claim, cast.colleague)
    judged(claim, cast.reviewer)  # the claim itself stays as it is
    with transaction(by=cast.colleague, verb="settle"):
        reviews.settle(claim, by=cast.colleague)
    assert "Cora has moved on with claim 1 since" in do(bench, "undo")
    assert db.session.scalar(sa.select(sa.func.count(Assessment.id))) == 2


def test_a_settled_claim_is_what_it_was(bench: Bench, cast: Cast, claim: Claim) -> None:
    judged(claim, cast.colleague)
    since = fresh(claim).state_since
    bench.client.post(f"/claims/{claim.id}/settle")
    assert do(bench, "undo") == "Undone: claim 1, settled → assessed."
    assert (fresh(claim).state, claim.state_since) == ("assessed", since)


def test_sent_twice_it_undoes_one_step(bench: Bench, cast: Cast, claim: Claim) -> None:
    bench.client.post(f"/claims/{claim.id}/accept")
    bench.client.post(f"/claims/{claim.id}/reject")
    step = offered(bench.article_id, cast.reviewer)["undo"].entry_id
    assert do(bench, "undo", step=step).startswith("Undone")
    assert "You have done something since this page was made" in do(bench, "undo", step=step)
    assert fresh(claim).state == "open"


def test_a_new_step_ends_what_could_be_redone(bench: Bench, cast: Cast, claim: Claim) -> None:
    bench.client.post(f"/claims/{claim.id}/accept")
    do(bench, "undo")
    bench.client.post(f"/claims/{claim.id}/reject")
    assert do(bench, "redo") == "There is nothing of yours to redo on this article."
    do(bench, "undo")
    do(bench, "redo")
    assert fresh(claim).state == "not-a-claim"
    assert set(offered(bench.article_id, cast.reviewer)) == {"undo"}


def test_back_and_forth_as_often_as_one_likes(bench: Bench, cast: Cast, claim: Claim) -> None:
    bench.client.post(f"/claims/{claim.id}/accept")
    bench.client.post(f"/claims/{claim.id}/reject")
    for _ in range(3):
        do(bench, "undo")
        do(bench, "undo")
        assert fresh(claim).state == "suggested" and "undo" not in offered(bench.article_id, cast.reviewer)
        do(bench, "redo")
        do(bench, "redo")
        assert fresh(claim).state == "not-a-claim" and "redo" not in offered(bench.article_id, cast.reviewer)


def test_a_removed_source_comes_back_with_its_number(bench: Bench, cast: Cast, claim: Claim) -> None:
    with transaction(by=cast.reviewer, verb="add evidence"):
        source = find_or_create("Hospital log", by=cast.reviewer)
        piece = evidence.add_evidence(claim, source, stance="refutes", passage="Three.", by=cast.reviewer)
    ident, uid = piece.id, piece.uid
    bench.client.post(f"/evidence/{ident}/remove")
    with transaction(by=cast.colleague, verb="add evidence"):  # would be given the number on SQLite
        other = evidence.add_evidence(claim, source, stance="supports", by=cast.colleague)
    assert other.id != ident
    assert do(bench, "undo").startswith("Undone: evidence of claim 1")
    assert db.session.get_one(Evidence, ident).uid == uid
    do(bench, "undo")
    assert db.session.get(Evidence, ident) is None
    assert db.session.get(Source, source.id) is not None  # the colleague's evidence leans on it
    do(bench, "redo")
    assert db.session.get_one(Evidence, ident).uid == uid


def test_a_claim_that_a_colleague_commented_on_stays(bench: Bench, cast: Cast, article: Article) -> None:
    with transaction(by=cast.reviewer, verb="create"):
        made = claims.create(article.current, [span_of(article, "two barges came")], by=cast.reviewer)
    with transaction(by=cast.colleague, verb="comment"):
        comments.comment(article, text="Are they barges?", claim=made, by=cast.colleague)
    assert do(bench, "undo") == "Claim 1 has a comment by now. Nothing was changed."
    assert db.session.get(Claim, made.id) is not None


def test_a_comment_goes_and_comes(bench: Bench, article: Article) -> None:
    bench.client.post(f"/articles/{article.id}/comments", data={"text": "Ask the mayor."})
    assert do(bench, "undo") == "Undone: comment “Ask the mayor.” taken away."
    assert db.session.scalars(sa.select(Comment)).all() == []
    do(bench, "redo")
    assert db.session.scalars(sa.select(Comment)).one().text == "Ask the mayor."


def test_a_split_goes_back_with_the_facts_that_were_put_right(bench: Bench, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        claim = make_claim(article, "The mayor sent 300 sandbags,\nand two barges came", state="open")
        claims.read_again(claim)
    fact = next(fact for fact in claim.facts if fact.kind == "quantity" and fact.value == 2)
    with transaction(by=cast.reviewer, verb="correct a fact"):
        mending.mend(fact, {"value": "3", "qualifier": "exact"}, by=cast.reviewer)
    with transaction(by=cast.reviewer, verb="split"):
        claims.split(claim, ["The mayor sent 300 sandbags", "two barges came"], by=cast.reviewer)
    assert [fact.value for fact in fresh(claim).facts if fact.kind == "quantity"] == [300]
    do(bench, "undo")
    assert [fact.value for fact in fresh(claim).facts if fact.kind == "quantity"] == [300, 3]
    assert claim.wording == claim.quote and len(claim.anchors) == 1
    assert do(bench, "undo").startswith("Undone: ")
    assert [(fact.value, fact.origin) for fact in fresh(claim).facts if fact.value in (2, 3)] == [(2, "rule")]
    do(bench, "redo")
    do(bench, "redo")
    assert [fact.value for fact in fresh(claim).facts if fact.kind == "quantity"] == [300]
    assert db.session.scalar(sa.select(sa.func.count(Claim.id))) == 2
    assert db.session.scalar(sa.select(Fact.value).where(Fact.origin == "person")) == 3


@pytest.fixture
def garbled(article: Article) -> Garble:
    with transaction(by=None):
        db.session.add(Entity(key="nahr", name="Nahr Saad al-Kabir", kind="place"))
        garble = make_garble(article, "Nahr Saad")
    return garble


def confirm(garble: Garble, cast: Cast) -> None:
    with transaction(by=cast.reviewer, verb="confirm"):
        garbles.confirm(garble, entity=db.session.scalars(sa.select(Entity)).one(), by=cast.reviewer)


def test_the_name_that_a_confirmation_taught_goes_too(bench: Bench, cast: Cast, garbled: Garble) -> None:
    confirm(garbled, cast)
    do(bench, "undo")
    db.session.expire_all()
    assert (garbled.state, garbled.reading, garbled.alias_id) == ("suspected", None, None)
    assert db.session.scalars(sa.select(Alias)).all() == []
    do(bench, "redo")
    db.session.expire_all()
    assert garbled.alias is not None and garbled.alias.name == "Nahr Saad"


def test_a_name_that_another_garble_shares_stays(bench: Bench, cast: Cast, garbled: Garble) -> None:
    confirm(garbled, cast)
    with transaction(by=None):
        other = make_garble(make_article("At Nahr Saad again.", title="Again"), "Nahr Saad")
    with transaction(by=cast.colleague, verb="confirm"):
        garbles.confirm(other, entity=garbled.entity, by=cast.colleague)
    do(bench, "undo")
    db.session.expire_all()
    assert garbled.state == "suspected" and garbled.alias_id is None
    assert db.session.scalars(sa.select(Alias)).one().id == other.alias_id


def test_what_was_decided_in_many_articles_is_taken_back_there(bench: Bench, cast: Cast, garbled: Garble) -> None:
    with transaction(by=None):
        other = make_garble(make_article("At Nahr Saad again.", title="Again"), "Nahr Saad")
    seen = {garbled.id: garbled.row_version, other.id: other.row_version}
    with transaction(by=cast.reviewer, verb="decide"):
        bulk.carry_out([garbled, other], "dismiss", seen, Gazetteer([]), by=cast.reviewer)
    assert "was done to 2 articles at once. Take it back where it was done" in do(bench, "undo")
    db.session.expire_all()
    assert garbled.state == other.state == "dismissed"


def test_an_acceptance_does_not_come_back_over_a_colleagues(bench: Bench, cast: Cast, article: Article) -> None:
    with transaction(by=cast.colleague, verb="propose"):
        first, second = (
            make_correction(article, words, "x", kind="fact", created_by_id=cast.colleague.id)
            for words in ("Two guards died", "guards died later")
        )
    with transaction(by=cast.reviewer, verb="accept"):
        corrections.accept(first, by=cast.reviewer)
    do(bench, "undo")
    with transaction(by=cast.editor, verb="accept"):
        corrections.accept(second, by=cast.editor)
    assert do(bench, "redo") == "Another correction stands on these words by now. Nothing was changed."
    db.session.expire_all()
    assert [row.state for row in db.session.scalars(sa.select(Correction).order_by(Correction.id))] == [
        "proposed",
        "accepted",
    ]


def test_who_brought_an_article_in_does_not_undo_that(bench: Bench, cast: Cast) -> None:
    with transaction(by=cast.reviewer, verb="ingest"):
        own = make_article("A text of one's own.", title="Own")
    answer = bench.client.post(f"/articles/{own.id}/undo")
    assert "“ingest” is not undone here" in bench.client.get(answer.location).text
    assert db.session.get(Article, own.id) is not None


def test_readers_undo_nothing_and_drafts_of_others_are_not_there(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    assert client.as_(cast.reader).post(f"/articles/{article.id}/undo").status_code == 403
    with transaction(by=None):
        article.visibility, article.created_by_id = "draft", cast.colleague.id
    assert client.as_(cast.reviewer).post(f"/articles/{article.id}/undo").status_code == 404


def test_the_buttons_cost_one_statement_that_reads_no_other_article(bench: Bench, cast: Cast, claim: Claim) -> None:
    for _ in range(3):
        bench.client.post(f"/claims/{claim.id}/reject")
        bench.client.post(f"/claims/{claim.id}/reopen")
        do(bench, "undo")
    assert cast.reviewer.id
    with count_statements() as seen:
        assert offered(bench.article_id, cast.reviewer).keys() == {"undo", "redo"}
    assert len(seen) == 1
    given = {"article": bench.article_id, "actor": cast.reviewer.id, "few": 30}
    plan = db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {OFFERS.text}"), given).all()
    read = [row.detail for row in plan if " history" in row.detail or " h " in row.detail or " e " in row.detail]
    assert read and not [line for line in read if line.startswith("SCAN") and "USING" not in line], plan
