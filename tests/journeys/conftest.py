"""A real desk, as `make run` starts it, and real browsers in front of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from annotator.accounts import service as accounts
from annotator.db import db, transaction
from tests.faults.prepared import desk_app
from tests.faults.server import HOST, Server

PASSWORD = "a long walk by the canal"
PEOPLE = {"Edda": "editor", "Ravi": "reviewer", "Cora": "reviewer", "Rana": "reader"}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
Opened = Callable[..., Page]
PATIENCE = 45_000  # of everything that is waited for, in milliseconds: nobody waits so long but a test that fails
expect.set_options(timeout=PATIENCE)


@dataclass
class Desk:
    server: Server
    setup_link: str
    cookies: dict[str, list[Any]] = field(default_factory=dict)  # of who has logged in before, by name

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server.port}"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at its first start: the sample is loaded, the set-up link is printed; then four people are invited."""
    instance = tmp_path_factory.mktemp("journeys") / "instance"
    with Server(instance, fresh=True) as server:
        # A process beside may answer before the first one has said where the desk is.
        deadline = time.monotonic() + PATIENCE / 1000
        while (link := re.search(r"http://\S+/invitation/\S+(?=\n)", server.log.read_text())) is None:
            assert time.monotonic() < deadline, server.log.read_text()
            time.sleep(0.05)
        invite_people(instance)
        yield Desk(server, link.group())


def invite_people(instance: Path) -> None:
    with desk_app(instance).test_request_context():
        for name, role in PEOPLE.items():
            with transaction(by=None, verb="invite"):
                token = accounts.add_invitation(role, note="", by=None)
            with transaction(by=None, verb="accept"):
                accounts.accept(token, name=name, email=f"{name.lower()}@example.org", password=PASSWORD)
        db.engine.dispose()


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What the browsers complained of: errors of scripts, and everything the security policy refused."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def opened(desk: Desk, chromium: Browser, problems: list[str]) -> Iterator[Opened]:
    """`opened("Ravi")`: that person's browser, logged in; `opened(None)`: nobody's. Each call is another browser."""
    contexts: list[BrowserContext] = []

    def open_page(name: str | None, *, size: dict[str, int] | None = None, scheme: str = "light") -> Page:
        context = chromium.new_context(viewport=size or WIDE, color_scheme=scheme, base_url=desk.address)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
        if name is not None:
            come_in(page, name, desk)
        return page

    yield open_page
    for context in contexts:
        context.close()


def come_in(page: Page, name: str, desk: Desk) -> None:
    """Go to the queue: by the log-in page the first time, and whenever a log-out has ended the person's sessions."""
    page.context.add_cookies(desk.cookies.get(name, []))
    page.goto("/")
    if page.url.startswith(f"{desk.address}/login"):
        log_in(page, name)
        desk.cookies[name] = list(page.context.cookies())


def log_in(page: Page, name: str) -> None:
    page.goto("/login")
    page.locator("[name=email]").fill(f"{name.lower()}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def says(page: Page, words: str) -> None:
    """Wait until the desk says so in a notice. `get_by_text` would also find the words where the page's script says
    them to a screen reader (`#announcer`), and complain of two."""
    expect(page.locator(".notice", has_text=words).first).to_be_visible()


def settled(page: Page) -> None:
    """Wait until htmx has drawn what it fetched."""
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping, .htmx-added")).to_have_count(0)


def opened_whole(page: Page) -> None:
    """Wait until the workbench has brought what is chosen into view, which it does last, after the page's load."""
    page.wait_for_load_state()
    page.evaluate("new Promise((done) => setTimeout(() => setTimeout(done)))")


def reload_until(page: Page, found: Callable[[], bool]) -> None:
    """Reload until it is there: what was saved stands in the index a second later, on a busy machine some seconds."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not found():
        assert time.monotonic() < deadline, f"not there yet: {page.url}"
        page.wait_for_timeout(200)
        page.reload()


STORY = "\n\n".join(
    (
        "Rocket fire hits depot near Kirkuk",
        "KIRKUK, Feb 16 - Two guards were killed and five were wounded on Monday when rockets hit a fuel depot near "
        "Kirkuk, a police colonel said.",
        "The depot is run by the Northern Fuel Company. About 300 workers were sent home. The paramilitary "
        "al-Hashid al-Shabi denied any part in it.",
        "The oil ministry said that repairs would take ten days.",
    )
)


def paste(page: Page, text: str, *, title: str) -> None:
    """Take an article in as an editor does: paste, title, save. Its last line is its own: the same text again would
    lead to the article that the desk has already."""
    page.goto("/articles/new")
    page.get_by_label("Text", exact=True).fill(f"{text}\n\nThis was filed under {title}.")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Add the article").click()
    page.wait_for_url(re.compile(r"/articles/\d+"))
