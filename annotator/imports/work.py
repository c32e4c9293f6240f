"""Files of other tools that were sent by browser: looked at first, then taken in. What is large is a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from ..accounts.models import User
from ..db import db
from ..errors import Invalid, NotAllowed, NotFound
from ..gazetteer.queries import gazetteer
from ..ingest.limits import Limits
from ..ingest.paths import articles_in
from ..ingest.sandbox import Given
from ..ingest.uploads import Upload, Uploads
from ..jobs import service as jobs
from ..jobs.models import Job
from . import complete
from .mapping import LabelMap
from .readers import FORMATS
from .service import Wanted, take_in

KIND: Final = "import"
# What is looked at, or taken in, while its sender waits.
SMALL_BYTES: Final = 256 * 1024
SMALL_FILES: Final = 3


def order(files: Sequence[Upload], sizes: Sequence[int], wanted: Wanted, step: str, *, total: int, by: User) -> Job:
    """Write down that kept files are to be looked at (`step` "look") or taken in ("take"). Raises Invalid,
    NotAllowed."""
    if wanted.form not in FORMATS:
        raise Invalid("Choose what the files are.", "form")
    if wanted.form == complete.FORM and not complete.may_import(by):
        raise NotAllowed("A complete import brings a history under other people's names: it is for administrators.")
    LabelMap.checked(wanted.labels)
    payload = {
        "files": [{"name": file.name, "at": file.at} for file in files],
        "size": sum(sizes),
        "step": step,
        "form": wanted.form,
        "article": wanted.article,
        "labels": dict(wanted.labels),
        "collection": wanted.collection,
        "visibility": wanted.visibility,
    }
    return jobs.create(KIND, payload, total=total, by=by)


def total_of(files: Sequence[Given]) -> int:
    """About how much there is, for a progress bar."""
    return sum(articles_in(file) for file in files)


def is_small(job: Job) -> bool:
    """Whether a request does it at once."""
    payload = job.payload
    packed = any(file["name"].lower().endswith(".zip") for file in payload["files"])
    return payload["size"] <= SMALL_BYTES and len(payload["files"]) <= SMALL_FILES and not packed


def again(look: Job, step: str, labels: dict[str, str], *, by: User) -> Job:
    """The job that takes in what was looked at, or looks again with other labels."""
    payload = look.payload
    if payload["step"] != "look" or look.state != "done":
        raise NotAllowed("These files were taken in already, or are still being looked at.")
    if step not in {"look", "take"}:
        raise Invalid("Look at the files, or take them in.")
    files = [Upload(file["name"], file["at"]) for file in payload["files"]]
    wanted = Wanted(
        payload["form"],
        payload["article"],
        dict(payload["labels"]) | labels,
        payload["collection"],
        payload["visibility"],
    )
    return order(files, [payload["size"]], wanted, step, total=look.total, by=by)


def require_own(job: Job, user: User, *, administers: bool) -> None:
    """Refuse what is no such job, or another person's. Raises NotFound."""
    if job.kind != KIND or (job.owner_id != user.id and not administers):
        raise NotFound("There is no such import, or it is not yours.")


class ForeignWork:
    """What jobs of this kind do, for the queue (jobs/queue.py)."""

    def __init__(self, uploads: Uploads, limits: Limits) -> None:
        self._uploads = uploads
        self._limits = limits

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        """Look at files, or take them in; taken in twice, the second time changes nothing."""
        payload, owner = dict(job.payload), db.session.get(User, job.owner_id or 0)
        if owner is None or not owner.active:
            raise NotFound("Whoever sent these files has no account any more.")
        files = [Given(file["name"], self._uploads.path(file["at"])) for file in payload["files"]]
        if not all(file.content.is_file() for file in files):  # type: ignore[union-attr]  # a path, just made
            raise Invalid("The files are not kept any more. Send them again.", "files")
        outcome = take_in(
            files,
            Wanted(
                payload["form"], payload["article"], payload["labels"], payload["collection"], payload["visibility"]
            ),
            by=owner,
            gazetteer=gazetteer(),
            limits=self._limits,
            dry=payload["step"] == "look",
            progress=progress,
        )
        return outcome.to_json()

    def finished(self, job: Job) -> None:
        if job.payload["step"] == "take":
            self._uploads.remove(file["at"] for file in job.payload["files"])

    def tidy(self, unfinished: list[Job]) -> None:
        self._uploads.tidy(file["at"] for job in unfinished if job.kind == KIND for file in job.payload["files"])
