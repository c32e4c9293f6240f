"""POST /claims/<id>/save: all that was typed of a claim is kept in one transaction, or none of it and none is lost."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.claims.models import Claim, Evidence
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment
from annotator.sources.models import Source
from tests.features.desk.conftest import Bench, form_of, fresh
from tests.support.cast import Cast
from tests.support.factories import make_claim
from tests.support.statements import count_statements

EVERYTHING: dict[str, object] = {
    "wording": "Four guards [of the canal] were hurt",
    "kinds": ["quantity", "event"],
    "verdict": "mostly false",
    "confidence": "85",
    "fault": "translation",
    "note": "The log says three.\r\nSeen by me.",
    "source": "Log of the clinic",
    "source_url": "https://example.org/log",
    "stance": "refutes",
    "passage": "Three guards: ثلاثة حراس",
    "correct_words": "Four guards 🎖️",
    "correct_to": "Three guards",
    "correct_kind": "fact",
    "correct_reason": "The clinic's count",
}


def number_of(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_everything_is_kept_at_once(bench: Bench, claim: Claim, cast: Cast) -> None:
    page = bench.follow(bench.save(claim.id, **EVERYTHING))
    assert page.status_code == 200 and "Saved." in page.text
    fresh(claim)
    assert (claim.wording, claim.kinds) == ("Four guards [of the canal] were hurt", ["quantity", "event"])
    assert (claim.state, claim.verdict, claim.confidence, claim.fault) == (
        "assessed",
        "mostly false",
        85,
        "translation",
    )
    (judged,) = db.session.scalars(sa.select(Assessment))
    assert (judged.reviewer_id, judged.note) == (cast.reviewer.id, "The log says three.\nSeen by me.")
    (piece,) = claim.evidence
    assert (piece.source.title, piece.stance, piece.passage, piece.url) == (
        "Log of the clinic",
        "refutes",
        "Three guards: ثلاثة حراس",
        "https://example.org/log",
    )
    (correction,) = db.session.scalars(sa.select(Correction))
    assert (correction.quote, correction.replacement, correction.kind, correction.claim_id) == (
        "Four guards 🎖️",
        "Three guards",
        "fact",
        claim.id,
    )


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"wording": "  "}, "A claim needs a wording."),
        ({"kinds": ["event", "gossip"]}, "gossip"),
        ({"verdict": "rather true"}, "Not a valid choice"),
        ({"confidence": "101"}, "A number from 0 to 100."),
        ({"confidence": ""}, "Say how sure you are"),
        ({"verdict": ""}, "A note goes with a verdict"),
        ({"note": "x" * 10_001}, "longer than 10000"),
        ({"source": ""}, "Name the source this passage is from."),
        ({"source_url": "javascript:alert(1)"}, "An address starts with"),
        ({"correct_words": "Five guards"}, "do not stand in the article"),
        ({"correct_to": "Four guards 🎖️"}, "what stands there already"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_when_one_part_is_refused_nothing_is_kept_and_all_that_was_typed_is_still_in_the_form(
    bench: Bench, claim: Claim, wrong: dict[str, object], told: str
) -> None:
    typed = EVERYTHING | wrong
    answer = bench.save(claim.id, **typed)
    assert answer.status_code == 422
    assert 'id="bench"' in answer.text and told in answer.text
    fresh(claim)
    assert (claim.wording, claim.state, claim.kinds) == ("Four guards 🎖️ were hurt", "suggested", ["event"])
    assert [number_of(model) for model in (Assessment, Evidence, Source, Correction)] == [0, 0, 0, 0]
    back = form_of(answer.text, f"/claims/{claim.id}/save")
    unchoosable = {"kinds", "verdict"} & set(wrong)  # a word that is none of the choices cannot be drawn
    assert {name: back.get(name) for name in typed if name not in unchoosable} == {
        name: value for name, value in typed.items() if name not in unchoosable
    }


def test_what_was_refused_is_saved_from_the_same_page_once_it_is_mended(bench: Bench, claim: Claim) -> None:
    refused = bench.save(claim.id, **(EVERYTHING | {"confidence": "101"}))
    again = form_of(refused.text, f"/claims/{claim.id}/save")
    assert bench.save(claim.id, again, confidence="10").status_code == 303
    assert fresh(claim).confidence == 10


def test_control_characters_of_pasted_words_are_left_out_and_words_line_ends_kept(bench: Bench, claim: Claim) -> None:
    pasted = {"wording": "\x00Four\x07 guards", "note": "One\x0bTwo\x0cThree", "source": "Lo\x00g"}
    assert bench.save(claim.id, verdict="true", confidence="60", **pasted).status_code == 303
    assert fresh(claim).wording == "Four guards" and claim.evidence[0].source.title == "Log"
    assert db.session.scalars(sa.select(Assessment.note)).all() == ["One\nTwo\nThree"]


# -- somebody else was first


def test_a_stale_save_shows_both_texts_and_keeps_what_was_typed_and_can_be_saved_over(
    bench: Bench, claim: Claim, cast: Cast
) -> None:
    opened = bench.form(claim.id)
    with transaction(by=cast.colleague):
        claims.reword(claim, wording="Four guards fell ill", kinds=["event"], by=cast.colleague)
    answer = bench.save(claim.id, opened, **EVERYTHING)
    assert answer.status_code == 409
    assert 'id="bench"' in answer.text and "Four guards fell ill" in answer.text
    assert number_of(Assessment) == 0 and fresh(claim).wording == "Four guards fell ill"
    back = form_of(answer.text, f"/claims/{claim.id}/save")
    assert {name: back[name] for name in EVERYTHING} == EVERYTHING
    assert bench.save(claim.id, back).status_code == 303
    assert fresh(claim).wording == "Four guards [of the canal] were hurt" and claim.verdict == "mostly false"


def test_a_form_without_a_row_version_or_with_nonsense_in_it_is_refused(bench: Bench, claim: Claim) -> None:
    opened = bench.form(claim.id)
    for version in ("", "²", "9" * 5000, "-3", "one"):
        assert bench.save(claim.id, opened, row_version=version, wording="Other words").status_code == 409
    assert fresh(claim).wording == "Four guards 🎖️ were hurt"


def test_ones_own_second_tab_is_refused_too_also_where_only_the_note_changed(
    bench: Bench, claim: Claim, cast: Cast
) -> None:
    with transaction(by=cast.reviewer):
        reviews.assess(claim, verdict="true", confidence=90, note="Old note.", by=cast.reviewer)
    one, two = bench.form(claim.id), bench.form(claim.id)
    assert bench.save(claim.id, one, note="New note, an hour's work.").status_code == 303
    answer = bench.save(claim.id, two, note="Typed in the other tab.")
    assert answer.status_code == 409
    assert "New note, an hour&#39;s work." in answer.text and "Typed in the other tab." in answer.text
    (kept,) = db.session.scalars(sa.select(Assessment.note))
    assert kept == "New note, an hour's work."
    back = form_of(answer.text, f"/claims/{claim.id}/save")
    assert bench.save(claim.id, back).status_code == 303
    assert db.session.scalars(sa.select(Assessment.note)).all() == ["Typed in the other tab."]


# -- sent twice


def test_the_same_save_sent_twice_happens_once(bench: Bench, claim: Claim) -> None:
    opened = bench.form(claim.id)
    first, second = (bench.save(claim.id, opened, **EVERYTHING) for _ in range(2))
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert [number_of(model) for model in (Assessment, Evidence, Correction)] == [1, 1, 1]


def test_the_same_save_that_does_not_touch_the_claim_itself_happens_once_too(bench: Bench, claim: Claim) -> None:
    opened = bench.form(claim.id)
    assert bench.save(claim.id, opened, verdict="true", confidence="70").status_code == 303
    adding = bench.form(claim.id)
    first, second = (bench.save(claim.id, adding, source="Log of the clinic") for _ in range(2))
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert [number_of(model) for model in (Assessment, Evidence, Source)] == [1, 1, 1]


def test_that_it_is_saved_is_told_once_however_often_before_a_page_is_drawn(bench: Bench, claim: Claim) -> None:
    for confidence in range(60, 65):
        with bench.client.session_transaction() as session:
            flashes = session.get("_flashes", [])
        opened = bench.form(claim.id)
        with bench.client.session_transaction() as session:
            session["_flashes"] = flashes  # as if no page had been drawn
        answer = bench.save(claim.id, opened, verdict="true", confidence=str(confidence))
        assert answer.status_code == 303
    assert bench.get().text.count("Saved.") == 1


# -- what it costs


def test_a_save_costs_a_dozen_statements(bench: Bench, claim: Claim, cast: Cast) -> None:
    with transaction(by=cast.colleague):
        reviews.assess(claim, verdict="true", confidence=80, by=cast.colleague)
    opened = bench.form(claim.id)
    with count_statements() as seen:
        assert bench.save(claim.id, opened, verdict="true", confidence="70", note="Seen.").status_code == 303
    # With the one that asks whether an approval of the article ends by it.
    assert len(seen) <= 13, "\n".join(seen)


def test_other_words_sent_from_a_page_that_was_saved_before_are_not_taken_for_the_same_save(
    bench: Bench, claim: Claim
) -> None:
    opened = bench.form(claim.id)
    assert bench.save(claim.id, opened, wording="First words").status_code == 303
    answer = bench.save(claim.id, opened, wording="Words typed after going back")
    assert answer.status_code == 409 and "Words typed after going back" in answer.text


# -- whose judgement


def test_a_judgement_that_is_only_brought_back_by_the_form_does_not_go_over_a_colleagues_newer_one(
    bench: Bench, claim: Claim, cast: Cast
) -> None:
    for person, verdict in ((cast.reviewer, "true"), (cast.colleague, "false")):
        with transaction(by=person):
            reviews.assess(claim, verdict=verdict, confidence=80, by=person)
    assert bench.form(claim.id)["verdict"] == "true"
    assert bench.save(claim.id, source="Log of the clinic").status_code == 303
    assert (fresh(claim).verdict, len(claim.evidence)) == ("false", 1)
    assert bench.save(claim.id, confidence="95").status_code == 303
    assert (fresh(claim).verdict, claim.confidence) == ("true", 95)


def test_a_source_added_to_a_settled_claim_does_not_unsettle_it(bench: Bench, claim: Claim, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        reviews.assess(claim, verdict="true", confidence=80, note="Seen.", by=cast.reviewer)
    with transaction(by=cast.colleague):
        reviews.settle(claim, by=cast.colleague)
    assert bench.save(claim.id, source="Log of the clinic").status_code == 303
    assert (fresh(claim).state, len(claim.evidence)) == ("settled", 1)


def test_who_changes_the_words_of_a_claim_they_judged_judges_it_anew(bench: Bench, claim: Claim, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        reviews.assess(claim, verdict="true", confidence=80, by=cast.reviewer)
    with transaction(by=cast.colleague):
        reviews.settle(claim, by=cast.colleague)
    assert bench.save(claim.id, wording="Four guards were scratched").status_code == 303
    assert fresh(claim).state == "assessed"


# -- the correction's place


def test_words_to_correct_that_the_claim_has_once_are_meant_there_however_often_the_article_has_them(
    bench: Bench, article: Article
) -> None:
    with transaction(by=None):
        second = make_claim(article, "Two guards died later")
    assert bench.save(second.id, correct_words="guards", correct_to="sentries").status_code == 303
    (made,) = db.session.scalars(sa.select(Correction))
    assert article.current.text[made.start - 4 : made.end] == "Two guards"


def test_words_to_correct_that_the_claim_has_twice_are_refused(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        both = make_claim(article, "guards 🎖️ were hurt at the weir of Nahr Saad on Monday. Two guards")
    answer = bench.save(both.id, correct_words="guards", correct_to="sentries")
    assert answer.status_code == 422 and "more than once" in answer.text


def test_words_to_correct_may_have_a_line_break_which_browsers_send_as_two_characters(
    bench: Bench, article: Article
) -> None:
    with transaction(by=None):
        broken = make_claim(article, "300 sandbags,\nand two barges came")
    opened = bench.form(broken.id)
    assert opened["correct_words"] == "300 sandbags,\r\nand two barges came"
    assert bench.save(broken.id, opened, correct_to="300 sandbags").status_code == 303
    (made,) = db.session.scalars(sa.select(Correction))
    assert made.quote == "300 sandbags,\nand two barges came"


# -- where a save leads, and who may


def test_save_next_leads_to_the_next_claim_of_the_text_that_is_to_be_judged(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        last = make_claim(article, "two barges came")
        opinion = make_claim(article, "denied it", checkable=False)
        judged = make_claim(article, "Two guards died", state="assessed", verdict="true", confidence=50)
        first = make_claim(article, "Four guards")
        middle = make_claim(article, "300 sandbags")
    assert opinion.state == "suggested" and judged.state == "assessed"
    for saved, following in ((first, middle), (middle, last)):
        answer = bench.save(saved.id, verdict="true", confidence="70", then="next")
        assert answer.location.endswith(f"?claim={following.id}#claim-{following.id}")
    answer = bench.save(last.id, verdict="true", confidence="70", then="next")
    assert answer.location.endswith(f"?claim={last.id}#claim-{last.id}")  # none is left: stay


def test_save_stays_at_the_claim(bench: Bench, claim: Claim) -> None:
    assert bench.save(claim.id, then="stay").location.endswith(f"?claim={claim.id}#claim-{claim.id}")


def test_a_reader_and_nobody_save_nothing(bench: Bench, claim: Claim, cast: Cast) -> None:
    opened = bench.form(claim.id)
    bench.client.as_(cast.reader)
    assert bench.save(claim.id, opened, **EVERYTHING).status_code == 403
    bench.client.as_(None)
    assert bench.save(claim.id, opened, **EVERYTHING).status_code == 403
    assert fresh(claim).state == "suggested"


def test_a_claim_of_somebody_elses_draft_is_not_there(bench: Bench, article: Article, claim: Claim, cast: Cast) -> None:
    opened = bench.form(claim.id)
    with transaction(by=None):
        article.visibility, article.created_by_id = "draft", cast.colleague.id
    assert bench.save(claim.id, opened, **EVERYTHING).status_code == 404
    assert fresh(claim).state == "suggested"
