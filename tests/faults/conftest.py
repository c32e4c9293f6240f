"""One prepared desk for each pytest process, a copy of it for each test or file that runs a server on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.prepared import Prepared, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared") / "instance")


@pytest.fixture
def desk(prepared: Prepared, tmp_path: Path) -> Prepared:
    return prepared.copy(tmp_path / "instance")
