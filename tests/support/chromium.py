"""A headless Chromium for the journeys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tools.browser import open_chromium


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for each pytest process; a test opens a context of its own with `chromium.new_context()`."""
    with open_chromium() as browser:
        yield browser
