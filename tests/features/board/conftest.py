"""A desk with an index and a few articles whose garbles are counted, listed, decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.gazetteer.models import Entity
from annotator.search.engines.chosen import reader_of, store_of
from annotator.search.keeping.indexer import Keeper
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_garble

WRONG = "al-Wazir Column"
RIGHT = "al-Wazin Brigade"


@pytest.fixture
def keeper(app: Flask) -> Iterator[Keeper]:
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(5):
        keeper.bring_up()
        yield keeper
        keeper.reader.close()
        reader_of(app.config).close()


@pytest.fixture
def brigade(app: Flask) -> Entity:
    with transaction(by=None):
        entity = Entity(key="wzb", name=RIGHT, kind="group", native_name="لواء الوزن")
        db.session.add(entity)
    return entity


@pytest.fixture
def reviewer(client: DeskClient, cast: Cast) -> DeskClient:
    return client.as_(cast.reviewer)


def article_of(text: str, *, month: int = 2, **more: object) -> Article:
    with transaction(by=None):
        article = make_article(text, published_at=dt.datetime(2021, month, 3, tzinfo=dt.UTC), **more)
    return article


def suspect(article: Article, quote: str, **more: object) -> Garble:
    suggestions = [{"name": RIGHT, "score": 0.8, "reason": "close in sound", "entity": "wzb"}]
    with transaction(by=None):
        garble = make_garble(article, quote, **{"suggestions": suggestions, **more})
    return garble
