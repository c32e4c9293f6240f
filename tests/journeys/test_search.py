"""Searching without a mouse: a query completed as it is typed, narrowed, sorted, grouped, turned over, read around."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import NARROW, Opened
from .test_by_keyboard import reach, settled


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def total(page: Page) -> int:
    return int(page.locator("#search-total strong").inner_text().replace(",", ""))


def ask(page: Page, text: str) -> None:
    page.goto("/search")
    page.wait_for_load_state()
    press(page, "/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(text)


def test_a_query_is_completed_by_keyboard(opened: Opened) -> None:
    page = opened("Rana")
    ask(page, "fee")
    option = page.locator("#q-options [role=option]")
    expect(option.first).to_contain_text("feed:")
    press(page, "ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "q-option-0")
    press(page, "Enter")  # the field; its values follow at once
    expect(page.locator("#q")).to_have_value("feed:")
    expect(option.filter(has_text="Meridian Wire")).to_be_visible()
    page.keyboard.type("mer", delay=50)
    expect(option).to_have_count(1)
    press(page, "ArrowDown")
    page.keyboard.type("i")  # goes on typing: it belongs to the word that is completed
    press(page, "ArrowDown", "Tab")
    expect(page.locator("#q")).to_have_value('feed:"Meridian Wire" ')
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q-options")).to_be_hidden()
    page.wait_for_url(re.compile("q=feed"))
    # A name goes in under all its spellings; Escape closes the list and leaves the words.
    page.keyboard.type("hash")
    expect(option.filter(has_text="al-Hashd al-Shaabi")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#q-options")).to_be_hidden()
    expect(page.locator("#q")).to_have_value('feed:"Meridian Wire" hash')
    expect(page.locator("#q")).to_be_focused()


def test_hits_are_narrowed_sorted_grouped_and_read_around_by_keyboard(opened: Opened) -> None:
    page = opened("Rana")
    ask(page, "rockets")
    press(page, "Enter")
    expect(page.locator("#search-total")).to_contain_text("hits")
    settled(page)
    everything = total(page)

    # Two values of a facet and one of another: the box keeps the focus, the counts follow.
    reach(page, "#kind-claim")
    press(page, "Space")
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator("#kind-claim")).to_be_focused()
    claims = total(page)
    assert 0 < claims < everything
    reach(page, "#kind-article")
    press(page, "Space")
    expect(page.locator(".chip")).to_have_count(2)
    assert claims < total(page) < everything
    reach(page, "#state-suggested")
    press(page, "Space")
    expect(page.locator(".chip")).to_have_count(3)
    settled(page)
    assert {"kind=claim", "kind=article", "state=suggested"} <= set(page.url.partition("?")[2].split("&"))

    # A chip takes its value away again.
    reach(page, ".chip", "article")
    press(page, "Enter")
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#search-total")).to_be_focused()

    # Sorted by worth: the highest first.
    reach(page, "#sort")
    page.keyboard.type("worth")
    page.wait_for_url(re.compile("sort=worth"))
    settled(page)
    worths = [int(each) for each in re.findall(r"worth (\d+)", page.locator(".search-hits").inner_text())]
    assert len(worths) > 5 and worths == sorted(worths, reverse=True)

    # By article, and more of one.
    reach(page, "#grouped")
    press(page, "Space")
    expect(page.locator(".search-group").first).to_be_visible()
    settled(page)
    rest = page.locator(".search-rest a").first
    more = int(re.findall(r"\d+", rest.inner_text())[0])
    reach(page, ".search-rest a")
    press(page, "Enter")
    expect(page.locator(".search-hits > li")).to_have_count(more + 3)

    # The sentences around a hit.
    press(page, "j")
    reach(page, ".search-more summary")
    press(page, "Enter")
    expect(page.locator(".around mark").first).to_contain_text("ocket")


def test_time_is_chosen_from_the_chart_by_keyboard_and_pages_are_turned(opened: Opened) -> None:
    page = opened("Edda")
    for month in ("2020-11", "2021-01"):  # the sample is of one month
        page.goto("/articles/new")
        page.get_by_label("Text", exact=True).fill(
            f"Rockets fell near the ford of {month}. Nobody was hurt, a clerk said."
        )
        page.get_by_label("Title", exact=True).fill(f"Rockets of {month}")
        page.get_by_text("Details of the article").click()
        page.locator("[name=published]").fill(f"{month}-10T08:00")
        page.get_by_role("button", name="Add the article").click()
        page.wait_for_url(re.compile(r"/articles/\d+"))
    for _ in range(40):  # until both are in the index
        page.goto("/search?q=rockets+ford")
        if page.locator("#months [role=option]").count() == 3:
            break
        page.wait_for_timeout(250)
    reach(page, "#months")
    press(page, "Home", "Shift+ArrowRight")
    expect(page.locator("#months [aria-selected=true]")).to_have_count(2)
    expect(page.locator("#months-now")).to_contain_text("November 2020 to December 2020")
    press(page, "Enter")
    expect(page.locator(".chip")).to_contain_text("1 Nov 2020 – 31 Dec 2020")
    expect(page.locator("#months")).to_be_focused()
    expect(page.locator("#months [role=option]")).to_have_count(3)  # the chart shows the time around too
    settled(page)
    assert "from=2020-11-01&to=2020-12-31" in page.url

    page.goto("/search?q=iraq")
    first = page.locator(".search-title a").first.get_attribute("href")
    reach(page, ".pager [rel=next]")
    press(page, "Enter")
    expect(page.locator(".pager")).to_contain_text("page 2")
    settled(page)
    assert page.locator(".search-title a").first.get_attribute("href") != first
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("page 1")


def test_every_example_of_the_page_finds_something(opened: Opened) -> None:
    page = opened("Edda")
    page.goto("/search")
    examples = page.locator("#found .search-help a").all()
    addresses = [str(example.get_attribute("href")) for example in examples]
    assert len(addresses) > 35
    nothing = []
    for address in addresses:
        if address.endswith(":me") or "tag:" in address:  # who has just come to the desk has done nothing yet
            continue
        text = page.request.get(address).text()
        if "Nothing was found" in text or "was left out" in text:
            nothing.append(address)
    assert nothing == []


def test_on_a_phone_the_filters_are_folded_and_say_how_many_there_are(opened: Opened) -> None:
    page = opened("Rana", size=NARROW)
    page.goto("/search?q=rockets&kind=claim&state=suggested")
    expect(page.locator("#filters > summary")).to_have_text("Narrow down (2)")
    expect(page.locator("#kind-claim")).to_be_hidden()
    reach(page, "#filters > summary")
    press(page, "Enter")
    reach(page, "#kind-claim")
    press(page, "Space")
    expect(page.locator("#filters > summary")).to_have_text("Narrow down (1)")
    expect(page.locator("#kind-claim")).to_be_focused()


def test_where_nothing_is_found_a_link_leads_on_and_the_field_has_its_words(opened: Opened) -> None:
    page = opened("Rana")
    page.goto("/search?q=rockets+is:disputed+verdict:outdated")
    expect(page.locator("#search-total")).to_have_text("0 hits")
    reach(page, ".looser a")
    press(page, "Enter")
    expect(page.locator(".search-hits > li").first).to_be_visible()
    expect(page.locator("#search-total")).to_have_count(1)
    expect(page.locator("#q")).not_to_have_value("rockets is:disputed verdict:outdated")
    page.goto("/search?q=Hashd+al-Shaabi")
    reach(page, ".search-names summary")
    press(page, "Enter")
    expect(page.locator(".spelled a").first).to_be_visible()
    reach(page, ".spelled a")
    press(page, "Enter")
    expect(page.locator("#q")).to_have_value(re.compile('^"'))
    expect(page.locator(".search-names")).to_have_count(0)
