"""What every test may use; the fixtures themselves are in tests/support/."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.support.chromium",
    "tests.support.postgres",
    "tests.support.sharing_out",
    "tests.support.skips",
]

# Where a machine says that nothing compiled is kept, each server and each command that a test starts compiles the
# program anew, which takes longer than most of these tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The desks of the tests lie in memory where there is room for them: SQLite waits for the disk at each save, a
# hundred thousand times a run.
MEMORY, ROOM = Path("/dev/shm"), 6 * 2**30
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# How long an example takes is the machine's affair: on a busy one a blink becomes a quarter of a second. In CI the
# default is Hypothesis's own profile for it.
settings.register_profile("no clock", settings.default, deadline=None)
settings.load_profile("no clock")

# What takes longest goes first, so that no process is left alone with it at the end; all else stays as it is found.
LONGEST_FIRST = (
    "tests/journeys", "tests/faults/test_kill", "tests/faults/test_browsers", "tests/faults", "tests/rules",
    "tests/features/cli", "tests/features/interchange", "tests/features/desk/test_refused_characters", "tests/features",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next((at for at, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What was imported and collected, half a million objects, stays: the search for cycles leaves it out."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)
