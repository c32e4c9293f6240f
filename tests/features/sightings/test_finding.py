"""Sightings are found off the request path: what changed is noticed, compared, kept or withdrawn."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.garbles import service as garbles
from annotator.garbles.models import Garble
from annotator.gazetteer import service as names
from annotator.gazetteer.models import Entity
from annotator.gazetteer.service import EntityFields
from annotator.sightings.finding import finder, keyed, noticing
from annotator.sightings.finding.finder import Finder
from annotator.sightings.finding.queries import lag, numbers
from annotator.sightings.finding.worker import Worker
from annotator.sightings.models import MatchedClaim, MatchingDue, MatchingKey, Sighting
from annotator.sightings.scoring import score
from tests.support.cast import Cast
from tests.support.factories import make_garble

from .conftest import ATTACK, OTHER, SAME, Take, claim_with, pair, suggested

Find = Callable[[], int]


def rows(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def sighting(of: tuple[int, int]) -> Sighting:
    return db.session.scalars(sa.select(Sighting).where(Sighting.first_id == of[0], Sighting.second_id == of[1])).one()


def test_the_same_matter_elsewhere_is_suggested_with_reasons(take: Take, find: Find) -> None:
    first, second, other = take(ATTACK), take(SAME), take(OTHER)
    find()
    killed = pair(claim_with(first, "two people were killed"), claim_with(second, "wo people were killed"))
    troops = pair(claim_with(first, "troops"), claim_with(second, "troops"))
    assert {killed, troops} <= suggested()
    elsewhere = set(db.session.scalars(sa.select(Claim.id).where(Claim.article_id == other.id)))
    assert not any(elsewhere & set(each) for each in suggested())
    row = db.session.scalars(
        sa.select(Sighting).where(Sighting.first_id == troops[0], Sighting.second_id == troops[1])
    ).one()
    assert row.reasons and 0 < row.score <= 1 and row.parts
    assert rows(MatchingDue) == 0 and lag().began


def test_nothing_is_found_twice_and_what_is_as_it_was_is_passed_over(take: Take, find: Find) -> None:
    take(ATTACK), take(SAME)
    find()
    before = {(row.id, row.score) for row in db.session.scalars(sa.select(Sighting))}
    assert before and find() == 0
    with transaction(by=None):
        noticing.forget_all()
    assert find() > 0
    db.session.expire_all()
    assert {(row.id, row.score) for row in db.session.scalars(sa.select(Sighting))} == before


def test_claims_of_one_article_are_no_sightings_of_each_other(take: Take, find: Find) -> None:
    take(f"{ATTACK}\n\n{SAME}")
    find()
    assert suggested() == set()


def test_a_suggestion_that_no_longer_holds_is_withdrawn_and_a_decision_stays(
    take: Take, find: Find, cast: Cast
) -> None:
    first, second = take(ATTACK), take(SAME)
    find()
    troops, killed = claim_with(first, "troops"), claim_with(first, "killed")
    mine = pair(troops, claim_with(second, "troops"))
    decided = pair(killed, claim_with(second, "killed"))
    with transaction(by=cast.reviewer):
        row = db.session.scalars(
            sa.select(Sighting).where(Sighting.first_id == decided[0], Sighting.second_id == decided[1])
        ).one()
        row.state = "refused"
    with transaction(by=cast.reviewer):
        for claim in (troops, killed):
            claims.reject(claim, by=cast.reviewer)
    find()
    assert mine not in suggested() and decided in suggested("refused")
    with transaction(by=cast.reviewer):
        claims.reopen(troops, by=cast.reviewer)
    find()
    assert mine in suggested()


def test_a_claim_with_other_words_is_looked_for_anew(take: Take, find: Find, cast: Cast) -> None:
    first, second = take(ATTACK), take(SAME)
    find()
    troops = claim_with(first, "troops")
    mine = pair(troops, claim_with(second, "troops"))
    assert mine in suggested()
    with transaction(by=cast.reviewer):
        claims.reword(troops, wording="Bread is cheap in Oslo", kinds=["event"], by=cast.reviewer)
        for fact in list(troops.facts):
            troops.facts.remove(fact)
    find()
    assert mine not in suggested()


def test_suggestions_are_not_told_in_the_history_and_saves_write_nothing_for_them(
    take: Take, find: Find, cast: Cast
) -> None:
    first = take(ATTACK)
    assert rows(MatchingDue) == rows(MatchedClaim) == rows(MatchingKey) == 0
    take(SAME)
    find()
    told = db.session.scalars(sa.select(HistoryEntry.object_type).distinct()).all()
    assert not {"sightings", "matched_claims", "matching_due"} & set(told)
    kept = db.session.scalars(sa.select(MatchedClaim.signature)).all()
    with transaction(by=cast.reviewer):
        claims.accept(claim_with(first, "troops"), by=cast.reviewer)
    assert find() == 0  # accepted, it says what it said
    assert db.session.scalars(sa.select(MatchedClaim.signature)).all() == kept


def test_a_garble_counts_as_what_was_meant(take: Take, find: Find, cast: Cast) -> None:
    with transaction(by=cast.editor):
        entity = names.create(EntityFields(name="al-Hashd al-Shaabi", kind="group"), by=cast.editor)
    first = take("Fighters of al-Hashd al-Shaabi seized the crossing at Qaim.", feed="A")
    second = take("Gunmen of the al-Hussein al-Sabi took over a border post.", feed="B")
    find()
    mine = pair(claim_with(first, "Hashd"), claim_with(second, "Hussein"))
    before = keyed.known(list(mine))
    with transaction(by=cast.reviewer):
        garble = db.session.scalars(
            sa.select(Garble).where(Garble.article_id == second.id, Garble.quote.contains("Hussein"))
        ).first()
        garble = garble or make_garble(second, "al-Hussein al-Sabi")
        garbles.confirm(
            garble, reading="al-Hashd al-Shaabi", entity=db.session.get_one(Entity, entity.id), by=cast.reviewer
        )
    find()
    now = keyed.known(list(mine))
    named = keyed.number_of(f"e:{entity.key}")
    assert named not in keyed.unpacked(before[mine[1]].keys) and named in keyed.unpacked(now[mine[1]].keys)
    assert keyed.naming([entity.key]) == set(mine)


def test_a_new_name_touches_the_claims_that_say_it(take: Take, find: Find, cast: Cast) -> None:
    first = take("The town of Zorkul was shelled on Sunday, residents said.")
    find()
    with transaction(by=cast.editor):
        entity = names.create(EntityFields(name="Zorkul", kind="place"), by=cast.editor)
    find()
    assert keyed.naming([entity.key]) == {claim_with(first, "Zorkul").id}


@pytest.mark.parametrize("few", [0, 12])
def test_names_are_found_in_wordings_however_many_there_are(
    take: Take, find: Find, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(noticing, "FEW_NAMES", few)
    article = take(ATTACK)
    assert noticing.saying({"Erbil"}) == {
        claim.id
        for claim in db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id))
        if "Erbil" in claim.wording
    }
    assert noticing.saying({"Erb"}) == noticing.saying({"Oslo"}) == set()


def test_a_key_that_half_of_the_desk_has_brings_nobody_together(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyed, "MOST_SHARING", 3)
    with transaction(by=None):
        keyed.put({ident: (ident, frozenset({7, 100 + ident // 2})) for ident in range(1, 7)}, ())
    assert keyed.sharing(7, 3) == [6, 5, 4]
    # 3 shares the rare key with 2, the common one is looked at for the newest three only.
    assert keyed.candidates(2, 2, {7, 101}, 6) == [3, 6, 5, 4]
    with transaction(by=None):
        keyed.put({}, [3])
    assert keyed.candidates(2, 2, {7, 101}, 6) == [6, 5, 4]


def test_a_finder_that_was_broken_off_goes_on_where_it_stopped(
    take: Take, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = take(ATTACK), take(SAME)
    broken = Finder()
    monkeypatch.setattr(broken, "compare_all", lambda ready: (_ for _ in ()).throw(OSError("killed")))
    with pytest.raises(OSError, match="killed"):
        broken.run()
    db.session.rollback()
    assert rows(MatchingKey) and rows(MatchingDue) and not suggested()
    find()
    assert pair(claim_with(first, "troops"), claim_with(second, "troops")) in suggested() and not rows(MatchingDue)


def test_a_journal_that_cannot_be_followed_makes_all_due_and_nothing_is_lost(take: Take, find: Find) -> None:
    first = take(ATTACK)
    find()
    second = take(SAME)
    with transaction(by=None):
        noticing.keep_mark(noticing.JOURNAL, {"seq": 1 << 40, "xid": 0, "at": "never"})
    assert not lag().began
    find()
    assert pair(claim_with(first, "troops"), claim_with(second, "troops")) in suggested()


def test_a_program_that_scores_otherwise_looks_at_all_claims_again(
    take: Take, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(ATTACK), take(SAME)
    find()
    assert suggested() and find() == 0
    monkeypatch.setattr(score, "POSSIBLE", 2.0)
    monkeypatch.setattr(score, "LIKELY", 2.0)
    assert find() > 0
    assert suggested() == set() and find() == 0


def test_a_worker_finds_what_is_ingested_while_it_runs(app: Flask, take: Take) -> None:
    first = take(ATTACK)
    worker = Worker(app)
    other = Worker(app)
    worker.start(), other.start()
    try:
        second = take(SAME)
        mine = pair(claim_with(first, "troops"), claim_with(second, "troops"))
        began = time.monotonic()
        while mine not in suggested():
            db.session.rollback()
            assert time.monotonic() - began < 20, "it did not happen in time"
            time.sleep(0.05)
    finally:
        began = time.monotonic()
        worker.stop(), other.stop()
    assert time.monotonic() - began < 5
    assert not worker.thread.is_alive() and not other.thread.is_alive()
    assert worker.failures == other.failures == 0


def test_the_commands_find_and_tell(app: Flask, take: Take) -> None:
    take(ATTACK), take(SAME)
    runner = app.test_cli_runner()
    done = runner.invoke(args=["sightings", "find"])
    assert done.exit_code == 0 and "claims looked at" in done.output
    told = runner.invoke(args=["sightings", "status"]).output
    assert f"{numbers().matched} compared" in told and "0 claims due" in told
    again = runner.invoke(args=["sightings", "find", "--anew"])
    assert again.exit_code == 0 and not again.output.startswith("0 claims")


def test_what_hangs_on_an_article_is_done_with_the_last_of_its_claims(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, other = take(ATTACK), take(OTHER)
    claims = {
        each.id: set(db.session.scalars(sa.select(Claim.id).where(Claim.article_id == each.id)))
        for each in (article, other)
    }
    assert min(map(len, claims.values())) > 1
    monkeypatch.setattr(finder, "NEXT", finder.NEXT.limit(1))
    handed: list[list[int]] = []
    Finder(lambda idents: handed.append(list(idents))).run()
    assert [len(each) for each in handed] == [1, 1]  # once an article, not once a claim
    assert {min(i for i, own in claims.items() if each[0] in own) for each in handed} == {article.id, other.id}


def test_what_hangs_on_a_claim_that_somebody_changed_is_done_at_once(take: Take, cast: Cast) -> None:
    article = take(ATTACK)
    claim = claim_with(article, "14 rockets")
    handed: list[list[int]] = []
    working = Finder(lambda idents: handed.append(list(idents)))
    working.run()
    handed.clear()
    with transaction(by=None):
        noticing.make_all_due()
    with transaction(by=cast.reviewer):
        claim.wording = "A barrage of 15 rockets hit the airport at Erbil"
    working.begin()
    working.notice()
    working.round()
    assert handed == [[claim.id]]
