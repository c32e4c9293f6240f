"""Doing what was confirmed, and taking it back: few rows at once, many as a job that can be watched.

Batch by batch, each in a transaction of its own, which also writes down how far the job is: after a kill it goes on
where it was. A batch that is refused is told; the others stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ...accounts.models import User
from ...db import db, transaction
from ...db.tracking import HistoryEntry
from ...errors import Invalid, NotAllowed, NotFound, Stale
from ...jobs import service as jobs
from ...jobs.models import Job
from ..history.together import take_back_together
from .acts import ACTS, Act, Given
from .kept import Kept
from .planning import MEANWHILE, act_named, judged, kinds_in, versioned

KIND: Final = "act"
UNDO: Final = "undo act"
AT_ONCE: Final = 50  # rows that are changed while somebody waits
BATCH: Final = 250  # rows of one transaction
REFUSED: Final = (Invalid, NotAllowed, NotFound, Stale, IntegrityError)


def order(plan: str, kept: Kept, *, by: User) -> Job:
    """Inside a transaction: write down that a kept plan is to be carried out. Raises NotFound, NotAllowed."""
    head, lines = kept.read(plan, owner=by.id)
    act = act_named(head["act"], by=by)
    payload = {"plan": plan, "act": act.name, "given": head["given"], "back": head.get("back", "")}
    payload["kinds"] = kinds_in(act, lines)
    return jobs.create(KIND, payload | nothing_yet(), total=len(lines), by=by)


def nothing_yet() -> dict[str, Any]:
    """How far a job is: rows looked at, rows changed, the first history row of each batch, why rows were left."""
    return {"at": 0, "done": 0, "steps": [], "left": {}, "failed": 0}


def carry_out(act: Act, lines: Sequence[str], given: Given, *, by: User) -> tuple[int, Counter[str]]:
    """Inside a transaction: do the act to one batch of a plan, each row as it was shown. Returns how many rows changed,
    and why how many were left. Raises what `REFUSED` names."""
    seen = dict(versioned(line) for line in lines)
    left: Counter[str] = Counter()
    fit = []
    for key, row, judgement in judged(act, list(seen), given, by=by, locked=True):
        if row is None or judgement.left:
            left[judgement.left] += 1
        elif row.version != seen[key]:
            left[MEANWHILE] += 1
        else:
            fit.append(row)
    refused = act.carry_out(fit, given, by=by) if fit else {}
    db.session.flush()
    left.update(refused.values())
    return len(fit) - len(refused), left


@contextmanager
def as_step(found: list[int]) -> Iterator[None]:
    """Puts the number of the first history row that is written inside into `found`; none when none is."""
    before = db.session.scalar(sa.select(sa.func.max(HistoryEntry.id))) or 0
    yield
    db.session.flush()
    mine = sa.select(sa.func.min(HistoryEntry.id)).where(
        HistoryEntry.id > before, HistoryEntry.at == db.session.info["at"],
        sa.func.coalesce(HistoryEntry.actor_id, 0) == (db.session.info["actor"] or 0),
    )  # fmt: skip
    first = db.session.scalar(mine)
    if first is not None:
        found.append(first)


def one_batch(job: Job, lines: Sequence[str], *, by: User) -> None:
    """Inside a transaction: carry a batch out and write down in the job's row that it is done."""
    payload = dict(job.payload)
    steps = list(payload["steps"])
    with as_step(steps):
        done, left = carry_out(ACTS[payload["act"]], lines, payload["given"], by=by)
    job.payload = payload | {
        "at": payload["at"] + len(lines),
        "done": payload["done"] + done,
        "steps": steps,
        "left": dict(Counter(payload["left"]) + left),
    }
    job.done = job.payload["at"]
    db.session.flush()


def do_at_once(plan: str, kept: Kept, *, by: User) -> Job:
    """Inside a transaction: carry out a plan of few rows."""
    job = order(plan, kept, by=by)
    _, lines = kept.read(plan, owner=by.id)
    one_batch(job, lines, by=by)
    jobs.finish(job, report_of(job))
    return job


def report_of(job: Job) -> dict[str, Any]:
    """What a job has done so far; of one that broke off for good, what of it stands."""
    if job.report is not None:
        return job.report
    return {name: job.payload[name] for name in ("done", "left", "steps", "failed")}


