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
from tests.features.conftest import settings
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
