"""An article from paste to export, as an editor takes it there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import NARROW, STORY, Opened, paste, reload_until, says


def choose_claim(page: Page, words: str) -> None:
    page.locator(".item", has_text=words).locator("a[data-choose]").first.click()
    expect(page.locator(".item.chosen", has_text=words)).to_be_visible()


def test_an_article_is_pasted_judged_found_and_exported(opened: Opened, tmp_path: Path) -> None:
    page = opened("Edda")
    paste(page, STORY, title="Depot near Kirkuk")
    expect(page.locator("#text")).to_contain_text("Two guards were killed")

    choose_claim(page, "guards were killed")
    page.locator("#wording").fill("Two guards were killed [at a fuel depot near Kirkuk on 15 February 2021].")
    page.get_by_text("mostly true").click()
    page.locator("#confidence").fill("80")
    page.locator("summary", has_text="Add a source").click()
    page.locator("#source").fill("Kirkuk hospital statement")
    page.locator("#stance").select_option("supports")
    page.locator("#passage").fill("Two men were dead on arrival.")
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "Saved.")
    expect(page.locator(".item.chosen")).to_contain_text("mostly true")
    expect(page.locator(".item.chosen")).to_contain_text("Kirkuk hospital statement")

    page.get_by_role("link", name=re.compile("^Garbles")).last.click()
    page.locator("[data-item^=garble]", has_text="al-Hashid al-Shabi").locator("a[data-choose]").click()
    page.get_by_role("button", name=re.compile("^al-Hashd al-Shaabi")).click()
    expect(page.locator(".item.chosen")).to_contain_text("confirmed")
    page.get_by_role("button", name=re.compile("Propose as correction")).click()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".item.chosen")).to_contain_text("accepted")

    workbench = page.url
    page.locator("#find").fill("Popular Mobilization Forces")
    page.keyboard.press("Enter")
    # Of the garbles alone: what other journeys brought in may fill the first page.
    page.wait_for_url("**/search?q=*")
    page.goto(f"{page.url}&kind=garble")
    hit = page.locator("main").get_by_role("link", name=re.compile("Depot near Kirkuk|al-Hashid"))
    reload_until(page, lambda: hit.count() > 0)  # the page itself does not reload
    expect(hit.first).to_be_visible()
    expect(page.locator("main")).to_contain_text("al-Hashid al-Shabi")

    page.goto(workbench)
    page.get_by_role("link", name="Export").click()
    page.get_by_label("Web Annotations").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / "annotations.json"
    download.value.save_as(file)
    exported = json.loads(file.read_text(encoding="utf-8"))
    assert "al-Hashid al-Shabi" in json.dumps(exported, ensure_ascii=False)


def test_selected_words_become_a_claim_at_their_place_also_behind_emoji(opened: Opened) -> None:
    page = opened("Ravi")
    paste(
        page,
        "🚒🚒 Crews came late. The mayor 🎖️ blamed بغداد for the delay on Friday.\n\nNothing else is known.",
        title="Crews",
    )
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll("#text .seg")].find((one) => one.textContent.includes("blamed"));
          const last = [...document.querySelectorAll("#text .seg")].find((one) => one.textContent.includes("delay"));
          const range = document.createRange();
          range.setStart(piece.firstChild, piece.textContent.indexOf("blamed"));
          range.setEnd(last.firstChild, last.textContent.indexOf("delay") + 5);
          const selection = document.getSelection();
          selection.removeAllRanges();
          selection.addRange(range);
        }"""
    )
    expect(page.locator("#selection-bar")).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("#new-words")).to_have_value("blamed بغداد for the delay")
    page.get_by_role("button", name="New claim").click()
    expect(page.locator(".item.chosen .item-words")).to_have_text("blamed بغداد for the delay")


def test_the_desk_works_on_a_phone(opened: Opened) -> None:
    page = opened("Ravi", size=NARROW)
    paste(page, STORY, title="Depot, on a phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#text .seg.claim").first.click()
    expect(page.locator(".item.chosen")).to_be_in_viewport()
    page.get_by_text("unverifiable").click()
    page.locator("#confidence").fill("50")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".item.chosen")).to_contain_text("unverifiable")


def test_without_scripts_an_article_is_judged_all_the_same(opened: Opened) -> None:
    page = opened("Ravi")
    paste(page, STORY, title="Depot, without scripts")
    context = page.context.browser
    assert context is not None
    plain = context.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    try:
        quiet = plain.new_page()
        quiet.goto(page.url)
        quiet.locator("#text .number a").first.click()
        quiet.locator("label:has(#verdict-4)").click()
        quiet.locator("#confidence").fill("90")
        quiet.get_by_role("button", name="Save", exact=True).click()
        expect(quiet.locator(".item.chosen")).to_contain_text("assessed")
    finally:
        plain.close()
