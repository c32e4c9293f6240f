"""Corrections by keyboard alone: from a garble, an overlap that is merged, the other places of a number, the corrected
copy, and the notice that readers get; and the same page on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .conftest import NARROW, Opened, paste
from .test_without_a_mouse import Hands

STORY = "\n\n".join(
    (
        "Rockets hit pumping station",
        "RAMADI, March 3 - Three rockets hit a pumping station near Ramadi on Tuesday. The paramilitary al-Hashid "
        "al-Shabi denied any part in it. Two engineers were killed.",
        "The ministry sent 300 guards to the town. Some of the 300 guards stayed, said the governer of the town. "
        "A crowd of 300 people left.",
    )
)


def choose(hands: Hands, words: str) -> None:
    """Go to the row of the panel that has these words."""
    row = hands.page.locator(".item", has_text=words).first
    for _ in range(40):
        if "chosen" in (row.get_attribute("class") or ""):
            return
        hands.press("n")
    raise AssertionError(f"“{words}” cannot be reached")


def select(hands: Hands, sentence: str, wanted: str) -> None:
    """Select these words in the sentence that has the others."""
    said = hands.page.locator("#announcer")
    hands.press("j", look=False)
    expect(said).to_contain_text(re.compile("on it|Here:"))  # the sentences are fetched when the cursor is first used
    hands.press(*"k" * 9, look=False)
    expect(said).to_contain_text(STORY.partition("\n")[0])
    while sentence not in (before := said.text_content() or ""):
        hands.press("j", look=False)
        expect(said).not_to_have_text(before)
    hands.press("v", look=False)
    expect(said).to_contain_text("Selected: ")
    words = wanted.split()
    while said.text_content() != f"Selected: {words[0]}":
        hands.press("ArrowRight", look=False)
    for end in range(2, len(words) + 1):
        hands.press("Shift+ArrowRight", look=False)
        expect(said).to_have_text(f"Selected: {' '.join(words[:end])}")


def test_corrections_from_a_garble_to_the_notice_by_keyboard(opened: Opened) -> None:
    page = opened("Edda")
    paste(page, STORY, title="Pumping station")
    hands = Hands(page)
    # From a garble: confirmed with its first suggestion, then proposed.
    hands.press("]")
    choose(hands, "al-Hashid")
    hands.press("1", "x")
    expect(page.locator(".item.chosen .item-state")).to_contain_text("proposed")
    hands.press("a")
    expect(page.locator(".item.chosen .item-state")).to_contain_text("accepted")
    # Selected words, whose number stands elsewhere too.
    select(hands, "sent 300 guards", "300 guards")
    hands.press("x")
    expect(page.locator("#new-replacement")).to_be_focused()
    page.keyboard.type("30 guards")
    hands.press("Control+Enter")
    expect(page.locator(".item.chosen")).to_contain_text("2 other places in this article")
    # Others that overlap: refused by name, and merged.
    select(hands, "sent 300 guards", "guards to the")
    hands.press("x")
    page.keyboard.type("guards into the")
    hands.press("Control+Enter")
    expect(page.locator("#new h2")).to_have_text("Merge into one correction")
    expect(page.locator(".notice.bad")).to_contain_text("overlaps the correction of “300 guards”")
    expect(page.locator("#new-replacement")).to_have_value("30 guards into the")
    hands.press("Control+Enter")
    expect(page.locator(".item.chosen .item-words").first).to_contain_text("300 guards to the")
    # The other places of the number: what is certain is ticked.
    hands.press("o")
    expect(page.locator(".also [type=checkbox]").first).to_be_focused()
    expect(page.locator(".also :checked")).to_have_count(1)
    hands.press("Control+Enter", "[", "]")
    expect(page.locator(".tabs [aria-current]")).to_contain_text("Corrections 3")
    choose(hands, "300 guards to the")
    hands.press("a", "p")
    expect(page.locator(".item-state", has_text="accepted")).to_have_count(2)
    # The corrected copy, and both side by side.
    hands.press("V", look=False)
    text = page.locator("#text")
    expect(text).to_be_visible()
    assert "sent 30 guards into the town" in text.inner_text() and "300 guards to" not in text.inner_text()
    expect(page).to_have_url(re.compile("view=corrected"))
    hands.press("D", look=False)
    expect(page.locator("#beside ins", has_text="30 guards into the")).to_be_visible()
    assert "sent 300 guards to the town" in text.inner_text()
    hands.press("X", look=False)
    expect(page.locator("#beside")).to_be_hidden()
    # What readers are told: drafted, put into other words, approved.
    page.locator(".bench-head a", has_text="Notices").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Correction notices")
    expect(page.locator(".untold li")).to_have_count(2)
    page.locator(".untold button").focus()
    page.keyboard.press("Enter")
    words = page.locator("#text")
    expect(words).to_have_value(re.compile("An earlier version of this article contained two errors."))
    words.press("End")
    words.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" We regret this.")
    page.locator("button", has_text="Approve").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notices .notice-text")).to_contain_text("We regret this.")
    expect(page.locator(".notices")).to_contain_text("approved by Edda")
    assert hands.unseen == []


def test_on_a_phone_each_corrected_sentence_stands_under_what_it_was(opened: Opened) -> None:
    page = opened("Edda", size=NARROW)
    paste(page, STORY, title="Pumping station, on a phone")
    address = page.url.partition("?")[0]
    start = STORY.index("governer")
    page.goto(f"{address}?new=correction&start={start}&end={start + 8}")
    page.locator("#new-replacement").fill("governor")
    page.locator("#new button").click()
    page.locator(".item.chosen button", has_text="Accept").click()
    expect(page.locator(".item.chosen")).to_contain_text("accepted")
    page.locator("[data-view-of=both]").click()
    line = page.locator("#text .source-line")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("said the governor of the town")
    page.locator("[data-view-of=corrected]").click()
    expect(line).to_have_count(0)
    assert "said the governor of the town" in page.locator("#text").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
