"""The job that writes an export: which articles is settled when it is ordered, what of them may leave when it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Final

from ...accounts.models import User
from ...db import db, transaction
from ...deliveries import service as deliveries
from ...errors import Invalid, NotFound
from ...exports.catalogue import Format, format_named
from ...exports.queries import check_options
from ...exports.terms import Options
from ...jobs import service as jobs
from ...jobs.models import Job
from ..acting.kept import Kept
from .choosing import Chosen, leaving
from .files import Exports

KIND: Final = "export"


def options_of(payload: dict[str, Any]) -> Options:
    return Options(**payload["options"])


def order(chosen: Chosen, form: Format, options: Options, orders: Kept, *, recipient: str, by: User) -> Job:
    """Inside a transaction: write down that these articles are to be exported. Raises Invalid, NotAllowed."""
    check_options(options, by)
    if not chosen.ids:
        raise Invalid("There is no article in it that you may take.")
    for choice in form.choices:
        options.choice(choice)
    name = orders.keep({"of": "export"}, map(str, chosen.ids), owner=by.id)
    orders.order(name)
    payload = {
        "plan": name,
        "named": chosen.named,
        "fields": dict(chosen.fields),
        "left": chosen.left,
        "format": form.name,
        "options": asdict(options),
        "recipient": deliveries.checked_recipient(recipient),
    }
    return jobs.create(KIND, payload, total=len(chosen.ids), by=by)


class ExportWork:
    """What jobs of exports do, for the queue (jobs/queue.py)."""

    def __init__(self, orders: Kept, exports: Exports) -> None:
        self._orders = orders
        self._exports = exports

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        uid, payload = job.uid, dict(job.payload)
        owner = db.session.get(User, job.owner_id or 0)
        if owner is None or not owner.active:
            raise NotFound("Whoever ordered this has no account any more.")
        form, options = format_named(payload["format"], owner), options_of(payload)
        check_options(options, owner)
        _, lines = self._orders.read(payload["plan"], owner=owner.id)
        ids: Sequence[int] = leaving([int(line) for line in lines], by=owner)
        size = self._exports.write(uid, form, ids, options, progress, by=owner)
        with transaction(by=owner, verb="export"):
            deliveries.deliver(
                ids, form=form.name, options=payload["options"], by=owner, recipient=payload["recipient"], uid=uid
            )
        return {"articles": len(ids), "left": payload["left"] + len(lines) - len(ids), "bytes": size}

    def finished(self, job: Job) -> None:
        self._orders.release(job.payload["plan"])

    def tidy(self, unfinished: list[Job]) -> None:
        self._orders.tidy(job.payload["plan"] for job in unfinished if job.kind == KIND)
        self._exports.sweep()
