"""What may be done to bring articles in: from files, from a paste, and from uploads that a job works through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import accumulate
from typing import Any

from ..accounts.models import User
from ..db import db
from ..errors import Invalid, NotFound
from ..gazetteer.lookup import Gazetteer
from ..gazetteer.queries import gazetteer as known_names
from ..jobs import service as jobs
from ..jobs.models import Job
from .draft import ArticleDraft, Problem
from .limits import Limits
from .paths import articles_in
from .pipeline import Choices, take_in_all
from .readers import from_paste
from .report import Entry, Report
from .sandbox import Given, read_files
from .uploads import Upload, Uploads

# What a request may take in while its sender waits; more goes to a job.
SMALL_FILES = 3
SMALL_BYTES = 1024 * 1024
KIND = "ingest"


def take_in_files(
    files: Sequence[Given],
    *,
    by: User | None,
    choices: Choices,
    gazetteer: Gazetteer,
    limits: Limits,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Take files in, one article a transaction. `progress` hears how much of `articles_in` of all files is done.

    Never raises for bad input: what was skipped stands in the report.
    """
    ends = list(accumulate(articles_in(file) for file in files))
    report = Report()
    at = 0

    def reads() -> Iterator[ArticleDraft | Problem]:
        nonlocal at
        for index, read in found:
            # A file's own account of how much it holds may be wrong: progress never leaves the file's share.
            at = min(max(at, ends[index - 1] if index else 0), ends[index] - 1)
            yield read

    with closing(read_files(files, limits)) as found:  # type: ignore[type-var]  # a generator behind its interface
        for entry in take_in_all(reads(), by=by, choices=choices, gazetteer=gazetteer):
            report.entries.append(entry)
            at += 1
            progress(at)
    if ends:
        progress(ends[-1])
    return report


def take_in_paste(
    text: str,
    given: Mapping[str, object],
    *,
    by: User,
    limits: Limits,
    collection: str | None = None,
    visibility: str = "desk",
    as_new: bool = False,
) -> Entry:
    """Take a pasted text in. Raises Invalid with the form field's name, TooLarge."""
    draft = from_paste(text, limits=limits, **given)
    choices = Choices.checked({}, collection=collection, visibility=visibility, as_new=as_new)
    (entry,) = take_in_all([draft], by=by, choices=choices, gazetteer=known_names())
    if entry.result == "skipped":
        raise Invalid(entry.reason, "text")
    return entry


def is_small(files: Sequence[Given]) -> bool:
    """Whether a request takes these in at once. A zip says nothing about how much is in it."""
    size = sum(len(file.content) for file in files if isinstance(file.content, bytes))
    return (
        len(files) <= SMALL_FILES
        and size <= SMALL_BYTES
        and sum(articles_in(file) for file in files) <= SMALL_FILES * 4
        and not any(file.name.lower().endswith(".zip") for file in files)
    )


def order(files: Sequence[Upload], *, total: int, by: User, choices: Choices) -> Job:
    """Have uploaded files, kept already, taken in by a job. Commits nothing: the caller starts it after the commit."""
    payload = {
        "files": [{"name": file.name, "at": file.at} for file in files],
        "fields": jsonable(choices.fields),
        "collection": choices.collection,
        "visibility": choices.visibility,
        "as_new": choices.as_new,
    }
    return jobs.create(KIND, payload, total=total, by=by)


def jsonable(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in fields.items()}


class UploadWork:
    """What jobs of this kind do, for the queue (jobs/queue.py)."""

    def __init__(self, uploads: Uploads, limits: Limits) -> None:
        self._uploads = uploads
        self._limits = limits

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        """Take a job's files in. What an earlier try of it stored is known by its hash and counts as this job's."""
        owner = db.session.get(User, job.owner_id) if job.owner_id is not None else None
        if owner is None or not owner.active:
            raise NotFound("Whoever sent these files has no account any more.")
        payload = job.payload
        choices = Choices(
            fields=Choices.checked(payload["fields"]).fields,
            collection=payload["collection"],
            visibility=payload["visibility"],
            since=job.created_at,
            as_new=payload.get("as_new", False),
        )
        report = take_in_files(
            [Given(file["name"], self._uploads.path(file["at"])) for file in payload["files"]],
            by=owner,
            choices=choices,
            gazetteer=known_names(),
            limits=self._limits,
            progress=progress,
        )
        return report.to_json()

    def finished(self, job: Job) -> None:
        self._uploads.remove(files_of(job))

    def tidy(self, unfinished: list[Job]) -> None:
        self._uploads.tidy(at for job in unfinished if job.kind == KIND for at in files_of(job))


def files_of(job: Job) -> list[str]:
    """The names its uploads lie under."""
    return [file["at"] for file in job.payload["files"]]
