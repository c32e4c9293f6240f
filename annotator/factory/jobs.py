"""The kinds of long work and the queue they wait in. `serve` starts its worker."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from ..gazetteer.imports import KIND as NAMES
from ..gazetteer.imports import ImportWork
from ..ingest.limits import Limits
from ..ingest.service import KIND, UploadWork
from ..ingest.uploads import Uploads
from ..jobs.queue import Queue


def register_jobs(app: Flask) -> None:
    """Give the app its uploads (`app.extensions["uploads"]`, of names `["imports"]`) and its queue (`["jobs"]`)."""
    instance = Path(app.instance_path)
    uploads = Uploads(instance / "uploads")
    work = UploadWork(uploads, Limits.from_settings(app.config))
    imports = Uploads(instance / "imports")
    names = ImportWork(imports)
    app.extensions["uploads"] = uploads
    app.extensions["imports"] = imports
    app.extensions["names"] = names
    app.extensions["jobs"] = Queue(instance, context=app.app_context, kinds={KIND: work, NAMES: names})
