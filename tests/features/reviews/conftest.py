"""Two reviewers, an editor and an administrator around one claim, on both databases."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.reviews import adjudication, policy, service
from annotator.reviews.models import Adjudication, Assessment
from annotator.reviews.policy import Terms
from tests.support.cast import make_user
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim


@dataclass
class People:
    one: User
    two: User
    three: User
    editor: User
    administrator: User
    reader: User


@pytest.fixture
def people(either_app: Flask) -> People:
    with transaction(by=None), db.session.no_autoflush:  # in one flush
        people = People(
            make_user("Ola", "reviewer"),
            make_user("Tariq", "reviewer"),
            make_user("Thea", "reviewer"),
            make_user("Edda", "editor"),
            make_user("Adam", "administrator"),
            make_user("Rana", "reader"),
        )
    return people


@pytest.fixture
def article(either_app: Flask) -> Article:
    with transaction(by=None):
        article = make_article()
    return article


@pytest.fixture
def claim(article: Article) -> Claim:
    with transaction(by=None):
        claim = make_claim(article, "Two soldiers were wounded", kinds=["quantity"])
    return claim


@pytest.fixture
def either_client(either_app: Flask) -> DeskClient:
    client = either_app.test_client()
    assert isinstance(client, DeskClient)
    return client


def assess(claim: Claim, verdict: str, *, by: User, confidence: int = 80, **more: object) -> Assessment:
    with transaction(by=by):
        made = service.assess(claim, verdict=verdict, confidence=confidence, by=by, **more)  # type: ignore[arg-type]
    return made


def settle(claim: Claim, *, by: User) -> None:
    with transaction(by=by):
        service.settle(claim, by=by)


def ask_for(administrator: User, **wanted: object) -> None:
    """Change the desk's policy."""
    with transaction(by=administrator):
        policy.keep(Terms(**wanted), by=administrator)  # type: ignore[arg-type]


def decide(claim: Claim, picked: Assessment | None, *, by: User, **more: object) -> Adjudication:
    with transaction(by=by):
        made = adjudication.adjudicate(claim, picked=picked, by=by, **{"reason": "The log says so."} | more)  # type: ignore[arg-type]
    return made
