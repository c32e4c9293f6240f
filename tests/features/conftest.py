"""Tests with a database: a fresh one per test, copied from one that was migrated once.

`app` is a desk on SQLite, `either_app` the same test on SQLite and on a real PostgreSQL (the data layer's tests). One
application serves all tests, each as if it were new (tests/support/reused.py); who adds routes to it takes `own_app`.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.db import db
from annotator.factory import create_app
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.emptied import Emptied, connected
from tests.support.entrance import cheap_to_enter
from tests.support.indexes import drop_index
from tests.support.reused import Reused


def settings(instance: Path, **more: object) -> dict[str, object]:
    return {"INSTANCE": str(instance), "DATABASE_URL": "", "INDEXER": False, "JOBS": False, "LOGIN_RATE": ""} | more


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder whose database is at the newest schema."""
    folder = tmp_path_factory.mktemp("migrated")
    with create_app(settings(folder)).app_context():
        in_one_file()
    return folder


def in_one_file() -> None:
    """Leave nothing of the database in the write-ahead log, so that it can be copied."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()


@pytest.fixture
def instance(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(migrated, tmp_path / "instance"))


@pytest.fixture(scope="session")
def sampled(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the sample loaded by its command, to be copied."""
    instance = Path(shutil.copytree(migrated, tmp_path_factory.mktemp("sampled") / "instance"))
    app = create_app(settings(instance))
    result = app.test_cli_runner().invoke(args=["load-sample"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        in_one_file()
    return instance


def opened(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.rollback()
        db.engine.dispose()


@pytest.fixture(scope="session")
def reused(migrated: Path) -> Reused:
    return Reused(cheap_to_enter(settings(migrated)))


@pytest.fixture
def app(reused: Reused, instance: Path) -> Iterator[Flask]:
    yield from opened(reused.on(instance, settings(instance)))


@pytest.fixture
def own_app(instance: Path) -> Iterator[Flask]:
    """An application that no other test sees."""
    app = create_app(settings(instance))
    app.testing = True
    app.test_client_class = DeskClient
    yield from opened(app)


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The URL of a database that those of tests are copied from: empty, until `reused_on_postgres` migrates it."""
    url = sa.make_url(postgres_url)
    name = f"template_{uuid.uuid4().hex[:12]}"
    with connected(url) as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def reused_on_postgres(postgres_template: str, tmp_path_factory: pytest.TempPathFactory) -> Reused:
    return Reused(cheap_to_enter(settings(tmp_path_factory.mktemp("pg"), DATABASE_URL=postgres_template)))


@pytest.fixture(scope="session")
def emptied(postgres_url: str, postgres_template: str, reused_on_postgres: Reused) -> Iterator[Emptied]:
    emptied = Emptied(postgres_url, sa.make_url(postgres_template).database or "")
    yield emptied
    emptied.close()


@pytest.fixture
def postgres_database(emptied: Emptied) -> Iterator[str]:
    """The URL of a database at the newest schema, with nothing in it."""
    yield emptied.url
    emptied.empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        reused, instance = request.getfixturevalue("reused"), request.getfixturevalue("instance")
        yield from opened(reused.on(instance, settings(instance)))
    else:
        url = request.getfixturevalue("postgres_database")
        reused, instance = request.getfixturevalue("reused_on_postgres"), tmp_path / "instance"
        yield from opened(reused.on(instance, settings(instance, DATABASE_URL=url)))


@pytest.fixture
def searched_app(either_app: Flask) -> Iterator[Flask]:
    """A desk with either engine: modules whose tests are the same on both make it their `app`."""
    yield either_app
    if either_app.config["DATABASE_URL"]:
        drop_index(either_app.config["DATABASE_URL"])


@pytest.fixture
def cast(app: Flask) -> Cast:
    """One person of each role, and a colleague for the second opinion."""
    return make_cast()


@pytest.fixture
def client(app: Flask) -> DeskClient:
    client = app.test_client()
    assert isinstance(client, DeskClient)
    return client
