"""A desk of two processes, and one that finds sightings: none outlives the desk, which goes on without either."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from tests.faults.prepared import Prepared
from tests.faults.server import Server


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if b"serve" in Path(f"/proc/{child}/cmdline").read_bytes()]


def finder_of(server: Server) -> tuple[int, int]:
    """The process that waits, and the one that finds sightings: the only child that has a child itself."""
    assert server.process is not None
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for child in children_of(server.process.pid):
            if grandchildren := children_of(child):
                return child, grandchildren[0]
        time.sleep(0.05)
    raise AssertionError("nobody finds sightings")


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
    with Server(desk.instance, fresh=True) as server:
        for number in (signal.SIGKILL, signal.SIGTERM):
            assert server.process is not None
            if server.process.poll() is not None:
                server.start()
            finder = finder_of(server)
            children = children_of(server.process.pid)
            assert len(children) == 2  # one that answers too, and the one that waits for the finder of sightings
            children.append(finder[1])
            os.kill(server.process.pid, number)
            server.process.wait(30)
            assert waits_until_gone(children)
            assert server.ready(1) is None


def test_a_finder_of_sightings_that_is_killed_is_begun_anew(desk: Prepared) -> None:
    with Server(desk.instance, fresh=True) as server:
        waiting, first = finder_of(server)
        os.kill(first, signal.SIGKILL)
        assert waits_until_gone([first])
        again, second = finder_of(server)
        assert again == waiting and second != first
        assert "the finder of sightings ended (signal SIGKILL) and is begun anew" in server.log.read_text()
        assert server.process is not None and server.ready() == 200
        os.kill(second, signal.SIGTERM)  # a plain kill, too
        assert waits_until_gone([second])
        assert finder_of(server)[1] not in {first, second}


def test_the_desk_goes_on_when_one_of_them_ends(desk: Prepared) -> None:
    with Server(desk.instance, fresh=True) as server:
        assert server.process is not None
        children = children_of(server.process.pid)
        for child in children:
            os.kill(child, signal.SIGKILL)
        assert len(children) == 2 and waits_until_gone(children)
        assert [server.ready() for _ in range(5)] == [200] * 5
        assert "Restart the desk to replace it" in server.log.read_text()
