"""Gazetteer files that were sent by browser: looked at first, then taken in. What is large is a job."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from ..accounts.models import User
from ..db import db
from ..errors import Invalid, NotAllowed, NotFound
from ..jobs import service as jobs
from ..jobs.models import Job
from .columns import load_map
from .files import format_of, read_file
from .importing import Outcome, take_in
from .queries import names

KIND: Final = "names"
# What is looked at, or taken in, while its sender waits.
SMALL_BYTES: Final = 256 * 1024


@dataclass(frozen=True)
class Sent:
    """A file as the keeper of uploads takes it."""

    name: str
    content: bytes


class Keeper(Protocol):
    """Where sent files lie until they are taken in (ingest/uploads.py)."""

    def path(self, at: str) -> Path: ...

    def remove(self, names: Iterable[str]) -> None: ...

    def tidy(self, wanted: Iterable[str]) -> None: ...


def order(name: str, at: str, size: int, columns: str, step: str, *, by: User) -> Job:
    """Write down that a kept file is to be looked at (`step` "look") or taken in ("take")."""
    load_map(columns)
    payload = {"name": name, "at": at, "size": size, "map": columns, "step": step}
    return jobs.create(KIND, payload, total=0, by=by)


class ImportWork:
    """What jobs of this kind do, for the queue (jobs/queue.py)."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        """Look at a file, or take it in; taken in twice, the second time changes nothing."""
        payload, owner = dict(job.payload), db.session.get(User, job.owner_id or 0)
        if owner is None or not owner.active:
            raise NotFound("Whoever sent this file has no account any more.")
        outcome = self.take(payload, by=owner, progress=progress)
        if payload["step"] == "take":
            names()  # so that what comes next knows them
        return outcome.to_json()

    def take(self, payload: dict[str, Any], *, by: User, progress: Callable[[int], None]) -> Outcome:
        """The same for a payload. Raises Invalid when the file is gone, or is not what it is said to be."""
        columns = load_map(payload["map"])
        try:
            with self._keeper.path(payload["at"]).open("rb") as file:
                lines = read_file(file, format_of(payload["name"]), columns)
                return take_in(lines, payload["name"], by=by, dry=payload["step"] == "look", progress=progress)
        except FileNotFoundError:
            raise Invalid("The file is not kept any more. Send it again.", "file") from None

    def finished(self, job: Job) -> None:
        if job.payload["step"] == "take":
            self._keeper.remove([job.payload["at"]])

    def tidy(self, unfinished: list[Job]) -> None:
        self._keeper.tidy(job.payload["at"] for job in unfinished if job.kind == KIND)


def require_own(job: Job, user: User, *, administers: bool) -> None:
    """Refuse what is no such job, or another person's. Raises NotFound."""
    if job.kind != KIND or (job.owner_id != user.id and not administers):
        raise NotFound("There is no such import, or it is not yours.")


def take_after(look: Job, *, by: User) -> Job:
    """The job that takes in what was looked at."""
    if look.payload["step"] != "look" or look.state != "done":
        raise NotAllowed("That file was taken in already, or is still being looked at.")
    payload = look.payload
    return order(payload["name"], payload["at"], payload["size"], payload["map"], "take", by=by)
