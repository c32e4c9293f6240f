"""Tests with a database: a fresh one per test, copied from one that was migrated once.

`app` is a desk on SQLite, `either_app` the same test on SQLite and on a real PostgreSQL (the data layer's tests).
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


def settings(instance: Path, **more: object) -> dict[str, object]:
    return {"INSTANCE": str(instance), "DATABASE_URL": "", "INDEXER": False, "JOBS": False, "LOGIN_RATE": ""} | more


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder whose database is at the newest schema."""
    folder = tmp_path_factory.mktemp("migrated")
    with create_app(settings(folder)).app_context():
        # One file, nothing left in the write-ahead log, so that it can be copied.
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return folder


@pytest.fixture
def instance(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(migrated, tmp_path / "instance"))


def opened(app: Flask) -> Iterator[Flask]:
    app.testing = True
    app.test_client_class = DeskClient
    with app.app_context():
        yield app
        db.session.rollback()
        db.engine.dispose()


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    yield from opened(create_app(settings(instance)))


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database that each test's own is copied from."""
    name = f"template_{uuid.uuid4().hex[:12]}"
    run_outside(postgres_url, f'CREATE DATABASE "{name}"')
    url = str(sa.make_url(postgres_url).set(database=name).render_as_string(hide_password=False))
    with create_app(settings(tmp_path_factory.mktemp("pg"), DATABASE_URL=url)).app_context():
        db.engine.dispose()
    return name


def run_outside(url: str, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def postgres_database(postgres_url: str, postgres_template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    run_outside(postgres_url, f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
    yield sa.make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    run_outside(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def either_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        app = create_app(settings(request.getfixturevalue("instance")))
    else:
        url = request.getfixturevalue("postgres_database")
        app = create_app(settings(tmp_path / "instance", DATABASE_URL=url))
    yield from opened(app)


@pytest.fixture
def cast(app: Flask) -> Cast:
    """One person of each role, and a colleague for the second opinion."""
    return make_cast()


@pytest.fixture
def client(app: Flask) -> DeskClient:
    client = app.test_client()
    assert isinstance(client, DeskClient)
    return client
