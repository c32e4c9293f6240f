"""Two people, or one in two tabs, who save the same claim at the same moment: through the browser, and below it.

    python -m tests.faults.races [--rounds 80] [--app MODULE:FACTORY]

Two reviewers at a real server. Prints what was counted; exit code 1 when anybody was overwritten unseen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.bench.saving import Judgement, save
from annotator.errors import Stale

from .checker import Breach, Change, change_of, check_claims, check_database
from .client import Browser, Reviewer
from .ledger import Ledger, Save
from .prepared import Prepared, prepare
from .server import Server

SECONDS = 60
Answer = TypeVar("Answer")


def at_once(*jobs: Callable[[], Answer]) -> list[Answer]:
    """Run each in a thread of its own, all let go at the same moment. What a job raises is raised."""
    barrier = threading.Barrier(len(jobs))
    answers: dict[int, Answer] = {}
    errors: list[BaseException] = []

    def run(place: int, job: Callable[[], Answer]) -> None:
        try:
            barrier.wait(SECONDS)
            answers[place] = job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    if errors:
        raise errors[0]
    return [answers[place] for place in range(len(jobs))]


def reviewers(server: Server, desk: Prepared, *emails: str) -> list[Reviewer]:
    """A logged-in browser for each address."""
    ledger, seed = Ledger(desk.instance.with_name("ledger")), uuid.uuid4()  # no run has the words of another
    made = [Reviewer(f"window{number}", Browser(server), desk, ledger, seed) for number in range(len(emails))]
    for each, email in zip(made, emails, strict=True):
        each.browser.log_in(email, desk.password)
    return made


def race(first: Reviewer, second: Reviewer, claim: int, rounds: int) -> list[Save]:
    """Both open the claim, then both save it at once: twice as many saves as rounds."""
    saves: list[Save] = []
    for _ in range(rounds):
        forms = [(each, each.open(claim)) for each in (first, second)]
        saves += at_once(*(partial(each.save, claim, form) for each, form in forms))
    return saves


class Writers:
    """The same below the browser: threads that call what the view calls, on whichever database the app has."""

    def __init__(self, app: Flask, users: list[int], claim: int) -> None:
        self.app = app
        self.users = users
        self.claim = claim

    def race(self, rounds: int) -> list[Save]:
        return [save for number in range(rounds) for save in at_once(*self.jobs(number))]

    def jobs(self, number: int) -> list[Callable[[], Save]]:
        with self.app.app_context():
            seen = db.session.get_one(Claim, self.claim).row_version
        return [partial(self.save, user, number, seen) for user in self.users]

    def save(self, user_id: int, number: int, seen: int) -> Save:
        wording = f"Writer {user_id} counted {number} lorries"
        made = Save(f"{user_id}-{number}", str(user_id), self.claim, seen, "", wording, outcome="ok")
        with self.app.app_context():
            user = db.session.get_one(User, user_id)
            try:
                with transaction(by=user, verb="judge"):
                    save(self.claim, Judgement(wording=wording), by=user, seen=seen)
            except Stale:
                return replace(made, outcome="refused")
        return made

    def breaches(self, saves: list[Save]) -> list[Breach]:
        """The checker's rules on this database."""
        with self.app.app_context():
            claim = db.session.get_one(Claim, self.claim)
            statement = sa.select(HistoryEntry).where(
                HistoryEntry.object_type == "claims", HistoryEntry.object_id == claim.id
            )
            changes: list[Change] = [
                change_of(entry.object_id, entry.object_version or 0, entry.action, entry.before, entry.after)
                for entry in db.session.scalars(statement.order_by(HistoryEntry.id))
            ]
            return check_claims({claim.id: (claim.wording, claim.row_version)}, changes, saves)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.races", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--app", default="app", help="what flask --app is given (tests.faults.bad_builds:…)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wirecheck-races-") as folder:
        desk = prepare(Path(folder) / "instance")
        with Server(desk.instance, app=options.app) as server:
            saves = race(*reviewers(server, desk, *desk.emails), desk.claims[0], options.rounds)
            breaches = check_database(desk.database, saves)
    outcomes = Counter(save.outcome for save in saves)
    print(
        f"{options.rounds} rounds: " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    )
    for breach in breaches[:20]:
        print(f"  {breach.kind}: {breach.words}")
    return 1 if breaches or outcomes != {"ok": options.rounds, "refused": options.rounds} else 0


if __name__ == "__main__":
    sys.exit(main())
