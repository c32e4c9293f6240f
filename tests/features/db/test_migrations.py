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

from annotator.articles.models import ZoneRow
from annotator.claims.models import Claim
from annotator.claims.priority import priority_of
from annotator.corrections.models import Correction, Notice
from annotator.db import Model, db, transaction
from annotator.db.schema import HEAD, MIGRATIONS, alembic_config, bring_up_to_date, found_revision
from annotator.errors import WirecheckError
from annotator.garbles.models import Garble
from annotator.reviews.models import Comment
from annotator.sources.models import Source
from tests.support.cast import make_user
from tests.support.factories import make_article, make_claim, make_correction


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


# A desk as the first schema held it: one judged claim with a fact and a zone.
OLD_DESK = (
    "INSERT INTO articles (id, uid, title, language, visibility, current_number, created_at, row_version)"
    " VALUES (1, 'a', 'Two barges sank', 'en', 'desk', 1, '2021-02-16 08:00:00+00:00', 1)",
    "INSERT INTO versions (id, uid, article_id, number, text, length, sha256, notes, created_at)"
    " VALUES (1, 'v', 1, 1, 'By Lina Haddad. Two barges sank.', 32, 'x', '[]', '2021-02-16 08:00:00+00:00')",
    "INSERT INTO zones (id, kind, version_id, version_length, start, \"end\") VALUES (1, 'byline', 1, 32, 0, 15)",
    "INSERT INTO claims (id, uid, article_id, wording, kinds, worth, reasons, checkable, state, verdict, confidence,"
    " origin, created_at, row_version) VALUES"
    " (1, 'c', 1, 'Two barges sank.', '[]', 0.5, '[]', true, 'assessed', 'true', 80, 'rule',"
    " '2021-02-16 08:00:00+00:00', 3)",
    'INSERT INTO claim_anchors (claim_id, version_id, version_length, start, "end", quote, prefix, suffix)'
    " VALUES (1, 1, 32, 16, 32, 'Two barges sank.', '', '')",
    'INSERT INTO claim_facts (id, claim_id, kind, start, "end", quote, value, qualifier, unit)'
    " VALUES (1, 1, 'quantity', 16, 26, 'Two barges', 2.0, 'exact', 'barges')",
    "INSERT INTO entities (id, key, name, kind, context, identifiers, row_version)"
    " VALUES (1, 'balad', 'Balad', 'place', '[]', '{}', 1)",
    "INSERT INTO sources (uid, title, kind, reliability, origin, note, created_at, row_version) VALUES"
    " ('s', 'Harbour log', 'document', 'B', 'harbour office', '', '2021-02-16 08:00:00+00:00', 1),"
    " ('t', 'Daily paper', 'outlet', 'C', 'Harbour log', '', '2021-02-16 08:00:00+00:00', 1)",
    "INSERT INTO aliases (id, entity_id, name, kind, scope, within, created_at)"
    " VALUES (1, 1, 'Ballad', 'garble', 'everywhere', '', '2021-02-16 08:00:00+00:00')",
    "INSERT INTO garbles (id, uid, article_id, category, severity, state, reason, suggestions, entity_id, alias_id,"
    ' created_at, row_version, quote, prefix, suffix, version_id, version_length, start, "end")'
    " VALUES (1, 'g', 1, 'cut-off', 'minor', 'confirmed', '', '[]', 1, 1, '2021-02-16 08:00:00+00:00', 1, 'sank', '',"
    " '', 1, 32, 27, 31)",
    "INSERT INTO corrections (id, uid, article_id, garble_id, kind, state, replacement, reason, created_at,"
    ' row_version, quote, prefix, suffix, version_id, version_length, start, "end")'
    " VALUES (1, 'k', 1, 1, 'translation', 'proposed', 'went down', '', '2021-02-16 08:00:00+00:00', 1, 'sank', '', '',"
    " 1, 32, 27, 31)",
)


