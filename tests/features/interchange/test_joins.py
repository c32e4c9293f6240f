"""What people joined articles by goes along: matters, decisions on sightings, contradictions and relays, approvals."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article, Version
from annotator.claims.models import Claim
from annotator.contradictions import service as contradictions
from annotator.contradictions.models import Disagreement
from annotator.db import db, transaction
from annotator.exports.queries import all_ids
from annotator.interchange import Report, carry_out, plan, write
from annotator.readiness import service as readiness
from annotator.readiness.models import Approval
from annotator.relays import service as relays
from annotator.relays.models import Relay
from annotator.sightings import service as sightings
from annotator.sightings.models import Matter, MatterClaim, Sighting
from tests.support.factories import make_claim

from .conftest import Desks, Fill

TABLES = ("matters", "sightings", "disagreements", "relays")
Line = dict[str, Any]


def joined(fill: Fill) -> None:
    """A desk of two articles that people joined by everything; of one pair of claims nobody said anything."""
    desk = fill()
    by = desk.cast.editor
    first, second = (db.session.get_one(Article, ident) for ident in (desk.first, desk.second))
    with transaction(by=by, verb="judge"):
        claims = [
            make_claim(article, words, by=by)
            for article, words in (
                (second, "Nobody was hurt"),
                (first, "for seven days"),
                (first, "Two guards died"),
            )
        ]
        pairs = [(claims[1], claims[0]), (claims[2], claims[0])]
        rows = [
            Sighting(first=one, second=other, score=0.8, band="likely", parts={"words": 1.0}, reasons=["both say it"])
            for one, other in (sorted(pair, key=lambda claim: claim.id) for pair in pairs)
        ]
        suggested = Sighting(first=claims[1], second=claims[2], score=0.5, band="possible")
        relay = Relay(first=first, second=second, alike=0.5, contained=0.9)
        sides = [
            {"version_id": article.current.id, "quote": claim.quote, "value": "6"}
            for article, claim in ((first, claims[1]), (second, claims[0]))
        ]
        clash, unsaid = (
            Disagreement(
                sort="figure", first_article=first, second_article=second, first_claim=claims[1],
                second_claim=claims[0], signature=each, first=sides[0], second=sides[1], proposed="scope",
                reasons=["one counts days"],
            )
            for each in ("a", "b")
        )  # fmt: skip
        db.session.add_all([*rows, suggested, relay, clash, unsaid])
    with transaction(by=by, verb="decide"):
        matter = sightings.confirm(rows[0], by=by)
        matter.title, matter.note = "How long it rained", "“Six days”"
        sightings.refuse(rows[1], by=by)
        relays.decide(relay, "confirmed", by=by)
        contradictions.decide(clash, "same", note="Asked.", by=by)
        readiness.approve(first, by=by, reason="It must go out.")
    db.session.rollback()


def everything(**how: Any) -> bytes:
    file = io.BytesIO()
    write(all_ids(None), file, by=None, **how)
    return file.getvalue()


def taken(folder: Path, given: bytes) -> Report:
    path = folder / "desk.jsonl"
    path.write_bytes(given)
    foreseen = plan(path, by=None)
    report = carry_out(path, by=None)
    assert foreseen == report
    db.session.expire_all()
    return report


def lines_of(given: bytes, *tables: str) -> list[Line]:
    return [line for line in map(json.loads, given.splitlines()) if line.get("table") in (tables or TABLES)]


def one(model: Any) -> Any:
    return db.session.scalars(sa.select(model)).one()


def decided() -> Any:
    return db.session.scalars(sa.select(Disagreement).where(Disagreement.reading.is_not(None))).one()


def test_what_was_decided_is_the_same_on_the_other_desk(desks: Desks, fill: Fill) -> None:
    with desks.one():
        joined(fill)
        given = everything()
    assert [line["table"] for line in lines_of(given)] == [
        "matters", "sightings", "sightings", "disagreements", "disagreements", "relays",
    ]  # fmt: skip
    assert {line.get("table") for line in map(json.loads, given.splitlines()[-6:])} == set(TABLES)  # behind all others
    with desks.other():
        report = taken(desks.folder, given)
        assert not report.refused and not report.conflicts
        assert report.new["matters"] == 1 and report.added["matter_claims"] == 2 and report.new["sightings"] == 2
        assert everything().decode().splitlines() == given.decode().splitlines()
        matter = one(Matter)
        assert (matter.title, matter.note, len(matter.members)) == ("How long it rained", "“Six days”", 2)
        assert {row.state for row in db.session.scalars(sa.select(Sighting))} == {"confirmed", "refused"}
        row, relay, approval = decided(), one(Relay), one(Approval)
        assert db.session.scalar(sa.select(sa.func.count()).where(Disagreement.state == "open")) == 1
        assert (row.state, row.reading, row.note, row.decided_by.name) == ("decided", "same", "Asked.", "Edda")
        newest = {
            version.article_id: version.id for version in db.session.scalars(sa.select(Version).order_by(Version.id))
        }
        assert row.first["version_id"] == newest[row.first_article_id] and row.first["quote"] == row.first_claim.quote
        assert (relay.state, relay.decided_by.name) == ("confirmed", "Edda")
        assert (approval.reason, approval.dropped_at, approval.created_by.name) == ("It must go out.", None, "Edda")
        again = taken(desks.folder, given)
        assert not again.conflicts and not again.refused and not again.added
        assert again.same["matters"] == 1 and again.same["sightings"] == 2


@pytest.mark.parametrize("desks", ["sqlite to sqlite"], indirect=True)
def test_a_decision_takes_the_place_of_a_suggestion_and_of_no_other_decision(desks: Desks, fill: Fill) -> None:
    with desks.one():
        joined(fill)
        given = everything()
    with desks.other():
        taken(desks.folder, given)
        with transaction(by=None):
            for model in (Sighting, Relay):
                for row in db.session.scalars(sa.select(model)):
                    row.state, row.decided_by_id, row.decided_at = "suggested", None, None
            row = decided()
            row.reading, row.note = "contradiction", "We asked too."
            one(Matter).title = "Rain"
        report = taken(desks.folder, given)
        assert report.merged["sightings"] == 2 and report.merged["relays"] == 1
        assert {row.state for row in db.session.scalars(sa.select(Sighting))} == {"confirmed", "refused"}
        assert one(Relay).decided_by.name == "Edda"
        assert {(each.table, each.field) for each in report.conflicts} == {
            ("disagreements", "reading"),
            ("matters", "title"),
        }
        assert (decided().note, one(Matter).title) == ("We asked too.", "Rain")


@pytest.mark.parametrize("desks", ["sqlite to sqlite"], indirect=True)
def test_a_claim_that_is_of_another_matter_here_stays_in_it(desks: Desks, fill: Fill) -> None:
    with desks.one():
        joined(fill)
        given = everything()
    with desks.other():
        taken(desks.folder, given)
        with transaction(by=None):
            other = Matter(title="Another")
            row = db.session.scalars(sa.select(MatterClaim)).first()
            db.session.add(other)
            assert row is not None
            row.matter = other
        report = taken(desks.folder, given)
        assert "another matter here" in str(report.conflicts[0]) and not report.added
        assert sorted(row.title for row in db.session.scalars(sa.select(Matter))) == ["Another", "How long it rained"]


@pytest.mark.parametrize("desks", ["sqlite to sqlite"], indirect=True)
def test_what_joins_something_that_is_not_in_the_file_stays(desks: Desks, fill: Fill) -> None:
    with desks.one():
        joined(fill)
        file = io.BytesIO()
        write(all_ids(None)[:1], file, by=None)
        assert lines_of(file.getvalue()) == []
        with transaction(by=None):
            db.session.scalars(sa.select(Claim).where(Claim.wording == "for seven days")).one().sensitive = True
        assert [line["table"] for line in lines_of(everything(sensitive="out"))] == ["sightings", "relays"]
        assert len(lines_of(everything())) == 6


@pytest.mark.parametrize("desks", ["sqlite to sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "change", "why"),
    [
        ("sightings", {"state": "suggested"}, "Nobody decided"),
        ("sightings", {"state": "perhaps"}, "state"),
        ("sightings", {"score": 7}, "score_range"),
        ("sightings", {"first_id": "of nobody"}, "neither in the file nor on this desk"),
        ("sightings", {"first_id": 3}, "no text"),
        ("sightings", {"second_id": None}, "second_id is missing"),
        ("sightings", {"decided_by_id": "Nobody"}, "neither in the file nor on this desk"),
        ("relays", {"second_id": "of nothing"}, "neither in the file nor on this desk"),
        ("disagreements", {"reading": None}, "reading_decided"),
        ("disagreements", {"reading": "both"}, "reading"),
        ("disagreements", {"first": ["six"]}, "is no object"),
        ("matters", {"title": ""}, "title_given"),
        ("matters", {"continued_in_id": "another"}, "no other matter that took it in"),
        ("matters", {"colour": "red"}, "no column"),
    ],
)
def test_a_damaged_line_is_refused_with_the_reason(
    desks: Desks, fill: Fill, table: str, change: Line, why: str
) -> None:
    refused(desks, fill, table, lambda line: line["row"].update(change), why)


def twice(line: Line) -> None:
    """One claim is in a matter two times."""
    members = line["parts"]["matter_claims"]
    members[0]["claim_id"] = members[1]["claim_id"]


@pytest.mark.parametrize("desks", ["sqlite to sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "damage", "why"),
    [
        ("sightings", lambda line: line["row"].update(first_id=line["row"]["second_id"]), "ordered"),
        ("sightings", lambda line: line.update(history=[{"table": "sightings"}]), "stays at its desk"),
        ("sightings", lambda line: line.update(gone=line.pop("row")["uid"]), "can be gone"),
        ("matters", lambda line: line.pop("parts"), "A matter has claims"),
        ("matters", lambda line: line["parts"]["matter_claims"][0].update(claim_id="of nobody"), "neither in the file"),
        (
            "matters",
twice,
            "claim_id",
        ),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused_with_the_reason(
    desks: Desks, fill: Fill, table: str, damage: Any, why: str
) -> None:
    refused(desks, fill, table, damage, why)


def refused(desks: Desks, fill: Fill, table: str, damage: Any, why: str) -> None:
    """The first line of this table, damaged, is refused; all others are taken in."""
    with desks.one():
        joined(fill)
        given = [json.loads(line) for line in everything().splitlines()]
    damage(next(line for line in given if line.get("table") == table and line["row"].get("state") != "open"))
    with desks.other():
        report = taken(desks.folder, b"\n".join(json.dumps(line).encode() for line in given))
        assert [why in str(each) for each in report.refused] == [True], report.refused
        there = {name: report.new[name] for name in TABLES}
        assert there == {"matters": 1, "sightings": 2, "disagreements": 2, "relays": 1} | {table: there[table]}
        assert there[table] == (1 if table in {"sightings", "disagreements"} else 0)
