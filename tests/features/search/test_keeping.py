"""The keeper, with either engine: the index says what the database says, and is built anew beside itself."""

from __future__ import annotations

import pytest
from flask import Flask

from annotator.articles.models import Article
from annotator.db import db, now, transaction
from annotator.search.asking.expression import Word
from annotator.search.engines.chosen import reader_of
from annotator.search.engines.engine import Question, Reader
from annotator.search.keeping import checking
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, search
from tests.support.factories import make_article, make_claim, make_garble


@pytest.fixture
def app(searched_app: Flask) -> Flask:
    return searched_app


def found(reader: Reader, word: str) -> int:
    return reader.find(Question(Word(word))).total


def test_a_deleted_claim_is_found_no_more(keeper: Keeper) -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "300 guards", wording="Gendarmes were sent")
    keeper.drain()
    assert found(keeper.reader, "gendarmes") == 1
    with transaction(by=None):
        db.session.delete(claim)
    keeper.drain()
    assert found(keeper.reader, "gendarmes") == 0


def test_a_change_of_the_article_reaches_everything_on_it(keeper: Keeper) -> None:
    with transaction(by=None):
        article = make_article(feed="Meridian Wire")
        make_claim(article, "300 guards")
        make_garble(article, "Kirkuk")
    keeper.drain()
    with transaction(by=None):
        article.feed = "Levant Dispatch"
    keeper.drain()
    results = search(Ask('feed:"levant dispatch"'), keeper.reader, by=None)
    assert results.kinds == {"article": 1, "claim": 1, "garble": 1}
    assert search(Ask('feed:"meridian wire"'), keeper.reader, by=None).total == 0


def test_the_index_says_what_the_database_says_after_any_of_it(keeper: Keeper) -> None:
    with transaction(by=None):
        article = make_article()
        claim = make_claim(article, "300 guards")
        garble = make_garble(article, "Kirkuk")
    keeper.drain()
    with transaction(by=None):
        claim.state, garble.state, article.visibility = "open", "dismissed", "hidden"
    keeper.drain()
    assert checking.compare(keeper.reader) == {}


def test_the_check_sees_what_is_missing_different_or_left_over(keeper: Keeper) -> None:
    with transaction(by=None):
        article = make_article()
        claims = [make_claim(article, quote) for quote in ("Two soldiers", "300 guards", "the town")]
    changed, removed, _ = [claim.id for claim in claims]
    db.session.rollback()
    keeper.drain()
    # Behind the session's back: neither history nor journal.
    with db.engine.execution_options(write=True).begin() as connection:
        run = connection.exec_driver_sql
        run(
            f"INSERT INTO articles (uid, title, language, visibility, current_number, created_at, row_version)"
            f" VALUES ('x', 'Smuggled', 'en', 'desk', 1, '{now():%Y-%m-%d %H:%M:%S}', 1)"
        )
        run(f"UPDATE claims SET wording = 'Ten' WHERE id = {changed}")
        run(f"DELETE FROM claim_anchors WHERE claim_id = {removed}")
        run(f"DELETE FROM claims WHERE id = {removed}")
    differences = checking.compare(keeper.reader)
    assert differences == {
        "missing": ["article:2"], "different": [f"claim:{changed}"], "left over": [f"claim:{removed}"]
    }  # fmt: skip
    with transaction(by=None):
        checking.put_into_journal(differences)
    keeper.drain()
    assert checking.compare(keeper.reader) == {}


def test_the_old_generation_answers_while_the_new_one_is_built(app: Flask, keeper: Keeper) -> None:
    with transaction(by=None):
        for number in range(450):
            db.session.add(Article(title=f"Article {number}"))
    keeper.drain()
    before, reader = keeper.reader.generation(), reader_of(app.config)
    totals: list[int] = []
    keeper.rebuild(progress=lambda _done, _total: totals.append(found(reader, "article")))
    assert len(totals) >= 1 and set(totals) == {450}
    assert keeper.reader.generation() != before and found(reader, "article") == 450
