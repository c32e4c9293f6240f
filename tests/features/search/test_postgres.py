"""The index in PostgreSQL under faults: dropped, half-built, killed while it writes, two hosts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.db import transaction
from annotator.db.journal import Mark
from annotator.desk import health
from annotator.errors import Invalid
from annotator.factory import create_app
from annotator.search.asking.expression import Phrase, Word
from annotator.search.asking.query_language import parse
from annotator.search.documents import Document
from annotator.search.engines.chosen import engine_name, reader_of, store_of
from annotator.search.engines.engine import Busy, IndexUnavailable, Question, Reader
from annotator.search.engines.postgres import store as writing
from annotator.search.engines.postgres.store import PostgresStore
from annotator.search.engines.postgres.tables import BUILDING, SCHEMA_NAME
from annotator.search.keeping import checking
from annotator.search.keeping.indexer import Indexer, Keeper
from annotator.search.results.queries import Ask, search
from tests.features.conftest import opened, settings
from tests.features.search.writers import kill_writers
from tests.support.factories import make_article
from tests.support.indexes import drop_index, run_outside
from tests.support.reused import Reused

SECONDS = 60.0  # for what takes a tenth of a second on a machine that has nothing else to do


@pytest.fixture
def app(postgres_database: str, reused_on_postgres: Reused, tmp_path: Path) -> Iterator[Flask]:
    instance = tmp_path / "instance"
    yield from opened(reused_on_postgres.on(instance, settings(instance, DATABASE_URL=postgres_database)))
    drop_index(postgres_database)


@pytest.fixture
def indexer(app: Flask) -> Iterator[Indexer]:
    indexer = Indexer(app)
    indexer.start()
    yield indexer
    indexer.stop(SECONDS)
    assert not indexer.thread.is_alive()


def until(true: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < SECONDS, "it did not happen in time"
        time.sleep(0.05)


def is_found(reader: Reader, word: str) -> bool:
    try:
        return reader.find(Question(Word(word))).total == 1
    except IndexUnavailable:
        return False


def url(app: Flask) -> str:
    return str(app.config["DATABASE_URL"])


@pytest.mark.parametrize(
    "fault",
    [
        f"DROP SCHEMA {SCHEMA_NAME} CASCADE",
        f"DROP TABLE {SCHEMA_NAME}.documents",
        f"DROP TABLE {SCHEMA_NAME}.vocabulary",
        f"DELETE FROM {SCHEMA_NAME}.state",
    ],
)
def test_what_is_dropped_is_noticed_and_built_anew_while_the_database_answers(
    app: Flask, indexer: Indexer, fault: str
) -> None:
    with transaction(by=None):
        make_article()
    reader = reader_of(app.config)
    until(lambda: is_found(reader, "kirkuk"))
    run_outside(url(app), fault)
    results = search(Ask("kirkuk"), reader, by=None)  # while it is away or just built: no error, and the hit
    assert results.total == 1
    until(lambda: is_found(reader, "kirkuk"))
    assert not search(Ask("kirkuk"), reader, by=None).catching_up
    indexer.stop(SECONDS)
    assert Keeper(store_of(app.config)).trouble() is None


def test_a_half_built_generation_is_dropped_at_the_next_start(app: Flask) -> None:
    store = PostgresStore(url(app))

    class Killed(BaseException):
        pass

    def documents() -> Iterator[Document]:
        for number in range(1, 1_002):
            yield Document(f"claim:{number}", "claim", 1, text="rocket")
        raise Killed

    with pytest.raises(Killed), store.writing():
        store.build(lambda _half: documents(), mark=Mark(), stopped=lambda: False)
    assert exists(url(app), BUILDING) and store.reader.progress() is not None
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
    assert not exists(url(app), BUILDING) and keeper.reader.progress() is None
    assert dict(keeper.reader.digests()) == {} and checking.compare(keeper.reader) == {}


def exists(address: str, schema: str) -> bool:
    engine = sa.create_engine(address)
    with engine.connect() as connection:
        there = writing.exists(connection, schema)
    engine.dispose()
    return there


def test_one_writer_for_all_hosts_and_the_next_takes_over(app: Flask, indexer: Indexer) -> None:
    until(lambda: bool(reader_of(app.config).generation()))
    with pytest.raises(Busy), store_of(app.config).writing():
        pass
    second = Indexer(app)
    second.start()
    indexer.stop(SECONDS)
    with transaction(by=None):
        make_article()
    until(lambda: is_found(second.keeper.reader, "kirkuk"))
    second.stop(SECONDS)


@pytest.mark.parametrize("kills", [3])
def test_kill_9_while_it_writes_loses_nothing(app: Flask, kills: int) -> None:
    kill_writers(app, kills, later=0.3)
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):  # the server has seen that the connection is gone
        keeper.bring_up()
        assert checking.compare(keeper.reader) == {}


def test_a_role_that_may_not_make_extensions_does_without(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(writing, "WANTED", "CREATE EXTENSION no_such_extension")
    store = PostgresStore(url(app))
    with store.writing():
        said = Document("claim:1", "claim", 1, text="a rocket", properties=(("said", "us official"),))
        store.build(lambda _half: [said], mark=Mark(), stopped=lambda: False)
    assert store.reader.find(Question(parse("said:official").expression)).total == 1
    assert len([record for record in caplog.records if "pg_trgm" in record.message]) == 1


def test_phrases_are_found_where_a_tsvector_has_no_positions_left(app: Flask) -> None:
    filler = " ".join(f"word{number} of the" for number in range(9_000))
    text = f"First green zone. {filler} the red bridge fell near Baiji {filler} last lorry"
    store = PostgresStore(url(app))
    with store.writing():
        long = Document("article:1", "article", 1, text=text, title="Long")
        short = Document("claim:1", "claim", 1, text="the red bridge")
        store.build(lambda _half: [long, short], mark=Mark(), stopped=lambda: False)

    def keys(query: str) -> set[str]:
        return {hit.key for hit in store.reader.find(Question(parse(query).expression)).hits}

    assert keys('"red bridge fell"') == {"article:1"} and keys('"the red bridge"') == {"article:1", "claim:1"}
    assert keys("red near~5 baiji") == {"article:1"} and keys("lorry") == {"article:1"}
    assert keys('"word8999 of the last lorry"') == {"article:1"} and keys('"green zone"') == {"article:1"}
    assert keys('"zone fell"') == keys('"long first"') == keys('"lorry green"') == set()
    assert keys('-"red bridge fell"') == {"claim:1"}
    with store.writing():
        store.write([Document("article:1", "article", 1, text="short")], mark=Mark(1))
    assert keys('"red bridge fell"') == set()
    assert store.reader.find(Question(Phrase("short"))).total == 1


def test_which_engine_is_taken(app: Flask) -> None:
    assert engine_name(app.config) == "postgresql"
    assert engine_name({"DATABASE_URL": url(app), "SEARCH_ENGINE": "whoosh"}) == "whoosh"
    assert engine_name({"DATABASE_URL": "", "SEARCH_ENGINE": "auto"}) == "whoosh"
    with pytest.raises(Invalid, match="needs a WIRECHECK_DATABASE_URL of PostgreSQL"):
        create_app(settings(Path(app.config["INSTANCE"]), SEARCH_ENGINE="postgresql"))


def test_health_tells_how_the_index_is(app: Flask) -> None:
    reader, keeper = reader_of(app.config), Keeper(store_of(app.config))
    part = health.index(reader)
    assert part.tone == "warn" and "The database answers instead." in part.words
    with keeper.store.writing(5):
        keeper.bring_up()
        assert health.index(reader) == health.Part(
            "Search index", "good", f"Generation {reader.generation()}; nothing behind."
        )
        keeper.store.ask_for_rebuild()
        assert health.index(reader).words.endswith("A new generation is asked for.")
        told = []
        with transaction(by=None):
            make_article()
        keeper.rebuild(progress=lambda _done, _total: told.append(health.index(reader).words))
    assert "being built: 1 of 1." in told[-1] and "asked for" not in health.index(reader).words
