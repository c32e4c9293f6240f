"""A desk of two processes, and one that finds sightings: none outlives the desk, which goes on without either."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotator.db import db, transaction
from annotator.sightings.finding import noticing
from annotator.sightings.finding.queries import lag
from tests.faults.prepared import Prepared, desk_app
from tests.faults.server import Server


def children_of(pid: int, program: bytes = b"serve") -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if program in Path(f"/proc/{child}/cmdline").read_bytes()]


def finders_of(server: Server) -> list[int]:
    """The processes that find sightings, begun by a thread of the server."""
    assert server.process is not None
    found = []
    for each in Path(f"/proc/{server.process.pid}/task").iterdir():
        for child in (each / "children").read_text().split():
            if b"annotator.factory.finder" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def finder_of(server: Server) -> int:
    """The process that finds sightings, once it is begun."""
    return waited_for(lambda: finders_of(server), "nobody finds sightings")[0]


def waited_for(look: Callable[[], Any], trouble: str, seconds: float = 90) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):  # a process or a thread that ended while it was looked at
            if found := look():
                return found
        time.sleep(0.05)
    raise AssertionError(trouble)


def give_work(desk: Prepared) -> None:
    """All claims are to be looked at again."""
    with desk_app(desk.instance).app_context():
        with transaction(by=None):
            noticing.forget_all()
        db.engine.dispose()


def is_behind(desk: Prepared) -> bool:
    with desk_app(desk.instance).app_context():
        behind = lag()
        db.session.rollback()
        db.engine.dispose()
    return not behind.began or behind.entries > 0 or behind.due > 0


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def waits_until_gone(pids: list[int], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if all(gone(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def test_the_others_end_with_the_first_however_it_ends(desk: Prepared) -> None:
    with Server(desk.instance, fresh=True, FINDER_SECONDS="600") as server:
        for number in (signal.SIGKILL, signal.SIGTERM):
            assert server.process is not None
            if server.process.poll() is not None:
                give_work(desk)
                server.start()
            finder = finder_of(server)
            children = children_of(server.process.pid)
            assert len(children) == 1  # one that answers too
            os.kill(server.process.pid, number)
            server.process.wait(30)
            assert waits_until_gone([*children, finder])
            assert server.ready(1) is None


def test_a_finder_of_sightings_that_is_killed_is_begun_anew_and_loses_nothing(desk: Prepared) -> None:
    with Server(desk.instance, fresh=True, FINDER_SECONDS="600") as server:
        before = 0
        for number in (signal.SIGKILL, signal.SIGTERM):  # a plain kill, too
            finder = finder_of(server)
            assert finder != before and server.process is not None and server.ready() == 200
            before = finder
            os.kill(finder, number)
            assert waits_until_gone([finder])
            give_work(desk)
        assert finder_of(server) != before
        said = "the finder of sightings ended (signal SIGKILL) and is begun anew when there is work"
        assert said in server.log.read_text()
        waited_for(lambda: not is_behind(desk), "what was due was not found")


def test_a_finder_with_nothing_to_find_ends_and_is_begun_for_what_comes(desk: Prepared) -> None:
    with Server(desk.instance, fresh=True, FINDER_SECONDS="1") as server:
        first = finder_of(server)
        assert waits_until_gone([first], 90)
        assert not is_behind(desk)
        give_work(desk)
        assert finder_of(server) != first
        waited_for(lambda: not is_behind(desk), "what was due was not found")


def test_the_desk_goes_on_when_one_of_them_ends(desk: Prepared) -> None:
    with Server(desk.instance, fresh=True) as server:
        assert server.process is not None
        children = children_of(server.process.pid)
        for child in children:
            os.kill(child, signal.SIGKILL)
        assert len(children) == 1 and waits_until_gone(children)
        assert [server.ready() for _ in range(5)] == [200] * 5
        assert "Restart the desk to replace it" in server.log.read_text()
