"""The kinds of long work and the queue they wait in. `serve` starts its worker."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from ..desk.acting import work as acting
from ..desk.acting.exporting import Exports
from ..desk.acting.kept import Kept
from ..gazetteer.imports import KIND as NAMES
from ..gazetteer.imports import ImportWork
from ..ingest.limits import Limits
from ..ingest.service import KIND, UploadWork
from ..ingest.uploads import Uploads
from ..jobs.queue import Queue, Work


def register_jobs(app: Flask) -> None:
    """Give the app its uploads (`app.extensions["uploads"]`, of names `["imports"]`), what acts on hits keep
    (`["acts"]`, `["act_exports"]`) and its queue (`["jobs"]`)."""
    instance = Path(app.instance_path)
    uploads = Uploads(instance / "uploads")
    work = UploadWork(uploads, Limits.from_settings(app.config))
    imports = Uploads(instance / "imports")
    names = ImportWork(imports)
    app.extensions["uploads"] = uploads
    app.extensions["imports"] = imports
    app.extensions["names"] = names
    acts = app.extensions["acts"] = Kept(instance / "acts")
    exports = app.extensions["act_exports"] = Exports(instance / "acts" / "exports")
    kinds: dict[str, Work] = {
        KIND: work, NAMES: names, acting.KIND: acting.ActWork(acts, exports), acting.UNDO: acting.UndoWork(),
    }  # fmt: skip
    app.extensions["jobs"] = Queue(instance, context=app.app_context, kinds=kinds)
