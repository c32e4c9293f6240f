"""Two who save one claim at once: nobody is overwritten unseen, and who is refused keeps what they typed."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from annotator.claims import service as claims
from annotator.db import db, transaction
from annotator.desk.bench import saving
from annotator.factory import create_app
from annotator.text.spans import Span
from tests.faults.checker import check_database
from tests.faults.client import Reviewer
from tests.faults.prepared import Prepared
from tests.faults.races import Writers, at_once, race, reviewers
from tests.faults.server import Server
from tests.support.cast import make_cast
from tests.support.factories import make_article

ROUNDS = 30
ROUNDS_AT_HTTP = 20  # `python -m tests.faults.races` does 80, or as many as it is told


@pytest.fixture(scope="module")
def running(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Prepared]]:
    """One server for the tests of this file; each has a claim of its own."""
    desk = prepared.copy(tmp_path_factory.mktemp("races") / "instance")
    with Server(desk.instance) as server:
        yield server, desk
        assert server.tracebacks() == []


def tabs(server: Server, desk: Prepared) -> list[Reviewer]:
    """Two tabs of one browser: one person, one session, two connections."""
    left, right = reviewers(server, desk, desk.emails[0], desk.emails[0])
    right.browser.cookies = left.browser.cookies
    return [left, right]


def test_of_two_reviewers_who_save_at_once_one_is_refused_and_sees_both_texts(
    running: tuple[Server, Prepared],
) -> None:
    server, desk = running
    saves = race(*reviewers(server, desk, *desk.emails), desk.claims[0], ROUNDS_AT_HTTP)
    assert Counter(save.outcome for save in saves) == {"ok": ROUNDS_AT_HTTP, "refused": ROUNDS_AT_HTTP}
    assert check_database(desk.database, saves) == []


def test_one_person_in_two_tabs_is_refused_like_anybody_else(running: tuple[Server, Prepared]) -> None:
    server, desk = running
    saves = race(*tabs(server, desk), desk.claims[1], 5)
    assert Counter(save.outcome for save in saves) == {"ok": 5, "refused": 5}
    assert check_database(desk.database, saves) == []


def test_a_note_written_in_two_tabs_is_not_overwritten_unseen(running: tuple[Server, Prepared]) -> None:
    server, desk = running
    claim = desk.claims[2]
    path = f"/claims/{claim}/save"
    left, right = tabs(server, desk)
    judged = {"verdict": "false", "confidence": "80"}
    assert left.browser.post(path, left.open(claim) | judged | {"note": "Asked the ministry."}).status == 303
    # Wording and verdict stay as they are: the claim itself does not change, only what this person says of it.
    first, second = left.open(claim), right.open(claim)
    assert left.browser.post(path, first | {"note": "The ministry confirmed it."}).status == 303
    refused = right.browser.post(path, second | {"note": "The governor denied it."})
    assert refused.status == 409
    assert "The ministry confirmed it." in refused.text and "The governor denied it." in refused.text
    assert right.browser.post(path, refused.form(path)).status == 303
    assert left.open(claim)["note"] == "The governor denied it."


def test_a_double_click_is_one_save_and_both_are_acknowledged(running: tuple[Server, Prepared]) -> None:
    server, desk = running
    claim = desk.claims[3]
    both = tabs(server, desk)
    for number in range(5):
        before = both[0].open(claim)
        sent = before | {"wording": f"Patrol 4 was seen {number} times", "key": f"twice-{number}"}
        answers = at_once(*(partial(each.browser.post, f"/claims/{claim}/save", sent) for each in both))
        assert [answer.status for answer in answers] == [303, 303]
        assert int(str(both[0].open(claim)["row_version"])) == int(str(before["row_version"])) + 1


def test_a_build_without_the_version_check_is_found_out(desk: Prepared) -> None:
    with Server(desk.instance, app="tests.faults.bad_builds:no_version_check") as server:
        saves = race(*reviewers(server, desk, *desk.emails), desk.claims[0], 3)
        assert {save.outcome for save in saves} == {"ok"}
        assert {breach.kind for breach in check_database(desk.database, saves)} == {"overwritten"}


# -- below the browser, on a real PostgreSQL, where two transactions run side by side


@pytest.fixture
def writers(postgres_url: str, tmp_path: Path) -> Iterator[Writers]:
    name = f"race_{uuid.uuid4().hex[:12]}"
    outside = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    url = sa.make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    app = create_app({"INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": url, "INDEXER": False, "JOBS": False})
    with app.app_context():
        cast = make_cast()
        with transaction(by=cast.reviewer):
            article = make_article("Ten lorries crossed.")
            claim = claims.create(article.versions[-1], [Span(0, 20)], by=cast.reviewer)
        made = Writers(app, [cast.reviewer.id, cast.colleague.id], claim.id)
    yield made
    with app.app_context():
        db.engine.dispose()
    with outside.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    outside.dispose()


LOCK = " FOR UPDATE"
CONDITION = " AND claims.row_version = %(claims_row_version)s::INTEGER"


def take_out(app: Flask, *parts: str) -> set[str]:
    """Take these parts out of every statement on this app's engine. Returns those that were met, as they are met."""
    met: set[str] = set()

    def strip(*execution: Any) -> tuple[str, Any]:
        _connection, _cursor, statement, parameters, *_ = execution
        for part in parts:
            if part in statement:
                met.add(part)
                statement = statement.replace(part, "")
        return statement, parameters

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", strip, retval=True)
    return met


# Two guards, each enough: the row is locked before its version is compared, and the UPDATE asks for the version again.
@pytest.mark.parametrize("removed", [(), (LOCK,), (CONDITION,)], ids=["whole", "no lock", "no condition"])
def test_on_postgresql_too_one_of_two_is_refused(writers: Writers, removed: tuple[str, ...]) -> None:
    met = take_out(writers.app, *removed)
    saves = writers.race(ROUNDS)
    assert met == set(removed)
    assert Counter(save.outcome for save in saves) == {"ok": ROUNDS, "refused": ROUNDS}
    assert writers.breaches(saves) == []


def test_on_postgresql_a_build_without_both_guards_is_found_out(writers: Writers) -> None:
    take_out(writers.app, LOCK, CONDITION)
    assert {breach.kind for breach in writers.breaches(writers.race(ROUNDS))} & {"overwritten", "gap", "chain"}


def test_on_postgresql_a_build_without_the_version_check_is_found_out(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "require_version", lambda _row, _seen, _mine: None)
    assert "overwritten" in {breach.kind for breach in writers.breaches(writers.race(ROUNDS))}
