"""A wrong name in three articles: confirmed once by a key, gone through by keys alone, taken back, done in one go."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import STORY, Opened, paste, reload_until, says, settled

WRONG = "al-Hashid al-Shabi"


def press(page: Page, key: str) -> None:
    """Press a key once the page's script is there: it chooses the first place by itself."""
    expect(page.locator(".place.chosen")).to_be_visible()
    page.keyboard.press(key)


def test_a_wrong_name_is_corrected_once(opened: Opened) -> None:
    page = opened("Ravi")
    for number in ("one", "two", "three"):
        paste(page, STORY, title=f"Depot story {number}")
    page.get_by_role("link", name=re.compile("^Garbles")).last.click()
    settled(page)
    page.locator(".item-head", has_text=WRONG).click()
    settled(page)
    expect(page.locator(".item.chosen fieldset")).to_contain_text("in this article")
    page.keyboard.press("1")
    says(page, "Confirmed.")
    # The index takes the articles in within a second; the card is asked again until it knows them.
    reload_until(page, lambda: "Depot story two" in page.locator(".item.chosen .elsewhere").inner_text())
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text("The same wrong form elsewhere")
    places = page.locator(".place")
    expect(page.locator(".places")).to_contain_text("Depot story one")
    number = places.count()  # other wrong forms of the sample are offered, too

    press(page, "a")
    expect(page.locator(".undo")).to_contain_text("1 garble confirmed.")
    expect(places).to_have_count(number - 1)
    press(page, "u")
    expect(places).to_have_count(number)
    press(page, "j")
    press(page, "r")
    expect(page.locator(".undo")).to_contain_text("1 garble dismissed.")
    press(page, "u")
    expect(places).to_have_count(number)
    page.get_by_role("button", name=re.compile(r"Accept all \d+ with the same words")).click()
    expect(page.locator(".undo")).to_contain_text("garbles confirmed.")
    page.get_by_role("button", name="Undo all").click()
    expect(places).to_have_count(number)

    # Back on the workbench the confirmation itself is taken back.
    page.get_by_role("link", name="Depot story three").first.click()
    page.get_by_role("button", name="Suspected again").click()
    says(page, "Suspected again.")


def test_filters_take_hold_at_once_and_many_are_decided_after_a_look(opened: Opened) -> None:
    page = opened("Cora")
    page.goto("/garbles?state=suspected")
    total = page.locator("#hits").inner_text()
    page.locator("#severity-minor").check()
    expect(page).to_have_url(re.compile("severity=minor"))
    expect(page.locator("#hits")).not_to_have_text(total)
    settled(page)
    page.keyboard.press("j")
    page.keyboard.press("v")
    expect(page.locator("#chosen-count")).to_have_text("1 chosen")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dismiss 1 garble?")
    page.get_by_role("button", name="Dismiss 1").click()
    expect(page.locator(".undo")).to_contain_text("1 garble dismissed.")
    page.get_by_role("button", name="Undo").click()
    says(page, "Taken back.")
