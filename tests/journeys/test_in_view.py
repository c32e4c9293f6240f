"""What is chosen in the list stands in sight in the text, in an article longer than the screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .conftest import Opened, paste

LONG = "\n\n".join(
    f"Convoy number {number} carried {number * 11} crates of medicine to the clinic at Samarra on Tuesday. "
    "Drivers waited at the checkpoint for two hours, and 14 of them went home."
    for number in range(1, 31)
)


def expect_in_sight(page: Page, number: int) -> None:
    """Claim `number` of the list is chosen, and both its row and its words are in sight."""
    row = page.locator(".item").nth(number)
    expect(row.locator("a.item-head[aria-current]")).to_be_in_viewport()
    expect(page.locator(f"#in-{row.get_attribute('data-item')}")).to_be_in_viewport()


def test_a_claim_chosen_in_the_list_comes_into_sight_in_the_text(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, LONG, title="Thirty convoys")
    last = page.locator(".item").count() - 1
    for number in (last // 2, last, 0, last // 2):
        page.locator("a.item-head").nth(number).click()
        expect_in_sight(page, number)
    page.goto(page.url)
    expect_in_sight(page, last // 2)


def test_choosing_what_is_in_sight_already_moves_nothing(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, LONG, title="Thirty convoys, seen")
    page.locator("a.item-head").nth(1).click()
    expect_in_sight(page, 1)
    assert page.evaluate("scrollY") == 0
