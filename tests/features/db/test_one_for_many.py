"""What tests share is as new for each of them: the application (tests/support/reused.py), PostgreSQL's database
(tests/support/emptied.py)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.db import db, transaction
from tests.features.conftest import opened, settings
from tests.support.cast import make_cast
from tests.support.emptied import Emptied, connected
from tests.support.factories import make_article
from tests.support.reused import Reused


def copied(migrated: Path, folder: Path) -> Path:
    return Path(shutil.copytree(migrated, folder))


def test_the_application_is_as_new_for_each_test(reused: Reused, migrated: Path, tmp_path: Path) -> None:
    first, second = copied(migrated, tmp_path / "first"), copied(migrated, tmp_path / "second")
    for app in opened(reused.on(first, settings(first))):
        make_cast()
        engine, zone, login = db.engine, app.config["TIME_ZONE"], app.view_functions["security.login"]
        app.config["TIME_ZONE"] = "Asia/Baghdad"
        app.extensions["left"] = "by a test"
        app.view_functions["security.login"] = lambda: "broken"
        assert app.test_client().get("/login").text == "broken"
        with pytest.raises(AssertionError, match="first request"):
            app.add_url_rule("/left", "left", lambda: "by a test")
    for app in opened(reused.on(second, settings(second))):
        assert db.engine is not engine and str(second) in str(db.engine.url)
        assert db.session.scalars(sa.select(User)).all() == []
        assert (app.config["TIME_ZONE"], app.config["INSTANCE"]) == (zone, str(second))
        assert "left" not in app.extensions and app.view_functions["security.login"] is login
        assert app.teardown_appcontext_funcs == reused.on_teardown


def test_the_database_is_emptied_and_counts_from_one(
    emptied: Emptied, reused_on_postgres: Reused, tmp_path: Path
) -> None:
    name = emptied.name
    for at in ("first", "second"):
        for _app in opened(reused_on_postgres.on(tmp_path / at, settings(tmp_path / at, DATABASE_URL=emptied.url))):
            cast = make_cast()
            with transaction(by=cast.reviewer):
                articles = [make_article(f"One barge sank at {place}.") for place in ("Hit", "Ana", "Kut")]
            assert [article.id for article in articles] == [1, 2, 3]
            stored = db.session.execute(sa.text("SELECT id FROM articles")).scalars().all()  # as they stand in the file
            assert list(stored) == [1, 2, 3]
        emptied.empty()
        assert emptied.name == name, "without a change of its structure it stays"
    for _app in opened(reused_on_postgres.on(tmp_path / "end", settings(tmp_path / "end", DATABASE_URL=emptied.url))):
        assert db.session.scalars(sa.select(Article)).all() == []


@pytest.mark.parametrize(
    "change",
    ["CREATE TABLE left_over (id int)", "ALTER TABLE users ADD COLUMN left_over int", "DELETE FROM roles",
     "ALTER TABLE claims ALTER COLUMN wording DROP NOT NULL"],
)  # fmt: skip
def test_a_database_whose_structure_or_first_rows_changed_is_thrown_away(emptied: Emptied, change: str) -> None:
    name = emptied.name
    with connected(sa.make_url(emptied.url)) as connection:
        connection.exec_driver_sql(change)
    emptied.empty()
    assert emptied.name != name
    with connected(sa.make_url(emptied.url)) as connection:
        assert "left_over" not in emptied.tables
        assert connection.exec_driver_sql("SELECT count(*) FROM roles").scalar_one() > 0
