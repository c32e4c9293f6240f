"""/health: how the search index is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.db import db, transaction
from annotator.db.tracking import JournalEntry
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.keeping.indexer import Keeper
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article


@pytest.fixture
def keeper(app: Flask) -> Iterator[Keeper]:
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
        yield keeper
        keeper.reader.close()
        reader_of(app.config).close()


def row(client: DeskClient, cast: Cast) -> str:
    page = client.as_(cast.reader).get("/health")
    assert page.status_code == 200
    return next(part for part in page.text.split("<tr>") if "Search index" in part)


def test_an_index_in_step_names_its_generation(client: DeskClient, cast: Cast, keeper: Keeper) -> None:
    generation = keeper.reader.generation()
    keeper.drain()
    told = row(client, cast)
    assert generation and f"Generation {generation}; nothing behind." in told and "tone-good" in told


@pytest.mark.parametrize("age, tone", [(0, "good"), (30, "good"), (300, "warn")])
def test_what_waits_is_counted_and_after_a_minute_it_is_a_warning(
    client: DeskClient, cast: Cast, keeper: Keeper, age: int, tone: str
) -> None:
    keeper.drain()
    with transaction(by=None):
        make_article()
        for entry in db.session.scalars(sa.select(JournalEntry)):
            entry.at -= dt.timedelta(seconds=age)
    waiting = db.session.scalar(sa.select(sa.func.count(JournalEntry.seq)))
    told = row(client, cast)
    seconds = re.search(rf"{waiting} changes behind, the oldest for (\d+) s", told)
    assert seconds is not None and age <= int(seconds[1]) < age + 25 and f"tone-{tone}" in told


def test_a_rebuild_says_how_far_it_is(client: DeskClient, cast: Cast, keeper: Keeper) -> None:
    keeper.store.ask_for_rebuild()
    assert "A new generation is asked for." in row(client, cast)
    keeper.store.tell(30, 120)
    told = row(client, cast)
    assert "being built: 30 of 120." in told and "tone-warn" in told


def test_without_an_index_the_page_says_that_the_database_answers(client: DeskClient, cast: Cast) -> None:
    told = row(client, cast)
    assert "there is no index yet" in told and "The database answers instead." in told and "tone-warn" in told


def test_the_probe_does_not_look_at_the_index(client: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the probe must stay cheap")

    monkeypatch.setattr("annotator.desk.health.index", never)
    assert client.as_(None).get("/ready").status_code == 200
