"""An editor's way through the names: made, given a spelling, merged, undone."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import Opened, says


def test_a_name_is_made_merged_and_the_merge_undone(opened: Opened) -> None:
    page = opened("Edda")
    page.get_by_role("link", name="Names", exact=True).click()
    page.get_by_role("link", name="New name").click()
    page.get_by_label("Right name").fill("Liwa al-Quds Test")
    page.get_by_label("Kind").select_option("group")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Liwa al-Quds Test")

    page.get_by_text("Add another name").click()
    page.get_by_label("Name", exact=True).fill("Jerusalem Brigade Test")
    page.get_by_label("Language").fill("en")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("region", name="Other names")).to_contain_text("Jerusalem Brigade Test")

    page.get_by_role("link", name="Merge", exact=True).click()
    page.get_by_role("searchbox", name="The other name").fill("hashd shaabi")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Merge into al-Hashd al-Shaabi").click()
    expect(page.locator("h1")).to_contain_text("al-Hashd al-Shaabi")
    expect(page.get_by_role("region", name="Other names")).to_contain_text("Liwa al-Quds Test")

    page.get_by_role("button", name="Undo merge names").click()
    says(page, "Undone: merge names.")
    page.goto("/names?with=jerusalem+brig")
    expect(page.get_by_role("link", name="Liwa al-Quds Test")).to_be_visible()
