"""An article that annotations of other tools are about."""

from __future__ import annotations

import pytest
from flask import Flask

from annotator.articles.models import Article
from annotator.db import transaction
from tests.support.factories import make_article
from tests.support.imported import ADDRESS


@pytest.fixture
def article(app: Flask) -> Article:
    with transaction(by=None):
        made = make_article(url=ADDRESS)
    return made
