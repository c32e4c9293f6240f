"""Text that wants to be more than text: nothing of it runs, hides, turns the page around or breaks it."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import NARROW, WIDE, Opened, paste

SCRIPT = '</title></script><script>window.ran = 1</script>"><img src=x onerror="window.ran = 1">'
RIGHT_TO_LEFT = "\u202e"
LONG_WORD = "a" * 300


def test_nothing_in_a_text_or_its_title_runs_or_is_wider_than_the_page(opened: Opened) -> None:
    page = opened("Edda", size=NARROW)
    paste(page, f"{SCRIPT} {LONG_WORD} Two guards were hurt near Hit on Monday.", title=f"{SCRIPT} {LONG_WORD}"[:400])
    address = page.url
    for path in (address, f"{address}/history", f"{address}/export", "/articles", "/"):
        page.goto(path)
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_characters_that_leave_no_trace_are_seen(opened: Opened) -> None:
    page = opened("Edda", size=WIDE)
    paste(page, f"The mayor of {RIGHT_TO_LEFT}tiH said that 30 men were held.", title="A direction turned")
    hidden = page.locator("#text .unseen")
    assert hidden.get_attribute("data-name") == "RLO U+202E"
    assert hidden.evaluate("one => getComputedStyle(one).visibility") == "visible"
    box = hidden.bounding_box()
    assert box is not None and box["width"] > 20


def test_a_byline_that_turns_its_direction_turns_nothing_beside_it(opened: Opened) -> None:
    page = opened("Edda", size=WIDE)
    page.goto("/articles/new")
    page.get_by_label("Text", exact=True).fill("Thirty men were held at Hit on Sunday.")
    page.locator("#paste summary").click()
    page.locator("#paste [name=byline]").fill(f"Salim{RIGHT_TO_LEFT} Aziz")
    page.locator("#paste [name=url]").fill("https://example.org/held")
    page.get_by_role("button", name="Add the article").click()
    expect(page.locator(".facts")).to_be_visible()
    byline, link = (page.locator(f".facts {part}").bounding_box() for part in ("bdi", "a"))
    assert byline is not None and link is not None and byline["x"] + byline["width"] <= link["x"]
