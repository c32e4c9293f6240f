"""A correction of the wire: pasted on the article, looked at, saved; what asks is decided by keys and taken back."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import NARROW, Opened, paste

STORY = (
    "Four guards were hurt at the weir of Nahr Saad on Monday, the ministry said.\n\n"
    "Two barges sank at the lower bridge. The school in the old town was closed for six days.\n\n"
    "The mayor sent 300 sandbags to the quarter."
)


def test_a_new_version_is_taken_in_and_what_asks_is_decided_by_keys(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Weir story")
    address = page.url.partition("?")[0].partition("#")[0]
    for words in ("Two barges sank at the lower bridge", "The school in the old town was closed for six days"):
        page.locator(".item-head", has_text=words).first.click()
        page.locator(".item.chosen").get_by_role("button", name="Accept").first.click()
        expect(page.locator(".item.chosen .item-head")).to_contain_text("open")

    cora = opened("Cora")
    cora.goto(address)
    cora.locator(".item-head", has_text="Two barges sank").click()
    cora.locator("#note").fill("The bridge was closed that day.")

    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_role("link", name="New version").click()
    new = STORY.replace("Two barges sank at the lower bridge. ", "").replace("300", "500")
    page.get_by_label("New text").fill(f"{new} The school in the old town was closed for six days.")
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_role("heading", name="What this would do")).to_be_visible()
    expect(page.locator(".foreseen")).to_contain_text("2 will ask where they belong")
    page.get_by_role("button", name="Save as version 2").click()

    # Who has the old text open is told of the new one; what she types stays, on the text that it was typed for.
    expect(cora.locator("#version-line")).to_contain_text("Version 2 of this article came in at")
    expect(cora.locator("#note")).to_have_value("The bridge was closed that day.")
    expect(cora.locator("#text")).to_contain_text("Two barges sank")
    cora.get_by_role("link", name="Go to version 2").click()
    expect(cora.locator(".bench-head")).to_contain_text("version 2 of 2")

    expect(page.get_by_role("heading", level=1)).to_have_text("2 ask in version 2")
    expect(page.locator(".place.chosen")).to_contain_text("Two barges sank")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 asks in version 2")
    expect(page.locator(".place.chosen .offered")).to_have_count(2)
    page.keyboard.press("2")
    expect(page.locator("main")).to_contain_text("Everything of the version before has its place")
    page.get_by_role("button", name="Undo: place").click()
    expect(page.locator(".place.chosen")).to_contain_text("The school in the old town")
    # Other words: selected in the text, by key and by mouse.
    page.keyboard.press("v")
    expect(page.locator("#selection-bar")).to_contain_text("The school in the old town")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="It stands on these words")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Everything of the version before has its place")
    page.get_by_role("button", name="Undo: place").click()
    expect(page.locator(".place.chosen")).to_contain_text("The school in the old town")
    page.locator("#text .seg", has_text="The mayor sent").dblclick(position={"x": 8, "y": 8})
    page.get_by_role("button", name="It stands on these words").click()
    expect(page.locator("main")).to_contain_text("Everything of the version before has its place")

    page.goto(address)
    expect(page.locator(".bench-head")).to_contain_text("version 2 of 2")
    expect(page.locator("#text")).not_to_contain_text("Two barges")

    phone = opened("Ravi", size=NARROW)
    phone.goto(f"{address}/versions?from=1&to=2")
    expect(phone.locator("ins.telling")).to_have_text("500")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
