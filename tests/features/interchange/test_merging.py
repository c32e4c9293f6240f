"""Into a desk that has some of it: what is missing is added, what differs stays as it is here and is listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article, Version
from annotator.claims.models import Claim, ClaimAnchor
from annotator.corrections.models import Correction
from annotator.db import Model, db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, NotAllowed, WirecheckError
from annotator.exports.queries import all_ids
from annotator.gazetteer.models import Alias, Entity
from annotator.interchange import carry_out, plan, write
from annotator.reviews.models import Assessment
from annotator.tags.models import Tag
from tests.support.lived import Lived

from .conftest import Fill

Lines = list[dict[str, Any]]


@pytest.fixture
def app(either_app: Flask) -> Iterator[Flask]:
    yield either_app


@pytest.fixture
def desk(app: Flask, fill: Fill) -> Lived:
    return fill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.jsonl"


def written(path: Path, **how: Any) -> Lines:
    with path.open("wb") as file:
        write(all_ids(None), file, by=None, **how)
    return [json.loads(line) for line in path.read_text().strip().split("\n") if line]


def put(path: Path, lines: Lines) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return path


def rows() -> dict[str, int]:
    tables = Model.metadata.tables
    return {
        name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for name, table in tables.items()
    }


def part(lines: Lines, title: str, table: str) -> list[dict[str, Any]]:
    return next(line for line in lines if line.get("row", {}).get("title", "").startswith(title))["parts"][table]


def test_what_is_here_already_stays_as_it_is(desk: Lived, path: Path) -> None:
    written(path)
    before = rows()
    foreseen = plan(path, by=None)
    report = carry_out(path, by=None)
    assert foreseen == report
    assert not report.new and not report.merged and not report.conflicts and not report.refused
    assert report.same["articles"] == 2
    told = before | {"history": before["history"] + 1, "idempotency_keys": before["idempotency_keys"] + 1}
    assert rows() == told  # that there was an import, and no more


def test_what_is_missing_is_added_with_its_history(desk: Lived, path: Path) -> None:
    lines = written(path)
    article = next(line for line in lines if line.get("row", {}).get("title") == "Canal town counts its losses")
    claim = article["parts"]["claims"][0]
    other = {**claim, "id": 90, "uid": "11111111-2222-4333-8444-000000000090", "wording": "Added elsewhere"}
    article["parts"]["claims"].append(other)
    article["parts"]["claim_anchors"].append({**article["parts"]["claim_anchors"][0], "id": 91, "claim_id": 90})
    made = next(entry for entry in article["history"] if entry["table"] == "claims" and entry["action"] == "create")
    article["history"].append({**made, "of": 90, "after": {**made["after"], "id": 90, "wording": "Added elsewhere"}})
    report = carry_out(put(path, lines), by=None)
    assert report.merged["articles"] == 1 and not report.conflicts and not report.refused
    assert report.added["claims"] == report.added["claim_anchors"] == 1
    found = db.session.scalars(sa.select(Claim).where(Claim.wording == "Added elsewhere")).one()
    assert found.article_id == desk.first and found.anchors[0].quote == "Four guards"
    told = db.session.scalars(
        sa.select(HistoryEntry).where(HistoryEntry.object_type == "claims", HistoryEntry.object_id == found.id)
    ).all()
    assert [entry.action for entry in told] == ["create"] and told[0].article_id == desk.first
    assert carry_out(path, by=None).same["articles"] == 2


def test_what_differs_stays_and_is_listed_with_both_values(desk: Lived, path: Path) -> None:
    lines = written(path)
    part(lines, "Canal", "claims")[0]["wording"] = "Said otherwise"
    part(lines, "Canal", "claims")[1]["created_by_id"] = "Edda"
    lines[-1]["row"]["title"] = "Another title"
    foreseen = plan(put(path, lines), by=None)
    report = carry_out(path, by=None)
    assert foreseen == report
    found = {(each.table, each.field): (each.here, each.there) for each in report.conflicts}
    assert found["claims", "wording"][1] == "Said otherwise"
    assert found["claims", "created_by_id"] == ("Cora", "Edda")
    assert found["articles", "title"] == ("Boats at Nahr Saad", "Another title")
    assert "Said otherwise" not in db.session.scalars(sa.select(Claim.wording)).all()
    assert f"line {len(lines)}: articles " in str(next(each for each in report.conflicts if each.field == "title"))


def test_a_claim_stands_on_other_words_here(desk: Lived, path: Path) -> None:
    lines = written(path)
    article = next(line for line in lines if line.get("row", {}).get("title") == "Canal town counts its losses")
    gone = article["parts"]["claim_anchors"].pop(0)
    report = carry_out(put(path, lines), by=None)
    assert [(each.table, each.field) for each in report.conflicts] == [("claim_anchors", "")]
    assert gone["quote"] in db.session.scalars(sa.select(ClaimAnchor.quote)).all()


def test_one_reviewer_judges_a_claim_once(desk: Lived, path: Path) -> None:
    lines = written(path)
    judged = part(lines, "Canal", "assessments")
    judged[0] |= {"uid": "11111111-2222-4333-8444-000000000077", "verdict": "mixed"}
    before = rows()["assessments"]
    report = carry_out(put(path, lines), by=None)
    assert {each.field for each in report.conflicts} == {"uid", "verdict"}
    assert rows()["assessments"] == before
    assert "mixed" not in db.session.scalars(sa.select(Assessment.verdict)).all()


def test_an_accepted_correction_that_overlaps_one_here_is_not_taken(desk: Lived, path: Path) -> None:
    lines = written(path)
    kept = next(each for each in part(lines, "Canal", "corrections") if each["state"] == "accepted")
    with transaction(by=desk.cast.editor):
        here = db.session.scalars(sa.select(Correction).where(Correction.uid == kept["uid"])).one()
        kept["uid"] = "11111111-2222-4333-8444-000000000078"
    report = carry_out(put(path, lines), by=None)
    assert "an accepted one here overlaps it" in " ".join(str(each) for each in report.conflicts)
    assert here.state == "accepted"


def test_another_text_under_the_same_name_is_refused(desk: Lived, path: Path) -> None:
    import hashlib

    lines = written(path)
    version = part(lines, "Boats", "versions")[0]
    version["text"] = version["text"].replace("12 boats", "13 boats")
    version["sha256"] = hashlib.sha256(version["text"].encode()).hexdigest()
    before = rows()
    report = carry_out(put(path, lines), by=None)
    assert "Another text stands here as version 1" in report.refused[0].why
    assert rows()["versions"] == before["versions"]


def test_a_claim_that_belongs_to_another_article_here_is_refused(desk: Lived, path: Path) -> None:
    lines = written(path)
    claims = part(lines, "Canal", "claims")
    article = next(line for line in lines if line.get("row", {}).get("title") == "Canal town counts its losses")
    new = {**article["row"], "uid": "11111111-2222-4333-8444-000000000079"}
    version = {**article["parts"]["versions"][0], "uid": "11111111-2222-4333-8444-000000000080"}
    line = {
        "table": "articles",
        "row": {**new, "current_number": 1},
        "parts": {"versions": [version], "claims": [{**claims[0], "id": 1}]},
    }
    report = carry_out(put(path, [*lines, line]), by=None)
    assert len(report.refused) == 1 and "belongs to another record on this desk" in report.refused[0].why
    assert rows()["articles"] == 2


def test_a_tag_and_a_person_of_the_same_name_are_the_same(desk: Lived, path: Path) -> None:
    lines = written(path)
    tag = (
        next(line for line in lines if line["table"] == "tags" and line.get("row", {}).get("name") == "rain")
        if any(line.get("table") == "tags" and line.get("row", {}).get("name") == "rain" for line in lines[1:])
        else next(line for line in lines[1:] if line["table"] == "tags" and "row" in line)
    )
    old = tag["row"]["uid"]
    text = path.read_text().replace(old, "11111111-2222-4333-8444-000000000081")
    path.write_text(text)
    report = carry_out(path, by=None)
    assert [(each.table, each.field) for each in report.conflicts] == [("tags", "uid")]
    assert rows()["tags"] == len(db.session.scalars(sa.select(Tag.folded).distinct()).all())
    assert not report.new and not report.refused


def test_a_name_gets_the_other_names_that_it_lacks(desk: Lived, path: Path) -> None:
    lines = written(path)
    entity = next(line for line in lines[1:] if line["table"] == "entities" and line["row"]["key"] == "zab-al-saghir")
    entity["parts"]["aliases"].append({**entity["parts"]["aliases"][0], "id": 50, "name": "Lower Zab"})
    report = carry_out(put(path, lines), by=None)
    assert report.merged["entities"] == 1 and report.added["aliases"] == 1
    names = db.session.scalars(sa.select(Alias.name).join(Entity).where(Entity.key == "zab-al-saghir")).all()
    assert "Lower Zab" in names


def test_somebody_whose_name_looks_like_another_is_refused_and_with_them_what_names_them(
    desk: Lived, path: Path
) -> None:
    lines = written(path)
    text = path.read_text().replace('"Ravi"', '"R\u0430vi"'.replace("R\u0430vi", "RAVI"))
    path.write_text(text)
    report = carry_out(path, by=None)
    assert "A reader would take the name for that of “Ravi”" in report.refused[0].why
    assert all("was refused" in each.why for each in report.refused[1:]) and len(report.refused) > 1
    assert "RAVI" not in db.session.scalars(sa.select(User.name)).all()
    assert lines


def test_who_came_along_cannot_log_in(desk: Lived, path: Path) -> None:
    lines = written(path)
    person = {"table": "users", "row": {"name": "Olga", "active": True, "role_id": "administrator"}}
    report = carry_out(put(path, [lines[0], person, *lines[1:]]), by=None)
    assert report.new == {"users": 1}
    olga = db.session.scalars(sa.select(User).where(User.name == "Olga")).one()
    assert (olga.email, olga.password, olga.active, olga.role.name) == (None, None, True, "administrator")
    assert "mail" not in path.read_text() and "@example" not in path.read_text()


def test_sensitive_claims_stay_with_all_that_hangs_on_them(desk: Lived, path: Path) -> None:
    with path.open("wb") as file:
        counts = write(all_ids(None), file, by=None, sensitive="out")
    said = path.read_text()
    assert counts.left_out == 1
    for words in ('denied it"', "A whisper", "Do not print", "Only heard", "Who whispered"):
        assert words not in said.replace("\\n", "\n")
    with path.open("wb") as file:
        assert write(all_ids(None), file, by=None).left_out == 0
    assert "Do not print" in path.read_text()
    assert plan(path, by=None).conflicts == []


def test_it_is_for_editors_and_only_what_they_may_see(desk: Lived, path: Path) -> None:
    with transaction(by=None):
        draft = Article(title="Mine", visibility="draft", created_by_id=desk.cast.reviewer.id)
        db.session.add(draft)
        db.session.flush()
        text = "Nothing."
        db.session.add(Version(article=draft, text=text, length=8, sha256="0" * 64))
    ids = db.session.scalars(sa.select(Article.id)).all()
    for person in (desk.cast.reader, desk.cast.reviewer):
        with path.open("wb") as file, pytest.raises(NotAllowed):
            write(ids, file, by=person)
    with path.open("wb") as file:
        assert write(ids, file, by=desk.cast.editor).articles == 2
    for person in (desk.cast.reader, desk.cast.reviewer, desk.cast.editor):
        for way in (plan, carry_out):
            with pytest.raises(NotAllowed):
                way(path, by=person)
    assert carry_out(path, by=desk.cast.administrator).same["articles"] == 2
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.object_type == "imports")).one()
    assert told.actor_id == desk.cast.administrator.id and (told.after or {})["file"] == path.name


def test_an_import_that_was_killed_goes_on(desk: Lived, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in the middle of an article: of each there is all or nothing."""
    from annotator.interchange import taking

    lines = written(path)
    more = []
    for number in range(4):
        text = path.read_text().strip().split("\n")[-1]
        for at, uid in enumerate(sorted(set(__import__("re").findall(r'"uid":"([^"]+)"', text)))):
            text = text.replace(uid, f"22222222-2222-4333-{number:04}-{at:012}")
        more.append(json.loads(text))
    put(path, [*lines, *more])
    monkeypatch.setattr(taking, "AT_ONCE", 2)

    def killed(done: int, total: int) -> None:
        if done >= total - 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(path, by=None, progress=killed)
    there = db.session.scalars(sa.select(Article.id)).all()
    assert 2 <= len(there) < 6
    report = carry_out(path, by=None)
    assert not report.refused, report.refused
    assert report.new["articles"] == 6 - len(there) and not report.refused and not report.conflicts
    once = [json.loads(line) for line in path.read_text().strip().split("\n")]
    assert written(path) == once


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (b"", "does not say so"),
        (b"PK\x03\x04", "does not say so"),
        (b'{"format":"something"}\n', "does not say so"),
        ('{"format":"wirecheck-interchange"}'.encode("utf-16"), "does not say so"),
        (b'{"format":"wirecheck-interchange","version":2,"schema":"0001"}\n', "newer Wirecheck"),
        (b'{"format":"wirecheck-interchange","version":1,"schema":"9999"}\n', "newer Wirecheck"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_whole(app: Flask, path: Path, first: bytes, why: str) -> None:
    path.write_bytes(first)
    for way in (plan, carry_out):
        with pytest.raises(Invalid, match=why):
            way(path, by=None)
    with pytest.raises(WirecheckError, match="cannot be read"):
        plan(path.parent / "not there", by=None)


def test_an_older_file_lacks_columns_that_have_a_usual_value(desk: Lived, path: Path) -> None:
    lines = written(path)
    lines[0]["schema"] = "0006"
    for claim in part(lines, "Canal", "claims"):
        del claim["sensitive"]
    assert not plan(put(path, lines), by=None).refused
    lines[0]["schema"] = __import__("annotator.db.schema", fromlist=["HEAD"]).HEAD
    assert "sensitive is missing" in plan(put(path, lines), by=None).refused[0].why
