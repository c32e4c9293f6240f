"""kill -9 of the whole server, again and again, while two reviewers save claims.

    python -m tests.faults.kill --kills 20 [--seed N] [--app MODULE:FACTORY]

Prints what was counted; exit code 1 on any breach. docs/faults.md says what is checked.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from .checker import Breach, IndexChecker, check_database, check_search, number_written
from .client import Browser, Reviewer
from .ledger import Ledger
from .prepared import Prepared, desk_app, prepare
from .server import Server

# The kill comes a moment after so many saves were sent; a save takes about a twentieth of a second.
FEWEST, MOST = 4, 24
MOMENT = 0.08
SECONDS_TO_SAVE = 60


@dataclass
class Report:
    """What happened in a run. `cut` counts saves of unknown outcome that were sent again with their key, `written`
    those of them that had been written. What stays unknown are new claims, whose form has no key."""

    kills: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    written: int = 0
    slowest_start: float = 0.0
    slowest_index: float = 0.0
    breaches: list[Breach] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = Counter(breach.kind for breach in self.breaches)
        counted = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        lines = [
            f"{self.kills} kills; {sum(self.outcomes.values())} saves: {counted}; "
            f"{self.cut} were cut off and sent again, of which {self.written} had been written",
            f"slowest restart {self.slowest_start:.1f} s; index caught up within {self.slowest_index:.2f} s of it",
            *(
                f"{name}: {kinds.pop(name, 0)}"
                for name in ("lost", "overwritten", "duplicate", "missing", "different", "left over", "lag", "search")
            ),
            *(f"{name}: {number}" for name, number in kinds.items()),
            *(f"  {breach.kind}: {breach.words}" for breach in self.breaches[:20]),
        ]
        return "\n".join(lines)


def run(
    desk: Prepared,
    *,
    kills: int,
    seed: object,
    app: str = "app",
    seconds: float = 10.0,
    until: Collection[str] = (),
    tell: Callable[[str], None] = lambda _line: None,
) -> Report:
    """Kill the server of this desk `kills` times and check after each. Stops when there is a breach of a kind
    named in `until`.

    `seconds` is how long the index may take after a restart.
    """
    dice, report = random.Random(f"{seed} kills"), Report()
    ledger = Ledger(desk.instance.with_name(desk.instance.name + ".ledger"))
    with (
        Server(desk.instance, app=app) as server,
        closing(IndexChecker(desk_app(desk.instance), seconds=seconds)) as index,
    ):
        reviewers = [Reviewer(name, Browser(server), desk, ledger, seed) for name in ("north", "south")]
        for reviewer, email in zip(reviewers, desk.emails, strict=True):
            reviewer.browser.log_in(email, desk.password)
        for number in range(1, kills + 1):
            save_until_killed(server, reviewers, ledger, dice)
            cut = [save for save in ledger.saves() if save.outcome == "unknown" and save.claim > 0]
            began = time.monotonic()
            server.start()
            report.slowest_start = max(report.slowest_start, time.monotonic() - began)
            found = check(desk, ledger, index, reviewers[0].browser)
            report.slowest_index = max(report.slowest_index, index.waited)
            report.written += number_written(desk.database, cut)
            report.cut += len(cut)
            for reviewer in reviewers:
                reviewer.resolve()
            found += check(desk, ledger, index, reviewers[0].browser)
            saves = ledger.saves()
            report.kills, report.outcomes = number, Counter(save.outcome for save in saves)
            report.breaches += [breach for breach in dict.fromkeys(found) if breach not in report.breaches]
            tell(
                f"kill {number}: {len(saves)} saves, {len(cut)} cut off and sent again, {len(report.breaches)} breaches"
            )
            if any(breach.kind in until for breach in report.breaches):
                break
    return report


def save_until_killed(server: Server, reviewers: list[Reviewer], ledger: Ledger, dice: random.Random) -> None:
    """Two reviewers save at once; the server is killed in the middle. What a reviewer's thread raised is raised."""
    stop = threading.Event()
    errors: list[BaseException] = []

    def work(reviewer: Reviewer) -> None:
        try:
            reviewer.work(stop)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(reviewer,), daemon=True) for reviewer in reviewers]
    for thread in threads:
        thread.start()
    enough, deadline = ledger.asked + dice.randint(FEWEST, MOST), time.monotonic() + SECONDS_TO_SAVE
    while ledger.asked < enough and not errors and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(dice.uniform(0, MOMENT))
    server.kill()
    stop.set()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]
    assert ledger.asked >= enough, f"the desk took fewer than {FEWEST} saves in {SECONDS_TO_SAVE} s"


def check(desk: Prepared, ledger: Ledger, index: IndexChecker, browser: Browser) -> list[Breach]:
    """Everything that must hold on a desk that runs and that nobody is saving on."""
    saves = ledger.saves()
    return [*check_database(desk.database, saves), *index.check(), *check_search(browser, desk.database)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument(
        "--seed", type=int, default=random.randrange(10_000), help="default: another each time; printed"
    )
    parser.add_argument("--app", default="app", help="what flask --app is given (tests.faults.bad_builds:…)")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="wirecheck-faults-") as folder:
        desk = prepare(Path(folder) / "instance")
        report = run(
            desk, kills=options.kills, seed=options.seed, app=options.app, tell=lambda line: print(line, flush=True)
        )
    print(report)
    return 1 if report.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
