"""A desk with an index: `keeper` holds the writer's lock, `find` searches after the journal is drained."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from annotator.accounts.models import User
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, Results, search

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