def owner_of(job: Job) -> User:
    owner = db.session.get(User, job.owner_id or 0)
    if owner is None or not owner.active:
        raise NotFound("Whoever ordered this has no account any more.")
    return owner


class ActWork:
    """What jobs of acts do, for the queue (jobs/queue.py)."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        owner, uid = owner_of(job), job.uid
        payload = dict(job.payload)
        act = act_named(payload["act"], by=owner)
        _, lines = self._kept.read(payload["plan"], owner=owner.id)
        while (at := job.payload["at"]) < len(lines):
            batch = lines[at : at + BATCH]
            try:
                with transaction(by=owner, verb=act.verb):
                    job = jobs.find(uid)
                    one_batch(job, batch, by=owner)
            except REFUSED as error:
                with transaction(by=None):
                    job = jobs.find(uid)
                    tell_failed(job, len(batch), error)
            progress(job.payload["at"])
        return report_of(job)

    def finished(self, job: Job) -> None:
        self._kept.release(job.payload["plan"])

    def tidy(self, unfinished: list[Job]) -> None:
        self._kept.tidy(job.payload["plan"] for job in unfinished if job.kind == KIND)


def tell_failed(job: Job, number: int, error: Exception) -> None:
    """Write down that a batch was refused as a whole: nothing of it was changed."""
    why = "refused by the database" if isinstance(error, IntegrityError) else str(error)
    payload = dict(job.payload)
    job.payload = payload | {
        "at": payload["at"] + number,
        "failed": payload["failed"] + number,
        "left": dict(Counter(payload["left"]) + Counter({f"refused together: {why}": number})),
    }
    job.done = job.payload["at"]


# -- taking back


def order_undo(job: Job, *, by: User) -> Job:
    """Inside a transaction: write down that what a job did is to be taken back. Raises Invalid when there is nothing,
    or it is being taken back already."""
    report: Mapping[str, Any] = report_of(job) if job.state in {"done", "failed"} else {}
    if not report.get("steps"):
        raise Invalid("There is nothing to take back.")
    if report.get("undone"):
        raise Invalid("That was taken back already.")
    payload = {"of": job.uid, "act": job.payload["act"], "steps": report["steps"][::-1], "at": 0, "done": 0, "left": {}}
    undo = jobs.create(UNDO, payload | {"back": job.payload["back"]}, total=len(report["steps"]), by=by)
    job.report = dict(report) | {"undone": undo.uid}
    db.session.flush()
    return undo


def take_one_back(undo: Job, *, by: User) -> None:
    """Inside the transaction that names it: take back the next step."""
    payload = dict(undo.payload)
    step = payload["steps"][payload["at"]]
    took = take_back_together(step, by=by)
    left = Counter(why for _, _, why in took.left)
    undo.payload = payload | {
        "at": payload["at"] + 1,
        "done": payload["done"] + took.number,
        "left": dict(Counter(payload["left"]) + left),
    }
    undo.done = undo.payload["at"]
    db.session.flush()


def undo_report(undo: Job) -> dict[str, Any]:
    return {name: undo.payload[name] for name in ("done", "left")}


class UndoWork:
    """What jobs that take acts back do."""

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        owner, uid = owner_of(job), job.uid
        act = act_named(job.payload["act"], by=owner)
        while (at := job.payload["at"]) < len(job.payload["steps"]):
            try:
                with transaction(by=owner, verb=f"undo: {act.verb}", undoes=job.payload["steps"][at]):
                    job = jobs.find(uid)
                    take_one_back(job, by=owner)
            except REFUSED as error:
                with transaction(by=None):
                    job = jobs.find(uid)
                    tell_step_left(job, error)
            progress(job.payload["at"])
        return undo_report(job)

    def finished(self, job: Job) -> None:
        """Nothing is kept for it."""

    def tidy(self, unfinished: list[Job]) -> None:
        """Nothing is kept for it."""


def tell_step_left(job: Job, error: Exception) -> None:
    """Write down that a step was left as a whole: nothing of it was taken back."""
    why = "the database refused it" if isinstance(error, IntegrityError) else str(error)
    payload = dict(job.payload)
    left = Counter(payload["left"]) + Counter({f"a batch stands as it is: {why}": 1})
    job.payload = payload | {"at": payload["at"] + 1, "left": dict(left)}
    job.done = job.payload["at"]
