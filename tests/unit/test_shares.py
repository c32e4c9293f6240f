"""New connections go to the process that has the fewest."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.cli import shares
from annotator.cli.shares import TIMES, Shares


class Listening:
    """A listening socket of waitress, and the process it belongs to."""

    def __init__(self, all_of_them: Shares, number: int, connections: int) -> None:
        self.taken = 0
        self.connections: dict[int, Any] = {0: self, **{each: object() for each in range(1, connections + 1)}}
        all_of_them.keep_even(self.connections, number)

    def accept_connections(self) -> None: ...

    def readable(self) -> bool:
        return True

    def handle_accept(self) -> None:
        self.taken += 1
        self.connections[len(self.connections)] = object()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "SECONDS", 0)


def test_who_has_more_leaves_a_new_one_to_who_has_fewer() -> None:
    both = Shares(2)
    busy, idle = Listening(both, 0, 2), Listening(both, 1, 0)
    assert busy.readable() and idle.readable()
    busy.handle_accept()
    idle.handle_accept()
    assert (busy.taken, idle.taken) == (0, 1)


def test_who_has_as_many_takes_it() -> None:
    both = Shares(2)
    one, other = Listening(both, 0, 1), Listening(both, 1, 1)
    assert one.readable() and other.readable()
    one.handle_accept()
    assert one.taken == 1


def test_what_the_other_does_not_take_is_not_left_waiting() -> None:
    both = Shares(2)
    busy, stuck = Listening(both, 0, 3), Listening(both, 1, 0)
    assert busy.readable() and stuck.readable()
    for _ in range(TIMES + 1):
        busy.handle_accept()
    assert (busy.taken, stuck.taken) == (1, 0)


def test_a_process_that_is_gone_is_not_waited_for() -> None:
    both = Shares(2)
    left = Listening(both, 0, 5)
    both.gone(1)
    assert left.readable()
    left.handle_accept()
    assert left.taken == 1


def test_eight_connections_on_two_processes_are_four_each() -> None:
    both = Shares(2)
    one, other = Listening(both, 0, 0), Listening(both, 1, 0)
    for _ in range(8):
        assert one.readable() and other.readable()
        before = one.taken + other.taken
        while one.taken + other.taken == before:
            one.handle_accept()
            if one.taken + other.taken == before:
                other.handle_accept()
    assert (one.taken, other.taken) == (4, 4)
