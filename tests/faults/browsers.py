"""Reviewers at real browsers, while the line is cut, the server is killed and somebody else is faster.

    python -m tests.faults.browsers [--kills 20] [--rounds 20]

Prints what was counted; exit code 1 when a typed text was lost or overwritten unseen. docs/faults.md says what is done.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tools.browser import open_chromium

from .prepared import Prepared, prepare
from .server import HOST, Server

# What is done to a text in mid-edit, one after the other.
CUTS = ("killed while typing", "killed, then saved", "line cut before the save", "answer cut off", "page crashed")
PATIENCE = 45_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@dataclass
class Report:
    """What became of each text: "saved" (and how often), "lost", "twice"; of each race: "both shown" or "unseen"."""

    outcomes: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        return "\n".join([f"{sum(self.outcomes.values())} texts: {counted}", *self.lost])


def context_of(browser: Browser, server: Server) -> BrowserContext:
    context = browser.new_context(base_url=f"http://{HOST}:{server.port}", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    return context


def logged_in(context: BrowserContext, email: str, password: str) -> Page:
    page = context.new_page()
    page.goto("/login")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    return page


def open_claim(page: Page, desk: Prepared, claim: int) -> None:
    page.goto(f"/articles/{desk.article}?claim={claim}")
    expect(page.locator("#judge")).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state("load")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def told(page: Page, words: str | re.Pattern[str], patience: int = PATIENCE) -> None:
    """Wait until the claim's form says so."""
    expect(page.locator("#judge [data-draft-note]")).to_contain_text(words, timeout=patience)


def times_in_history(desk: Prepared, words: str) -> int:
    """How often these words became a claim's wording, by the database itself."""
    with closing(sqlite3.connect(f"file:{desk.database}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT after FROM history WHERE object_type = 'claims' AND after LIKE ?", (f"%{words}%",)
        )
        return len(rows.fetchall())


# -- a text that is cut off in mid-edit


def cut_off(page: Page, server: Server, desk: Prepared, claim: int, *, how: str, words: str) -> Page:
    """Type, and let `how` happen. Gives the page on which the person goes on."""
    open_claim(page, desk, claim)
    page.locator("#wording").fill("")
    page.locator("#wording").press_sequentially(words)
    address = f"**/claims/{claim}/save"
    if how == "killed while typing":
        server.kill()
        server.start()
        page.reload()
    elif how == "killed, then saved":
        server.kill()
        save(page)
        told(page, "does not answer")
        server.start()  # sent again by itself
    elif how == "line cut before the save":
        page.route(address, lambda route: route.abort())
        save(page)
        told(page, "does not answer")
        page.unroute(address)
    elif how == "answer cut off":
        page.route(address, swallow, times=1)
        save(page)
    else:
        other = page.context.new_page()
        page.close(run_before_unload=False)
        page = other
        open_claim(page, desk, claim)
    return page


def swallow(route: Route) -> None:
    """The request arrives and is answered; the answer does not come through."""
    route.fetch(max_redirects=0)
    route.abort()


def go_on(page: Page, desk: Prepared, words: str, patience: int) -> str:
    """Save what is there, unless that happens by itself. What became of the words."""
    try:
        told(page, re.compile("Saved|is back"), patience)
    except AssertionError:
        return "lost" if page.locator("#wording").input_value() != words else "not told"
    if page.locator("#wording").input_value() != words:
        return "lost"
    if not times_in_history(desk, words):
        save(page)
        told(page, "Saved")
    return {0: "lost", 1: "saved"}.get(times_in_history(desk, words), "twice")


def cut(
    browser: Browser,
    server: Server,
    desk: Prepared,
    *,
    times: int,
    seed: object,
    broken: Callable[[BrowserContext], None] = lambda _context: None,
    patience: int = PATIENCE,
) -> Report:
    """Cut `times` texts off in mid-edit. `broken` may take something out of the pages: a build known to be bad, which
    need not be waited for so long."""
    dice, report = random.Random(f"{seed} cuts"), Report()
    context = context_of(browser, server)
    broken(context)
    page = logged_in(context, desk.emails[0], desk.password)
    for number in range(times):
        how, words = CUTS[number % len(CUTS)], f"Patrol {number} counted {dice.randrange(10**9)} lorries"
        page = cut_off(page, server, desk, dice.choice(desk.claims), how=how, words=words)
        outcome = go_on(page, desk, words, patience)
        report.outcomes[outcome] += 1
        if outcome != "saved":
            report.lost.append(f"{outcome}: {words!r}, {how}")
    context.close()
    return report


# -- two who save the same claim


def race(browser: Browser, server: Server, desk: Prepared, *, rounds: int) -> Report:
    """Two browsers open one claim, both change its wording, both save; the second chooses: theirs, mine, both."""
    report = Report()
    contexts = [context_of(browser, server) for _ in desk.emails]
    first, second = (
        logged_in(context, email, desk.password) for context, email in zip(contexts, desk.emails, strict=True)
    )
    for number in range(rounds):
        claim = desk.claims[number % len(desk.claims)]
        theirs, mine = f"North counted {number} lorries", f"South saw {number} empty lorries"
        for page, words in ((first, theirs), (second, mine)):
            open_claim(page, desk, claim)
            page.locator("#wording").fill(words)
        save(first)
        told(first, "Saved")
        save(second)
        sides = second.locator('[data-field="wording"]')
        expect(sides).to_be_visible(timeout=PATIENCE)
        shown = sides.locator("[data-theirs]").text_content(), sides.locator("[data-mine]").text_content()
        expect(sides.locator("input[value=mine]")).to_be_focused()
        for _ in range(number % 3):  # by the arrow keys: mine, both, theirs
            second.keyboard.press("ArrowDown")
        wanted = (mine, f"{theirs}\n{mine}", theirs)[number % 3]
        held = second.locator("#wording").input_value()
        save(second)
        told(second, "Saved")
        fine = shown == (theirs, mine) and held == wanted and second.locator("#wording").input_value() == wanted
        fine = fine and times_in_history(desk, theirs) >= 1
        report.outcomes["both shown" if fine else "unseen"] += 1
        if not fine:
            report.lost.append(f"round {number}: shown {shown}, wanted {wanted!r}, held {held!r}")
    for context in contexts:
        context.close()
    return report


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.browsers", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wirecheck-browsers-") as folder, open_chromium() as browser:
        desk = prepare(Path(folder) / "instance")
        with Server(desk.instance) as server:
            cuts = cut(browser, server, desk, times=options.kills, seed=random.randrange(10_000))
            races = race(browser, server, desk, rounds=options.rounds)
    print(f"cut off in mid-edit: {cuts}\nboth saved the same claim: {races}")
    return 1 if cuts.lost or races.lost else 0


if __name__ == "__main__":
    sys.exit(main())
