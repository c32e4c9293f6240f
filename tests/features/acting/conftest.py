"""A desk with an index on either database, three articles, and a person who acts on hits by its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.jobs import service as jobs
from annotator.jobs.models import Job
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.keeping.indexer import Keeper
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble

TEXT = "Two barges sank near Basra on Monday. The harbour master counted nine crew."


@dataclass
class Desk:
    app: Flask
    cast: Cast
    keeper: Keeper
    client: DeskClient

    def articles(self, number: int = 3, **more: Any) -> list[Article]:
        """Articles with two claims and a suspected garble each, brought in by the reviewer."""
        with transaction(by=None):
            made = []
            for each in range(number):
                values = {"title": f"Barges {each}", "created_by_id": self.cast.reviewer.id, **more}
                article = make_article(TEXT, **values)
                make_claim(article, "Two barges sank near Basra")
                make_claim(article, "The harbour master counted nine crew")
                make_garble(article, "Basra")
                made.append(article)
        self.keeper.drain()
        return made

    def select(self, by: User, *keys: str, search: str = "q=barges", **more: str) -> str:
        """The address of the page on which these hits (none: all) can be acted on."""
        data = {"hit": list(keys)} if keys else {"all": "1"}
        answer = self.client.as_(by).post(f"/search/act?{search}", data=data | more)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def preview(self, at: str, act: str, **given: str) -> TestResponse:
        return self.client.get(at, query_string={"act": act, **given})

    def carry_out(self, preview: TestResponse) -> Job:
        """Press the button of a preview, let the job run if it takes one, and give its row."""
        return self.done(self.client.post(self.button(preview)))

    def button(self, page: TestResponse) -> str:
        found = re.search(r'action="(/search/act/[0-9a-f]{24})"', page.text)
        assert found, page.text
        return found[1]

    def done(self, answer: TestResponse) -> Job:
        assert answer.status_code == 303 and "/search/acts/" in answer.location, answer.location
        uid = answer.location.rpartition("/")[2]
        db.session.rollback()
        if jobs.find(uid).state == "queued":
            self.app.extensions["jobs"].perform(uid)
        db.session.rollback()
        return jobs.find(uid)

    def undo(self, job: Job) -> Job:
        return self.done(self.client.post(f"/search/acts/{job.uid}/undo"))


@pytest.fixture
def desk(searched_app: Flask) -> Iterator[Desk]:
    keeper = Keeper(store_of(searched_app.config))
    client = searched_app.test_client()
    assert isinstance(client, DeskClient)
    with keeper.store.writing(5):
        keeper.bring_up()
        yield Desk(searched_app, make_cast(), keeper, client)
        keeper.reader.close()
        reader_of(searched_app.config).close()


def fresh() -> None:
    if "at" not in db.session.info:  # inside a transaction there is nothing older to be seen
        db.session.rollback()


def claims() -> list[Claim]:
    fresh()
    return list(db.session.query(Claim).order_by(Claim.id))


def garbles() -> list[Garble]:
    fresh()
    return list(db.session.query(Garble).order_by(Garble.id))


Rows = Callable[[], list[Any]]
