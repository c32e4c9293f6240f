"""The journal: nothing that was committed is missed, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import threading
import time

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article, Collection
from annotator.db import db, journal, now, transaction
from annotator.db.journal import Mark
from annotator.db.tracking import JournalEntry
from tests.support.factories import make_article, make_claim


def note(count: int, *, seconds: float = 0.0) -> None:
    with transaction(by=None):
        for _ in range(count):
            db.session.add(Article(title="Noted"))
            db.session.flush()
            time.sleep(seconds)


def read_all(mark: Mark, limit: int = 7) -> tuple[list[tuple[str, int]], Mark]:
    found: list[tuple[str, int]] = []
    while True:
        db.session.rollback()
        references, mark = journal.entries_after(mark, limit)
        if not references:
            return found, mark
        found += references


@pytest.mark.usefixtures("either_app")
def test_every_entry_is_read_once_and_in_batches() -> None:
    note(20)
    found, mark = read_all(Mark())
    assert len(found) == 20 == len(set(found))
    assert journal.newest() == mark and journal.lag(mark)[0] == 0
    note(3)
    assert journal.lag(mark)[0] == 3
    assert len(read_all(mark)[0]) == 3


def test_writers_that_commit_out_of_order_are_all_read(either_app: Flask) -> None:
    """Read by sequence number alone, entries of the slower transaction are missed on PostgreSQL."""

    def write(seconds: float) -> None:
        with either_app.app_context():
            note(6, seconds=seconds)
            db.session.remove() if hasattr(db.session, "remove") else db.session.close()

    mark, found = Mark(), []
    slow = threading.Thread(target=write, args=(0.06,))
    slow.start()
    time.sleep(0.03)
    quick = threading.Thread(target=write, args=(0.0,))
    quick.start()
    while slow.is_alive() or quick.is_alive():
        more, mark = read_all(mark)
        found += more
        time.sleep(0.01)
    slow.join()
    quick.join()
    found += read_all(mark)[0]
    assert sorted(found) == sorted(("article", ident) for ident in db.session.scalars(sa.select(Article.id)))


@pytest.mark.usefixtures("either_app")
def test_a_mark_follows_as_long_as_its_entry_stands() -> None:
    assert journal.follows(Mark())
    note(2)
    assert journal.follows(Mark())  # nothing was pruned since the empty desk
    mark = journal.newest()
    assert journal.follows(mark)
    assert not journal.follows(Mark(mark.seq, mark.xid, "2021-02-15T00:00:00+00:00"))  # restored from a copy
    assert not journal.follows(Mark(mark.seq + 100, mark.xid, mark.at))


@pytest.mark.usefixtures("either_app")
def test_pruning_takes_what_is_older_than_a_week_but_never_the_newest() -> None:
    note(5)
    old = now() - dt.timedelta(days=8)
    with transaction(by=None):
        db.session.execute(sa.update(JournalEntry).values(at=old))
        assert journal.prune() == 4
    assert journal.follows(journal.newest())
    assert not journal.follows(Mark())
    note(1)
    with transaction(by=None):
        assert journal.prune() == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(JournalEntry)) == 1


@pytest.mark.usefixtures("either_app")
def test_an_article_put_into_a_collection_is_noted() -> None:
    with transaction(by=None):
        article = make_article()
        make_claim(article, "Two soldiers")
    mark = journal.newest()
    with transaction(by=None):
        db.session.add(Collection(name="Week 7", articles=[article]))
    assert read_all(mark)[0] == [("article", article.id)]
    mark = journal.newest()
    with transaction(by=None):
        article.collections.clear()
    assert read_all(mark)[0] == [("article", article.id)]
