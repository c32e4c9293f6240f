"""The ledger follows the journal: after any writes it is what it would be read anew."""

from __future__ import annotations

import datetime as dt
import pickle
import random

import pytest
from flask import Flask

from annotator.articles import service as articles
from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.db import db, now, transaction
from annotator.desk import following
from annotator.desk.ledger.ledger import Ledger, ledger, read_all
from annotator.reviews import assignment
from annotator.reviews import service as reviews
from tests.features.desk.conftest import TEXT
from tests.support.cast import Cast, make_cast
from tests.support.factories import make_article, make_claim
from tests.support.statements import count_statements

ORDERS = ("order", "worth", "since", "dates", "deadlines")


def assert_same(one: Ledger, other: Ledger) -> None:
    assert one.claims == other.claims and one.articles == other.articles and one.facts == other.facts
    for name in ORDERS:
        mine, theirs = getattr(one, name), getattr(other, name)
        assert mine.ids == theirs.ids and all(mine.key(each) == theirs.key(each) for each in mine.ids), name


def write_something(chance: random.Random, cast: Cast, rows: list[Article]) -> None:
    """One of the things that change what is counted."""
    article = chance.choice(rows)
    claim = make_claim(article, chance.choice(["Four guards", "300 sandbags"]), worth=chance.random())
    person = chance.choice([cast.editor, cast.administrator])
    match chance.randrange(8):
        case 0:
            rows.append(make_article(TEXT, feed=chance.choice(["Canal Wire", None]), visibility="hidden"))
        case 1:
            assignment.take([claim], by=person)
        case 2:
            reviews.assess(claim, verdict="true", confidence=50, by=person)
        case 3:
            claims.reject(claim, by=person)
        case 4:
            article.due_at = chance.choice([None, now() + dt.timedelta(hours=chance.randrange(-9, 9))])
        case 5:
            article.published_at = now() - dt.timedelta(days=chance.randrange(900))
        case 6:
            articles.collect(article, articles.find_or_create_collection("Floods", by=None), by=None)
        case _:
            claim.disputed, claim.kinds, claim.state = True, ["event"], "assessed"
    db.session.flush()


@pytest.mark.parametrize("seed", [1, 2])
def test_it_follows_whatever_is_written_on_either_database(either_app: object, seed: int) -> None:
    cast, chance = make_cast(), random.Random(seed)
    with transaction(by=None):
        rows = [make_article(TEXT)]
    ledger()
    for _ in range(25):
        with transaction(by=cast.editor):
            write_something(chance, cast, rows)
        assert_same(ledger(), read_all())


def test_it_is_read_anew_when_it_is_too_far_behind(app: object, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger()
    monkeypatch.setattr(following, "TOO_FAR", 0)
    with transaction(by=None):
        make_claim(make_article(TEXT), "Four guards")
    assert_same(ledger(), read_all())
    assert ledger().claims_of("state", "suggested").bit_count() == 1


def test_what_another_process_has_read_is_followed_from_there(app: Flask, cast: Cast) -> None:
    chance = random.Random(3)
    with transaction(by=None):
        rows = [make_article(TEXT)]
    for each in app.extensions["counted"]:
        each.take(pickle.loads(pickle.dumps(each())))
    with count_statements() as statements:
        ledger()
    assert len(statements) == 1
    for _ in range(10):
        with transaction(by=cast.editor):
            write_something(chance, cast, rows)
    assert_same(ledger(), read_all())


def test_while_nothing_changes_it_costs_one_statement(app: object, cast: Cast) -> None:
    with transaction(by=None):
        make_claim(make_article(TEXT), "Four guards")
    one = ledger()
    with count_statements() as seen:
        assert ledger() is one
    assert len(seen) == 1
