"""The day of a second reader without a mouse: every key counts, and at each step one sees where the keyboard is."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import Page, Route, TimeoutError, expect

from .conftest import PASSWORD, Opened, paste, says, settled

MOST = 130  # key presses, from the log-in page on
STORY = "\n\n".join(
    (
        "Rockets hit pumping station",
        "RAMADI, March 3 - Three rockets hit a pumping station near Ramadi on Tuesday. Two engineers were killed and "
        "six were wounded. The station supplies 40,000 households.",
        "Police arrested four men in Fallujah. They found 12 mortar shells in a garage. The paramilitary al-Hashid "
        "al-Shabi denied any part in it.",
        "The water ministry sent 15 tankers to the town. Repairs will cost about 3 million dollars. The station was "
        "built in 1987. In 2016 it was destroyed by a car bomb.",
        "The American spokesman Jon Karby said that 200 soldiers guard the plant. Iraq has 31 such stations.",
    )
)

# What has the focus, and whether that is to be seen: an outline, or for a choice the outline of what stands for it.
FOCUS = """() => {
  const it = document.activeElement;
  const drawn = (one) => {
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return ring || style.boxShadow !== "none";
  };
  const box = it.getBoundingClientRect();
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const ringed = drawn(it) || (it.nextElementSibling !== null && drawn(it.nextElementSibling));
  return [it !== document.body && inSight && ringed, it.outerHTML.slice(0, 160)];
}"""


class Hands:
    """Ten fingers on one keyboard: each key that goes down is counted, those held together one by one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.unseen: list[str] = []

    def press(self, *keys: str, look: bool = True) -> None:
        """Press keys one after another; afterwards look where the focus is."""
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += len(key.split("+")) if len(key) > 1 else 1
            self.settle()
        if look:
            self.look()

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.presses += len(words)
        self.look()

    def settle(self) -> None:
        self.page.wait_for_load_state()
        expect(self.page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)

    def look(self) -> None:
        """Note where the keyboard came to rest, if that is not to be seen within a second."""
        with contextlib.suppress(TimeoutError):
            self.page.wait_for_function(f"() => ({FOCUS})()[0]", timeout=1000)
        seen, what = self.page.evaluate(FOCUS)
        if not seen:
            self.unseen.append(f"after {self.presses} presses: {what}")


def judged_by_another(opened: Opened) -> str:
    """An article that a first reader began: two claims are judged. Its address."""
    page = opened("Ravi")
    paste(page, STORY, title="Pumping station")
    for key in "n19s19s":
        page.keyboard.press(key)  # faster than the desk draws: none is lost
    expect(page.locator(".item-state", has_text="assessed")).to_have_count(2)
    return page.url.partition("?")[0]


def test_a_second_reader_works_through_an_article_in_130_presses(opened: Opened) -> None:
    address = judged_by_another(opened)
    page = opened(None)
    page.goto("/login")
    hands = Hands(page)

    while page.evaluate("document.activeElement.name") != "email":
        hands.press("Tab", look=False)
    hands.type("cora@example.org")
    hands.press("Tab")
    hands.type(PASSWORD)
    hands.press("Enter", look=False)
    page.wait_for_url("**/")

    hands.press("/")
    hands.type("pumping")
    hands.press("Enter", look=False)
    page.wait_for_url("**/search?q=*")
    hands.press("j", "Enter", look=False)
    page.wait_for_url(re.compile(r"/articles/\d+"))
    page.wait_for_load_state()
    page.goto(address)  # whichever hit came first, the article is the same
    logged_in = hands.presses

    # The two claims of the first reader: found the same, and settled.
    for verdict in ("1", "1"):
        hands.press("n")
        expect(page.locator(".item.chosen")).to_contain_text("assessed")
        hands.press(verdict, "9", "S")
        expect(page.locator(".item.chosen")).to_contain_text("Cora")
        hands.press("t")
        expect(page.locator(".item.chosen")).to_contain_text("settled")

    # Eight more are judged: verdict, confidence, save and next.
    hands.press("N")
    for verdict in "12451261":
        before = page.locator(".item.chosen").get_attribute("data-item")
        hands.press(verdict, "8", "s")
        expect(page.locator(f"[data-item={before}] .item-state")).to_contain_text("assessed")
    judged = page.locator(".item-state", has_text=re.compile("assessed|settled")).count()
    assert judged >= 10

    # A source for the one that is chosen.
    hands.press("e")
    expect(page.locator("#judge [name=source]")).to_be_focused()
    hands.type("Log")
    hands.press("Control+Enter")
    says(page, "Saved.")

    # Two garbles: one that the rules did not find, marked by its words; one of theirs, confirmed and corrected.
    page.keyboard.press("Escape")
    settled(page)
    hands.press("j", "v", "Shift+ArrowRight", "g")
    expect(page.locator("#new-category")).to_be_focused()
    hands.press("Tab", "Enter")
    says(page, "The garble was marked.")
    listed = page.locator(".item")
    at = next(i for i in range(listed.count()) if "chosen" in (listed.nth(i).get_attribute("class") or ""))
    wanted = next(i for i in range(listed.count()) if "al-Hashid" in listed.nth(i).inner_text())
    step = 1 if wanted > at else -1
    for here in range(at, wanted, step):
        hands.press("n" if step > 0 else "p")
        expect(listed.nth(here + step)).to_have_class("item chosen")
    hands.press("1")
    expect(page.locator(".item.chosen .item-state")).to_contain_text("confirmed")
    hands.press("x")
    says(page, "proposed")

    print(f"{hands.presses} presses, {logged_in} of them to get in and to the article")
    assert hands.unseen == []
    assert hands.presses < MOST


def test_keys_that_come_before_the_sentences_wait_for_them(opened: Opened) -> None:
    """The first `j` asks the desk for the sentences; fast hands have selected and marked words before they come."""
    page = opened("Ravi")
    paste(page, STORY, title="Pumping station, in a hurry")
    page.wait_for_load_state()
    held: list[Route] = []
    page.route("**/sentences", lambda route: held.insert(0, route))
    for key in ("j", "v", "Shift+ArrowRight", "g"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)  # longer than the desk takes to answer, were it asked
    expect(page.locator("#new")).to_have_count(0)
    [asked] = held
    asked.continue_()
    expect(page.locator("#new-category")).to_be_focused()
    expect(page.locator("#new-words")).to_have_value("Rockets hit")
