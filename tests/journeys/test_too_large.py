"""More than the desk takes: said before it is sent, and when it was sent all the same, in the page's own frame."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from .conftest import Opened

SMALL = FilePayload(name="note.txt", mimeType="text/plain", buffer=b"Four wells were dug near Hatra on Tuesday.")


@pytest.fixture
def too_large(tmp_path: Path) -> Path:
    """A file of 21 MB, which the browser reads from the disk."""
    file = tmp_path / "wire.txt"
    file.write_bytes(b"word " * (21 * 1024 * 1024 // 5))
    return file


def test_files_that_are_too_large_are_not_sent_and_smaller_ones_are(opened: Opened, too_large: Path) -> None:
    page = opened("Edda")
    page.goto("/articles/new")
    page.locator("input[type=file]").set_input_files(too_large)
    expect(page.get_by_role("alert")).to_contain_text("That is more than 20 MB.")
    page.get_by_role("button", name="Send").click()
    assert page.url.endswith("/articles/new")
    page.locator("input[type=file]").set_input_files(SMALL)
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile(r"/articles/\d+$"))


def test_what_is_sent_without_scripts_and_too_large_is_refused_in_words(opened: Opened, too_large: Path) -> None:
    page = opened("Edda")
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    try:
        quiet = plain.new_page()
        quiet.goto(page.url + "articles/new")
        quiet.locator("input[type=file]").set_input_files(too_large)
        quiet.get_by_role("button", name="Send").click()
        expect(quiet.get_by_role("heading", level=1)).to_have_text("Too large")
        expect(quiet.locator("main")).to_contain_text("That is larger than this desk takes.")
    finally:
        plain.close()
