"""Two people on one claim, a server that dies, hands without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import PASSWORD, STORY, Desk, Opened, paste, says


def first_claim(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("a[data-choose]").first.click()
    expect(page.locator("#judge")).to_be_visible()


def test_the_second_of_two_saves_sees_both_texts_and_loses_nothing(opened: Opened) -> None:
    ravi, cora = opened("Ravi"), opened("Cora")
    paste(ravi, STORY, title="Depot, two readers")
    address = ravi.url
    first_claim(ravi, address)
    first_claim(cora, address)
    # She types first: a form that nobody has typed into is drawn anew when a colleague saves.
    cora.locator("#wording").fill("Both guards of the depot were killed.")
    ravi.locator("#wording").fill("Two guards died.")
    ravi.get_by_role("button", name="Save", exact=True).click()
    says(ravi, "Saved.")
    # A screen reader hears it once: the notice is no live region besides the one that the script writes into.
    expect(ravi.get_by_role("status").filter(has_text="Saved.")).to_have_count(1)

    cora.get_by_role("button", name="Save", exact=True).click()
    refused = cora.get_by_role("alert")
    expect(refused).to_contain_text("Two guards died.")
    expect(refused).to_contain_text("Both guards of the depot were killed.")
    expect(cora.locator("#wording")).to_have_value("Both guards of the depot were killed.")
    assert cora.url.startswith(address), "the page's address stays one that can be reloaded"

    cora.get_by_role("button", name="Save", exact=True).click()
    says(cora, "Saved.")
    expect(cora.locator(".item.chosen .item-words")).to_have_text("Both guards of the depot were killed.")


def test_what_was_typed_survives_a_server_that_dies(desk: Desk, opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, and the server dies")
    first_claim(page, page.url)
    page.locator("#note").fill("Called the hospital twice, nobody answers.")
    desk.server.kill()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-draft-note]")).to_contain_text("Kept in this browser")
    expect(page.locator("#note")).to_have_value("Called the hospital twice, nobody answers.")
    desk.server.start()
    page.reload()
    expect(page.locator("#note")).to_have_value("Called the hospital twice, nobody answers.")
    expect(page.locator("[data-draft-note]")).to_contain_text("is back")


def test_a_claim_is_judged_without_a_mouse(opened: Opened) -> None:
    page = opened("Cora")
    paste(page, STORY, title="Depot, by keyboard")
    page.keyboard.press("n")
    expect(page.locator(".item.chosen")).to_have_attribute("data-item", re.compile("claim-"))
    first = page.locator(".item.chosen").get_attribute("data-item")
    expect(page.locator(".item.chosen a.item-head")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Accept")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("2")
    page.keyboard.type("70")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator(f"[data-item={first}]")).to_contain_text("mostly true")
    expect(page.locator(".item.chosen")).not_to_have_attribute("data-item", first or "")
    page.keyboard.press("r")
    says(page, "Put aside as not a claim.")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()


def test_what_was_typed_is_saved_after_a_log_out_in_another_tab(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, logged out")
    address = page.url
    first_claim(page, address)
    page.get_by_text("unverifiable").click()
    page.locator("#confidence").fill("60")
    page.locator("#note").fill("The colonel's name is not given.")
    other = page.context.new_page()
    other.goto("/")
    other.locator(".who > summary").click()
    other.get_by_role("button", name="Log out").click()
    other.wait_for_url("**/login")
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Log in again")
    expect(dialog.get_by_label("E-mail")).to_be_focused()
    expect(page.locator("#note")).to_have_value("The colonel's name is not given.")
    assert page.url.startswith(address), "the page's address stays one that can be reloaded"
    dialog.get_by_label("E-mail").fill("ravi@example.org")
    dialog.get_by_label("Password").fill("not his")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("do not fit together")
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    says(page, "Saved.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("You are logged out.")).to_have_count(0)
    page.reload()
    expect(page.locator("#note")).to_have_value("The colonel's name is not given.")
