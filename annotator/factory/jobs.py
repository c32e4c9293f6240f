"""The kinds of long work and the queue they wait in. `serve` starts its worker."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from ..deliveries import webhooks
from ..desk.acting import work as acting
from ..desk.acting.kept import Kept
from ..desk.exporting import work as exporting
from ..desk.exporting.files import Exports
from ..gazetteer.imports import KIND as NAMES
from ..gazetteer.imports import ImportWork
from ..imports import work as foreign
from ..ingest.limits import Limits
from ..ingest.service import KIND, UploadWork
from ..ingest.uploads import Uploads
from ..jobs.queue import Queue, Work
from ..relays import work as relays


def register_jobs(app: Flask) -> None:
    """Give the app its uploads (`app.extensions["uploads"]`, of names `["imports"]`, of other tools `["foreign"]`),
    what acts on hits keep (`["acts"]`), the orders and files of exports (`["export_orders"]`, `["exports"]`) and its
    queue (`["jobs"]`)."""
    instance = Path(app.instance_path)
    uploads = Uploads(instance / "uploads")
    work = UploadWork(uploads, Limits.from_settings(app.config))
    imports = Uploads(instance / "imports")
    names = ImportWork(imports)
    app.extensions["uploads"] = uploads
    app.extensions["imports"] = imports
    app.extensions["names"] = names
    kept = app.extensions["foreign"] = Uploads(instance / "foreign")
    doing = app.extensions["foreign_work"] = foreign.ForeignWork(kept, Limits.from_settings(app.config))
    acts = app.extensions["acts"] = Kept(instance / "acts")
    orders = app.extensions["export_orders"] = Kept(instance / "exports" / "orders")
    exports = app.extensions["exports"] = Exports(instance / "exports" / "files", app.config["EXPORT_HOURS"])
    kinds: dict[str, Work] = {
        KIND: work, NAMES: names, foreign.KIND: doing,
        acting.KIND: acting.ActWork(acts), acting.UNDO: acting.UndoWork(),
        exporting.KIND: exporting.ExportWork(orders, exports),
        relays.KIND: relays.RelayWork(),
        webhooks.KIND: webhooks.WebhookWork(private=app.config["WEBHOOK_PRIVATE"]),
    }  # fmt: skip
    app.extensions["jobs"] = Queue(instance, context=app.app_context, kinds=kinds)
