"""Keys as each person wants them, the overlay, the list of what stands here, merging, the source beside."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, STORY, Opened, paste, says, settled
from .test_every_page import violations


def save_keys(page: Page) -> None:
    page.get_by_role("button", name="Save the keys").click()
    says(page, "Your keys are saved.")


def test_a_key_is_changed_and_single_characters_are_switched_off(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, other keys")
    address = page.url
    page.goto("/account")
    page.get_by_label("Accept", exact=True).fill("r")
    page.get_by_role("button", name="Save the keys").click()
    expect(page.locator("#accept-error")).to_contain_text("is the key of")
    page.get_by_label("Accept", exact=True).fill("I")
    save_keys(page)
    try:
        page.goto(address)
        page.keyboard.press("n")
        accept = page.get_by_role("button", name="Accept")
        expect(accept).to_contain_text("I")
        expect(accept).to_have_attribute("aria-keyshortcuts", "Shift+I")
        settled(page)
        page.keyboard.press("a")
        expect(accept).to_be_visible()
        page.keyboard.press("I")
        expect(page.locator(".item.chosen .item-state")).to_contain_text("open")

        page.goto("/account")
        page.get_by_label("Single characters are keys").uncheck()
        save_keys(page)
        page.goto(address)
        page.keyboard.press("n")
        page.keyboard.press("/")
        settled(page)  # had a key been heard, something would have been fetched
        expect(page.locator(".item.chosen")).to_have_count(0)
        expect(page.locator("#find")).not_to_be_focused()
        page.keyboard.press("Alt+n")
        expect(page.locator(".item.chosen")).to_be_visible()
        expect(page.get_by_role("button", name="Save, next")).to_contain_text("Alt+s")
        settled(page)
        page.keyboard.press("Alt+2")
        expect(page.locator("#confidence")).to_be_focused()
        page.keyboard.type("9")
        page.keyboard.press("Alt+s")
        expect(page.locator(".item-state", has_text="mostly true 90")).to_have_count(1)
    finally:
        page.goto("/account")
        page.get_by_role("button", name="Back to the first keys").click()
        says(page, "All keys are as at first.")


def test_the_overlay_and_the_list_of_what_stands_here_keep_the_focus_and_give_it_back(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, dialogs")
    page.keyboard.press("j")
    expect(page.locator(".at-cursor")).to_be_focused()
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Keys")
    expect(overlay).to_contain_text("Next sentence")
    assert violations(page) == []
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    expect(page.locator(".at-cursor")).to_be_focused()

    for _ in range(2):  # past the dateline
        page.keyboard.press("j")
    page.keyboard.press(".")
    here = page.get_by_role("dialog", name="Here")
    expect(here.get_by_role("button", name=re.compile("Claim"))).not_to_have_count(0)
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".item.chosen")).to_be_visible()


def test_the_cursor_goes_by_sentence_and_into_the_claims_of_one(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, cursors")
    said = page.locator("#announcer")
    for _ in range(3):  # headline, dateline
        page.keyboard.press("j")
    expect(said).to_contain_text("Two guards were killed")
    expect(said).to_contain_text("Claim 1")
    page.keyboard.press("l")
    expect(page.locator(".item.chosen .item-number")).to_have_text("1")
    page.keyboard.press("l")
    expect(page.locator(".item.chosen .item-number")).to_have_text("2")
    expect(page.locator(".item.chosen [data-choose]")).to_be_focused()
    settled(page)
    page.keyboard.press("j")
    expect(said).to_contain_text("Northern Fuel Company")
    page.keyboard.press("k")
    expect(said).to_contain_text("Two guards were killed")


def test_claims_are_marked_and_merged_and_divided_by_key(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, merged")
    before = page.locator(".item").count()
    for key in "nfn":
        page.keyboard.press(key)
        settled(page)
    expect(page.locator(".item.marked")).to_have_count(1)
    expect(page.locator('[data-command="merge"]')).to_contain_text("Merge the 1 marked with this")
    page.keyboard.press("M")
    says(page, "The claims were merged.")
    settled(page)
    page.keyboard.press("d")
    expect(page.locator("#parts")).to_be_focused()
    page.keyboard.press("Control+Enter")
    says(page, "The claim was split.")
    assert page.locator(".item").count() >= before


@pytest.mark.parametrize("size", [None, NARROW], ids=["wide", "narrow"])
def test_the_source_stands_beside_or_under_the_sentence(opened: Opened, size: dict[str, int] | None) -> None:
    page = opened("Ravi", size=size)
    page.goto("/articles/2")  # of the sample: with its source text
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Source beside")).to_have_attribute("aria-pressed", "true")
    if size is None:
        expect(page.locator("#beside [data-pair]").first).to_be_visible()
    for _ in range(3):
        page.keyboard.press("j")
        expect(page.locator(".at-cursor").first).to_be_visible()
    source = page.locator(".source-line" if size else "#beside .lit").first
    expect(source).to_be_visible()
    assert violations(page) == []
    page.reload()  # remembered
    page.keyboard.press("j")
    expect(source).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("b")
    expect(source).to_be_hidden()


def test_on_a_phone_the_selected_words_have_large_buttons_at_the_foot(opened: Opened) -> None:
    page = opened("Ravi", size=NARROW)
    paste(page, STORY, title="Depot, by finger")
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll("#text .seg")].find((one) => one.textContent.length > 12);
          document.getSelection().setBaseAndExtent(piece.firstChild, 0, piece.firstChild, 8);
        }"""
    )
    bar = page.locator("#selection-bar")
    expect(bar).to_be_in_viewport()
    for button in bar.get_by_role("link").all():
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44 and box["width"] >= 44
    bar.get_by_role("link", name=re.compile("Garble")).click()
    expect(page.locator("#new-category")).to_be_focused()
