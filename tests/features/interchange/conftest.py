"""Two desks: what one gives out, the other takes in; on either database."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from annotator.db import db
from annotator.factory import create_app
from tests.features.conftest import in_one_file, settings
from tests.support.lived import Lived, live, lived_before
from tests.support.reused import Reused

Open = Callable[[], AbstractContextManager[Flask]]


@dataclass
class Desks:
    """`one` and `other` open a desk. `folder` is for files between them."""

    one: Open
    other: Open
    folder: Path


def opening(reused: Reused, instance: Path, url: str) -> Open:
    @contextmanager
    def opened() -> Iterator[Flask]:
        app = reused.on(instance, settings(instance, DATABASE_URL=url))
        with app.app_context():
            try:
                yield app
            finally:
                db.session.rollback()
                db.engine.dispose()

    return opened


@pytest.fixture(scope="session")
def lived_in(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder on whose SQLite database `live` was called, to be copied: to live takes half a second."""
    instance = Path(shutil.copytree(migrated, tmp_path_factory.mktemp("lived") / "instance"))
    with create_app(settings(instance)).app_context():
        live()
        in_one_file()
    return instance


Fill = Callable[[], Lived]


@pytest.fixture
def fill(lived_in: Path) -> Fill:
    """Have the open desk, on which nothing was done yet, be one that was lived on."""

    def fill() -> Lived:
        if db.engine.dialect.name != "sqlite":
            return live()
        database = Path(db.engine.url.database or "")
        db.session.rollback()
        db.engine.dispose()
        for file in database.parent.glob(f"{database.name}-*"):
            file.unlink()
        shutil.copy(lived_in / database.name, database)
        return lived_before()

    return fill


@pytest.fixture(params=["sqlite to sqlite", "sqlite to postgresql", "postgresql to sqlite"])
def desks(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Desks:
    found = []
    for number, name in enumerate(request.param.split(" to ")):
        if name == "sqlite":
            instance = Path(shutil.copytree(migrated, tmp_path / f"desk{number}"))
            found.append(opening(request.getfixturevalue("reused"), instance, ""))
        else:
            url = request.getfixturevalue("postgres_database")
            found.append(opening(request.getfixturevalue("reused_on_postgres"), tmp_path / f"desk{number}", url))
    return Desks(*found, tmp_path)
