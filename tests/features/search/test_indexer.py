"""The index writer: what was saved is found; a damaged, missing or foreign index is built anew by itself."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from annotator.db import db, journal, transaction
from annotator.search.asking.expression import Word
from annotator.search.engines.chosen import index_folder, store_of
from annotator.search.engines.engine import Busy, Question
from annotator.search.engines.whoosh import generations
from annotator.search.engines.whoosh.reader import WhooshReader
from annotator.search.engines.whoosh.store import WhooshStore
from annotator.search.keeping import checking
from annotator.search.keeping import indexer as keeping
from annotator.search.keeping.indexer import Indexer, Keeper
from annotator.search.results.queries import Ask, search
from tests.features.search.writers import kill_writers
from tests.support.factories import make_article, make_claim

SECONDS = 20.0


def until(true: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Waits until it is so."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.02)


def whoosh(keeper: Keeper) -> WhooshStore:
    assert isinstance(keeper.store, WhooshStore)
    return keeper.store


def found(reader: WhooshReader, word: str) -> int:
    return reader.find(Question(Word(word))).total


@pytest.fixture
def indexer(app: Flask) -> Iterator[Indexer]:
    indexer = Indexer(app)
    indexer.start()
    yield indexer
    indexer.stop()
    assert not indexer.thread.is_alive()


@pytest.fixture
def reader(app: Flask) -> Iterator[WhooshReader]:
    reader = WhooshReader(index_folder(app.config))
    yield reader
    reader.close()


def is_found(reader: WhooshReader, word: str, total: int = 1) -> bool:
    try:
        return found(reader, word) == total
    except Exception:
        return False


@pytest.mark.usefixtures("indexer")
def test_what_was_saved_is_found_by_itself(reader: WhooshReader) -> None:
    with transaction(by=None):
        article = make_article()
    until(lambda: is_found(reader, "kirkuk"))
    for number in range(5):
        with transaction(by=None):
            make_claim(article, "300 guards", wording=f"Gendarmes number{number}x were sent")
        until(lambda number=number: is_found(reader, f"number{number}x"))


# -- faults


def delete_folder(folder: Path, _generation: Path) -> None:
    shutil.rmtree(folder)


def delete_generation(_folder: Path, generation: Path) -> None:
    shutil.rmtree(generation, ignore_errors=True)  # the writer may notice at once, and sweep what is left


def empty_contents(_folder: Path, generation: Path) -> None:
    for path in generation.glob("*.toc"):
        path.write_bytes(b"")


def cut_segments(_folder: Path, generation: Path) -> None:
    for path in generation.glob("MAIN_*"):
        with suppress(FileNotFoundError):  # the writer may notice at once, and sweep what is left
            if path.suffix in {".arrays", ".col"} and path.stat().st_size > 1:
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def delete_segments(_folder: Path, generation: Path) -> None:
    for path in generation.glob("MAIN_*"):
        if path.is_file() and path.name != "MAIN_WRITELOCK":
            path.unlink(missing_ok=True)


FAULTS = [delete_folder, delete_generation, empty_contents, cut_segments, delete_segments]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_index_is_noticed_and_built_anew_while_the_database_answers(
    app: Flask, indexer: Indexer, reader: WhooshReader, fault: Callable[[Path, Path], None]
) -> None:
    with transaction(by=None):
        article = make_article()
    until(lambda: is_found(reader, "kirkuk"))
    generation = whoosh(indexer.keeper).generations.current()
    assert generation is not None
    fault(index_folder(app.config), generation)
    results = search(Ask("kirkuk"), reader, by=None)  # while it is open, at once: no error, and the hit
    assert results.total == 1
    with transaction(by=None):
        make_claim(article, "300 guards", wording="Gendarmes were sent")
    until(lambda: is_found(reader, "gendarmes") and is_found(reader, "kirkuk"))
    indexer.stop()
    assert Keeper(store_of(app.config)).trouble() is None


@pytest.mark.parametrize("fault", FAULTS)
def test_damage_while_nobody_looks_is_noticed_at_the_next_start(
    app: Flask, fault: Callable[[Path, Path], None]
) -> None:
    with transaction(by=None):
        make_article()
    folder = index_folder(app.config)
    keeper = Keeper(WhooshStore(folder))
    with keeper.store.writing():
        keeper.bring_up()
        keeper.close()
    generation = whoosh(keeper).generations.current()
    assert generation is not None and keeper.trouble() is None
    keeper.reader.close()
    fault(folder, generation)
    again = Keeper(WhooshStore(folder))
    assert again.trouble() is not None
    with again.store.writing():
        again.bring_up()
    assert found(again.reader, "kirkuk") == 1
    again.reader.close()


def test_without_an_index_the_database_answers_and_says_so(app: Flask) -> None:
    with transaction(by=None):
        make_article()
    results = search(Ask("KIRKUK monday"), WhooshReader(index_folder(app.config)), by=None)
    assert results.total == 1 and results.catching_up


def test_a_power_cut_makes_the_index_untrusted(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keeper.trouble() is None
    monkeypatch.setattr(generations, "this_boot", lambda: "another boot")
    assert keeper.trouble() == "this machine went off while it was being written"
    keeper.bring_up()
    assert keeper.trouble() is None


def test_a_clean_stop_before_the_machine_goes_off_is_enough(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.close()
    monkeypatch.setattr(generations, "this_boot", lambda: "another boot")
    assert keeper.trouble() is None


def test_a_database_restored_from_a_copy_is_noticed(app: Flask, keeper: Keeper) -> None:
    database = Path(app.config["INSTANCE"]) / "wirecheck.db"
    with transaction(by=None):
        make_article(title="Before the copy")
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = database.read_bytes()
    with transaction(by=None):
        make_article("Nobody will remember this sentence.")
    keeper.drain()
    db.session.rollback()
    db.engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    database.write_bytes(copy)
    assert keeper.trouble() is not None
    keeper.bring_up()
    assert found(keeper.reader, "remember") == 0 and found(keeper.reader, "kirkuk") == 1


def test_one_writer_a_host(app: Flask, indexer: Indexer) -> None:
    until(lambda: whoosh(indexer.keeper).generations.current() is not None)
    with pytest.raises(Busy), store_of(app.config).writing():
        pass
    second = Indexer(app)
    second.start()
    indexer.stop()
    with transaction(by=None):
        make_article()
    until(lambda: is_found(second.keeper.reader, "kirkuk"))
    second.stop()


def test_the_folder_is_nobody_elses(keeper: Keeper) -> None:
    assert whoosh(keeper).generations.folder.stat().st_mode & 0o777 == 0o700
    current = whoosh(keeper).generations.current()
    assert current is not None and current.stat().st_mode & 0o777 == 0o700


def test_errors_do_not_end_the_writer(app: Flask, monkeypatch: pytest.MonkeyPatch, reader: WhooshReader) -> None:
    failures = iter([OSError("No space left on device"), RuntimeError("anything")])
    drain = Keeper.drain

    def failing(self: Keeper, **more: object) -> int:
        error = next(failures, None)
        if error is not None:
            raise error
        return drain(self, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Keeper, "drain", failing)
    indexer = Indexer(app)
    indexer.start()
    with transaction(by=None):
        make_article()
    until(lambda: is_found(reader, "kirkuk"))
    indexer.stop()


@pytest.mark.parametrize("kills", [3])
def test_kill_9_while_it_writes_loses_nothing(app: Flask, reader: WhooshReader, kills: int) -> None:
    kill_writers(app, kills, later=0.2)
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing(2):  # the kernel has freed it
        keeper.bring_up()
        assert checking.compare(keeper.reader) == {}
    keeper.reader.close()


def test_what_is_saved_while_it_writes_waits_for_the_next_round_in_one_batch(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, write = Keeper(store_of(app.config)), keeping.refresh
    written: list[int] = []

    def refresh(store: Any, stale: Any, mark: Any) -> None:
        written.append(len(stale))
        write(store, stale, mark)
        if len(written) < 5:
            with transaction(by=None):
                make_article(title="Saved meanwhile")

    with keeper.store.writing():
        keeper.bring_up()
        with transaction(by=None):
            make_article(title="Saved first")
        monkeypatch.setattr(keeping, "refresh", refresh)
        keeper.drain(leaving=keeping.PER_COMMIT)
        assert len(written) == 1 and journal.lag(keeper.reader.mark())[0] > 0
        keeper.drain()
        assert len(written) == 5 and journal.lag(keeper.reader.mark())[0] == 0
        keeper.close()