def test_a_desk_of_the_first_schema_keeps_all_of_its_rows_and_can_be_worked_on(either_app: Flask) -> None:
    with db.engine.execution_options(write=True).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
        command.upgrade(alembic_config(connection), "0001")
        for statement in OLD_DESK:
            connection.execute(sa.text(statement))
    bring_up_to_date(db.engine, Path(either_app.config["INSTANCE"]))
    assert found_revision(db.engine) == HEAD
    claim, zone = db.session.get_one(Claim, 1), db.session.get_one(ZoneRow, 1)
    garble, correction = db.session.get_one(Garble, 1), db.session.get_one(Correction, 1)
    assert (garble.category, garble.quote, correction.garble_id) == ("cut-off", "sank", 1)
    assert garble.alias is not None and (garble.alias.name, garble.alias.note) == ("Ballad", "")
    (fact,) = claim.facts
    assert (claim.wording, claim.verdict, claim.row_version, claim.withdrawn, claim.marks) == (
        "Two barges sank.", "true", 3, False, None,
    )  # fmt: skip
    assert (fact.quote, fact.value, fact.origin, fact.until, fact.doubt) == ("Two barges", 2.0, "rule", None, None)
    assert (zone.kind, zone.origin, zone.row_version) == ("byline", "rule", 1)
    log, paper = db.session.get_one(Source, 1), db.session.get_one(Source, 2)
    assert log.origin is not None and (log.origin.title, paper.origin) == ("harbour office", log)
    assert (claim.prominence, claim.disputed, claim.state_since) == (0.7, False, claim.created_at)
    assert claim.priority == pytest.approx(priority_of(0.5, 0.7, claim.article.created_at))
    assert (claim.sensitive, claim.article.embargo_until) == (False, None)
    assert (correction.source_id, correction.passage, correction.entity_id) == (None, "", None)
    with transaction(by=None):
        fact.origin, zone.kind, claim.withdrawn = "person", "caption", True
        garble.category = "leftover"
    assert (fact.row_version, zone.row_version, claim.row_version) == (2, 2, 4)
    for wrong in ("UPDATE zones SET origin = 'nobody'", "UPDATE claim_facts SET origin = 'nobody'"):
        with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
            connection.execute(sa.text(wrong))


def test_a_desk_that_goes_back_before_the_notices_keeps_its_corrections_and_what_was_said_of_them(
    either_app: Flask,
) -> None:
    with transaction(by=None):
        article = make_article()
        source = Source(title="Hospital log", reliability="B")
        db.session.add(source)
        db.session.flush()
        first = make_correction(article, "Two", "Three", state="superseded", source_id=source.id, passage="three men")
        second = make_correction(article, "Two soldiers", "Three soldiers", state="accepted")
        first.superseded_by_id = second.id
        db.session.add(
            Notice(article=article, version=article.current, text="It said two.", corrections=[second], state="draft")
        )
        author = make_user("Ravi", "reviewer")
        db.session.flush()
        db.session.add(Comment(article_id=article.id, correction_id=first.id, author=author, text="Which log?"))
    kept = (first.id, second.id)
    db.session.close()
    ask = "SELECT id, superseded_by_id, replacement FROM corrections ORDER BY id"
    said = "SELECT correction_id, text FROM comments"
    with db.engine.execution_options(write=True).begin() as connection:
        command.downgrade(alembic_config(connection), "0006")
        found = [column["name"] for column in sa.inspect(connection).get_columns("corrections")]
        assert not {"source_id", "passage", "entity_id"} & set(found)
        rows = [tuple(row) for row in connection.execute(sa.text(ask))]
        assert rows == [(kept[0], kept[1], "Three"), (kept[1], None, "Three soldiers")]
        assert [tuple(row) for row in connection.execute(sa.text(said))] == [(kept[0], "Which log?")]
        command.upgrade(alembic_config(connection), "head")
    back = db.session.get_one(Correction, kept[0])
    assert (back.superseded_by_id, back.passage, back.source_id) == (kept[1], "", None)


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
