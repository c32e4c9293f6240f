"""Each page in a real browser: accessible by axe's rules, nothing refused by the security policy, nothing too wide."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page

from annotator.config import ROOT

from .conftest import NARROW, WIDE, Desk, Opened

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
PAGES = (
    "/",
    "/?queue=second",
    "/?queue=stuck",
    "/collections",
    "/?queue=garbles",
    "/articles",
    "/articles/1",
    "/articles/1?claim=1",
    "/articles/2?tab=garbles",
    "/articles/2?tab=corrections",
    "/articles/2?tab=comments",
    "/articles/1?new=claim",
    "/articles/1/history",
    "/articles/1/edit",
    "/articles/1/export",
    "/articles/new",
    "/imports",
    "/search?q=Erbil",
    "/search?q=",
    "/search?q=al-Hashd+al-Shaabi&kind=claim&kind=article&grouped=1&sort=worth",
    "/search?q=feed:nobody+rockets",
    "/search?like=claim:1",
    "/articles/2?garble=2",
    "/garbles",
    "/garbles?state=suspected",
    "/garbles/decide?act=confirm&all=1&state=suspected",
    "/garbles/1/elsewhere",
    "/garbles/rules",
    "/garbles/rules/garbled-name",
    "/garbles/dismissals",
    "/garbles/rates",
    "/garbles/glossary",
    "/sources",
    "/sources/1",
    "/sources/new",
    "/names",
    "/names/1",
    "/account",
    "/for-me",
    "/claims/1/adjudicate",
    "/health",
    "/nothing-here",
)
PARTS = 3  # a test of all pages would be the longest of the run
LARGEST = 150 * 1024  # script and style of one page, compressed


def violations(page: Page) -> list[str]:
    """What axe finds, with where. Run in the page's own world, where the page's policy does not bind it."""
    found = page.evaluate(AXE + "\n;axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)")
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


# Each width and each scheme once: what is laid out does not hang on the colours.
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_fits(opened: Opened, size: dict[str, int], scheme: str, part: int) -> None:
    page = opened("Edda", size=size, scheme=scheme)
    faults = []
    for address in PAGES[part::PARTS]:
        page.goto(address)
        faults += [f"{address} {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            faults.append(f"{address} is wider than the window")
    assert faults == []


def test_the_log_in_page_is_accessible(opened: Opened) -> None:
    page = opened(None)
    page.goto("/login")
    assert violations(page) == []


def test_no_page_ships_more_script_and_style_than_a_slow_line_takes(desk: Desk, opened: Opened) -> None:
    page = opened("Edda")
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda response: (
            sizes.setdefault(response.url, len(gzip.compress(response.body())))
            if response.request.resource_type in {"script", "stylesheet"}
            else None
        ),
    )
    for address in ("/articles/1?claim=1", "/search?q=Erbil", "/articles/new"):
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        assert 0 < sum(sizes.values()) <= LARGEST, sizes
