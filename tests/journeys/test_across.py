"""One story in two outlets, by keyboard: a relay is confirmed and taken back, a sighting makes a matter, a
contradiction is decided and reopened."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from annotator.accounts.models import User
from annotator.db import db
from annotator.gazetteer.queries import gazetteer
from annotator.ingest.draft import ArticleDraft, Origin
from annotator.ingest.pipeline import Choices, take_in
from tests.faults.prepared import desk_app

from .conftest import Desk, Opened, reload_until

SAID = (
    "An explosion at a grain silo near Kirkuk killed {} people on Monday, the governor's office said. The silo held "
    "2,000 tonnes of barley for the villages of the plain. Firemen from three towns fought the flames until dawn, and "
    "the road to Dibis was closed for the night. The owner of the silo, a cooperative of farmers, said that its wiring "
    "was old."
)


@pytest.fixture(scope="module")
def articles(desk: Desk) -> tuple[int, int]:
    """The numbers of both articles: in nearly the same words, twenty minutes apart, with another toll."""
    found = []
    with desk_app(desk.server.instance).test_request_context():
        editor = db.session.scalars(sa.select(User).where(User.name == "Edda")).one()
        for minute, (feed, toll) in enumerate((("Plain Wire", "nine"), ("Silo Post", "14"))):
            published = dt.datetime(2021, 3, 8, 9, 20 * minute, tzinfo=dt.UTC)
            draft = ArticleDraft(
                SAID.format(toll), Origin("silo.txt"), title=f"Silo, by {feed}", feed=feed, published=published
            )
            entry = take_in(draft, by=editor, choices=Choices(), gazetteer=gazetteer())
            assert entry.article is not None, entry.reason
            found.append(entry.article)
        db.session.rollback()
        db.engine.dispose()
    return found[0], found[1]


def comes(page: Page, selector: str, words: str) -> None:
    """Wait until the finder, which works beside the server, has found it."""
    reload_until(page, lambda: page.locator(selector, has_text=words).count() > 0)


def press(page: Page, *keys: str) -> None:
    """Once the scripts of the page that is there now have run."""
    page.wait_for_load_state("load")
    for key in keys:
        page.keyboard.press(key)


def test_a_relay_is_confirmed_taken_back_and_refused_by_key(opened: Opened, articles: tuple[int, int]) -> None:
    page = opened("Ravi")
    page.goto(f"/articles/{articles[1]}")
    page.get_by_role("link", name="1 in nearly the same words").click()
    row = page.locator("ol.places").first.locator(".place", has_text="Silo, by Plain Wire")
    expect(page.locator("#beside ins.telling")).to_contain_text("14")
    press(page, "j", "a")
    expect(row).to_contain_text("one story, said Ravi")
    row.get_by_role("button", name="Take back").click()
    expect(row.get_by_role("button", name="One story")).to_be_visible()
    press(page, "j", "r")
    expect(row).to_contain_text("another story, said Ravi")
    row.get_by_role("button", name="Take back").click()
    expect(row.get_by_role("button", name="One story")).to_be_visible()


def test_a_sighting_that_is_confirmed_by_key_makes_a_matter(opened: Opened, articles: tuple[int, int]) -> None:
    page = opened("Ravi")
    page.goto(f"/articles/{articles[0]}")
    page.locator(".item-head", has_text="tonnes of barley").first.click()
    expect(page.locator(".item.chosen")).to_contain_text("tonnes of barley")
    page.goto(re.sub(r".*claim=(\d+).*", r"/claims/\1/sightings", page.url))
    comes(page, ".place", "tonnes of barley")
    press(page, "n")
    expect(page.locator(".place.chosen")).to_contain_text("Silo Post")
    press(page, "a")
    expect(page.locator(".notice.good")).to_contain_text("Same matter")
    page.locator(".lede").get_by_role("link", name=re.compile("tonnes of barley")).click()
    expect(page.locator(".lede")).to_contain_text("2 sightings")
    press(page, "n")
    expect(page.locator("tr.pick.chosen")).to_have_count(1)
    press(page, "r")  # a matter of one claim ends
    expect(page.locator("main")).not_to_contain_text("2 sightings")


def test_a_contradiction_is_decided_and_reopened_by_key(opened: Opened, articles: tuple[int, int]) -> None:
    page = opened("Edda")
    page.goto(f"/contradictions?article={articles[1]}")
    comes(page, ".pair", "14")
    press(page, "j")
    expect(page.locator(".place.chosen")).to_contain_text("nine people")
    press(page, "1")
    expect(page.locator(".notice.good")).to_contain_text("Read as “contradiction”")
    expect(page.locator(".pair", has_text="nine people")).to_have_count(0)
    press(page, "u")
    expect(page.locator(".pair", has_text="nine people")).to_have_count(1)
