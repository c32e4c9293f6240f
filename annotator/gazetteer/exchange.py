"""Gazetteer files by browser: sent, looked at, taken in; and written."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, current_app, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.policy import may
from ..accounts.views import showing_errors
from ..db import transaction
from ..errors import Invalid
from ..jobs import service as jobs
from ..jobs.models import Job
from ..jobs.queue import do_at_once
from . import imports, inquiry, listing
from .columns import PRESETS
from .files import COLUMNS, FORMATS, written
from .forms import ImportForm
from .importing import Outcome
from .views import pages

__all__ = ["inquiry", "pages"]

TYPES = {"jsonl": "application/x-ndjson; charset=utf-8", "csv": "text/csv; charset=utf-8"}


@pages.get("/names/export")
def export() -> Response:
    """The whole gazetteer, as it is read: a file of any size."""
    form = request.args.get("format", "jsonl")
    if form not in FORMATS:
        raise Invalid(f"There is no such format. There are: {', '.join(FORMATS)}.", "format")
    start = ["\ufeff"] if form == "csv" else []  # spreadsheets take it for UTF-8 by that
    pieces = written(listing.everything(), form)

    def stream() -> Iterator[str]:
        yield from start
        yield from pieces

    response = Response(stream_with_context(stream()), content_type=TYPES[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"names.{form}")
    return response


@pages.get("/names/import")
def import_page() -> str:
    return shown(ImportForm(formdata=None))


def shown(form: ImportForm) -> str:
    return render_template("gazetteer/import.html", form=form, columns=COLUMNS, presets=PRESETS)


@pages.post("/names/import")
def send() -> ResponseReturnValue:
    """Keep the file and look at it: what would be added, changed, left out."""
    form = ImportForm()
    if form.validate_on_submit():
        with showing_errors(form):
            file = form.file.data
            content = file.stream.read() if file and file.filename else b""
            if not content.strip():
                raise Invalid("Choose a file that holds something.", "file")
            (kept,) = current_app.extensions["imports"].keep([imports.Sent(file.filename, content)])
            with transaction(by=person(), verb="look at names"):
                uid = imports.order(kept.name, kept.at, len(content), form.map.data or "", "look", by=person()).uid
            return started(uid)
    return shown(form), 422


@pages.post("/names/import/<uid>/take")
def take(uid: str) -> ResponseReturnValue:
    look = load_job(uid)
    with transaction(by=person(), verb="order import"):
        new = imports.take_after(look, by=person()).uid
    return started(new)


def started(uid: str) -> ResponseReturnValue:
    """Do what is small at once, hand the rest to the worker, and show the page that tells of it."""
    job = jobs.find(uid)
    if job.payload["size"] > imports.SMALL_BYTES:
        current_app.extensions["jobs"].send(uid)
    else:
        do_at_once(uid, current_app.extensions["names"])
    return redirect(url_for("gazetteer.import_job", uid=uid), 303)


def load_job(uid: str) -> Job:
    found = jobs.find(uid)
    imports.require_own(found, person(), administers=may(person(), "administer"))
    return found


@pages.get("/names/import/<uid>")
def import_job(uid: str) -> str:
    found = load_job(uid)
    # htmx asks for the part that changes, and stops when the answer no longer asks it to.
    template = "gazetteer/import_progress.html" if request.headers.get("HX-Request") else "gazetteer/import_job.html"
    outcome = Outcome.from_json(found.report) if found.report else None
    return render_template(template, job=found, outcome=outcome, looked=found.payload["step"] == "look")
