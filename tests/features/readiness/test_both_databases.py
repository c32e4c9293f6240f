"""The gate and the dashboard say the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from flask import Flask

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.desk.gate import standings
from annotator.readiness import finding, queries, service
from annotator.readiness.obstacles import LIST
from annotator.reviews.models import Assessment
from tests.support.cast import make_cast
from tests.support.client import DeskClient
from tests.support.factories import TEXT, make_article, make_claim

from .rows import names
from .test_obstacles import IN_THE_WAY


def test_all_of_it_at_once(either_app: Flask) -> None:
    cast = make_cast()
    with transaction(by=None):
        article = make_article(TEXT, feed="Wire")
        for put in IN_THE_WAY.values():
            put(article, cast)
        claim = make_claim(article, "300 guards", state="settled", verdict="true")
        db.session.add(Assessment(claim=claim, reviewer=cast.reviewer, verdict="true", confidence=80))
    ident = article.id
    wanted = {each.name for each in LIST} - {"stale"}
    assert names(article).keys() == wanted
    assert finding.names_in([ident])[ident] == finding.names_in(None)[ident] == wanted - {"embargo"}
    for name in wanted:
        assert standings.matching(name) == 1 << ident
    with transaction(by=cast.editor):
        service.approve(db.session.get_one(Article, ident), by=cast.editor, reason="It is late.")
    assert queries.ready_among([ident]) == {ident} and standings.matching("ready") == 1 << ident
    client = either_app.test_client()
    assert isinstance(client, DeskClient)
    client.as_(cast.administrator)
    for address in ("/articles", f"/articles/{ident}", f"/articles/{ident}/readiness", "/dashboard", "/policy"):
        assert client.get(address).status_code == 200
    page = client.get("/dashboard?period=all").text
    assert "1 claim judged for the first time" in page and "Half of 5 claims within" in page
    with transaction(by=cast.reviewer):
        db.session.get_one(Article, ident).title = "Another"
    assert queries.ready_among([ident]) == set() and standings.matching("stale") == 1 << ident
