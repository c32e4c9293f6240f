"""A desk with an index: `keeper` holds the writer's lock, `find` searches after the journal is drained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.search.asking.query_language import parse
from annotator.search.documents import Viewer
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.engines.engine import Found, Question, Store
from annotator.search.engines.postgres.store import PostgresStore
from annotator.search.engines.whoosh.store import WhooshStore
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, Results, search
from tests.features.search.benches import DOCUMENTS, Bench
from tests.features.search.benches import Ask as AskBench
from tests.support.indexes import drop_index, run_outside

Find = Callable[..., Results]


@pytest.fixture
def keeper(app: Flask) -> Iterator[Keeper]:
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
        yield keeper
        keeper.reader.close()
        reader_of(app.config).close()


@pytest.fixture
def find(keeper: Keeper) -> Find:
    """Search as somebody (None: the program) once everything saved is in the index."""

    def find(text: str, *, by: User | None = None, **more: object) -> Results:
        keeper.drain()
        return search(Ask(text, **more), keeper.reader, by=by)  # type: ignore[arg-type]

    return find


@pytest.fixture(scope="session")
def index_database(postgres_url: str) -> str:
    """A database for an index alone: one for all tests, since each that is made takes a second."""
    run_outside(postgres_url, "CREATE DATABASE index_database")
    return str(sa.make_url(postgres_url).set(database="index_database").render_as_string(hide_password=False))


@pytest.fixture(params=["whoosh", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An engine, perhaps with an index."""
    if request.param == "whoosh":
        store: Store = WhooshStore(tmp_path / "index")
    else:
        store = PostgresStore(request.getfixturevalue("index_database"))
    yield store
    store.reader.close()


@pytest.fixture
def empty_store(store: Store) -> Store:
    if isinstance(store, PostgresStore):
        drop_index(store.url)
    return store


@pytest.fixture
def bench(store: Store) -> Bench:
    """An engine with DOCUMENTS in its index; the last test's, where that only read it."""
    bench = Bench(store)
    if store.reader.generation() not in Bench.untouched:
        bench.start(DOCUMENTS)
        Bench.untouched |= {store.reader.generation()} if isinstance(store, PostgresStore) else set()
    return bench


@pytest.fixture
def ask(bench: Bench) -> AskBench:
    def ask(text: str, *, seen: set[str] | None = None, **more: object) -> Found:
        expression = parse(text).expression
        return bench.reader.find(Question(expression, Viewer(None if seen is None else frozenset(seen)), **more))  # type: ignore[arg-type]

    return ask
