"""Exports of several articles: ordered, written as a job, fetched, resumed, gone after a while."""

from __future__ import annotations

import json
import os
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article, Collection
from annotator.db import db, now, transaction
from annotator.deliveries.models import DeliveredCopy, Delivery
from annotator.exports.catalogue import FORMATS
from annotator.jobs import service as jobs
from annotator.jobs.models import Job
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim


@pytest.fixture
def articles(cast: Cast) -> list[Article]:
    with transaction(by=cast.editor):
        made = [make_article(title=f"Barges {number}") for number in range(3)]
        make_claim(made[0], "Two soldiers", sensitive=True)
        make_article(title="Hidden barges", visibility="hidden")
        make_article(title="Later barges", embargo_until=now() + timedelta(days=1))
        collection = Collection(name="River")
        collection.articles.extend(made[:2])
        db.session.add(collection)
    return made


def order(app: Flask, client: DeskClient, **fields: str) -> Job:
    answer = client.post("/exports", data={"format": "w3c", "all": "1", **fields})
    assert answer.status_code == 303, answer.text
    uid = answer.location.rpartition("/")[2]
    db.session.rollback()
    if jobs.find(uid).state == "queued":
        app.extensions["jobs"].perform(uid)
    db.session.rollback()
    return jobs.find(uid)


def titles(client: DeskClient, job: Job) -> list[str]:
    answer = client.get(f"/exports/{job.uid}/file")
    assert answer.status_code == 200
    return [collection["label"] for collection in json.loads(answer.data)]


@pytest.mark.usefixtures("articles")
def test_each_person_takes_what_they_may_and_it_is_written_down(app: Flask, client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reader)
    assert "Export 3 articles" in client.get("/exports/new?all=1").text
    job = order(app, client, recipient="River Post")
    assert titles(client, job) == ["Barges 0", "Barges 1", "Barges 2"]
    assert job.report == {"articles": 3, "left": 1, "bytes": job.report["bytes"]}, "one is under embargo"
    delivery = db.session.scalars(sa.select(Delivery)).one()
    assert (delivery.taker_id, delivery.recipient, delivery.uid) == (cast.reader.id, "River Post", job.uid)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DeliveredCopy)) == 3
    client.as_(cast.editor)
    assert titles(client, order(app, client))[3:] == ["Hidden barges", "Later barges"]


@pytest.mark.usefixtures("articles")
def test_a_collection_is_exported(app: Flask, client: DeskClient, cast: Cast) -> None:
    collection = db.session.scalars(sa.select(Collection)).one()
    client.as_(cast.reader)
    page = client.get(f"/exports/new?collection={collection.id}").text
    assert "Export 2 articles" in page and "River" in page
    job = order(app, client, all="", collection=str(collection.id))
    assert titles(client, job) == ["Barges 0", "Barges 1"]
    assert "River" in client.get("/exports").text


def test_a_download_that_broke_off_is_resumed(
    app: Flask, client: DeskClient, cast: Cast, articles: list[Article]
) -> None:
    job = order(app, client.as_(cast.reader))
    whole = client.get(f"/exports/{job.uid}/file")
    assert whole.headers["Accept-Ranges"] == "bytes"
    rest = client.get(f"/exports/{job.uid}/file", headers={"Range": "bytes=100-", "If-Range": whole.headers["ETag"]})
    assert rest.status_code == 206 and rest.data == whole.data[100:]


@pytest.mark.usefixtures("articles")
def test_a_file_is_its_owners_alone_and_goes_after_its_time(app: Flask, client: DeskClient, cast: Cast) -> None:
    job = order(app, client.as_(cast.reader))
    for other in (cast.reviewer, cast.administrator):
        client.as_(other)
        assert client.get(f"/exports/{job.uid}").status_code == 404
        assert client.get(f"/exports/{job.uid}/file").status_code == 404
    client.as_(cast.reader)
    path = app.extensions["exports"].path(job.uid, "w3c")
    assert oct(path.parent.stat().st_mode)[-3:] == "700"
    old = time.time() - 3_600 * app.config["EXPORT_HOURS"] - 1
    os.utime(path, (old, old))
    assert client.get(f"/exports/{job.uid}/file").status_code == 404
    assert "is gone" in client.get(f"/exports/{job.uid}").text
    order(app, client)
    assert not path.exists(), "the next export sweeps"


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"format": "docx.exe"}, "There are: html"),
        ({"claims": "some"}, "Choose what goes into the export"),
        ({"all": ""}, "Say which articles"),
        ({"recipient": "x" * 201}, "200 characters at most"),
        ({"recipient": "River\0Post"}, "a NUL character"),
        ({"format": "w3\x07c"}, "There is no export format"),
    ],
)
def test_what_cannot_be_ordered_is_refused_in_words(
    client: DeskClient, cast: Cast, fields: dict[str, str], says: str
) -> None:
    answer = client.as_(cast.reader).post("/exports", data={"format": "w3c", "all": "1", **fields})
    assert answer.status_code == 422 and says in answer.text
    assert "\0" not in answer.text and "\x07" not in answer.text
    assert db.session.scalars(sa.select(Job)).all() == []


@pytest.mark.usefixtures("articles")
def test_sensitive_claims_leave_by_editors_alone(app: Flask, client: DeskClient, cast: Cast) -> None:
    assert (
        client.as_(cast.reviewer).post("/exports", data={"format": "w3c", "all": "1", "sensitive": "with"}).status_code
        == 403
    )
    totals = {}
    for who, how in ((cast.reviewer, "out"), (cast.reviewer, "redacted"), (cast.editor, "with")):
        job = order(app, client.as_(who), sensitive=how)
        [first, *_] = json.loads(client.get(f"/exports/{job.uid}/file").data)
        totals[how] = (first["total"], "Two soldiers" in json.dumps(first))
    assert totals == {"out": (0, False), "redacted": (1, False), "with": (1, True)}


def test_the_page_of_an_article_under_embargo_is_closed_to_all_but_editors(client: DeskClient, cast: Cast) -> None:
    with transaction(by=cast.editor):
        article = make_article(embargo_until=now() + timedelta(days=1))
        past = make_article(embargo_until=now() - timedelta(days=1))
    client.as_(cast.reviewer)
    refused = client.get(f"/articles/{article.id}/export?format=html")
    assert refused.status_code == 403 and "under embargo until" in refused.text
    assert client.get(f"/articles/{past.id}/export?format=html").status_code == 200
    assert "Under embargo until" in client.as_(cast.editor).get(f"/articles/{article.id}/export").text


@pytest.mark.usefixtures("articles")
def test_every_format_of_the_catalogue_writes_several_articles(app: Flask, client: DeskClient, cast: Cast) -> None:
    client.as_(cast.editor)
    for name in FORMATS:
        job = order(app, client, format=name)
        assert job.state == "done", (name, job.message)
        assert client.get(f"/exports/{job.uid}/file").status_code == 200
