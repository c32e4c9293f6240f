"""`flask --app app analyse`, `ingest` and `load-sample`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.config import ROOT
from annotator.db import db
from annotator.db.tracking import HistoryEntry, JournalEntry
from annotator.garbles.models import Garble
from annotator.gazetteer.models import Alias
from annotator.ingest import sample
from annotator.reviews.models import Assessment, Comment
from tests.features.conftest import opened, settings
from tests.support.reused import Reused

STORY = "Two guards were wounded near Kirkuk on Monday. “The road is closed, said the governor.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    (folder / "inner").mkdir(parents=True)
    (folder / "b.txt").write_text(STORY)
    (folder / "a.md").write_text("---\ntitle: Guards\nfeed: Own\n---\nThree men were arrested in Basra.\n")
    (folder / "inner" / "c.jsonl").write_text(
        '{"text": "One rocket fell on the base."}\n{"no": "text"}\n{"text": "Nobody was hurt in Mosul on Friday."}\n'
    )
    return folder


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_analyse_prints_one_object_an_article_in_sorted_order(app: Flask, folder: Path) -> None:
    result = run(app, "analyse", folder, "--format", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(article["path"]).relative_to(folder).as_posix() for article in found] == [
        "a.md", "b.txt", "inner/c.jsonl, line 1", "inner/c.jsonl, line 3",
    ]  # fmt: skip
    assert found[0]["title"] == "Guards" and found[1]["text"] == STORY
    assert found[1]["claims"][0]["anchors"][0]["quote"] in STORY


def test_analyse_names_what_cannot_be_read_and_goes_on(app: Flask, folder: Path) -> None:
    result = run(app, "analyse", folder)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{folder}/inner/c.jsonl, line 2: The field text is missing")


def test_analyse_touches_no_article(app: Flask, folder: Path) -> None:
    run(app, "analyse", folder)
    assert count(Article) == count(HistoryEntry) == 0


def test_analyse_compares_with_the_source_text_of_the_file(app: Flask, tmp_path: Path) -> None:
    story = tmp_path / "a.md"
    story.write_text(
        "---\nlanguage: en\nsource_language: fr\nsource_text: Dix-sept soldats ont été blessés lundi.\n---\n"
        "Seventy soldiers were wounded on Monday.\n"
    )
    garbles = json.loads(run(app, "analyse", story).stdout)["garbles"]
    assert [(garble["category"], garble["quote"]) for garble in garbles] == [("source-numbers", "Seventy")]


def test_analyse_compares_with_the_gazetteer_given(app: Flask, tmp_path: Path) -> None:
    story = tmp_path / "a.txt"
    story.write_text("The cleric Moktada al-Sader spoke to his followers in Najaf on Friday.")
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": "x", "name": "Moqtada al-Sader", "kind": "person"}\n')
    shipped = json.loads(run(app, "analyse", story).stdout)
    given = json.loads(run(app, "analyse", story, "--gazetteer", names).stdout)
    assert names_read(shipped) == {"Muqtada al-Sadr"}
    assert names_read(given) == {"Moqtada al-Sader"}


def names_read(analysis: dict[str, Any]) -> set[str]:
    """The best reading of each garble."""
    return {garble["suggestions"][0]["name"] for garble in analysis["garbles"] if garble["suggestions"]}


def test_analyse_names_a_bad_line_of_the_gazetteer(app: Flask, folder: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": "x", "name": "X"}\n{"id": "y"}\n')
    result = run(app, "analyse", folder, "--gazetteer", names)
    assert result.exit_code == 1 and f"{names}, line 2: 'name' is missing" in result.stderr


def test_analyse_without_a_file_says_so(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(app, "analyse", tmp_path / "empty")
    assert result.exit_code == 1 and "There is no file in it." in result.stderr


def test_ingest_takes_a_folder_in_and_reports(app: Flask, folder: Path) -> None:
    result = run(app, "ingest", folder, "--collection", "February", "--feed", "Qamar")
    assert result.exit_code == 1, "a line was left out"
    assert f"left out: {folder}/inner/c.jsonl, line 2: The field text is missing" in result.stdout
    assert result.stdout.splitlines()[-1] == "4 articles taken in, 1 left out."
    articles = db.session.scalars(sa.select(Article)).all()
    assert {article.feed for article in articles} == {"Qamar"}
    assert {collection.name for article in articles for collection in article.collections} == {"February"}


def test_ingest_again_changes_nothing(app: Flask, folder: Path) -> None:
    (folder / "inner" / "c.jsonl").unlink()
    assert run(app, "ingest", folder).exit_code == 0
    rows = count(HistoryEntry)
    again = run(app, "ingest", folder, "--json")
    assert again.exit_code == 0
    assert [entry["result"] for entry in json.loads(again.stdout)["entries"]] == ["known", "known"]
    assert count(HistoryEntry) == rows


def test_ingest_refuses_an_option_before_anything_is_read(app: Flask, folder: Path) -> None:
    result = run(app, "ingest", folder, "--language", "englisch?")
    assert result.exit_code == 1 and "is not a language code" in result.stderr and count(Article) == 0


def test_ingest_of_a_path_that_is_not_there_says_so(app: Flask, tmp_path: Path) -> None:
    result = run(app, "ingest", tmp_path / "nothing.txt")
    assert result.exit_code == 2 and "does not exist" in result.stderr


def lines(kind: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in (ROOT / "corpus" / "reviews.jsonl").read_text().splitlines()]
    return [line for line in found if line["type"] == kind]


@pytest.fixture
def loaded(reused: Reused, sampled: Path, tmp_path: Path) -> Iterator[Flask]:
    instance = Path(shutil.copytree(sampled, tmp_path / "loaded"))
    yield from opened(reused.on(instance, settings(instance)))


def test_the_sample_is_a_living_desk(loaded: Flask) -> None:
    assert count(Article) == len(list((ROOT / "corpus" / "articles").glob("*.md")))
    claims = {claim.wording: claim for claim in db.session.scalars(sa.select(Claim))}
    for line in lines("claim"):
        claim = claims[str(line["wording"])]
        assert claim.state == line["state"]
        assert set(claim.kinds) == set(line["kinds"])  # type: ignore[call-overload]
        assert len(claim.evidence) == len(line["evidence"])  # type: ignore[arg-type]
    assert any(claim.origin == "rule" and claim.state == "settled" for claim in claims.values())
    assert any(claim.origin == "rule" and claim.state == "suggested" for claim in claims.values())
    garbles = db.session.execute(sa.select(Garble.quote, Garble.state, Garble.reading)).all()
    for line in lines("garble"):
        assert (line["quote"], line["state"], line["reading"]) in [tuple(row) for row in garbles]
    assert count(Comment) == len(lines("comment"))


def test_the_samples_reviewers_cannot_log_in_and_did_what_the_history_says(loaded: Flask) -> None:
    people = db.session.scalars(sa.select(User)).all()
    assert {person.name for person in people} == {str(line["name"]) for line in lines("reviewer")}
    assert all(not person.active and person.password is None and person.email is None for person in people)
    for assessment in db.session.scalars(sa.select(Assessment)):
        told = db.session.scalars(
            sa.select(HistoryEntry).where(
                HistoryEntry.object_type == "assessments", HistoryEntry.object_id == assessment.id
            )
        ).all()
        assert {row.actor_id for row in told} == {assessment.reviewer_id}


def test_no_suggestion_says_again_what_a_reviewed_claim_says(loaded: Flask) -> None:
    claims = db.session.scalars(sa.select(Claim)).all()
    reviewed = {(a.version_id, at) for c in claims if c.verdict for a in c.anchors for at in range(a.start, a.end)}
    for claim in claims:
        if claim.state == "suggested":
            own = [(a.version_id, at) for a in claim.anchors for at in range(a.start, a.end)]
            assert sum(at in reviewed for at in own) < 0.6 * len(own), claim.wording


def test_a_confirmed_garble_is_known_from_then_on(loaded: Flask) -> None:
    assert db.session.scalars(sa.select(Alias).where(Alias.kind == "garble")).all()


def test_loading_the_sample_twice_changes_nothing(loaded: Flask) -> None:
    rows = {model: count(model) for model in (HistoryEntry, JournalEntry, Article, Claim, User)}
    assert run(loaded, "load-sample").exit_code == 0
    assert {model: count(model) for model in rows} == rows


def test_a_load_that_broke_off_goes_on_and_tells_how_far_it_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sample.load_reviews
    calls = []

    def die_at_the_fifth(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 5:
            raise KeyboardInterrupt
        real(*arguments)  # type: ignore[arg-type]

    heard: list[tuple[int, int]] = []
    with monkeypatch.context() as patched:
        patched.setattr(sample, "load_reviews", die_at_the_fifth)
        with pytest.raises(KeyboardInterrupt):
            sample.load_sample(lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard) and 0 < heard[-1][0] < heard[-1][1]
    heard.clear()
    begun = count(Assessment)
    assert begun > 0
    sample.load_sample(lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard) and heard[-1][0] == heard[-1][1]
    assert count(Assessment) == sum(len(line["assessments"]) for line in lines("claim")) > begun  # type: ignore[arg-type,misc]
