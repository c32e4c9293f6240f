"""A desk with an index: `keeper` holds the writer's lock, `find` searches after the journal is drained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.db import Model
from annotator.factory import create_app
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.engines.postgres.tables import BUILDING, OLD, SCHEMA_NAME
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, Results, search
from tests.features.conftest import opened, run_outside, settings

Find = Callable[..., Results]


@pytest.fixture
def keeper(app: Flask) -> Iterator[Keeper]:
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
        yield keeper
        keeper.reader.close()
        reader_of(app.config).close()


@pytest.fixture(scope="session")
def filled_database(postgres_url: str, postgres_template: str) -> str:
    """A migrated database for all tests of the desk's searches: making one takes a second, emptying it a tenth."""
    run_outside(postgres_url, f'CREATE DATABASE filled_database TEMPLATE "{postgres_template}"')
    return str(sa.make_url(postgres_url).set(database="filled_database").render_as_string(hide_password=False))


@pytest.fixture(params=["whoosh", "postgresql"])
def searched_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A desk with either engine: modules whose tests are the same on both make it their `app`."""
    if request.param == "whoosh":
        yield from opened(create_app(settings(request.getfixturevalue("instance"))))
        return
    url = request.getfixturevalue("filled_database")
    app = create_app(settings(tmp_path / "instance", DATABASE_URL=url))
    empty(url)
    drop_index(url)
    yield from opened(app)


@pytest.fixture
def find(keeper: Keeper) -> Find:
    """Search as somebody (None: the program) once everything saved is in the index."""

    def find(text: str, *, by: User | None = None, **more: object) -> Results:
        keeper.drain()
        return search(Ask(text, **more), keeper.reader, by=by)  # type: ignore[arg-type]

    return find


@pytest.fixture(scope="session")
def index_database(postgres_url: str) -> str:
    """A database for an index alone: one for all tests, since each that is made takes a second."""
    run_outside(postgres_url, "CREATE DATABASE index_database")
    return str(sa.make_url(postgres_url).set(database="index_database").render_as_string(hide_password=False))


def empty(url: str) -> None:
    """Take out every row that a test made; what the migrations made stays. TRUNCATE makes a new file for each table."""
    kept = {"alembic_version", "roles"}
    names = [table.name for table in Model.metadata.sorted_tables if table.name not in kept]
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        full = run(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)).scalars()
        run("SET LOCAL session_replication_role = replica")
        for name in list(full):
            run(f"DELETE FROM {name}")
        its = "(quote_ident(schemaname) || '.' || quote_ident(sequencename))::regclass"
        run(f"SELECT setval({its}, start_value, false) FROM pg_sequences WHERE schemaname = 'public'"
            " AND last_value IS NOT NULL AND sequencename NOT LIKE 'roles%%'")  # fmt: skip
    engine.dispose()


def drop_index(url: str) -> None:
    for schema in (SCHEMA_NAME, BUILDING, OLD):
        run_outside(url, f"DROP SCHEMA IF EXISTS {schema} CASCADE")
