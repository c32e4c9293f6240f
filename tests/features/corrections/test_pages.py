"""Corrections on the workbench: proposed from what stands there, superseded, merged, decided, with one undo each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from annotator.articles.models import Article
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.gazetteer.models import Entity
from annotator.sources.models import Source
from tests.features.desk.conftest import form_of
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import (
    make_article,
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
    span_of,
)

TEXT = (
    "The governer of Zubair met al-Hasid on Tuesday. Some 300 guards came. The 300 guards left at noon, and al-Hasid "
    "spoke.\n\nA council of 300 elders met in Zubair."
)


@dataclass
class Desk:
    client: DeskClient
    article: Article

    @property
    def at(self) -> str:
        return f"/articles/{self.article.id}"

    def get(self, query: str = "") -> str:
        answer = self.client.get(self.at + query)
        assert answer.status_code == 200
        return answer.text

    def post(self, address: str, **data: object) -> TestResponse:
        return self.client.post(address, data=data)

    def told(self, answer: TestResponse) -> str:
        assert answer.status_code == 303, answer.text
        return self.client.get(answer.location.partition("#")[0]).text

    def propose(self, quote: str, replacement: str, **more: object) -> TestResponse:
        span = span_of(self.article, quote)
        return self.post(f"{self.at}/corrections", start=span.start, end=span.end, replacement=replacement, **more)

    def undo(self, way: str = "undo") -> str:
        return self.told(self.post(f"{self.at}/{way}"))


@pytest.fixture
def desk(client: DeskClient, cast: Cast) -> Desk:
    with transaction(by=None):
        article = make_article(TEXT)
    return Desk(client.as_(cast.reviewer), article)


def rows() -> list[Correction]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Correction).order_by(Correction.id)))


def said() -> list[tuple[str, str, str]]:
    return [(row.quote, row.replacement, row.state) for row in rows()]


# -- proposed


def test_a_correction_is_proposed_with_a_source_that_is_new_and_its_passage(desk: Desk) -> None:
    page = desk.get("?new=correction&start=4&end=12")
    fields = form_of(page, f"{desk.at}/corrections")
    assert fields["replacement"] == "governer"
    typed = {"replacement": "mayor", "kind": "fact", "source": "Council list", "passage": "A. Hamad, mayor"}
    after = desk.told(desk.client.post(f"{desk.at}/corrections", data=fields | typed))
    (row,) = rows()
    assert row.source is not None
    assert (row.kind, row.source.title, row.passage) == ("fact", "Council list", "A. Hamad, mayor")
    assert "Council list" in after and "A. Hamad, mayor" in after


def test_a_passage_without_a_source_is_refused_and_kept(desk: Desk) -> None:
    answer = desk.propose("governer", "mayor", passage="A. Hamad, mayor")
    page = desk.told(answer)
    assert "Name the source" in page and "A. Hamad, mayor" in page and rows() == []


def test_a_correction_is_filled_with_the_right_name_of_an_entity(desk: Desk) -> None:
    with transaction(by=None):
        entity = Entity(key="hashd", name="al-Hashd al-Shaabi", kind="group")
        db.session.add(entity)
    span = span_of(desk.article, "al-Hasid")
    page = desk.get(f"?new=correction&start={span.start}&end={span.end}&entity=hashd")
    fields = form_of(page, f"{desk.at}/corrections")
    assert (fields["replacement"], fields["entity"]) == ("al-Hashd al-Shaabi", "hashd")
    desk.told(desk.client.post(f"{desk.at}/corrections", data=fields))
    assert [row.entity_id for row in rows()] == [entity.id]


def test_names_of_the_desk_that_the_words_are_like_are_offered(desk: Desk) -> None:
    with transaction(by=None):
        db.session.add(Entity(key="zubair", name="Zubayr", kind="place"))
    span = span_of(desk.article, "Zubair")
    page = desk.get(f"?new=correction&start={span.start}&end={span.end}")
    assert "entity=zubair" in page and "Zubayr" in page


def test_a_name_leads_to_a_correction_of_each_garble_that_was_meant_for_it(desk: Desk, cast: Cast) -> None:
    with transaction(by=None):
        entity = Entity(key="hashd", name="al-Hashd", kind="group")
        db.session.add(entity)
        db.session.flush()
        make_garble(desk.article, "al-Hasid", state="confirmed", reading="al-Hashd", entity_id=entity.id)
    page = desk.client.get(f"/names/{entity.id}/uses").text
    assert "new=correction" in page and "entity=hashd" in page


def test_a_garble_keeps_the_entity_that_it_was_confirmed_as(desk: Desk) -> None:
    with transaction(by=None):
        entity = Entity(key="hashd", name="al-Hashd", kind="group")
        db.session.add(entity)
        db.session.flush()
        garble = make_garble(desk.article, "al-Hasid", state="confirmed", reading="al-Hashd", entity_id=entity.id)
    desk.propose("al-Hasid", "al-Hashd", garble=garble.id)
    assert [(row.garble_id, row.entity_id) for row in rows()] == [(garble.id, entity.id)]


def test_a_claims_correction_is_backed_by_one_of_its_sources(desk: Desk) -> None:
    with transaction(by=None):
        claim = make_claim(desk.article, "Some 300 guards came.", state="open")
        piece = make_evidence(claim, "thirty guards", title="Roster")
    page = desk.get(f"?claim={claim.id}")
    assert "Roster: “thirty guards”" in page
    fields = form_of(page, f"/claims/{claim.id}/save")
    typed = {"correct_words": "300 guards", "correct_to": "30 guards", "correct_evidence": str(piece.id)}
    desk.told(desk.client.post(f"/claims/{claim.id}/save", data=fields | typed))
    assert [(row.claim_id, row.source_id, row.passage) for row in rows()] == [
        (claim.id, piece.source_id, "thirty guards")
    ]


def test_a_claims_correction_is_backed_by_the_source_that_is_added_with_it(desk: Desk) -> None:
    with transaction(by=None):
        claim = make_claim(desk.article, "Some 300 guards came.", state="open")
    fields = form_of(desk.get(f"?claim={claim.id}"), f"/claims/{claim.id}/save")
    typed = {"correct_words": "300 guards", "correct_to": "30 guards", "correct_evidence": "new"}
    refused = desk.client.post(f"/claims/{claim.id}/save", data=fields | typed)
    assert refused.status_code == 422 and "No source was added" in refused.text
    typed |= {"source": "Roster", "passage": "thirty guards"}
    desk.told(desk.client.post(f"/claims/{claim.id}/save", data=fields | typed))
    assert [row.passage for row in rows()] == ["thirty guards"]


# -- refused by name, and merged


def test_what_overlaps_is_refused_by_name_and_offered_for_merging(desk: Desk, cast: Cast) -> None:
    desk.propose("governer of Zubair", "governor of Zubair", kind="translation", reason="spelling")
    desk.client.as_(cast.colleague)
    answer = desk.propose("of Zubair met", "of az-Zubair met", kind="fact", reason="its name")
    asked = parse_qs(urlsplit(answer.location).query)
    assert asked["new"] == ["merge"] and asked["with"] == [str(rows()[0].id)]
    page = desk.told(answer)
    assert "“of Zubair met” overlaps the correction of “governer of Zubair”" in page and "by Ravi" in page
    fields = form_of(page, f"{desk.at}/corrections/merge")
    assert fields["replacement"] == "governor of az-Zubair met"
    assert (fields["kind"], fields["reason"]) == ("fact", "its name; spelling")
    after = desk.told(desk.client.post(f"{desk.at}/corrections/merge", data=fields))
    assert said() == [
        ("governer of Zubair", "governor of Zubair", "superseded"),
        ("governer of Zubair met", "governor of az-Zubair met", "proposed"),
    ]
    assert "It took the place of" in after


def test_a_garbles_correction_that_is_merged_still_puts_the_garble_right(desk: Desk, cast: Cast) -> None:
    with transaction(by=None):
        garble = make_garble(desk.article, "al-Hasid", state="confirmed", reading="al-Hashd")
        other = make_garble(desk.article, "met al", state="confirmed", reading="saw al")
    desk.propose("met al", "saw al", garble=other.id)
    page = desk.told(desk.propose("al-Hasid", "al-Hashd", garble=garble.id))
    fields = form_of(page, f"{desk.at}/corrections/merge")
    assert (fields["garble"], fields["replacement"]) == (str(garble.id), "saw al-Hashd")
    desk.client.post(f"{desk.at}/corrections/merge", data=fields)
    desk.client.as_(cast.editor).post(f"/corrections/{rows()[-1].id}/accept")
    db.session.expire_all()
    assert [row.state for row in (garble, other)] == ["corrected", "corrected"]


def test_a_refused_merge_keeps_what_was_typed(desk: Desk) -> None:
    desk.propose("governer of Zubair", "governor of Zubair")
    page = desk.told(desk.propose("of Zubair met", "of az-Zubair met"))
    fields = form_of(page, f"{desk.at}/corrections/merge") | {"replacement": "the governor met", "passage": "no source"}
    page = desk.told(desk.client.post(f"{desk.at}/corrections/merge", data=fields))
    assert "Name the source" in page
    assert form_of(page, f"{desk.at}/corrections/merge")["replacement"] == "the governor met"


def test_a_claims_form_with_a_correction_that_overlaps_leads_to_the_merge(desk: Desk) -> None:
    desk.propose("Some 300 guards", "Some 30 guards")
    with transaction(by=None):
        claim = make_claim(desk.article, "300 guards came", state="open")
    fields = form_of(desk.get(f"?claim={claim.id}"), f"/claims/{claim.id}/save")
    typed = {"correct_words": "guards came", "correct_to": "guards left", "note": ""}
    refused = desk.client.post(f"/claims/{claim.id}/save", data=fields | typed)
    assert refused.status_code == 422 and "overlaps the correction of “Some 300 guards”" in refused.text
    assert "new=merge" in refused.text and "own=guards+left" in refused.text


def test_two_that_overlap_all_the_same_are_merged_from_where_one_is_accepted(desk: Desk, cast: Cast) -> None:
    with transaction(by=None):
        one = make_correction(desk.article, "governer of Zubair", "governor of Zubair", state="accepted")
        two = make_correction(desk.article, "of Zubair met", "of az-Zubair met", created_by_id=cast.reviewer.id)
    desk.client.as_(cast.editor)
    answer = desk.post(f"/corrections/{two.id}/accept")
    page = desk.told(answer)
    assert "overlaps the correction of “governer of Zubair”" in page
    fields = form_of(page, f"{desk.at}/corrections/merge")
    assert fields["with"] == f"{one.id},{two.id}"
    desk.told(desk.client.post(f"{desk.at}/corrections/merge", data=fields))
    assert said()[-1] == ("governer of Zubair met", "governor of az-Zubair met", "accepted")


def test_corrections_of_another_article_are_not_merged(desk: Desk) -> None:
    with transaction(by=None):
        other = make_correction(make_article(TEXT), "governer", "governor")
    page = desk.told(desk.post(f"{desk.at}/corrections/merge", **{"with": other.id, "start": 4, "end": 12}))
    assert "Corrections of one text are merged" in page


# -- superseded


def test_a_change_makes_a_new_correction_and_the_chain_is_shown(desk: Desk, cast: Cast) -> None:
    desk.propose("governer", "governor", reason="spelling")
    (old,) = rows()
    fields = form_of(desk.get(f"?correction={old.id}"), f"/corrections/{old.id}/change")
    assert (fields["replacement"], fields["reason"]) == ("governor", "spelling")
    after = desk.told(desk.client.post(f"/corrections/{old.id}/change", data=fields | {"replacement": "mayor"}))
    assert said() == [("governer", "governor", "superseded"), ("governer", "mayor", "proposed")]
    assert "It took the place of" in after and "1 rejected or superseded" in after
    assert "What stands in its place" in desk.get(f"?correction={old.id}")


def test_a_change_of_what_was_decided_meanwhile_is_answered_with_both_sides(desk: Desk, cast: Cast) -> None:
    desk.propose("governer", "governor")
    (old,) = rows()
    fields = form_of(desk.get(f"?correction={old.id}"), f"/corrections/{old.id}/change")
    desk.client.as_(cast.editor).post(f"/corrections/{old.id}/accept")
    answer = desk.client.post(f"/corrections/{old.id}/change", data=fields | {"replacement": "mayor"})
    assert answer.status_code == 409 and "mayor" in answer.text and len(rows()) == 1


def test_a_reviewer_gets_no_form_for_what_is_accepted(desk: Desk, cast: Cast) -> None:
    with transaction(by=None):
        row = make_correction(desk.article, "governer", "governor", state="accepted")
    assert "Put this in its place" not in desk.get(f"?correction={row.id}")
    desk.client.as_(cast.editor)
    assert "Put this in its place" in desk.get(f"?correction={row.id}")


# -- all of one garble, other places


def test_all_of_one_garble_are_proposed_accepted_and_undone_in_one_step(desk: Desk, cast: Cast) -> None:
    with transaction(by=None):
        start = TEXT.rindex("al-Hasid")
        one = make_garble(desk.article, "al-Hasid", state="confirmed", reading="al-Hashd")
        two = make_garble(desk.article, "and al-Hasid", state="confirmed", reading="al-Hashd")
        two.start, two.quote = start, "al-Hasid"
    assert "At all 2 places here" in desk.get(f"?garble={one.id}")
    desk.told(desk.propose("al-Hasid", "al-Hashd", garble=one.id, every="1", kind="translation"))
    assert said() == [("al-Hasid", "al-Hashd", "proposed")] * 2
    desk.client.as_(cast.editor)
    first = rows()[0].id
    assert "Accept all 2" in desk.get(f"?correction={first}")
    page = desk.told(desk.post(f"/corrections/{first}/accept", every="1"))
    assert "2 accepted" in page and {state for _, _, state in said()} == {"accepted"}
    desk.undo()
    assert {state for _, _, state in said()} == {"proposed"}
    desk.undo("redo")
    assert {state for _, _, state in said()} == {"accepted"}


def test_the_other_places_of_a_number_are_offered_with_ticks_and_corrected_in_one_step(desk: Desk) -> None:
    desk.propose("300 guards", "30 guards")
    (made,) = rows()
    page = desk.get(f"?correction={made.id}")
    assert "2 other places in this article" in page and "only like it" in page
    fields = form_of(page, f"/corrections/{made.id}/elsewhere")
    second = TEXT.index("300 guards left")
    assert fields["place"] == [f"{second}-{second + 3}"]  # ticked: the same number of the same thing
    after = desk.told(desk.client.post(f"/corrections/{made.id}/elsewhere", data=fields))
    assert said() == [("300 guards", "30 guards", "proposed"), ("300", "30", "proposed")]
    assert "1 other place" in desk.get(f"?correction={made.id}") and "Corrected at the other places" in after
    desk.undo()
    assert len(rows()) == 1


def test_nothing_ticked_is_said(desk: Desk) -> None:
    desk.propose("300 guards", "30 guards")
    assert "Tick the places" in desk.told(desk.post(f"/corrections/{rows()[0].id}/elsewhere"))


# -- undo and redo


def test_a_change_and_a_merge_are_undone_and_done_again_whole(desk: Desk) -> None:
    desk.propose("governer of Zubair", "governor of Zubair")
    (old,) = rows()
    fields = form_of(desk.get(f"?correction={old.id}"), f"/corrections/{old.id}/change")
    desk.client.post(f"/corrections/{old.id}/change", data=fields | {"replacement": "mayor of Zubair"})
    changed = said()
    desk.undo()
    assert said() == [("governer of Zubair", "governor of Zubair", "proposed")]
    desk.undo("redo")
    assert said() == changed
    page = desk.told(desk.propose("of Zubair met", "of az-Zubair met"))
    merged = form_of(page, f"{desk.at}/corrections/merge")
    desk.client.post(f"{desk.at}/corrections/merge", data=merged)
    assert [state for _, _, state in said()] == ["superseded", "superseded", "proposed"]
    desk.undo()
    assert said() == changed


def test_a_reader_sees_all_of_it_and_no_button(desk: Desk, cast: Cast) -> None:
    with transaction(by=None):
        source = Source(title="Roster", reliability="B")
        db.session.add(source)
        db.session.flush()
        row = make_correction(desk.article, "300 guards", "30 guards", source_id=source.id, passage="thirty guards")
    desk.client.as_(cast.reader)
    page = desk.get(f"?correction={row.id}")
    assert "thirty guards" in page
    assert all(words not in page for words in (">Accept<", "Change it", "Correct these too", "new=correction"))
    for verb in ("accept", "reject", "change", "elsewhere"):
        assert desk.client.post(f"/corrections/{row.id}/{verb}").status_code == 403
