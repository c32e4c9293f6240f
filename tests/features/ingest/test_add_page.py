"""/articles/new: paste and upload."""

from __future__ import annotations

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from annotator.articles.models import Article
from annotator.db import db
from annotator.ingest import views
from annotator.ingest.limits import Limits
from annotator.jobs.models import Job
from tests.support.cast import Cast
from tests.support.client import DeskClient

TEXT = "Two guards were wounded near Kirkuk on Monday. The ministry sent 300 men to the town."


def paste(client: DeskClient, **fields: str) -> TestResponse:
    return client.post("/articles/new/paste", data={"text": TEXT, "visibility": "desk"} | fields)


def upload(client: DeskClient, *files: tuple[str, bytes], **fields: str) -> TestResponse:
    data: dict[str, Any] = {"all-files": [(io.BytesIO(content), name) for name, content in files]}
    return client.post("/articles/new/upload", data={"all-visibility": "desk"} | data | fields)


def articles() -> list[Article]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Article).order_by(Article.id)))


def test_a_paste_leads_to_its_article(client: DeskClient, cast: Cast) -> None:
    response = paste(client.as_(cast.reviewer), title="Guards wounded", published="2021-02-15T14:30+03:00")
    (article,) = articles()
    assert response.status_code == 302 and response.location == f"/articles/{article.id}"
    assert article.title == "Guards wounded" and article.current.text == TEXT
    assert article.published_at is not None and article.published_at.isoformat() == "2021-02-15T11:30:00+00:00"
    assert "Taken in: " in client.get(response.location).text


