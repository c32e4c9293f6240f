"""How SQLite's writers wait: for each other, and for the disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.db import db, transaction, writing
from annotator.db.writing import Turn, file_of, turn_at
from annotator.sources.models import Source


def make_source(title: str) -> None:
    with transaction(by=None, verb="add"):
        db.session.add(Source(title=title, kind="outlet", reliability="F"))


class Disk:
    """Keeps, each time the desk waits for the disk, what is there for certain when that wait ends: a desk that loses
    its power later starts from this."""

    def __init__(self, database: str, kept: Path) -> None:
        self.database, self.kept, self.waits = database, kept, 0
        kept.mkdir()

    def wait(self, _descriptor: int) -> None:
        for end in ("", "-wal"):
            shutil.copy(f"{self.database}{end}", self.kept / f"after.db{end}")
        self.waits += 1

    def titles(self) -> list[str]:
        connection = sqlite3.connect(self.kept / "after.db")
        try:
            return [title for (title,) in connection.execute("SELECT title FROM sources ORDER BY title")]
        finally:
            connection.close()


@pytest.fixture
def disk(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    database = file_of(db.engine)
    assert database is not None
    made = Disk(database, tmp_path / "kept")
    monkeypatch.setattr(writing, "_to_disk", made.wait)
    yield made


def test_what_a_transaction_wrote_is_on_the_disk_when_it_ends(disk: Disk) -> None:
    make_source("Log of the clinic")
    assert disk.titles() == ["Log of the clinic"]
    make_source("Log of the port")
    assert disk.titles() == ["Log of the clinic", "Log of the port"] and disk.waits == 2


def test_what_was_refused_waits_for_nothing(disk: Disk) -> None:
    with pytest.raises(ValueError), transaction(by=None):
        db.session.add(Source(title="Log", kind="outlet", reliability="F"))
        raise ValueError
    assert disk.waits == 0


def test_who_does_not_wait_by_itself_lets_sqlite_wait(disk: Disk) -> None:
    def setting(**options: bool) -> int:
        with db.engine.connect().execution_options(**options) as connection, connection.begin():
            return int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    assert setting() == 2 and setting(write=True) == 2
    make_source("Log")
    with transaction(by=None):
        assert db.session.scalar(sa.text("PRAGMA synchronous")) == 1
    assert setting() == 2 and setting(write=True) == 2


def test_a_disk_that_says_no_is_no_success(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(writing, "_to_disk", broken)
    with pytest.raises(OSError):
        make_source("Log")


HOLDER = """
import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
print("has it", flush=True)
sys.stdin.read()
"""


def test_a_turn_is_waited_for_among_processes_and_lost_with_its_process(tmp_path: Path) -> None:
    turn, got = Turn(tmp_path / "turn"), threading.Event()

    def take() -> None:
        with turn.taken():
            got.set()

    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(turn.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdout.readline() == "has it\n"
    waiting = threading.Thread(target=take)
    waiting.start()
    assert not got.wait(0.2)
    other.kill()
    assert got.wait(10)
    waiting.join()
    other.communicate()


def test_threads_take_turns_and_one_has_it_twice(tmp_path: Path) -> None:
    turn, inside, most = Turn(tmp_path / "turn"), 0, 0

    def take() -> None:
        nonlocal inside, most
        with turn.taken(), turn.taken():
            inside += 1
            most = max(most, inside)
            time.sleep(0.005)
            inside -= 1

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1 and turn.depth == 0


def test_without_a_file_to_lock_one_writes_all_the_same(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    database = file_of(db.engine)
    assert database is not None
    monkeypatch.setattr(turn_at(database), "file", Path(os.devnull) / "turn")
    monkeypatch.setattr(turn_at(database), "opened", None)
    make_source("Log")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Source)) == 1
