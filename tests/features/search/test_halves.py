"""A new index built by two processes is the index that one would have built."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.db import db, transaction
from annotator.search import documents
from annotator.search.engines.whoosh import halves
from annotator.search.keeping.checking import compare
from annotator.search.keeping.indexer import Keeper
from tests.support.factories import make_article


@pytest.fixture
def desk(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its index was built of nothing, by one process: each helper costs seconds."""
    monkeypatch.setattr(halves, "FROM", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with transaction(by=None):
        for number in range(5):
            make_article(title=f"Rockets {number}")


def test_two_processes_build_what_one_would(desk: None, keeper: Keeper) -> None:
    assert keeper.rebuild()
    assert len(dict(keeper.reader.digests())) == documents.count() >= 5
    assert not compare(keeper.reader)
    assert not list(keeper.store.folder.glob("*.tmp"))


def test_when_the_helper_fails_this_process_reads_its_half(
    desk: None, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(halves.Helper, "finished", lambda helper: helper.stop() or False)
    assert keeper.rebuild()
    assert "the helper failed" in caplog.text
    assert not compare(keeper.reader)
    db.session.rollback()


def test_the_halves_are_everything_once(desk: None) -> None:
    middles = documents.middles()
    older, newer = documents.Half(False, middles), documents.Half(True, middles)
    both = [each for half in (older, newer) for references in documents.everything(half) for each in references]
    assert sorted(both) == sorted(each for references in documents.everything() for each in references)
    assert len(both) == len(set(both))


def test_rows_that_come_while_it_is_built_part_no_half_anew(
    desk: None, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The helper begins seconds later, when there may be more rows: what is old is parted as it was."""
    started = halves.Helper.__init__

    def late(helper: halves.Helper, folder: Path, instance: Path, middles: dict[str, int]) -> None:
        with transaction(by=None):
            for number in range(6):
                make_article(title=f"Late {number}")
        started(helper, folder, instance, middles)

    monkeypatch.setattr(halves.Helper, "__init__", late)
    assert keeper.rebuild()
    keeper.drain()
    keys = [key for key, _ in keeper.reader.digests()]
    assert len(keys) == len(set(keys)) == documents.count()
