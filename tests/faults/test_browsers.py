"""The short form of `python -m tests.faults.browsers`, what a person sees of it, and the proof that it finds a loss."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.faults.browsers import (
    PATIENCE,
    context_of,
    cut,
    logged_in,
    open_claim,
    race,
    save,
    swallow,
    times_in_history,
    told,
)
from tests.faults.prepared import Prepared
from tests.faults.server import Server


@pytest.fixture(scope="module")
def running(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Prepared]]:
    desk = prepared.copy(tmp_path_factory.mktemp("browsers") / "instance")
    with Server(desk.instance) as server:
        yield server, desk
        assert server.tracebacks() == []


@pytest.fixture(scope="module")
def cookies(chromium: Browser, running: tuple[Server, Prepared]) -> list[list[Any]]:
    """Those of two reviewers who have logged in."""
    server, desk = running
    found: list[list[Any]] = []
    for email in desk.emails:
        with context_of(chromium, server) as context:
            logged_in(context, email, desk.password)
            found.append(list(context.cookies()))
    return found


@pytest.fixture
def pages(chromium: Browser, running: tuple[Server, Prepared], cookies: list[list[Any]]) -> Iterator[list[Page]]:
    """Two reviewers, each in a browser of their own."""
    contexts = [context_of(chromium, running[0]) for _ in cookies]
    for context, kept in zip(contexts, cookies, strict=True):
        context.add_cookies(kept)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_two_browsers_that_save_the_same_claim_lose_nothing(
    chromium: Browser, running: tuple[Server, Prepared]
) -> None:
    report = race(chromium, *running, rounds=3)
    assert report.outcomes == {"both shown": 3}, report


def test_no_text_that_is_cut_off_in_mid_edit_is_lost(chromium: Browser, running: tuple[Server, Prepared]) -> None:
    report = cut(chromium, *running, times=5, seed="short")
    assert report.outcomes == {"saved": 5}, report


def test_pages_that_keep_no_draft_are_found_out(chromium: Browser, running: tuple[Server, Prepared]) -> None:
    def broken(context: BrowserContext) -> None:
        for script in ("saving", "drafts"):
            context.route(f"**/js/{script}.js", lambda route: route.fulfill(body="", content_type="text/javascript"))

    server, desk = running
    report = cut(chromium, server, desk, times=1, seed="bad", broken=broken, patience=4_000)
    assert report.outcomes == {"lost": 1}, report


def test_an_answer_that_is_cut_off_is_not_called_saved_until_the_desk_says_so(
    pages: list[Page], running: tuple[Server, Prepared]
) -> None:
    page, desk = pages[0], running[1]
    open_claim(page, desk, desk.claims[7])
    words = f"An hour's work {time.monotonic_ns()}"
    page.locator("#wording").fill(words)
    told(page, "Not saved yet")
    said: list[str] = []

    def hear(words: str) -> None:
        said.append(words)

    page.expose_function("heard", hear)
    page.evaluate(
        """() => new MutationObserver(() => {
          for (const note of document.querySelectorAll("#judge [data-draft-note]")) window.heard(note.textContent);
        }).observe(document.body, { childList: true, subtree: true, characterData: true })"""
    )
    page.route(f"**/claims/{desk.claims[7]}/save", swallow, times=1)
    save(page)
    told(page, re.compile(r"Saved \d\d:\d\d"))
    assert times_in_history(desk, words) == 1
    unknown = next(place for place, each in enumerate(said) if "is not known" in each)
    assert not any(each.startswith("Saved") for each in said[:unknown])
    page.locator("#wording").press_sequentially("!")
    told(page, "Not saved yet")


def test_what_one_saves_the_other_sees_within_three_seconds_and_goes_on_typing(
    pages: list[Page], running: tuple[Server, Prepared]
) -> None:
    (first, second), desk = pages, running[1]
    open_claim(first, desk, desk.claims[8])
    began = time.monotonic()
    open_claim(second, desk, desk.claims[9])
    drawing = time.monotonic() - began  # how long this machine takes for a page, which is no part of the promise
    second.locator("#note").press_sequentially("Called the hos")
    second.evaluate("document.querySelector('#note').setSelectionRange(3, 5)")
    words = f"Seen by the other {time.monotonic_ns()}"
    first.locator("#wording").fill(words)
    save(first)
    told(first, "Saved")
    began = time.monotonic()
    expect(second.locator(f"#claim-{desk.claims[8]} .item-words")).to_have_text(words, timeout=PATIENCE)
    assert time.monotonic() - began < 3 + drawing
    assert second.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == ["note", 3]
    expect(second.locator("#note")).to_have_value("Called the hos")
    expect(second.locator("#live-line")).to_contain_text("is on claim", timeout=PATIENCE)


def test_what_is_being_edited_is_left_alone_and_the_other_save_can_be_looked_at(
    pages: list[Page], running: tuple[Server, Prepared]
) -> None:
    (first, second), desk = pages, running[1]
    for page in (first, second):
        open_claim(page, desk, desk.claims[10])
    second.locator("#wording").fill("Mine, being typed")
    first.locator("#wording").fill("Theirs, saved")
    save(first)
    told(first, "Saved")
    notice = second.locator(".seen-change")
    expect(notice).to_contain_text("changed this at", timeout=PATIENCE)
    expect(second.locator("#wording")).to_have_value("Mine, being typed")
    notice.get_by_role("button", name="Look").click()
    expect(second.locator("[data-theirs]")).to_have_text("Theirs, saved", timeout=PATIENCE)
    expect(second.locator("#wording")).to_have_value("Mine, being typed")


def test_a_draft_older_than_what_stands_is_compared_not_saved_over(
    pages: list[Page], running: tuple[Server, Prepared]
) -> None:
    (first, second), desk = pages, running[1]
    open_claim(second, desk, desk.claims[11])
    second.locator("#wording").fill("Kept over lunch")
    told(second, "Not saved yet")
    second.goto("/articles")
    expect(second.locator("#kept-drafts")).to_contain_text("Kept over lunch", timeout=PATIENCE)
    open_claim(first, desk, desk.claims[11])
    first.locator("#wording").fill("Saved meanwhile")
    save(first)
    told(first, "Saved")
    second.locator("#kept-drafts a").click()
    told(second, "was changed on the desk since")
    second.get_by_role("button", name="Compare").click()
    expect(second.locator("[data-theirs]")).to_have_text("Saved meanwhile", timeout=PATIENCE)
    expect(second.locator("#wording")).to_have_value("Kept over lunch")
    assert times_in_history(desk, "Kept over lunch") == 0


def test_who_logs_in_next_on_the_same_machine_is_not_given_the_draft(
    chromium: Browser, running: tuple[Server, Prepared]
) -> None:
    server, desk = running
    context = context_of(chromium, server)
    page = logged_in(context, desk.emails[0], desk.password)
    open_claim(page, desk, desk.claims[6])
    page.locator("#wording").fill("Nobody else's business")
    told(page, "Not saved yet")
    context.clear_cookies()
    save(page)
    dialog = page.get_by_role("dialog", name="Log in again")
    dialog.get_by_label("E-mail").fill(desk.emails[1])
    dialog.get_by_label("Password").fill(desk.password)
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("it is not sent", timeout=PATIENCE)
    dialog.get_by_role("link", name="Reload the page").click()
    open_claim(page, desk, desk.claims[6])
    expect(page.locator("#kept-drafts")).to_have_count(0)
    page.locator("#note").fill("My own")
    told(page, "Not saved yet")  # the script that would have brought it back is at work
    expect(page.locator("#wording")).not_to_have_value("Nobody else's business")
    assert times_in_history(desk, "Nobody else") == 0
    context.close()
