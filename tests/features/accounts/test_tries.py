"""Tries are counted by all processes of a host together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from annotator.accounts import tries
from annotator.accounts.tries import Tries


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"tries://{quote(str(tmp_path / 'counts of the desk.db'))}"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [1_000.0]
    monkeypatch.setattr(tries.time, "time", lambda: now[0])
    yield now


def test_two_that_share_a_file_count_together(address: str) -> None:
    one, other = Tries(address), Tries(address)
    assert [one.incr("ravi", 60), other.incr("ravi", 60), one.incr("lina", 60)] == [1, 2, 1]
    assert (one.get("ravi"), other.get("lina"), other.get("nobody")) == (2, 1, 0)


def test_a_count_ends_when_its_time_is_over(address: str, clock: list[float]) -> None:
    kept = Tries(address)
    kept.incr("ravi", 60)
    kept.incr("ravi", 60)
    assert kept.get_expiry("ravi") == 1_060
    clock[0] = 1_060.5
    assert kept.get("ravi") == 0
    assert kept.incr("ravi", 60) == 1


def test_the_library_finds_it_by_its_address_and_limits_by_it(address: str) -> None:
    rate = parse("2 per minute")
    limiters = [FixedWindowRateLimiter(Tries(address)) for _ in range(2)]
    assert [limiter.hit(rate, "ravi") for limiter in (*limiters, limiters[0])] == [True, True, False]


def test_one_key_or_all_can_be_forgotten(address: str) -> None:
    kept = Tries(address)
    for key in ("ravi", "lina", "rana"):
        kept.incr(key, 60)
    kept.clear("ravi")
    assert (kept.get("ravi"), kept.get("lina")) == (0, 1)
    assert kept.reset() == 2 and kept.get("lina") == 0
    assert kept.check()