def test_htmx_is_told_to_go_to_the_article_itself(client: DeskClient, cast: Cast) -> None:
    response = client.as_(cast.reviewer).post(
        "/articles/new/paste", data={"text": TEXT, "visibility": "desk"}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 204 and response.headers["HX-Redirect"] == f"/articles/{articles()[0].id}"


def test_the_line_ends_of_a_form_are_no_part_of_the_text(client: DeskClient, cast: Cast) -> None:
    paste(client.as_(cast.reviewer), text="One rocket fell.\r\n\r\nNobody was hurt.")
    assert articles()[0].current.text == "One rocket fell.\n\nNobody was hurt."


def test_the_same_paste_again_shows_the_article_that_is_there(client: DeskClient, cast: Cast) -> None:
    first = paste(client.as_(cast.reviewer))
    second = paste(client.as_(cast.colleague), title="Other words")
    assert second.location == first.location and len(articles()) == 1
    assert "The desk has this text already" in client.get(second.location).text


def test_mended_mojibake_is_told(client: DeskClient, cast: Cast) -> None:
    response = paste(client.as_(cast.reviewer), text="The minister said at the cafÃ© that nobody was wounded.")
    assert articles()[0].current.text == "The minister said at the café that nobody was wounded."
    assert "mojibake mended" in client.get(response.location).text


def test_all_details_are_kept(client: DeskClient, cast: Cast) -> None:
    paste(
        client.as_(cast.reviewer),
        outlet="The Ledger", byline="L. Ferhat", feed="Qamar", language="en", source_language="fr",
        translator="Engine 2", url="https://example.org/a", collection="February", visibility="draft",
        source_text="Deux gardes blessés.",
    )  # fmt: skip
    (article,) = articles()
    assert (article.outlet, article.byline, article.feed, article.url) == (
        "The Ledger", "L. Ferhat", "Qamar", "https://example.org/a",
    )  # fmt: skip
    assert (article.language, article.source_language, article.translator) == ("en", "fr", "Engine 2")
    assert article.visibility == "draft" and article.current.source_text == "Deux gardes blessés."
    assert [collection.name for collection in article.collections] == ["February"]


WRONG = [
    ({"text": ""}, "Paste the text of the article."),
    ({"text": "   \n  "}, "Paste the text of the article."),
    ({"text": "… — !"}, "no text in it"),
    ({"text": "A rocket\x00 fell on the base."}, "NUL"),
    ({"text": "A rocket\x1b fell on the base."}, "control character"),
    ({"text": "A rocket fell\ufdd0 on the base."}, "noncharacter"),
    ({"published": "3/4/2021"}, "is not a date"),
    ({"published": "2921-01-01"}, "in the future"),
    ({"language": "englisch?"}, "is not a language code"),
    ({"source_language": "12"}, "is not a language code"),
    ({"url": "javascript:alert(1)"}, "is not a web address"),
    ({"url": "www.example.org"}, "is not a web address"),
    ({"title": "x" * 1001}, "At most 1000 characters"),
    ({"collection": "x" * 201}, "At most 200 characters"),
    ({"visibility": "hidden"}, "Not a valid choice"),
    ({"byline": "L.\x07 Ferhat"}, "U+0007"),
]


@pytest.mark.parametrize(("fields", "words"), WRONG, ids=[f"{next(iter(fields))}: {words}" for fields, words in WRONG])
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_stored(
    client: DeskClient, cast: Cast, fields: dict[str, str], words: str
) -> None:
    response = paste(client.as_(cast.reviewer), **({"outlet": "The Ledger"} | fields))
    assert response.status_code == 422
    name = next(iter(fields))
    error = response.text.split(f'id="{name}-error"', 1)
    assert len(error) == 2, "no error at the field"
    assert words in error[1].split("</p>", 1)[0]
    assert 'value="The Ledger"' in response.text, "what was typed is gone"
    assert articles() == []


def test_a_text_above_the_limit_is_refused_at_its_field(client: DeskClient, cast: Cast, app: Flask) -> None:
    app.config["MAX_ARTICLE_CHARACTERS"] = 100
    response = paste(client.as_(cast.reviewer), text="A rocket fell. " * 10)
    assert response.status_code == 422 and "at most 100" in response.text and articles() == []


def test_one_small_file_leads_to_its_article(client: DeskClient, cast: Cast) -> None:
    response = upload(client.as_(cast.reviewer), ("a.txt", TEXT.encode()), **{"all-feed": "Qamar"})
    assert response.location == f"/articles/{articles()[0].id}" and articles()[0].feed == "Qamar"


def test_a_bad_file_does_not_stop_a_good_one(client: DeskClient, cast: Cast) -> None:
    response = upload(client.as_(cast.reviewer), ("a.txt", TEXT.encode()), ("b.docx", b"PK\x03\x04 cut"))
    assert response.status_code == 200 and "1 article taken in, 1 left out" in response.text
    assert "b.docx" in response.text and len(articles()) == 1


WRONG_FILES = [
    ("a.txt", b""),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ("a.exe", b"MZ" + bytes(100)),
    ("a.pdf", b"%PDF-1.7\n cut"),
    ("a.jsonl", b'{"title": "no text"}\n'),
    ("a.jsonl", b'[{"text": "an array"}]'),
    ("a.html", b"<html><script>go()</script></html>"),
    ("a.txt", b"Two m\xc3\xa9n, \xc3\xa9t\xc3 cut \xc3\xa9\xc3\xa8 here"),
]


@pytest.mark.parametrize(("name", "content"), WRONG_FILES)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(
    client: DeskClient, cast: Cast, name: str, content: bytes
) -> None:
    response = upload(client.as_(cast.reviewer), (name, content))
    assert response.status_code == 422 and "Left out" in response.text and name in response.text
    assert "Traceback" not in response.text and articles() == []


def test_no_file_is_said_at_the_field(client: DeskClient, cast: Cast) -> None:
    response = client.as_(cast.reviewer).post("/articles/new/upload", data={"all-visibility": "desk"})
    assert response.status_code == 422 and "Choose at least one file." in response.text


def test_more_than_the_limit_of_bytes_is_refused(client: DeskClient, cast: Cast, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    response = upload(client.as_(cast.reviewer), ("a.txt", b"x" * 20_000))
    assert response.status_code == 413 and articles() == []


def test_many_files_become_a_job_of_their_sender(
    client: DeskClient, cast: Cast, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [(f"{number}.txt", f"Patrol {number} found two rockets.".encode()) for number in range(4)]
    response = upload(client.as_(cast.reviewer), *files, **{"all-feed": "Qamar"})
    (job,) = db.session.scalars(sa.select(Job)).all()
    assert response.location == f"/jobs/{job.uid}"
    waiting = client.get(response.location).text
    assert "Waiting for its turn" in waiting and 'http-equiv="refresh"' in waiting and "every 1s" in waiting
    assert client.as_(cast.colleague).get(response.location).status_code == 404
    assert client.as_(cast.administrator).get(response.location).status_code == 200
    app.extensions["jobs"].perform(job.uid)
    done = client.as_(cast.reviewer).get(response.location).text
    assert "4 articles taken in" in done and 'http-equiv="refresh"' not in done and "every 1s" not in done
    assert all(f'href="/articles/{article.id}"' in done for article in articles())
    assert {article.feed for article in articles()} == {"Qamar"}


def test_htmx_gets_the_part_that_changes(client: DeskClient, cast: Cast) -> None:
    files = [(f"{number}.txt", f"Patrol {number} found two rockets.".encode()) for number in range(4)]
    where = upload(client.as_(cast.reviewer), *files).location
    part = client.get(where, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="progress"') and "<main" not in part


def test_a_failed_job_says_why(client: DeskClient, cast: Cast) -> None:
    files = [(f"{number}.txt", f"Patrol {number} found two rockets.".encode()) for number in range(4)]
    where = upload(client.as_(cast.reviewer), *files).location
    with views.transaction(by=None):
        job = db.session.scalars(sa.select(Job)).one()
        job.state, job.message = "failed", "The disk is full."
    assert "The disk is full." in client.get(where).text


def test_a_reader_adds_nothing(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.reader).get("/articles/new").status_code == 403
    assert paste(client).status_code == 403 and articles() == []


def test_the_page_offers_what_is_in_use(client: DeskClient, cast: Cast) -> None:
    paste(client.as_(cast.reviewer), feed="Qamar", collection="February")
    page = client.get("/articles/new").text
    assert '<option value="Qamar">' in page and '<option value="February">' in page
    assert f"{Limits().max_upload_bytes // 1024**2} MB" in page
