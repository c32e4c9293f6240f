"""A reviewer without a mouse: a byline that the rules took for copy, a claim on other words, a figure put right."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import Opened, paste, says, settled

STORY = "\n\n".join(
    (
        "DAM GATES FAIL AT HADITHA",
        "Four engineers were hurt on Monday when two gates of the dam at Haditha failed. About 90 families left.",
        "The company repairs pumps and sells valves in three towns. It was founded by two brothers.",
    )
)
ABOUT = "The company repairs pumps and sells valves in three towns. It was founded by two brothers."


def reach(page: Page, selector: str, words: str = "") -> None:
    """Press Tab until something with this selector and these words has the focus."""
    there = """([selector, words]) =>
      document.activeElement.matches(selector) && document.activeElement.textContent.includes(words)"""
    for _ in range(150):
        if page.evaluate(there, [selector, words]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {selector} {words}")


def test_zones_stretches_and_facts_are_changed_by_keyboard_alone(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Dam gates fail")
    before = page.locator(".item").count()

    # What the company is about is no copy: its words are typed, its suggestions go.
    reach(page, ".by-hand a[href*='new=zone']")
    page.keyboard.press("Enter")
    expect(page.locator("#new-words")).to_be_focused()
    page.keyboard.insert_text(ABOUT)
    page.keyboard.press("Tab")
    expect(page.locator("#new-zone")).to_be_focused()
    page.keyboard.type("Boil")
    expect(page.locator("#new-zone")).to_have_value("boilerplate")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    says(page, "It counts as boilerplate now.")
    says(page, "withdrawn")
    expect(page.locator("#text .zone-boilerplate")).to_contain_text("two brothers")

    # It was copy after all: one key, and the suggestions are back.
    settled(page)
    page.keyboard.press("y")
    says(page, "It counts as copy now.")
    settled(page)
    reach(page, ".tabs a[href*='tab=claims']")
    page.keyboard.press("Enter")
    expect(page.locator(".item")).to_have_count(before)

    # The first claim stands on other words.
    settled(page)
    page.keyboard.press("n")
    expect(page.locator(".item.chosen")).to_be_visible()
    settled(page)
    reach(page, "summary", "Other words")
    page.keyboard.press("Enter")
    reach(page, "#stretches")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Four engineers were hurt\nAbout 90 families left")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    says(page, "The claim stands on these words now.")
    expect(page.locator("#text .seg.chosen").last).to_contain_text("families left")

    # The figure is put right and stays so.
    settled(page)
    reach(page, ".item.chosen .mend > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("5")
    page.keyboard.press("Enter")
    says(page, "Put right.")
    expect(page.locator(".item.chosen .fact-list")).to_contain_text(re.compile(r"5.*by a person", re.DOTALL))
