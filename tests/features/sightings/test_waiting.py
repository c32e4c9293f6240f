"""A finder is begun when there is something to find, and not else: on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from annotator.db import db, transaction
from annotator.gazetteer import changes
from annotator.gazetteer import service as names
from annotator.gazetteer.service import EntityFields
from annotator.reviews.models import Comment
from annotator.sightings.finding import noticing
from annotator.sightings.finding.finder import Finder
from annotator.sightings.finding.waiting import Waiting
from annotator.sightings.finding.worker import Worker
from tests.support.cast import Cast
from tests.support.statements import count_statements

from .conftest import ATTACK, SAME, Take, claim_with


@pytest.fixture
def app(either_app: Flask) -> Flask:
    return either_app


def find_and_leave() -> None:
    """As a worker does that ends because nothing is left."""
    finder = Finder()
    finder.run()
    finder.leave()


def test_what_waits_is_seen_until_it_was_found(take: Take, cast: Cast) -> None:
    waiting = Waiting()
    first = take(ATTACK)
    assert waiting() and waiting()
    find_and_leave()
    assert not waiting() and not waiting()
    with transaction(by=cast.reviewer):
        claim_with(first, "troops").wording = "About 2,600 American troops are stationed in Iraq."
    assert waiting()
    find_and_leave()
    assert not waiting()
    with transaction(by=None):
        noticing.make_due([claim_with(first, "troops").id])  # was due, and its finder was killed
    assert waiting()
    find_and_leave()
    assert not waiting()
    with transaction(by=None):
        noticing.forget_all()
    assert waiting()


def test_what_changes_no_claim_begins_none(take: Take, cast: Cast) -> None:
    first, waiting = take(ATTACK), Waiting()
    find_and_leave()
    assert not waiting()
    with transaction(by=cast.reviewer):
        db.session.add(Comment(article_id=first.id, author_id=cast.reviewer.id, text="Is it so?"))
    assert not waiting()


def test_a_name_that_comes_is_waited_for_also_long_after(
    take: Take, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 2)
    changes._sight.cache_clear()
    take(ATTACK)
    find_and_leave()
    waiting = Waiting()
    assert not waiting()
    with transaction(by=cast.editor):
        names.create(EntityFields(name="Erbil", kind="place"), by=cast.editor)
    assert waiting()
    find_and_leave()
    assert not waiting() and not Waiting()()
    changes._sight.cache_clear()


def test_nothing_written_costs_one_statement(take: Take) -> None:
    take(ATTACK)
    find_and_leave()
    waiting = Waiting()
    waiting()
    with count_statements() as statements:
        assert not waiting()
    assert len(statements) == 1 or db.engine.dialect.name == "postgresql"


def test_a_worker_without_work_ends_and_the_next_finds_what_came(
    app: Flask, take: Take, find: Callable[[], int]
) -> None:
    take(ATTACK)
    for article in (SAME, None):
        worker = Worker(app, idle=0.0)
        worker.start()
        worker.thread.join(60)
        db.session.rollback()  # on SQLite this session sees the database as it was at its first look
        assert not worker.thread.is_alive() and not Waiting()()
        if article:
            take(article)
            assert Waiting()()
    assert find() == 0


def test_a_worker_whose_server_is_gone_ends(app: Flask, take: Take) -> None:
    take(ATTACK)
    gone = threading.Event()
    worker = Worker(app, alive=lambda: not gone.is_set())
    worker.start()
    gone.set()
    worker.thread.join(60)
    assert not worker.thread.is_alive()
