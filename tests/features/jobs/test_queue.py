"""Long work: it is done once, whatever happens to the program in between."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.errors import NotFound
from annotator.ingest import service as ingest
from annotator.ingest.limits import Limits
from annotator.ingest.pipeline import Choices
from annotator.ingest.report import Report
from annotator.ingest.sandbox import Given
from annotator.ingest.service import UploadWork
from annotator.ingest.uploads import ORPHAN_SECONDS, Uploads
from annotator.jobs import service
from annotator.jobs.models import Job
from annotator.jobs.queue import Queue
from tests.support.cast import Cast

FILES = [Given(f"{number}.txt", f"Patrol {number} found two rockets near Balad.".encode()) for number in range(6)]


@pytest.fixture
def uploads(app: Flask) -> Uploads:
    kept: Uploads = app.extensions["uploads"]
    return kept


@pytest.fixture
def queue(app: Flask) -> Iterator[Queue]:
    queue: Queue = app.extensions["jobs"]
    yield queue
    queue.stop()


def order(uploads: Uploads, by: User, files: list[Given] = FILES) -> str:
    kept = uploads.keep(files)
    with transaction(by=by):
        uid = ingest.order(kept, total=len(files), by=by, choices=Choices()).uid
    return uid


def job(uid: str) -> Job:
    db.session.rollback()
    return service.find(uid)


def test_the_worker_does_what_another_process_sent(app: Flask, cast: Cast, uploads: Uploads, queue: Queue) -> None:
    """It has sent nothing itself: the message alone must be enough."""
    assert queue.start()
    uid = order(uploads, cast.editor, FILES[:1])
    other = Queue(Path(app.instance_path), context=app.app_context, kinds={})
    other.send(uid)
    assert wait_for(uid, "done", "failed").state == "done"


def wait_for(uid: str, *states: str) -> Job:
    deadline = time.monotonic() + 30
    while (found := job(uid)).state not in states:
        assert time.monotonic() < deadline, f"still {found.state}: {found.message}"
        time.sleep(0.05)
    return found


def articles() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Article)) or 0


class Killed(BaseException):
    """The end of a process: nothing of ours catches it."""


def killed_after(number: int) -> Callable[..., Any]:
    """`UploadWork.run`, in a program that dies after so many articles."""
    real = UploadWork.run

    def run(self: UploadWork, found: Job, progress: Callable[[int], None]) -> Any:
        def die(done: int) -> None:
            if done == number:
                raise Killed

        return real(self, found, die)

    return run


def test_a_job_is_done_and_its_files_go(queue: Queue, uploads: Uploads, cast: Cast, instance: Path) -> None:
    uid = order(uploads, cast.reviewer)
    assert len(list((instance / "uploads").iterdir())) == 6
    assert queue.start()
    queue.send(uid)
    done = wait_for(uid, "done")
    assert (done.done, done.total, done.attempts) == (6, 6, 1)
    assert Report.from_json(done.report).summary() == "6 articles taken in"
    queue.stop()
    assert not list((instance / "uploads").iterdir())
    assert db.session.scalars(sa.select(Article.created_by_id).distinct()).all() == [cast.reviewer.id]


def test_a_job_goes_on_after_the_program_died_in_the_middle(
    queue: Queue, uploads: Uploads, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = order(uploads, cast.reviewer)
    with monkeypatch.context() as patched:
        patched.setattr(UploadWork, "run", killed_after(2))
        with pytest.raises(Killed):
            queue.perform(uid)
    assert job(uid).state == "running" and articles() == 2
    assert queue.start()
    done = wait_for(uid, "done")
    assert articles() == 6
    assert Report.from_json(done.report).summary() == "6 articles taken in", "what was stored before belongs to it"
    assert [entry.claims for entry in Report.from_json(done.report).entries] == [1] * 6


def test_a_text_that_stands_in_the_files_twice_is_stored_once(queue: Queue, uploads: Uploads, cast: Cast) -> None:
    uid = order(uploads, cast.reviewer, [*FILES, Given("again.txt", FILES[0].content)])
    queue.perform(uid)
    assert Report.from_json(job(uid).report).summary() == "6 articles taken in, 1 known already"


def test_a_job_whose_message_was_lost_is_done_at_the_next_start(queue: Queue, uploads: Uploads, cast: Cast) -> None:
    uid = order(uploads, cast.reviewer)
    assert queue.start()
    assert wait_for(uid, "done").attempts == 1


def test_a_message_too_many_does_nothing(queue: Queue, uploads: Uploads, cast: Cast) -> None:
    uid = order(uploads, cast.reviewer)
    queue.perform(uid)
    queue.perform(uid)
    assert job(uid).attempts == 1 and articles() == 6


def test_a_job_that_kills_the_program_three_times_has_failed(
    queue: Queue, uploads: Uploads, cast: Cast, monkeypatch: pytest.MonkeyPatch, instance: Path
) -> None:
    uid = order(uploads, cast.reviewer)
    with monkeypatch.context() as patched:
        patched.setattr(UploadWork, "run", killed_after(1))
        for _ in range(service.ATTEMPTS):
            with transaction(by=None):
                service.recover({})
            with pytest.raises(Killed):
                queue.perform(uid)
    assert queue.start()
    failed = wait_for(uid, "failed")
    assert failed.message == service.STOPPED and failed.finished_at is not None
    assert articles() == 1


def test_what_breaks_is_tried_three_times_and_then_says_why(
    queue: Queue, uploads: Uploads, cast: Cast, monkeypatch: pytest.MonkeyPatch, instance: Path
) -> None:
    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(UploadWork, "run", full)
    uid = order(uploads, cast.reviewer)
    for attempt in (1, 2, 3):
        assert job(uid).state == "queued", attempt
        queue.perform(uid)
    assert (job(uid).state, job(uid).attempts) == ("failed", 3)
    assert "OSError" in job(uid).message
    assert not list((instance / "uploads").iterdir())


def test_a_job_of_somebody_shut_out_is_not_tried_again(queue: Queue, uploads: Uploads, cast: Cast) -> None:
    uid = order(uploads, cast.reviewer)
    with transaction(by=None):
        cast.reviewer.active = False
    queue.perform(uid)
    assert (job(uid).state, job(uid).attempts, articles()) == ("failed", 1, 0)


def test_a_stop_waits_for_the_next_article_and_counts_as_no_attempt(
    queue: Queue, uploads: Uploads, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = UploadWork.run

    def slow(self: UploadWork, found: Job, progress: Callable[[int], None]) -> Any:
        def step(done: int) -> None:
            time.sleep(0.2)
            progress(done)

        return real(self, found, step)

    monkeypatch.setattr(UploadWork, "run", slow)
    uid = order(uploads, cast.reviewer)
    assert queue.start()
    wait_for(uid, "running")
    queue.stop()
    assert (job(uid).state, job(uid).attempts) == ("queued", 0)
    monkeypatch.undo()
    assert queue.start()
    assert wait_for(uid, "done").attempts == 1
    assert articles() == 6


def test_only_one_program_works_on_a_folder(app: Flask, queue: Queue, instance: Path) -> None:
    other = Queue(instance, context=app.app_context, kinds={})
    assert queue.start()
    assert not other.start()
    queue.stop()
    assert other.start()
    other.stop()


def test_files_without_a_job_are_removed_once_they_are_old(
    app: Flask, uploads: Uploads, instance: Path, cast: Cast
) -> None:
    old, new, wanted = (kept.at for kept in uploads.keep([Given("a", b"1"), Given("b", b"2"), Given("c", b"3")]))
    long_ago = time.time() - ORPHAN_SECONDS - 60
    for at in (old, wanted):
        os.utime(instance / "uploads" / at, (long_ago, long_ago))
    uploads.tidy([wanted])
    assert {path.name for path in (instance / "uploads").iterdir()} == {new, wanted}


def test_an_upload_is_never_opened_under_another_name(uploads: Uploads) -> None:
    with pytest.raises(ValueError):
        uploads.path("../secret_key")


def test_an_unknown_job_is_not_found(app: Flask) -> None:
    with pytest.raises(NotFound):
        service.find("no-such-job")


def test_small_means_few_files_and_nothing_packed(app: Flask) -> None:
    assert ingest.is_small([Given("a.txt", b"x"), Given("b.txt", b"x")])
    assert not ingest.is_small([Given("a.txt", b"x" * (ingest.SMALL_BYTES + 1))])
    assert not ingest.is_small([Given("a.zip", b"x")])
    assert not ingest.is_small([Given(f"{number}.txt", b"x") for number in range(4)])
    assert not ingest.is_small([Given("a.jsonl", b"{}\n" * 100)])
    assert Limits().max_upload_bytes > ingest.SMALL_BYTES
