"""A source is made by typing it once, picked by keyboard the next time, and counted as one word with its origin."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import STORY, Opened, paste, says, settled


def add_source(page: Page) -> None:
    settled(page)
    page.locator(".item.chosen summary", has_text="Add a source").focus()
    page.keyboard.press("Enter")
    page.locator("#source").focus()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    says(page, "Saved.")
    settled(page)


def test_a_source_is_typed_once_and_then_picked_without_a_mouse(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="A depot and its sources")
    page.keyboard.press("n")
    expect(page.locator(".item.chosen")).to_have_count(1)
    add_source(page)
    expect(page.locator("#source")).to_have_attribute("role", "combobox")
    page.keyboard.type("Depot log of the colonel, 16 February")
    expect(page.locator("#source-about")).to_contain_text("New: it is made when you save.")
    page.locator("#passage").fill("Two dead, five hurt.")
    save(page)
    expect(page.locator(".item.chosen .evidence")).to_contain_text("Depot log of the colonel")

    page.keyboard.press("n")
    add_source(page)
    page.keyboard.type("colonel depot")
    options = page.locator("#source-options [role=option]")
    expect(options).to_have_count(1)
    expect(page.locator("#source")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#source")).to_have_attribute("aria-activedescendant", re.compile(r"source-option-\d+"))
    page.keyboard.press("Enter")
    expect(page.locator("#source")).to_have_value("Depot log of the colonel, 16 February")
    expect(page.locator("#source-about")).to_contain_text("Reliability F, cannot be judged · document")
    expect(page.locator("#source-options")).to_be_hidden()
    save(page)

    # Escape closes the list and keeps the focus and what was typed.
    add_source(page)
    page.keyboard.type("depot")
    expect(options).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#source-options")).to_be_hidden()
    expect(page.locator("#source")).to_be_focused()
    expect(page.locator("#source")).to_have_value("depot")

    # It is one source with two claims.
    page.locator(".item.chosen .evidence a", has_text="Depot log").click()
    expect(page.locator("#uses-list tbody tr")).to_have_count(2)
