"""/articles/<id>/edit: details, collections, and what a stale save keeps."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from annotator.articles.models import Article, Collection
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry, JournalEntry
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        return make_article(
            created_by_id=cast.reviewer.id, feed="Qamar", published_at=dt.datetime(2021, 2, 15, 11, 30, tzinfo=dt.UTC)
        )


def save(client: DeskClient, article: Article, **fields: str) -> TestResponse:
    typed = {"title": "Two wounded", "language": "en", "visibility": "desk", "row_version": str(article.row_version)}
    return client.post(f"/articles/{article.id}/edit", data=typed | fields)


def now(article: Article) -> Article:
    db.session.rollback()
    return db.session.get_one(Article, article.id)


def test_it_shows_what_is_known(client: DeskClient, cast: Cast, article: Article) -> None:
    page = client.as_(cast.editor).get(f"/articles/{article.id}/edit").text
    assert 'value="Qamar"' in page and 'value="2021-02-15T11:30:00+0000"' in page


def test_a_save_changes_the_details_and_nothing_of_the_text(client: DeskClient, cast: Cast, article: Article) -> None:
    text = article.current.text
    response = save(
        client.as_(cast.editor), article, title=" Three  wounded ", feed="Tigris", published="2021-02-16T09:00+03:00",
        url="https://example.org/a", source_language="ar", identifier="T-7",
    )  # fmt: skip
    assert response.location == f"/articles/{article.id}"
    found = now(article)
    assert (found.title, found.feed, found.identifier, found.source_language) == (
        "Three wounded",
        "Tigris",
        "T-7",
        "ar",
    )
    assert found.published_at == dt.datetime(2021, 2, 16, 6, tzinfo=dt.UTC)
    assert found.current.text == text
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.verb == "edit")).one()
    assert told.actor_id == cast.editor.id and told.before is not None and told.before["feed"] == "Qamar"


def test_a_stale_save_is_refused_and_keeps_what_was_typed(client: DeskClient, cast: Cast, article: Article) -> None:
    old = article.row_version
    save(client.as_(cast.reviewer), article, title="Three wounded")
    response = save(client.as_(cast.editor), article, title="Four wounded", row_version=str(old))
    assert response.status_code == 409
    assert "Three wounded" in re.sub("</?mark>", "", response.text) and 'value="Four wounded"' in response.text
    assert now(article).title == "Three wounded"
    again = save(client, now(article), title="Four wounded")
    assert again.status_code == 302 and now(article).title == "Four wounded"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "An article needs a title."),
        ({"published": "yesterday"}, "Write it as"),
        ({"language": "englisch?"}, "A language code"),
        ({"language": ""}, "Give its code."),
        ({"url": "javascript:alert(1)"}, "starts with http"),
        ({"visibility": "public"}, "Not a valid choice"),
        ({"outlet": "The\x07 Ledger"}, "U+0007"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    client: DeskClient, cast: Cast, article: Article, fields: dict[str, str], words: str
) -> None:
    response = save(client.as_(cast.editor), article, **fields)
    assert response.status_code == 422
    at_field = response.text.split(f'id="{next(iter(fields))}-error"', 1)[1].split("</p>", 1)[0]
    assert words in at_field
    assert now(article).title == "Two wounded near Kirkuk"


def test_who_brought_it_in_may_publish_a_draft_and_nobody_else_knows_of_it(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        draft = make_article(visibility="draft", created_by_id=cast.reviewer.id)
    assert client.as_(cast.colleague).get(f"/articles/{draft.id}/edit").status_code == 404
    assert client.as_(cast.editor).get(f"/articles/{draft.id}/edit").status_code == 404
    assert save(client.as_(cast.reviewer), draft).status_code == 302
    assert now(draft).visibility == "desk"


def test_another_reviewer_may_not_change_it(client: DeskClient, cast: Cast, article: Article) -> None:
    assert save(client.as_(cast.colleague), article).status_code == 403
    assert client.as_(cast.reader).get(f"/articles/{article.id}/edit").status_code == 403


def test_only_an_editor_hides(client: DeskClient, cast: Cast, article: Article) -> None:
    response = save(client.as_(cast.reviewer), article, visibility="hidden")
    assert response.status_code == 422 and now(article).visibility == "desk"
    assert save(client.as_(cast.editor), now(article), visibility="hidden").status_code == 302
    assert client.as_(cast.reviewer).get(f"/articles/{article.id}/edit").status_code == 404


def test_collections_are_named_and_left(client: DeskClient, cast: Cast, article: Article) -> None:
    where = f"/articles/{article.id}/collections"
    assert client.as_(cast.reviewer).post(where, data={"collection": " February  2021 "}).status_code == 302
    client.post(where, data={"collection": "february 2021"})
    (collection,) = now(article).collections
    assert collection.name == "February 2021"
    assert len(db.session.scalars(sa.select(Collection)).all()) == 1
    told = db.session.scalars(
        sa.select(HistoryEntry).where(HistoryEntry.verb == "collect", HistoryEntry.object_type == "articles")
    ).one()
    assert told.before == {"collections": []} and told.after == {"collections": ["February 2021"]}
    assert client.post(f"{where}/{collection.id}/remove").status_code == 302
    assert now(article).collections == []
    assert client.post(f"{where}/{collection.id}/remove").status_code == 404, "nobody may know of an empty one"


def test_a_change_of_collection_reaches_the_index(client: DeskClient, cast: Cast, article: Article) -> None:
    def noted() -> int:
        db.session.rollback()
        return len(db.session.scalars(sa.select(JournalEntry).where(JournalEntry.object_type == "article")).all())

    before = noted()
    client.as_(cast.reviewer).post(f"/articles/{article.id}/collections", data={"collection": "February"})
    assert noted() > before


def test_a_collection_without_a_name_is_refused(client: DeskClient, cast: Cast, article: Article) -> None:
    response = client.as_(cast.reviewer).post(f"/articles/{article.id}/collections", data={"collection": "  "})
    assert response.status_code == 422 and "Name a collection." in response.text


def test_a_deadline_is_typed_and_shown_in_the_desks_time(client: DeskClient, cast: Cast, article: Article) -> None:
    client.application.config["TIME_ZONE"] = "Asia/Baghdad"
    assert save(client.as_(cast.editor), article, due="2031-05-01T18:00").status_code == 302
    assert now(article).due_at == dt.datetime(2031, 5, 1, 15, tzinfo=dt.UTC)
    page = client.get(f"/articles/{article.id}/edit").text
    assert 'value="2031-05-01T18:00"' in page and "Asia/Baghdad time" in page
    for address in (f"/articles/{article.id}", "/articles"):
        assert "Due 1 May 2031, 18:00" in client.get(address).text
    refused = save(client, now(article), due="tomorrow")
    assert refused.status_code == 422 and "Write it as" in refused.text
    assert save(client, now(article), due="").status_code == 302 and now(article).due_at is None
