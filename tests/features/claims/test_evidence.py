"""Evidence: all of it is given, changed with both sides in sight, checked again, taken off; sources are counted."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.claims import evidence
from annotator.claims.evidence import EvidenceFields
from annotator.claims.models import Claim, Evidence
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.axes import axes_of
from annotator.errors import Invalid
from annotator.sources.models import Source
from tests.features.desk.conftest import words_of
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_evidence, make_garble
from tests.support.statements import count_statements

READ = dt.datetime(2021, 3, 3, 9, 30, 27, tzinfo=dt.UTC)


@pytest.fixture
def claim(cast: Cast) -> Claim:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers were wounded", state="open")
    return claim


@pytest.fixture
def piece(claim: Claim, cast: Cast) -> Evidence:
    with transaction(by=cast.colleague):
        piece = make_evidence(
            claim, "Two men were treated.", stance="supports", retrieved_at=READ, url="https://example.org/log"
        )
    return piece


FIELDS = {
    "row_version": "1",
    "stance": "refutes",
    "passage": "Three men\r\nwere treated.",
    "url": "https://example.org/log2",
    "archive_url": "https://archive.example.org/log2",
    "retrieved_at": "2021-03-04T12:00",
}


def test_everything_is_changed_and_the_history_has_both(
    client: DeskClient, cast: Cast, piece: Evidence, app: Flask
) -> None:
    app.config["TIME_ZONE"] = "Asia/Baghdad"
    page = client.as_(cast.reviewer).get(f"/evidence/{piece.id}").text
    assert 'value="2021-03-03T12:30"' in page and piece.passage_sha256 in page
    answer = client.post(f"/evidence/{piece.id}", data=FIELDS)
    assert answer.status_code == 303 and f"claim={piece.claim_id}" in answer.location
    db.session.expire_all()
    assert (piece.stance, piece.passage, piece.url) == ("refutes", "Three men\nwere treated.", FIELDS["url"])
    assert piece.archive_url == FIELDS["archive_url"] and piece.row_version == 2
    assert piece.retrieved_at == dt.datetime(2021, 3, 4, 9, tzinfo=dt.UTC)
    assert piece.passage_sha256 == evidence.hash_of("Three men\nwere treated.")
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.verb == "edit evidence")).one()
    assert told.before["passage"] == "Two men were treated." and told.after["stance"] == "refutes"


def test_what_was_not_touched_writes_nothing(client: DeskClient, cast: Cast, piece: Evidence) -> None:
    same = FIELDS | {
        "stance": "supports", "passage": piece.passage, "url": piece.url, "archive_url": "",
        "retrieved_at": "2021-03-03T09:30",
    }  # fmt: skip
    assert client.as_(cast.reviewer).post(f"/evidence/{piece.id}", data=same).status_code == 303
    db.session.expire_all()
    assert piece.row_version == 1 and piece.retrieved_at == READ  # the seconds are still there


def test_a_stale_change_is_refused_with_both_and_can_be_saved_over(
    client: DeskClient, cast: Cast, piece: Evidence
) -> None:
    with transaction(by=cast.colleague):
        evidence.edit_evidence(piece, EvidenceFields("context", "Nobody was hurt."), by=cast.colleague)
    answer = client.as_(cast.reviewer).post(f"/evidence/{piece.id}", data=FIELDS)
    assert answer.status_code == 409
    assert "Nobody was hurt." in words_of(answer.text) and "Three men" in words_of(answer.text)
    assert 'name="row_version" type="hidden" value="2"' in answer.text
    db.session.expire_all()
    assert piece.passage == "Nobody was hurt."
    assert client.post(f"/evidence/{piece.id}", data=FIELDS | {"row_version": "2"}).status_code == 303
    db.session.expire_all()
    assert piece.passage == "Three men\nwere treated."


@pytest.mark.parametrize("version", ["", "x", "²", "-3"])
def test_a_form_without_a_version_is_stale(client: DeskClient, cast: Cast, piece: Evidence, version: str) -> None:
    answer = client.as_(cast.reviewer).post(f"/evidence/{piece.id}", data=FIELDS | {"row_version": version})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"url": "javascript:alert(1)"}, "An address starts with"),
        ({"archive_url": "example.org"}, "An address starts with"),
        ({"retrieved_at": "2999-01-01T00:00"}, "later than now"),
        ({"retrieved_at": "yesterday"}, "Not a valid datetime"),
        ({"stance": "agrees"}, "Not a valid choice"),
        ({"passage": "x" * 20_001}, "longer than 20000"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_lost(
    client: DeskClient, cast: Cast, piece: Evidence, wrong: dict[str, str], told: str
) -> None:
    answer = client.as_(cast.reviewer).post(f"/evidence/{piece.id}", data=FIELDS | wrong)
    assert answer.status_code == 422 and told in answer.text
    assert ("Three men" in answer.text) is ("passage" not in wrong)
    db.session.expire_all()
    assert (piece.stance, piece.row_version) == ("supports", 1)


def test_a_reader_looks_and_does_not_change(client: DeskClient, cast: Cast, piece: Evidence) -> None:
    page = client.as_(cast.reader).get(f"/evidence/{piece.id}")
    assert page.status_code == 200 and "Two men were treated." in page.text and "<textarea" not in page.text
    assert client.post(f"/evidence/{piece.id}", data=FIELDS).status_code == 403


def test_evidence_of_an_article_that_is_not_open_is_not_there(client: DeskClient, cast: Cast, piece: Evidence) -> None:
    with transaction(by=None):
        piece.claim.article.visibility = "hidden"
    client.as_(cast.reviewer)
    assert client.get(f"/evidence/{piece.id}").status_code == 404
    assert client.post(f"/evidence/{piece.id}", data=FIELDS).status_code == 404
    assert client.post(f"/evidence/{piece.id}/check", data={"again": "x"}).status_code == 404


@pytest.mark.parametrize(
    "again, told",
    [
        (" Two men were treated.\r\n", "Unchanged."),
        ("Two men  were treated.", "Only white space differs."),
        ("Two women were treated.", "The words differ."),
    ],
)
def test_a_passage_read_again_is_held_against_the_hash(
    client: DeskClient, cast: Cast, piece: Evidence, again: str, told: str
) -> None:
    answer = client.as_(cast.reviewer).post(f"/evidence/{piece.id}/check", data={"again": again})
    assert answer.status_code == 200 and told in answer.text
    assert ("<del>men</del>" in answer.text) is ("<ins>women</ins>" in answer.text) is (told == "The words differ.")
    assert client.post(f"/evidence/{piece.id}/check", data={"again": " "}).status_code == 422
    db.session.expire_all()
    assert piece.row_version == 1


def test_sources_with_one_origin_count_as_one_and_the_card_says_which(
    client: DeskClient, cast: Cast, claim: Claim
) -> None:
    with transaction(by=None):
        agency = Source(title="Northern Agency")
        outlets = [Source(title=f"Outlet {number}", origin=agency, reliability="C") for number in (1, 2)]
        for source in (*outlets, Source(title="Clinic log", reliability="B")):
            evidence.add_evidence(claim, source, stance="supports", passage="Two.", by=cast.reviewer)
    assert evidence.independent_sources(claim) == 2
    page = client.as_(cast.reviewer).get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert "<b>3 sources</b>, 2 independent" in page
    assert "Outlet 1" in page and "pass on <bdi>Northern Agency</bdi>" in page
    assert "3 sources, 2 independent, reliability B, C" in page


def test_the_three_axes_stand_apart_and_cost_the_same_for_many(cast: Cast, claim: Claim) -> None:
    with transaction(by=None):
        make_garble(claim.article, "soldiers", severity="critical")
        make_garble(claim.article, "wounded", severity="minor", state="dismissed")
        make_garble(claim.article, "Kirkuk", severity="minor")  # not on the claim's words
        make_evidence(claim, "Two.", stance="refutes")
        others = [make_claim(claim.article, "300 guards") for _ in range(12)]
    everything = [claim, *others]
    assert all(each.id for each in everything)  # read before it is counted
    with count_statements() as seen:
        found = axes_of(everything)
    assert len(seen) <= 4
    assert (found[claim.id].reliabilities, found[claim.id].independent) == (("B",), 1)
    assert found[claim.id].garbles == (("critical", 1),) and found[claim.id].garble_count == 1
    assert found[others[0].id].reliabilities == () and found[others[0].id].garbles == ()


def test_what_was_refused_is_no_part_of_the_claim(cast: Cast, claim: Claim) -> None:
    for wrong in ({"stance": "agrees"}, {"stance": "context", "archive_url": "javascript:x"}):
        with pytest.raises(Invalid), transaction(by=cast.reviewer):
            evidence.add_evidence(claim, Source(title="Log"), by=cast.reviewer, **wrong)
        assert claim.evidence == []
