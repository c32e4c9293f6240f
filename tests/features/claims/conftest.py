"""One article and who works on it, for the claims' services."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.db import transaction
from tests.support.cast import make_user
from tests.support.factories import make_article

TEXT = (
    "Four lorries  burned at\nthe depot of Zubair on Tuesday, and 12 drivers were hurt, the governor said. "
    "Rain is likely. Four lorries were saved."
)


@pytest.fixture
def by() -> User:
    with transaction(by=None):
        user = make_user("Hala", "reviewer")
    return user


@pytest.fixture
def article() -> Article:
    with transaction(by=None):
        article = make_article(TEXT, published_at=dt.datetime(2021, 2, 17, 9, tzinfo=dt.UTC))
    return article
