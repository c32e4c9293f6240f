"""Acting on hits without a mouse: three ticked, handed over, undone; all of a search tagged, with its progress."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import Opened, paste
from .test_by_keyboard import reach

STORY = "\n\n".join(
    (
        "TUG SINKS OFF UMM QASR",
        "Four sailors drowned on Monday when a tug sank off Umm Qasr. About 30 people searched the tug until noon.",
        "The tug had left Basra at dawn with 12 sailors. The tug was built in 1984. Two tugs were sent to help.",
    )
)
SEARCH = "/search?q=tug&kind=claim"


def found(page: Page, address: str = SEARCH) -> int:
    """Open the search, again until its hits are in the index; gives how many there are."""
    for _ in range(40):
        page.goto(address)
        page.wait_for_load_state()
        number = int(page.locator(".search-total strong").inner_text().replace(",", ""))
        if number >= 4:
            return number
        page.wait_for_timeout(250)
    raise AssertionError("the claims are not found")


def test_three_hits_are_handed_over_and_taken_back_by_keyboard_alone(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Tug sinks off Umm Qasr")
    found(page)
    expect(page.locator("#act-count")).to_have_text("No hit ticked")

    # The first and the third by themselves, all between by Shift.
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(page.locator("#announcer")).to_have_text("1 hit ticked")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+Space")
    expect(page.locator("#announcer")).to_have_text("3 hits ticked")
    expect(page.locator("li.picked")).to_have_count(3)
    page.reload()
    expect(page.locator("li.picked")).to_have_count(3)

    reach(page, "#act-ticked")
    expect(page.locator("#act-ticked")).to_have_text("Act on 3 ticked")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search/act/"))
    expect(page.locator("h1")).to_have_text("Act on 3 hits")
    reach(page, "#with-assign")
    page.keyboard.type("Cora")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("act=assign"))
    expect(page.locator("h1")).to_have_text("Hand 3 claims over to Cora?")
    page.wait_for_load_state()
    page.keyboard.press("Enter")  # the key of the page's first button
    page.wait_for_url(re.compile("/search/acts/"))
    expect(page.locator(".notice")).to_have_text("3 claims handed over to Cora.")
    page.wait_for_load_state()

    page.keyboard.press("u")
    expect(page.locator(".notice")).to_contain_text("Taken back: 3 of")
    expect(page.locator("[data-focus]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?"))


def test_all_hits_are_tagged_with_progress(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY + "\n\nA third tug came.", title="Tug sinks, again")
    found(page)
    page.goto("/search?kind=claim")
    total = int(page.locator(".search-total strong").inner_text().replace(",", ""))
    assert total > 50, "more than are changed while one waits"
    page.get_by_role("button", name=re.compile("Act on all")).click()
    page.wait_for_url(re.compile("/search/act/"))
    page.locator("#with-tag").fill("Late wire")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"Tag [\d,]+ claims “Late wire”\?"))
    expect(page.locator(".plan").first.locator("tbody tr")).to_have_count(20)
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search/acts/"))
    expect(page.locator("#progress[data-state=done]")).to_be_visible()
    expect(page.locator(".notice.good")).to_contain_text(f"{total:,} claims tagged “Late wire”.")

    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#progress[data-state=done]")).to_contain_text(f"Taken back: {total:,} of")


def test_a_search_is_saved_and_opened_again(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY + "\n\nA fourth tug came.", title="Tug sinks, once more")
    found(page)
    reach(page, ".saving-search > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Tugs")
    page.keyboard.press("Enter")
    expect(page.locator(".saved-line [aria-current]")).to_have_text("Tugs")
    page.goto("/searches")
    page.get_by_role("button", name="Make a feed of Tugs").click()
    address = page.locator("#feed-address")
    expect(address).to_be_focused()
    answer = opened(None).request.get(address.input_value())
    assert answer.ok and "<feed" in answer.text() and "sailors" in answer.text()
