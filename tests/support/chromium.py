"""A headless Chromium for the journeys."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tools.machine import find_chromium

# Chromium looks things up at its maker's by itself; a test's browser talks to the test's server and nobody else.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for each pytest process; a test opens a context of its own with `chromium.new_context()`."""
    program = find_chromium()
    if program is None:
        pytest.fail("Chromium is missing: run `make test`, or apt-get install chromium.")
    # Chromium's sandbox does not work for root.
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=flags)
        yield browser
        browser.close()
