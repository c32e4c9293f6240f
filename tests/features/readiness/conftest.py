"""An article for the tests of the gate."""

from __future__ import annotations

import pytest

from annotator.articles.models import Article
from annotator.db import transaction
from tests.support.factories import (
    TEXT,
    make_article,
)


@pytest.fixture
def article(app: object) -> Article:
    with transaction(by=None):
        return make_article(TEXT)
