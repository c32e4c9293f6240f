"""The schema that migrations make, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from annotator.db import Model, db, transaction
from annotator.db.schema import HEAD, MIGRATIONS, alembic_config, bring_up_to_date, found_revision
from annotator.errors import WirecheckError
from tests.support.factories import make_article, make_claim


def test_the_migrations_make_the_models_schema(either_app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Model.metadata) == []


def checks(name: str) -> set[str]:
    """The names of a table's CHECK constraints in the database: the comparison above does not look at them."""
    return {str(found["name"]) for found in sa.inspect(db.engine).get_check_constraints(name)}


def test_the_migrations_make_every_check_of_the_models(either_app: Flask) -> None:
    for table in Model.metadata.sorted_tables:
        wanted = {str(each.name) for each in table.constraints if isinstance(each, sa.CheckConstraint)}
        assert checks(table.name) == wanted, table.name


def test_the_newest_migration_is_the_one_that_programs_look_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_migrated_database_can_go_back_to_nothing_and_forward_again(either_app: Flask) -> None:
    with transaction(by=None):
        make_claim(make_article(), "Two soldiers")
    db.session.close()
    with db.engine.execution_options(write=True).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
        left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        assert left - {"sqlite_sequence"} == set()
        command.upgrade(alembic_config(connection), "head")
    assert found_revision(db.engine) == HEAD


def test_a_database_of_a_newer_program_is_refused_in_words(app: Flask) -> None:
    with db.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WirecheckError, match="newer Wirecheck"):
        bring_up_to_date(db.engine, Path(app.config["INSTANCE"]))


def test_a_database_is_copied_before_it_is_migrated(app: Flask, tmp_path: Path) -> None:
    with transaction(by=None):
        make_article(title="What was there before")
    db.session.close()
    with db.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    instance = Path(app.config["INSTANCE"])
    with pytest.raises(Exception, match="0000"):  # there is no such migration: the copy is made all the same
        bring_up_to_date(db.engine, instance)
    (kept,) = (instance / "backups").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    copy = sqlite3.connect(shutil.copy(kept, tmp_path / "copy.db"))
    assert copy.execute("SELECT title FROM articles").fetchall() == [("What was there before",)]
    copy.close()
