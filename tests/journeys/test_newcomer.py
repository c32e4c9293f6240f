"""A newcomer starts the desk, makes the first account, and sees what a desk is."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .conftest import Desk, Opened


def test_the_set_up_link_makes_the_first_administrator_once(desk: Desk, opened: Opened) -> None:
    page = opened(None)
    page.goto(desk.setup_link)
    page.get_by_label("Name", exact=True).fill("Adam Weir")
    page.locator("[name=email]").fill("adam@example.org")
    page.locator("[name=password]").fill("seven herons at dusk")
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    page.goto("/people")
    expect(page.get_by_role("heading", level=1)).to_contain_text("People")

    somebody_else = opened(None)
    answer = somebody_else.goto(desk.setup_link)
    assert answer is not None and answer.status == 404


def test_a_newcomer_sees_a_living_desk(opened: Opened) -> None:
    page = opened("Rana")
    newest = page.get_by_role("list", name="Newest articles")
    expect(newest.get_by_role("listitem")).to_have_count(6)
    expect(page.locator("table.dense tbody tr").first).to_be_visible()
    page.goto("/articles")
    expect(page.locator("main")).to_contain_text("Meridian Wire")
    page.goto("/names?with=Hashd")
    page.get_by_role("link", name="al-Hashd al-Shaabi").click()
    expect(page.locator("main")).to_contain_text("الحشد الشعبي")


def test_a_reader_finds_no_way_to_change_anything(opened: Opened) -> None:
    page = opened("Rana")
    page.locator(".newest a").first.click()
    expect(page.locator("#text")).to_be_visible()
    page.locator("a[data-choose]").first.click()
    expect(page.locator(".item.chosen")).to_be_visible()
    assert page.locator("main form").count() == 0
    assert re.search(r"/articles/\d+", page.url)
