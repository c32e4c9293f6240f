"""The pages of exports of several articles: ordering one, how far it is, the file, all that one ordered lately."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, once
from ...articles.queries import names_in_use
from ...db import db
from ...errors import Invalid, NotFound
from ...exports.catalogue import FORMATS, format_named
from ...exports.counting import counts
from ...exports.forms import OptionsForm
from ...exports.views import offered
from ...jobs import service as jobs
from ...jobs.models import Job
from ...readiness.queries import not_ready
from ...text.characters import shown
from ..acting.kept import Kept
from . import work
from .choosing import Chosen, chosen
from .files import Exports

pages = Blueprint("exporting", __name__)
LATEST: Final = 50
NAMES: Final = ("selection", "collection", "all")


def selections() -> Kept:
    found: Kept = current_app.extensions["acts"]
    return found


def orders() -> Kept:
    found: Kept = current_app.extensions["export_orders"]
    return found


def files() -> Exports:
    found: Exports = current_app.extensions["exports"]
    return found


@pages.get("/exports")
def index() -> str:
    """What this person exported lately, and what else could be: a collection, the whole desk."""
    rows = jobs.latest(work.KIND, by=person(), most=LATEST)
    return render_template(
        "exports/index.html",
        rows=[told(row) for row in rows],
        collections=names_in_use(person()).collections,
    )


@pages.get("/exports/new")
def new() -> ResponseReturnValue:
    """Choose the format and the terms for the articles that the address names."""
    if not any(request.args.get(name) for name in NAMES):
        return redirect(url_for("exporting.index"))
    return page(OptionsForm(request.args), chosen(request.args, selections(), by=person()))


def page(form: OptionsForm, wanted: Chosen, trouble: str = "") -> ResponseReturnValue:
    name = request.values.get("format", "")
    form.recipient.data = shown(form.recipient.data or "")
    return render_template(
        "exports/several.html",
        form=form,
        wanted=wanted,
        counts=counts(wanted.ids, form.options(None, {})),
        chosen=FORMATS.get(name),
        trouble=trouble,
        unready=len(not_ready(wanted.ids)),
        hours=current_app.config["EXPORT_HOURS"],
        **offered(),
    ), 422 if trouble else 200


@pages.post("/exports")
def order() -> ResponseReturnValue:
    """Write the export down as a job."""
    form = OptionsForm(request.form)
    wanted = chosen(request.form, selections(), by=person())
    answer = Answer(url_for("exporting.index"))
    uid = ""
    try:
        if not form.validate():
            raise Invalid("Choose what goes into the export.")
        kind = format_named(request.form.get("format"), person())
        with once("order export", answer):
            options = form.options(kind, request.form)
            job = work.order(wanted, kind, options, orders(), recipient=form.recipient.data or "", by=person())
            uid, answer.at = job.uid, url_for("exporting.job", uid=job.uid)
    except Invalid as error:
        return page(form, wanted, shown(str(error)))
    if uid:
        current_app.extensions["jobs"].send(uid)
    return redirect(answer.at, 303)


def load_job(uid: str) -> Job:
    """An export of this person's own. Raises NotFound."""
    job = jobs.find(uid)
    if job.kind != work.KIND or job.owner_id != person().id:
        raise NotFound("There is no such export, or it is not yours.")
    return job


def file_of(job: Job) -> Path:
    return files().path(job.uid, job.payload["format"])


def told(job: Job) -> dict[str, Any]:
    """What the pages say of an export: `until` when its file can be fetched."""
    until = files().until(file_of(job)) if job.state == "done" else None
    return {
        "job": job,
        "format": FORMATS.get(job.payload["format"]),
        "until": dt.datetime.fromtimestamp(until, dt.UTC) if until else None,
        "attempts": jobs.ATTEMPTS,
        "hours": current_app.config["EXPORT_HOURS"],
    }


@pages.get("/exports/<uid>")
def job(uid: str) -> str:
    part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    return render_template("exports/progress.html" if part else "exports/job.html", **told(load_job(uid)))


@pages.get("/exports/<uid>/file")
def file(uid: str) -> Response:
    """The file; a download that broke off goes on where it was. It is never shown with the rights of this site."""
    found = load_job(uid)
    path, many = file_of(found), FORMATS[found.payload["format"]].many
    if found.state != "done" or files().until(path) is None:
        raise NotFound("The file is not there, or is not kept any more. Order the export again.")
    db.session.rollback()  # no connection to the database is held while it is sent
    response = send_file(
        path, mimetype=many.media_type, as_attachment=True, download_name=f"wirecheck-articles.{many.suffix}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
