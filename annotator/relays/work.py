"""Looking for relays of articles that were there before this was done, or came by an import: a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa

from ..db import db, transaction
from ..jobs import service as jobs
from ..jobs.models import Job
from . import service

KIND: Final = "relays"


def order_missing() -> str | None:
    """Have the articles without a signature looked at, where there are any and no such job waits. Gives the job's
    identifier, to be sent."""
    with transaction(by=None):
        waiting = sa.select(Job.id).where(Job.kind == KIND, Job.state.in_(("queued", "running")))
        number = service.number_unsigned()
        if not number or db.session.scalar(waiting.limit(1)):
            return None
        return jobs.create(KIND, {}, total=number, by=None).uid


class RelayWork:
    """What jobs of this kind do, for the queue (jobs/queue.py)."""

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        total = job.total
        before = max(0, total - service.number_unsigned())
        return {"signed": service.sign_missing(lambda done: progress(min(total, before + done)))}

    def finished(self, job: Job) -> None:
        pass

    def tidy(self, unfinished: list[Job]) -> None:
        pass
