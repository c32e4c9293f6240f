"""Long work that outlives a page: a row says what is to be done and how far it is, a queue says that it is its turn.

The row is the truth. A message of the queue only names a row; one that is lost is sent again when the worker starts,
one too many finds the row taken and does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ..db import db, now
from ..db.session import HasId
from ..errors import NotFound
from .models import Job

ATTEMPTS = 3
STOPPED = "The program stopped while it was at work, each time it tried. Try it again with less at once."


def create(kind: str, payload: dict[str, Any], *, total: int, by: HasId | None) -> Job:
    """Write down what is to be done. `total` is how much it is, in the unit its progress counts."""
    job = Job(kind=kind, payload=payload, total=total, owner_id=by.id if by else None)
    db.session.add(job)
    db.session.flush()
    return job


def find(uid: str) -> Job:
    """A job by its identifier, read anew. Raises NotFound."""
    job = db.session.scalars(
        sa.select(Job).where(Job.uid == uid).execution_options(populate_existing=True)
    ).one_or_none()
    if job is None:
        raise NotFound("There is no such job, or it is not yours.")
    return job


def begin(uid: str) -> Job | None:
    """Inside a transaction: take a waiting job. None when it is taken or finished already."""
    job = db.session.scalars(
        sa.select(Job).where(Job.uid == uid, Job.state == "queued").with_for_update()
    ).one_or_none()
    if job is not None:
        job.state = "running"
        job.attempts += 1
    return job


def finish(job: Job, report: dict[str, Any]) -> None:
    job.state, job.report, job.message, job.finished_at = "done", report, "", now()
    job.done = job.total


def give_back(job: Job, reason: str = "", *, final: bool = False, attempts: int = ATTEMPTS) -> None:
    """An attempt ended early: the job waits again, or has failed when it was the last one of so many or no other would
    help."""
    job.message = reason
    if final or job.attempts >= attempts:
        job.state, job.finished_at = "failed", now()
    else:
        job.state = "queued"


def interrupt(job: Job) -> None:
    """The program is being stopped: the job waits for its next start, and this attempt does not count."""
    job.state, job.attempts = "queued", job.attempts - 1


def recover(attempts: Mapping[str, int]) -> list[str]:
    """Inside a transaction, before any work begins: the jobs left by a program that died, made ready to run again.
    `attempts`: how often each kind is tried.

    Returns the identifiers of all that wait, oldest first.
    """
    for job in db.session.scalars(sa.select(Job).where(Job.state == "running")):
        most = attempts.get(job.kind, ATTEMPTS)
        give_back(job, STOPPED if job.attempts >= most else "", attempts=most)
    db.session.flush()
    return list(db.session.scalars(sa.select(Job.uid).where(Job.state == "queued").order_by(Job.id)))


def latest(kind: str, *, by: HasId, most: int) -> list[Job]:
    """The newest jobs of a kind that this person ordered."""
    mine = sa.select(Job).where(Job.owner_id == by.id, Job.kind == kind)
    return list(db.session.scalars(mine.order_by(Job.id.desc()).limit(most)))


def unfinished() -> list[Job]:
    """Every job that waits or runs."""
    return list(db.session.scalars(sa.select(Job).where(Job.state.in_(("queued", "running"))).order_by(Job.id)))
