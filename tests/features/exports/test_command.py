"""`flask --app app export`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from annotator.articles.models import Article, Collection
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.deliveries.models import Delivery
from annotator.exports.formats import w3c
from tests.support.factories import make_article, make_claim


@pytest.fixture
def two(app: Flask) -> list[Article]:
    with transaction(by=None):
        first, second = make_article(), make_article(title="Quiet day in Basra", visibility="draft")
        make_claim(first, "Two soldiers", state="open")
        make_claim(first, "300 guards", state="suggested")
    return [first, second]


def export(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["export", *map(str, arguments)])


def test_one_article_is_written_as_itself(app: Flask, two: list[Article], tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    result = export(app, "--format", "html", "--article", two[0].id, "-o", file)
    assert result.exit_code == 0, result.output
    assert "1 article written" in result.stderr and result.stdout == ""
    assert file.read_text().startswith("<!doctype html>") and "300 guards" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_all_articles_are_a_zip_of_pages(app: Flask, two: list[Article], tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    result = export(app, "--format", "html", "--all", "-o", file)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(file) as archive:
        assert len(archive.namelist()) == 3 and "index.html" in archive.namelist()


def test_several_articles_are_an_array_of_collections(app: Flask, two: list[Article], tmp_path: Path) -> None:
    file = tmp_path / "two.jsonld"
    ids = [part for article in reversed(two) for part in ("--article", article.id)]
    result = export(app, "--format", "w3c", *ids, "-o", file, "--claims", "reviewed")
    assert result.exit_code == 0, result.output
    assert [(one["label"], one["total"]) for one in json.loads(file.read_bytes())] == [
        ("Quiet day in Basra", 0),
        ("Two wounded near Kirkuk", 1),
    ]


def test_a_query_chooses_the_articles_in_which_something_is_found_each_once(
    app: Flask, two: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.cli.export.HITS", 1)  # the hits of one article come on several pages
    with transaction(by=None):
        make_article("The river rose at Hilla.", title="High water")
    file = tmp_path / "found.jsonld"
    result = export(app, "--format", "w3c", "--query", "soldiers OR basra", "-o", file)
    assert result.exit_code == 0, result.output
    assert sorted(one["label"] for one in json.loads(file.read_bytes())) == [
        "Quiet day in Basra",
        "Two wounded near Kirkuk",
    ]


def test_a_query_that_finds_nothing_says_so(app: Flask, two: list[Article], tmp_path: Path) -> None:
    result = export(app, "--format", "html", "--query", "zeppelin", "-o", tmp_path / "x.zip")
    assert result.exit_code == 1
    assert "finds no article" in result.stderr
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        ([], "Say which articles"),
        (["--all", "--article", "1"], "Say which articles"),
        (["--article", "999"], "There is no article 999"),
        (["--article", "1", "--article", "998", "--article", "999"], "There is no article 998, 999"),
    ],
)
def test_a_wrong_choice_is_told_in_one_line_and_writes_nothing(
    app: Flask, two: list[Article], tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    result = export(app, "--format", "html", *arguments, "-o", tmp_path / "x.html")
    assert result.exit_code == 1
    assert complaint in result.stderr and len(result.stderr.strip().splitlines()) == 1
    assert list(tmp_path.glob("*.html")) == []


def test_a_folder_that_is_not_there_is_told_in_one_line(app: Flask, two: list[Article], tmp_path: Path) -> None:
    result = export(app, "--format", "w3c", "--all", "-o", tmp_path / "nowhere" / "x.jsonld")
    assert result.exit_code == 1
    assert "cannot be written: No such file or directory" in result.stderr


def test_after_an_error_the_file_that_was_there_is_still_there_and_nothing_else(
    app: Flask, two: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "all.jsonld"
    file.write_text("yesterday's")

    def full(_record: object) -> list[object]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(w3c, "documents", full)
    result = export(app, "--format", "w3c", "--all", "-o", file)
    assert result.exit_code == 1 and "No space left on device" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["all.jsonld"]
    assert file.read_text() == "yesterday's"


def test_a_collection_is_exported_for_somebody_and_sensitive_claims_are_counted(
    app: Flask, two: list[Article], tmp_path: Path
) -> None:
    with transaction(by=None):
        collection = Collection(name="River")
        collection.articles.append(db.session.get_one(Article, two[0].id))
        db.session.add(collection)
        db.session.scalars(sa.select(Claim)).first().sensitive = True
    file = tmp_path / "x.json"
    result = export(app, "--format", "w3c", "--collection", "River", "--for", "River Post", "-o", file)
    assert "1 article written" in result.stderr and "1 sensitive claim left out" in result.stderr
    assert [one["total"] for one in json.loads(file.read_bytes())] == [1]
    delivery = db.session.scalars(sa.select(Delivery)).one()
    assert (delivery.recipient, delivery.taker_id) == ("River Post", None)
    with_it = export(app, "--format", "w3c", "--article", two[0].id, "--sensitive", "with", "-o", file)
    assert "sensitive" not in with_it.stderr and json.loads(file.read_bytes())["total"] == 2
