"""`search` and `index` at the prompt."""

from __future__ import annotations

import json
import shutil

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from annotator.db import db, transaction
from annotator.search.engines.chosen import engine_name, index_folder, store_of
from annotator.search.keeping.indexer import Indexer, Keeper
from tests.support.factories import make_article, make_claim
from tests.support.indexes import drop_index


@pytest.fixture
def app(searched_app: Flask) -> Flask:
    return searched_app


def run(app: Flask, *arguments: str) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=list(arguments))


def test_search_finds_what_was_just_saved_without_a_server(app: Flask) -> None:
    with transaction(by=None):
        article = make_article(title="Two wounded")
        make_claim(article, "Two soldiers were wounded")
    result = run(app, "search", "soldiers", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert {hit["kind"] for hit in hits} == {"article", "claim"}
    claim = next(hit for hit in hits if hit["kind"] == "claim")
    assert set(claim) == {"kind", "id", "article", "title", "quote", "score", "why", "worth", "confidence"}
    assert claim["article"] == article.id and claim["title"] == "Two wounded"
    assert claim["quote"] == "Two soldiers were wounded" and claim["why"] == ["“soldiers”"] and claim["score"] > 0


def test_search_sorts_and_puts_hits_of_an_article_together(app: Flask) -> None:
    with transaction(by=None):
        for worth in (0.2, 0.9):
            article = make_article(title=f"Of {worth}")
            for quote in ("Two soldiers were wounded", "soldiers were wounded", "soldiers"):
                make_claim(article, quote, worth=worth)
    output = run(app, "search", "soldiers", "--sort", "worth", "--format", "jsonl").stdout
    hits = [json.loads(line) for line in output.splitlines()]
    assert [hit["worth"] for hit in hits if hit["kind"] == "claim"] == [90] * 3 + [20] * 3
    output = run(app, "search", "soldiers", "--sort", "worth", "--by-article", "--format", "jsonl").stdout
    together = [json.loads(line) for line in output.splitlines()]
    assert [hit["article"] for hit in together] == [2, 2, 2, 1, 1, 1]


def test_search_prints_a_table_and_sees_what_came_since(app: Flask) -> None:
    with transaction(by=None):
        article = make_article(title="Two wounded")
    run(app, "search", "soldiers")
    with transaction(by=None):
        make_claim(article, "Two soldiers were wounded")
    result = run(app, "search", "soldiers")
    assert result.stdout.splitlines()[0].split()[:3] == ["kind", "id", "article"]
    assert "2 of 2 hits" in result.stderr
    assert run(app, "search", "(soldiers").exit_code == 0


def test_index_status_check_and_rebuild(app: Flask) -> None:
    assert run(app, "index", "status").exit_code == 1
    with transaction(by=None):
        make_article()
    assert run(app, "index", "rebuild").exit_code == 0
    status = run(app, "index", "status")
    assert status.exit_code == 0 and "state       good" in status.stdout and "behind      0" in status.stdout
    assert "is what the database says" in run(app, "index", "check").stdout
    with db.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.text("UPDATE articles SET title = 'Changed behind the back'"))
    check = run(app, "index", "check")
    assert check.exit_code == 1 and "different  article:1" in check.stdout
    assert run(app, "index", "check", "--repair").exit_code == 0
    assert run(app, "index", "check").exit_code == 0


def test_a_deleted_index_is_built_again_by_the_next_search(app: Flask) -> None:
    with transaction(by=None):
        make_article()
    run(app, "search", "soldiers")
    if engine_name(app.config) == "postgresql":
        drop_index(app.config["DATABASE_URL"])
    else:
        shutil.rmtree(index_folder(app.config))
    assert "1 of 1 hits" in run(app, "search", "soldiers").stderr


@pytest.mark.parametrize("command", ["rebuild", "check"])
def test_beside_a_running_server_the_server_does_the_work(app: Flask, command: str) -> None:
    with transaction(by=None):
        make_article()
    indexer = Indexer(app)
    indexer.start()
    try:
        keeper = Keeper(store_of(app.config))
        while not keeper.reader.generation():
            pass
        before = keeper.reader.generation()
        assert run(app, "index", command).exit_code == 0
        assert (keeper.reader.generation() != before) == (command == "rebuild")
    finally:
        indexer.stop()
