"""Saved searches: a name for a search, how many of its hits are new, and its feed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from lxml import etree
from werkzeug.test import TestResponse

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.reviews.models import Policy
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.keeping.indexer import Keeper
from annotator.search.saved.models import FeedToken, SavedSearch
from tests.support.cast import make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "q=barges&kind=claim"


class Desk:
    def __init__(self, app: Flask, keeper: Keeper) -> None:
        self.app, self.keeper, self.cast = app, keeper, make_cast()
        client = app.test_client()
        assert isinstance(client, DeskClient)
        self.client = client

    def as_(self, user: User) -> Desk:
        self.client.as_(user)
        return self

    def claim(self, words: str = "Two barges sank", **more: object) -> Claim:
        with transaction(by=None):
            claim = make_claim(make_article(f"{words} near Basra.", **more), words)  # type: ignore[arg-type]
        self.keeper.drain()
        return claim

    def save(self, name: str, search: str = SEARCH, **more: str) -> TestResponse:
        return self.client.post(f"/searches?{search}", data={"name": name, **more})

    def new_feed(self, row: SavedSearch) -> str:
        page = self.client.post(f"/searches/{row.id}/feed").text
        found = re.search(r'value="http://localhost(/feeds/searches/[^"]+)"', page)
        assert found, page
        return found[1].replace("&amp;", "&")


@pytest.fixture
def desk(searched_app: Flask) -> Iterator[Desk]:
    keeper = Keeper(store_of(searched_app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
        yield Desk(searched_app, keeper)
        keeper.reader.close()
        reader_of(searched_app.config).close()


def only() -> SavedSearch:
    db.session.rollback()
    return db.session.scalars(sa.select(SavedSearch)).one()


def titles(answer: TestResponse) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in etree.fromstring(answer.data).iter(f"{ATOM}entry")]


def test_it_keeps_which_hits_and_not_how_they_are_shown(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer)
    answer = desk.save("  Late   barges ", f"{SEARCH}&feed=A&feed=B&page=3&kept=abc&sort=date")
    assert (only().name, only().address) == (
        "Late barges", {"q": ["barges"], "kind": ["claim"], "feed": ["A", "B"], "sort": ["date"]},
    )  # fmt: skip
    page = desk.client.get(answer.location).text
    assert "<bdi>Late barges</bdi>" in page and 'aria-current="page"><bdi>Late barges' in page
    assert "Save this search" not in page
    assert "Keep it as “Late barges”" in desk.client.get(f"/search?saved={only().id}&q=barges").text


def test_an_empty_search_and_a_name_twice_are_refused(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer)
    assert "Search for something first" in desk.client.get(desk.save("Empty", "page=2").location).text
    desk.save("Late")
    assert "You have a search called “Late” already." in desk.client.get(desk.save("Late").location).text
    assert only().name == "Late"


def test_it_is_ones_own_unless_a_reviewer_shares_it(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer).save("Late")
    row = only()
    for verb in ("change", "remove", "seen", "feed", "feed/withdraw"):
        assert desk.as_(desk.cast.colleague).client.post(f"/searches/{row.id}/{verb}").status_code == 404
    data = {"name": "Late", "shared": "on", "row_version": "1"}
    desk.as_(desk.cast.reviewer).client.post(f"/searches/{row.id}/change", data=data)
    page = desk.as_(desk.cast.reader).client.get("/searches").text
    assert "by Ravi" in page and "Delete" not in page
    assert (
        "changed by who made it"
        in desk.client.get(
            desk.client.post(f"/searches/{row.id}/change", data=data | {"row_version": "2"}).location
        ).text
    )
    page = desk.client.get(desk.save("Mine", shared="on").location).text
    assert "shared with the desk by its reviewers" in page


def test_a_change_from_an_older_page_is_refused_but_looking_makes_none_old(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer).save("Late")
    row = only()
    assert desk.client.post(f"/searches/{row.id}/seen", headers={"X-Requested-With": "fetch"}).status_code == 204
    assert desk.client.post(f"/searches/{row.id}/change", data={"name": "A", "row_version": "1"}).status_code == 303
    assert desk.client.post(f"/searches/{row.id}/change", data={"name": "B", "row_version": "1"}).status_code == 409
    assert desk.client.post(f"/searches/{row.id}/remove", data={"row_version": "1"}).status_code == 409
    desk.client.post(f"/searches/{row.id}/remove", data={"row_version": "2"})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SavedSearch)) == 0


def test_new_hits_are_those_that_came_since_its_owner_looked(desk: Desk) -> None:
    desk.claim()
    desk.as_(desk.cast.reviewer).save("Late")
    row = only()
    assert "nothing new" in desk.client.get("/searches").text
    desk.claim()
    desk.claim("Three barges sank")
    desk.claim("Nothing of the kind")
    desk.claim("Four barges sank", visibility="hidden")
    assert '<span class="new">2 new</span>' in desk.client.get("/searches").text
    assert "2<span" in desk.client.get("/searches/new").text
    assert f'data-seen="/searches/{row.id}/seen"' in desk.client.get(f"/search?saved={row.id}&{SEARCH}").text
    desk.client.post(f"/searches/{row.id}/seen")
    assert "nothing new" in desk.client.get("/searches").text


def test_new_hits_are_counted_over_days(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer).save("Late")
    with transaction(by=None):
        db.session.execute(sa.update(SavedSearch).values(seen_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    desk.claim()
    assert '<span class="new">1 new</span>' in desk.client.get("/searches").text


def test_the_feed_is_atom_and_shows_what_its_person_may_see_now(desk: Desk) -> None:
    seen = desk.claim("Two <b>barges</b> & one tug sank", title="Barges & tugs")
    hidden = desk.claim("Three barges sank")
    with transaction(by=None):
        hidden.article.visibility = "hidden"
    desk.keeper.drain()
    desk.as_(desk.cast.reviewer).save("Late <barges>")
    row = only()
    address = desk.new_feed(row)
    desk.client.as_(None)
    answer = desk.client.get(address)
    assert answer.status_code == 200 and answer.mimetype == "application/atom+xml"
    assert "Set-Cookie" not in answer.headers
    feed = etree.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}title") == "Late <barges> · Wirecheck"
    for required in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{required}") is not None
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{seen.uid}"
    assert entry.findtext(f"{ATOM}title") == "claim: Two <b>barges</b> & one tug sank"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated") or "")
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://localhost/articles/{seen.article_id}#claim-{seen.id}"
    assert "token" not in answer.text
    with transaction(by=None):
        db.session.get_one(Article, seen.article_id).visibility = "hidden"
    assert titles(desk.client.get(address)) == [], "checked again, whatever the index says"


def test_the_feed_is_not_sent_again_when_nothing_is_new(desk: Desk) -> None:
    desk.claim()
    desk.as_(desk.cast.reviewer).save("Late")
    address = desk.new_feed(only())
    first = desk.client.as_(None).get(address)
    again = desk.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"") and first.headers["Last-Modified"]
    desk.claim("Three barges sank")
    assert desk.client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_feed_has_the_fifty_newest_first(desk: Desk) -> None:
    with transaction(by=None):
        article = make_article("barges " * 60)
        for number in range(60):
            make_claim(article, "barges", wording=f"barges {number}")
    desk.keeper.drain()
    desk.as_(desk.cast.reviewer).save("Late")
    told = etree.fromstring(desk.client.as_(desk.cast.reviewer).get(desk.new_feed(only())).data)
    idents = [entry.findtext(f"{ATOM}id") for entry in told.iter(f"{ATOM}entry")]
    newest = db.session.scalars(sa.select(Claim.uid).order_by(Claim.id.desc()).limit(50)).all()
    assert idents == [f"urn:uuid:{uid}" for uid in newest]


def test_a_token_is_kept_as_a_hash_renewed_and_withdrawn(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer).save("Late")
    row = only()
    first = desk.new_feed(row)
    token = first.partition("token=")[2]
    assert len(token) >= 40 and db.session.scalars(sa.select(FeedToken.token_hash)).one() != token
    assert token not in desk.client.get("/searches").text
    second = desk.new_feed(row)
    anybody = desk.client.as_(None)
    assert anybody.get(first).status_code == 404 and anybody.get(second).status_code == 200
    assert anybody.get(second.partition("?")[0]).status_code == 404
    desk.as_(desk.cast.reviewer).client.post(f"/searches/{row.id}/feed/withdraw")
    assert desk.client.as_(None).get(second).status_code == 404


def test_feeds_end_with_sharing_with_the_account_and_with_the_search(desk: Desk) -> None:
    desk.as_(desk.cast.reviewer).save("Late", shared="on")
    row = only()
    own, others = desk.new_feed(row), desk.as_(desk.cast.colleague).new_feed(row)
    assert desk.client.get(others).status_code == 200
    desk.as_(desk.cast.reviewer).client.post(f"/searches/{row.id}/change", data={"name": "Late", "row_version": "1"})
    assert desk.client.get(others).status_code == 404 and desk.client.get(own).status_code == 200
    with transaction(by=None):
        db.session.get_one(User, desk.cast.reviewer.id).active = False
    assert desk.client.as_(None).get(own).status_code == 404


def test_the_feed_keeps_verdicts_from_who_judges_blind(desk: Desk) -> None:
    claim = desk.claim()
    with transaction(by=None):
        db.session.add(Policy(blind=True))
        claim.state, claim.verdict = "assessed", "mostly false"
    desk.keeper.drain()
    desk.as_(desk.cast.reviewer).save("Late")
    assert "mostly false" not in desk.client.get(desk.new_feed(only())).text
    desk.as_(desk.cast.editor).save("Late")
    row = db.session.scalars(sa.select(SavedSearch).where(SavedSearch.owner_id == desk.cast.editor.id)).one()
    assert "mostly false" in desk.client.get(desk.new_feed(row)).text


def test_the_page_costs_the_same_statements_when_nothing_came(desk: Desk) -> None:
    from tests.support.statements import count_statements

    desk.as_(desk.cast.reviewer)
    numbers = []
    for name in ("One", "Two", "Three"):
        desk.save(name)
        with count_statements() as statements:
            desk.client.get("/searches")
        numbers.append(len(statements))
    assert numbers[1] == numbers[2]
