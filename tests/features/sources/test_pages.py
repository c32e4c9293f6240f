"""/sources: the list with its filter, a new source, editing one that others edit too."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from annotator.db import db, transaction
from annotator.sources import queries
from annotator.sources.models import Source
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.statements import count_statements

FIELDS = {
    "title": "Log of the clinic, 3 March",
    "kind": "document",
    "reliability": "B",
    "publisher": "Clinic of Zubair",
    "url": "https://example.org/log?day=3&page=2",
    "origin": "the ward's nurse",
    "note": "Pages 2 and 3.",
}


@pytest.fixture
def source(cast: Cast) -> Source:
    with transaction(by=cast.colleague):
        source = Source(
            title="Daily bulletin",
            publisher="Town hall",
            origin=Source(title="the mayor"),
            created_by_id=cast.colleague.id,
        )
        db.session.add(source)
    return source


def test_a_source_is_made_and_stands_in_the_list(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.reviewer).get("/sources/new").status_code == 200
    answer = client.post("/sources/new", data=FIELDS)
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Saved." in page.text and "Pages 2 and 3." in page.text
    assert "Log of the clinic, 3 March" in client.get("/sources").text
    made, origin = db.session.scalars(sa.select(Source).order_by(sa.func.length(Source.title).desc()))
    assert made.origin is origin and origin.title == "the ward's nurse"
    assert {name: str(getattr(made, name)) for name in FIELDS} == FIELDS and made.created_by_id == cast.reviewer.id


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"title": "  "}, "A source needs a title."),
        ({"url": "javascript:alert(1)"}, "An address starts with"),
        ({"reliability": "G"}, "Not a valid choice"),
        ({"note": "x" * 10_001}, "longer than 10000"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(
    client: DeskClient, cast: Cast, wrong: dict[str, str], told: str
) -> None:
    answer = client.as_(cast.reviewer).post("/sources/new", data=FIELDS | wrong)
    assert answer.status_code == 422 and told in answer.text
    assert "the ward&#39;s nurse" in answer.text and "Clinic of Zubair" in answer.text
    assert db.session.scalar(sa.select(sa.func.count(Source.id))) == 0


@pytest.mark.parametrize(
    "words, found", [("bulletin", True), ("HALL the mayor", True), ("bulletin nurse", False), ("%", False)]
)
def test_the_list_is_narrowed_to_the_sources_with_all_the_words(
    client: DeskClient, cast: Cast, source: Source, words: str, found: bool
) -> None:
    page = client.as_(cast.reader).get("/sources", query_string={"with": words}).text
    assert ("Daily bulletin" in page) is found
    assert ("No source has these words." in page) is not found


def test_an_empty_list_says_how_sources_are_made(client: DeskClient, cast: Cast) -> None:
    assert "No sources yet" in client.as_(cast.reader).get("/sources").text


def test_a_source_is_edited_by_a_reviewer_and_only_read_by_a_reader(
    client: DeskClient, cast: Cast, source: Source
) -> None:
    page = client.as_(cast.reader).get(f"/sources/{source.id}")
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    assert page.status_code == 200 and "Town hall" in main and "<form" not in main
    assert client.post(f"/sources/{source.id}", data=FIELDS | {"row_version": "1"}).status_code == 403
    assert client.get("/sources/new").status_code == 403
    client.as_(cast.reviewer)
    assert client.post(f"/sources/{source.id}", data=FIELDS | {"row_version": "1"}).status_code == 303
    db.session.expire_all()
    assert source.title == "Log of the clinic, 3 March"


@pytest.mark.parametrize("version", ["1", "", "²", "9" * 5000])
def test_an_edit_from_an_older_page_is_refused_and_shows_both_texts(
    client: DeskClient, cast: Cast, source: Source, version: str
) -> None:
    with transaction(by=cast.colleague):
        source.publisher = "Town council"
    answer = client.as_(cast.reviewer).post(f"/sources/{source.id}", data=FIELDS | {"row_version": version})
    assert answer.status_code == 409
    words = re.sub("</?mark>", "", answer.text)
    assert "Town council" in words and "Clinic of Zubair" in words and "Pages 2 and 3." in words
    db.session.expire_all()
    assert source.publisher == "Town council" and source.title == "Daily bulletin"


def test_a_source_that_is_not_there_is_not_found(client: DeskClient, cast: Cast) -> None:
    assert client.as_(cast.reviewer).get("/sources/77").status_code == 404
    assert client.post("/sources/77", data=FIELDS).status_code == 404


@pytest.mark.parametrize("page", ["0", "x", "999", "9" * 30])
def test_a_page_number_out_of_all_bounds_is_no_error(client: DeskClient, cast: Cast, page: str) -> None:
    assert client.as_(cast.reader).get(f"/sources?page={page}").status_code == (404 if len(page) > 20 else 200)


def test_the_list_costs_as_many_statements_with_30_sources_as_with_3_and_has_pages(
    client: DeskClient, cast: Cast
) -> None:
    client.as_(cast.reviewer).get("/sources")
    costs = []
    for number in (3, 27, queries.PAGE):
        with transaction(by=None):
            db.session.add_all([Source(title=f"Bulletin {number}-{one}") for one in range(number)])
        with count_statements() as seen:
            page = client.get("/sources").text
        costs.append(len(seen))
    assert costs[0] == costs[1] == costs[2] <= 6
    assert ">Next</a>" in page and ">Previous</a>" in client.get("/sources?page=2").text
