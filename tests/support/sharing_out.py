"""Which of several pytest processes runs which tests (pytest-xdist's hook): whole files, and all journeys together.

The journeys wait for a browser half of their time, and their desk takes half a minute of the processor to set up: one
process runs them all while the others keep the processor busy. A file's tests share what is made once for the file.
"""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

TOGETHER = "tests/journeys/"


class WholeFiles(LoadFileScheduling):
    """Hands out files in the order of the collection, those in TOGETHER as if they were one file."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    config.option.loadscopereorder = False
    return WholeFiles(config, log)
