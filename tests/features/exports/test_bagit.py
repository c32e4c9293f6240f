"""Bags: a validator that is not ours takes them; their JSON lines are the desk's own form."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import bagit as validator
import pytest

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.exports.formats import bagit
from annotator.exports.queries import ArticlesLeaving, load_record
from annotator.exports.terms import Options, Terms
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim, make_correction, make_evidence
from tests.support.records import AT


@pytest.fixture
def articles(cast: Cast) -> list[Article]:
    with transaction(by=cast.editor):
        made = [make_article(title=title) for title in ("Two wounded near Kirkuk", "الحشد الشعبي", "../../etc/passwd")]
        claim = make_claim(made[0], "Two soldiers", state="settled", verdict="true")
        make_claim(made[0], "300 guards", sensitive=True)
        make_evidence(claim, "Two were treated.")
        make_correction(made[0], "300", "200", state="accepted")
    return made


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder / bagit.FOLDER


def test_a_bag_of_several_is_valid_and_holds_texts_corrected_copies_and_the_complete_form(
    cast: Cast, articles: list[Article], tmp_path: Path
) -> None:
    file = io.BytesIO()
    ids = [article.id for article in articles]
    passed: list[int] = []
    bagit.write_many(ArticlesLeaving(ids, Options(), cast.editor, passed.append), Terms(AT, by=cast.editor), file)
    bag = unpacked(file.getvalue(), tmp_path)
    assert validator.Bag(str(bag)).validate()
    [first] = (bag / "data").glob("two-wounded-*")
    assert "300 guards" in (first / "text.txt").read_text() and "200 guards" in (first / "corrected.txt").read_text()
    assert json.loads((first / "sources.jsonl").read_text())["title"] == "Hospital log"
    assert len(list((bag / "data").iterdir())) == 4, "three articles and the complete form"
    lines = (bag / "data" / "articles.jsonl").read_bytes().splitlines()
    assert all(json.loads(line) for line in lines)
    assert passed[-1] == 3


def test_a_bag_for_who_is_no_editor_has_no_complete_form(cast: Cast, articles: list[Article], tmp_path: Path) -> None:
    record = load_record(articles[0].id, by=cast.reader, options=Options())
    bag = unpacked(bagit.write_one(record, Terms(AT, by=cast.reader)), tmp_path)
    assert validator.Bag(str(bag)).validate()
    assert not (bag / "data" / "articles.jsonl").exists()


def test_a_byte_that_changed_is_noticed(cast: Cast, articles: list[Article], tmp_path: Path) -> None:
    record = load_record(articles[0].id, by=None, options=Options())
    bag = unpacked(bagit.write_one(record, Terms(AT)), tmp_path)
    [text] = bag.glob("data/*/text.txt")
    text.write_text(text.read_text().replace("Two", "Ten"))
    with pytest.raises(validator.BagValidationError):
        validator.Bag(str(bag)).validate()


def test_the_same_articles_make_the_same_bytes(cast: Cast, articles: list[Article]) -> None:
    record = load_record(articles[0].id, by=None, options=Options())
    first = bagit.write_one(record, Terms(AT))
    db.session.rollback()
    assert bagit.write_one(record, Terms(AT)) == first
