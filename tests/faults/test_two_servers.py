"""Two servers on one folder: either finds what the other saved, also when the one that keeps the index is killed."""

from __future__ import annotations

import time
from pathlib import Path

from tests.faults.checker import claims_found
from tests.faults.client import Browser, Reviewer
from tests.faults.ledger import Ledger, Save
from tests.faults.prepared import Prepared
from tests.faults.server import Server

SECONDS = 60.0


def found_by(browser: Browser, save: Save) -> None:
    """It is found within the time that a search may lag; until then nothing else is."""
    deadline = time.monotonic() + SECONDS
    while (claims := claims_found(browser, save.token)) != {save.claim}:
        assert claims == set() and time.monotonic() < deadline, claims
        time.sleep(0.1)


def reviewer_at(server: Server, desk: Prepared, number: int) -> Reviewer:
    name = ("north", "south")[number]
    reviewer = Reviewer(name, Browser(server), desk, Ledger(Path(f"{desk.instance}.{name}")), name)
    reviewer.browser.log_in(desk.emails[number], desk.password)
    return reviewer


def test_either_server_finds_what_the_other_saved_also_when_that_one_is_killed(desk: Prepared) -> None:
    with Server(desk.instance) as one, Server(desk.instance) as other:
        # The first holds the index's lock; the second's writer waits for it.
        north, south = reviewer_at(one, desk, 0), reviewer_at(other, desk, 1)
        for number, reviewer in enumerate((north, south)):
            saved = reviewer.save(desk.claims[number])
            assert saved.outcome == "ok"
            for browser in (north.browser, south.browser):
                found_by(browser, saved)
        last = north.save(desk.claims[2])
        one.kill()
        found_by(south.browser, last)
        saved = south.save(desk.claims[3])
        assert saved.outcome == "ok"
        found_by(south.browser, saved)
        one.start()
        found_by(reviewer_at(one, desk, 0).browser, saved)
        assert other.tracebacks() == []
