"""Two reviewers who differ and the editor who decides; somebody who is named and reads it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import STORY, Opened, opened_whole, paste, says


def judge(page: Page, key: str, confidence: str, note: str) -> None:
    """Judge the first claim by keys, and write a note."""
    page.keyboard.press("n")
    expect(page.locator("#judge")).to_be_visible()
    page.keyboard.press(key)
    page.keyboard.type(confidence)
    page.locator("#note").fill(note)
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "Saved.")


def test_two_differ_and_an_editor_decides_by_keys(opened: Opened) -> None:
    ravi, cora, edda = opened("Ravi"), opened("Cora"), opened("Edda")
    paste(ravi, STORY, title="Depot, two who differ")
    address = ravi.url
    judge(ravi, "1", "80", "The colonel said so twice.")
    cora.goto(address)
    judge(cora, "5", "65", "The ministry counts one.")
    expect(cora.locator(".item.chosen")).to_contain_text("differ")
    expect(cora.get_by_role("button", name="Settle")).to_be_disabled()

    edda.goto(address)
    edda.keyboard.press("n")
    expect(edda.get_by_text("Needs an editor's pick")).to_be_visible()
    edda.keyboard.press("t")
    expect(edda.get_by_role("heading", name="Decide between judgements")).to_be_visible()
    for words in ("The colonel said so twice.", "The ministry counts one."):
        expect(edda.get_by_text(words)).to_be_visible()
    edda.wait_for_load_state()
    edda.keyboard.press("2")
    expect(edda.locator("#reason")).to_be_focused()
    edda.keyboard.type("The ministry has the list of names.")
    edda.keyboard.press("Escape")
    edda.keyboard.press("s")
    says(edda, "Decided and settled.")
    expect(edda.locator(".item.chosen .item-state")).to_contain_text("settled")

    for page in (ravi, cora):
        page.goto("/for-me")
        expect(page.get_by_text("The ministry has the list of names.")).to_be_visible()
        page.get_by_role("link", name=re.compile("I decided between your judgements")).first.click()
        expect(page.locator(".decision")).to_contain_text("The ministry has the list of names.")


def test_who_is_named_with_an_at_sign_reads_it_and_the_count_goes(opened: Opened) -> None:
    ravi, cora = opened("Ravi"), opened("Cora")
    paste(ravi, STORY, title="Depot, a question")
    ravi.keyboard.press("n")
    remark = ravi.locator("#remark")
    remark.click()
    remark.press_sequentially("Which depot, @Co")
    expect(ravi.get_by_role("listbox", name="People").get_by_role("option", name="Cora")).to_be_visible()
    ravi.keyboard.press("Enter")
    expect(remark).to_have_value("Which depot, @Cora ")
    remark.press_sequentially("north or south?")
    ravi.get_by_role("button", name="Comment", exact=True).click()
    says(ravi, "Your comment was added.")

    cora.goto("/sources")
    waiting = cora.locator("#for-me .unread")
    expect(waiting).to_be_visible()
    before = int(re.match(r"\d+", waiting.inner_text()).group())  # type: ignore[union-attr]
    cora.locator("#for-me").click()
    cora.get_by_role("link", name=re.compile("Which depot, @Cora north or south")).click()
    asked = cora.locator(".thread", has_text="north or south?")
    opened_whole(cora)
    asked.scroll_into_view_if_needed()
    if before == 1:
        expect(waiting).to_have_count(0)
    else:
        expect(waiting).to_have_text(re.compile(rf"^{before - 1}\b"))
    asked.get_by_text("Answer", exact=True).first.click()
    asked.get_by_label("Answer Ravi").fill("The southern one.")
    asked.get_by_role("button", name="Answer").click()
    says(cora, "Your answer was added.")
    remark.fill("And who says so?")
    ravi.get_by_role("button", name="Comment", exact=True).click()
    expect(cora.get_by_text("And who says so?")).to_be_visible()
    cora.locator("form[data-seen]").evaluate_all("(forms) => forms.at(-1)?.scrollIntoView()")
    expect(cora.get_by_role("button", name="Mark as read")).to_be_hidden()  # what came by itself and is seen is read
    cora.get_by_role("link", name="All comments on the article").click()
    expect(cora.get_by_label("Comment on the article")).to_be_visible()
    cora.locator(".thread", has_text="The southern one.").get_by_role("button", name="Resolve").click()
    expect(cora.get_by_text("1 resolved")).to_be_visible()
