"""The Chromium that tests and screenshots drive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.machine import Missing, major_version, node_wheel

# First the one that has no window to draw around the page: the same pages for a fifth less of the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium looks things up at its maker's by itself; ours talks to the server under test and nobody else.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
]
# What is drawn around the page is drawn by no one's eyes, and costs more than the page: its address bar loads a page
# of its own with each window, and draws it anew with each address.
UNSEEN = ("PreloadTopChromeWebUI", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
# Those that Playwright switches off itself: Chromium reads the last of such lists only.
PLAYWRIGHTS = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)  # fmt: skip
QUIET.append("--disable-features=" + ",".join(PLAYWRIGHTS + UNSEEN))
# The Node inside Playwright needs libatomic, which a small Debian lacks; the wheel's does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_wheel() / "bin" / "node"))


def find_chromium() -> Path | None:
    """A Chromium that starts: one on PATH, else the one that Playwright has downloaded, else None."""
    for name in NAMES:
        program = shutil.which(name)
        # Started, not only found: Ubuntu's is a stub without snap.
        if program is not None and major_version(program) > 0:
            return Path(program)
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    # Playwright's needs libraries of the system that may be missing.
    return downloaded if major_version(str(downloaded)) > 0 else None


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """A headless Chromium; raises Missing where there is none."""
    program = find_chromium()
    if program is None:
        raise Missing("Chromium is missing: run `make test`, or apt-get install chromium.")
    # Chromium's sandbox does not work for root.
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=flags)
        yield browser
        browser.close()
