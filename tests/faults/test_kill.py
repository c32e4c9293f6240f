"""The short form of `python -m tests.faults.kill`, and the proof that it sees what it looks for."""

from __future__ import annotations

import pytest

from annotator.db import db
from tests.faults.checker import Change, check_claims
from tests.faults.kill import run
from tests.faults.ledger import Save
from tests.faults.prepared import Prepared, desk_app


def test_nothing_acknowledged_is_lost_and_the_index_is_right_after_three_kills(desk: Prepared) -> None:
    report = run(desk, kills=3, seed="short")
    assert not report.breaches, report
    assert report.outcomes["ok"] >= 10, f"too few saves to prove anything: {report}"


def test_a_build_that_writes_the_index_in_the_request_is_found_out(desk: Prepared) -> None:
    parted = {"missing", "different"}  # the index is not what the database says, whatever it says of its own mark
    report = run(desk, kills=10, seed="bad", app="tests.faults.bad_builds:index_in_request", seconds=1.0, until=parted)
    found = {breach.kind for breach in report.breaches}
    assert found & parted, report
    assert not found & {"lost", "overwritten", "duplicate", "integrity"}, (
        report
    )  # the database of such a build is sound


def test_sqlite_waits_for_the_disk_before_it_acknowledges(desk: Prepared) -> None:
    """What a kill cannot show: with `synchronous=NORMAL` a power cut loses acknowledged saves."""
    with desk_app(desk.instance).app_context():
        with db.engine.connect() as connection:
            settings = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            }
        db.engine.dispose()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


# -- the checker itself: each promise broken by hand

STANDING = ("Two died [b]", 2)
HISTORY = (Change(7, 1, "create", None, "One died [a]"), Change(7, 2, "change", "One died [a]", "Two died [b]"))
SAVE = Save("key", "north", 7, 1, "b", "Two died [b]", outcome="ok")


def kinds(row: tuple[str, int], history: tuple[Change, ...], *saves: Save) -> set[str]:
    return {breach.kind for breach in check_claims({7: row}, history, saves)}


def test_the_checker_passes_a_sound_history() -> None:
    assert kinds(STANDING, HISTORY, SAVE) == set()


@pytest.mark.parametrize(
    ("kind", "row", "history", "save"),
    [
        ("lost", STANDING, HISTORY, {"wording": "Three died [c]"}),
        ("lost", STANDING, HISTORY, {"claim": 8}),
        ("overwritten", STANDING, HISTORY, {"seen": 0}),
        ("gap", ("Two died [b]", 3), HISTORY, {}),
        ("gap", STANDING, HISTORY[1:], {}),
        ("chain", ("One died [a]", 2), HISTORY, {}),
        ("chain", STANDING, (HISTORY[0], Change(7, 2, "change", "None died", "Two died [b]")), {}),
        ("duplicate", ("Two died [b]", 3), (*HISTORY, Change(7, 3, "change", "Two died [b]", "Two died [b]")), {}),
        ("written though refused", STANDING, HISTORY, {"outcome": "refused"}),
        ("not kept", STANDING, HISTORY[:1], {"outcome": "refused", "kept": False}),
        ("error", STANDING, HISTORY, {"outcome": "answered 500"}),
    ],
)
def test_the_checker_finds(
    kind: str, row: tuple[str, int], history: tuple[Change, ...], save: dict[str, object]
) -> None:
    assert kind in kinds(row, history, Save(**{**vars(SAVE), **save}))
