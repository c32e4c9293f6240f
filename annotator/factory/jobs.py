"""The kinds of long work and the queue they wait in. `serve` starts its worker."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from ..ingest.limits import Limits
from ..ingest.service import KIND, UploadWork
from ..ingest.uploads import Uploads
from ..jobs.queue import Queue


def register_jobs(app: Flask) -> None:
    """Give the app its uploads (`app.extensions["uploads"]`) and its queue (`app.extensions["jobs"]`)."""
    instance = Path(app.instance_path)
    uploads = Uploads(instance / "uploads")
    work = UploadWork(uploads, Limits.from_settings(app.config))
    app.extensions["uploads"] = uploads
    app.extensions["jobs"] = Queue(instance, context=app.app_context, kinds={KIND: work})
