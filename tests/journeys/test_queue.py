"""The queue without a mouse: narrowed, saved under a name; claims taken, handed back, given back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import Opened, paste, says, settled
from .test_by_keyboard import reach

STORY = "\n\n".join(
    (
        "FERRY SINKS OFF QURNA",
        "Nine passengers drowned on Monday when a ferry sank off Qurna. About 40 people swam ashore.",
        "The ferry had left Basra at dawn with 60 passengers. Two boats searched the river until noon.",
    )
)


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)


def pressed_until(page: Page, key: str, words: str) -> None:
    """Press a key until the card says so: one that falls into its redrawing is lost, to a person as well."""
    whose = page.locator(".item.chosen .assignment")
    for _ in range(4):
        settled(page)
        press(page, key)
        try:
            expect(whose).to_contain_text(words, timeout=12_000)
        except AssertionError:
            continue
        return
    expect(whose).to_contain_text(words)


def focus_is_seen(page: Page) -> bool:
    return bool(
        page.evaluate(
            """() => {
              const style = getComputedStyle(document.activeElement);
              return document.activeElement !== document.body && style.outlineStyle !== "none";
            }"""
        )
    )


def test_an_editor_narrows_saves_takes_and_hands_back_by_keyboard_alone(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Ferry sinks off Qurna")
    page.goto("/?queue=unassigned&sort=worth")

    # Narrowed to the claims that nobody has, by the filter bar.
    reach(page, "#by-assignee")
    page.keyboard.type("Nobody")
    expect(page.locator("#by-assignee")).to_have_value("none")
    reach(page, ".filters button")
    press(page, "Enter")
    page.wait_for_url(re.compile("assignee=none"))

    # Saved under a name.
    reach(page, ".saving > summary")
    press(page, "Enter")
    press(page, "Tab")
    expect(page.locator("#new-queue-name")).to_be_focused()
    page.keyboard.type("Free claims")
    press(page, "Enter")
    says(page, "The queue was saved.")
    expect(page.locator(".saved [aria-current]")).to_contain_text("Free claims")

    # Two are ticked and taken.
    page.wait_for_load_state()  # the keys are heard
    press(page, "j")
    assert focus_is_seen(page)
    press(page, "v")
    press(page, "j")
    press(page, "v")
    expect(page.locator("#chosen-count")).to_have_text("2 ticked")
    press(page, "m")
    says(page, "2 claims taken.")
    expect(page.locator(".saved [aria-current]")).to_contain_text("Free claims")

    # A colleague takes one over from the list of what is to be judged, and hands it back.
    other = opened("Cora")
    other.goto("/?queue=judge&sort=worth")
    expect(other.locator(".holder").first).to_contain_text("with Ravi since")
    while "with Ravi" not in (other.locator("tr.pick.chosen").all_inner_texts() or [""])[0]:
        press(other, "j")
    press(other, "m")
    says(other, "aken over from Ravi")
    other.wait_for_load_state()
    press(other, "u")
    says(other, "Handed over to Ravi")

    # On the bench one key gives one back, and the same key takes it again.
    page.goto("/?queue=mine&sort=worth")
    press(page, "j")
    press(page, "Enter")
    expect(page.locator(".item.chosen .assignment")).to_contain_text("with you since")
    pressed_until(page, "m", "with nobody")
    pressed_until(page, "m", "with you since")

    # The saved queue is deleted: nothing is left for other journeys.
    page.goto("/")
    reach(page, ".saved .tabs a")
    press(page, "Enter")
    expect(page.locator(".saved [aria-current]")).to_be_visible()
    reach(page, ".saving > summary")
    press(page, "Enter")
    reach(page, ".saving .btn-danger")
    press(page, "Enter")
    says(page, "deleted")
