"""`flask --app app import`."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.exports.queries import all_ids
from annotator.interchange import write
from annotator.reviews.models import Comment
from tests.support.cast import Cast
from tests.support.factories import make_article
from tests.support.imported import annotation, lines

ADDRESS = "https://news.example/kirkuk"


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> Path:
    with transaction(by=None):
        make_article(url=ADDRESS)
    path = tmp_path / "notes.jsonld"
    path.write_text(lines(annotation(ADDRESS, "300 guards")))
    return path


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, arguments)])


def claims() -> list[Claim]:
    return list(db.session.scalars(sa.select(Claim)))


def test_annotations_are_looked_at_and_taken_in(app: Flask, file: Path) -> None:
    look = run(app, "--format", "w3c", "--dry-run", file)
    assert look.exit_code == 0 and look.stdout == "1 claim would be added.\n" and claims() == []
    taken = run(app, "--format", "w3c", file)
    assert (taken.exit_code, taken.stdout) == (0, "1 claim was added.\n")
    assert run(app, "--format", "w3c", file).stdout == "1 claim is here already.\n"


def test_remarks_are_said_by_the_person_whose_work_it_is(app: Flask, file: Path, cast: Cast) -> None:
    assert run(app, "--format", "w3c", "--as", "Ravi", file).exit_code == 0
    assert [comment.author_id for comment in db.session.scalars(sa.select(Comment))] == [cast.reviewer.id]
    assert claims()[0].created_by_id == cast.reviewer.id
    assert "There is nobody called" in run(app, "--format", "w3c", "--as", "Nemo", file).stderr
    refused = run(app, "--format", "w3c", "--as", "Rana", file)
    assert refused.exit_code == 1 and "for reviewers" in refused.stderr


def test_what_is_wrong_is_told_line_by_line_and_the_exit_code_is_1(app: Flask, file: Path) -> None:
    file.write_text(
        f"{file.read_text()}\n{{\n{lines(annotation(ADDRESS, 'no such words', id='http://tool.example/2'))}"
    )
    result = run(app, "--format", "w3c", file)
    assert result.exit_code == 1 and len(claims()) == 1
    first, second, last = result.stdout.splitlines()
    assert first.startswith("could not be read: ") and "line 2" in first
    assert second.startswith("have no certain place: ") and "line 3" in second and "“no such words”" in second
    assert last.startswith("1 claim was added; 1 claim has no certain place; 1 file or record could not be read")


def test_labels_are_listed_and_mapped(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_text(
        lines({"text": "Two soldiers were wounded near Kirkuk.", "label": [[0, 12, "Odd"], [31, 37, "LOC"]]})
    )
    look = run(app, "--format", "doccano", "--dry-run", path)
    assert "label: LOC (1) becomes leave\nlabel: Odd (1) becomes claim" in look.stdout
    wrong = run(app, "--format", "doccano", "--map", "Odd", path)
    assert wrong.exit_code == 1 and "must be LABEL=TARGET" in wrong.stderr
    assert "cannot become" in run(app, "--format", "doccano", "--map", "Odd=verdict", path).stderr
    taken = run(app, "--format", "doccano", "--map", "Odd=leave", "--map", "LOC=garble:garbled-place", "--json", path)
    counts = json.loads(taken.stdout)["counts"]
    assert counts == {"added article": 1, "left annotation": 1, "added garble": 1}


def test_the_complete_form_is_looked_at_and_taken_in(app: Flask, tmp_path: Path) -> None:
    with transaction(by=None):
        article = make_article(title="A town counts its losses")
    uids = (article.uid, article.versions[0].uid)
    path, buffer = tmp_path / "desk.jsonl", io.BytesIO()
    write(all_ids(None), buffer, by=None)
    file = buffer.getvalue()
    path.write_bytes(file)
    assert run(app, "--format", "jsonl", path).stdout == "1 article is here already.\n"
    for number, uid in enumerate(uids, 1):  # as if another desk had written it
        file = file.replace(uid.encode(), f"00000000-0000-4000-8000-{number:012}".encode())
    path.write_bytes(file)
    assert run(app, "--format", "jsonl", "--dry-run", path).stdout == "1 article would be added.\n"
    assert run(app, "--format", "jsonl", path).stdout == "1 article was added.\n"
    titles = list(db.session.scalars(sa.select(Article.title)))
    assert titles == ["A town counts its losses"] * 2


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_no_complete_form_is_refused(app: Flask, tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "desk.jsonl"
    path.write_bytes(b'{"no": "head"}\n')
    if packed:
        path = tmp_path / "desk.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("data/articles.jsonl", b'{"no": "head"}\n')
    result = run(app, "--format", "jsonl", path)
    assert result.exit_code == 1 and "no file of Wirecheck's own form" in result.stdout


def test_an_unknown_format_or_article_is_refused(app: Flask, file: Path) -> None:
    assert run(app, "--format", "docx", file).exit_code == 2
    assert "no such article" in run(app, "--format", "w3c", "--article", "99", file).stderr
