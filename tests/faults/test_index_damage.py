"""The index is damaged under a running server: search goes on answering, and is right again without a hand."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.checker import IndexChecker, check_search, claims_found
from tests.faults.client import Browser, Reviewer
from tests.faults.ledger import Ledger
from tests.faults.prepared import Prepared, desk_app
from tests.faults.server import Server

SECONDS_TO_MEND = 60.0


@pytest.fixture(scope="module")
def reviewer(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewer]:
    """A reviewer at a running server, for the tests of this file."""
    desk = prepared.copy(tmp_path_factory.mktemp("damage") / "instance")
    with Server(desk.instance) as server:
        reviewer = Reviewer("north", Browser(server), desk, Ledger(desk.instance.with_name("ledger")), "damage")
        reviewer.browser.log_in(desk.emails[0], desk.password)
        yield reviewer


def generation(index: Path) -> Path:
    return index / (index / "current").readlink()


def delete_everything(index: Path) -> None:
    shutil.rmtree(index)


def delete_the_generation(index: Path) -> None:
    shutil.rmtree(generation(index))


def empty_the_contents(index: Path) -> None:
    for path in generation(index).glob("*.toc"):
        path.write_bytes(b"")


def cut_a_segment_short(index: Path) -> None:
    for path in generation(index).iterdir():
        if path.suffix not in {".toc", ""} and path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_noise(index: Path) -> None:
    for path in generation(index).iterdir():
        if path.is_file():
            path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))


# Whoosh leaves files that it could not make sense of to the garbage collector.
@pytest.mark.parametrize(
    "damage", [delete_everything, delete_the_generation, empty_the_contents, cut_a_segment_short, fill_with_noise]
)
def test_search_answers_while_the_index_is_damaged_and_mends_it(
    reviewer: Reviewer, damage: Callable[[Path], None]
) -> None:
    desk, browser = reviewer.desk, reviewer.browser
    before = reviewer.save(desk.claims[0])
    with closing(IndexChecker(desk_app(desk.instance), seconds=SECONDS_TO_MEND)) as index:
        assert index.check() == []
        damage(desk.instance / "index")
        # What was saved before is found at once, from the database if need be; `claims_found` asserts a 200.
        assert claims_found(browser, before.token) == {before.claim}
        after = reviewer.save(desk.claims[1])
        assert after.outcome == "ok"
        deadline = time.monotonic() + SECONDS_TO_MEND
        while found := [*index.check(), *check_search(browser, desk.database)]:
            assert time.monotonic() < deadline, found
            assert claims_found(browser, before.token) == {before.claim}
            time.sleep(0.1)
        assert claims_found(browser, after.token) == {after.claim}
    gc.collect()  # those files, while their warning is expected
