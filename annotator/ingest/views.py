"""Bringing articles in by browser: the page with both ways in, and the page of a job."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from ..accounts.current import person
from ..accounts.policy import may
from ..accounts.views import showing_errors
from ..articles.queries import names_in_use
from ..db import db, transaction
from ..errors import Invalid, NotFound, TooLarge
from ..gazetteer.queries import gazetteer
from ..jobs import service as jobs
from ..jobs.models import Job
from ..sources.service import checked_url
from ..text import characters
from . import service
from .fetching import read_page
from .forms import PasteForm, UploadForm
from .limits import Limits, readable_size
from .paths import articles_in
from .pipeline import Choices
from .report import Entry, Report
from .sandbox import Given

pages = Blueprint("ingest", __name__)

# Both forms stand on one page and share names of fields; ids must be unique.
FOR_ALL = "all-"


def limits() -> Limits:
    return Limits.from_settings(current_app.config)


def show_new(*, paste: PasteForm | None = None, upload: UploadForm | None = None) -> str:
    return render_template(
        "ingest/new.html",
        paste=paste or PasteForm(formdata=None),
        upload=upload or UploadForm(formdata=None, prefix=FOR_ALL),
        names=names_in_use(person()),
        limits=limits(),
        readable_size=readable_size,
    )


@pages.get("/articles/new")
def new() -> str:
    return show_new()


@pages.post("/articles/new/paste")
def paste() -> ResponseReturnValue:
    form = PasteForm()
    if form.validate_on_submit():
        with showing_errors(form):
            try:
                entry = service.take_in_paste(
                    form.text.data,
                    form.given(),
                    by=person(),
                    limits=limits(),
                    collection=form.collection.data or None,
                    visibility=form.visibility.data,
                    as_new=form.as_new.data,
                )
            except TooLarge as error:
                raise Invalid(str(error), "text") from None
            tell(entry)
            return onward(url_for("desk.workbench", article_id=entry.article))
    return show_new(paste=form), 422


def tell(entry: Entry) -> None:
    """What came of a paste, for the top of the article's page."""
    if entry.result == "known":
        flash("The desk has this text already: here it is. Nothing was stored twice.", "warn")
    elif entry.result == "version":
        flash(f"New version {entry.number} of this article. {entry.carried[0].upper()}{entry.carried[1:]}.", "good")
        if entry.waiting:
            flash("Something of the version before has no certain place in it: it asks under Versions.", "warn")
    else:
        flash(f"Taken in: {count(entry.claims, 'claim')} and {count(entry.garbles, 'garble')} found by rule.", "good")
    for note in entry.notes:
        flash(f"When it was read: {note}.", "warn")


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def onward(address: str) -> Response:
    """To another page: htmx is told to go there itself, so that the page comes whole."""
    if request.headers.get("HX-Request"):
        return make_response("", 204, {"HX-Redirect": address})
    return make_response(redirect(address))


@pages.post("/articles/new/upload")
def upload() -> ResponseReturnValue:
    form = UploadForm(prefix=FOR_ALL)
    if form.validate_on_submit():
        with showing_errors(form):
            files = read_uploads(form.files.data)
            choices = Choices.checked(
                form.given(),
                collection=form.collection.data or None,
                visibility=form.visibility.data,
                as_new=form.as_new.data,
            )
            if not service.is_small(files):
                return order(files, choices)
            report = service.take_in_files(files, by=person(), choices=choices, gazetteer=gazetteer(), limits=limits())
            if len(report.entries) == 1 and not report.skipped:
                tell(report.entries[0])
                return onward(url_for("desk.workbench", article_id=report.entries[0].article))
            status = 200 if len(report.skipped) < len(report.entries) else 422
            return render_template("ingest/report.html", report=report, job=None), status
    return show_new(upload=form), 422


def read_uploads(files: list[FileStorage]) -> list[Given]:
    """The files of the form; a browser sends one without a name when none was chosen."""
    found = [Given(file.filename or "", file.stream.read()) for file in files if file and file.filename]
    if not found:
        raise Invalid("Choose at least one file.", "files")
    return found


def order(files: list[Given], choices: Choices) -> ResponseReturnValue:
    """Keep the files, write the job down, and only then say that it waits."""
    kept = current_app.extensions["uploads"].keep(files)
    with transaction(by=person(), verb="order ingest"):
        uid = service.order(kept, total=sum(articles_in(file) for file in files), by=person(), choices=choices).uid
    current_app.extensions["jobs"].send(uid)
    return onward(url_for("ingest.job", uid=uid))


def load_job(uid: str) -> Job:
    """A job of this person's own; administrators see all. Raises NotFound."""
    job = jobs.find(uid)
    if job.kind != service.KIND or (job.owner_id != person().id and not may(person(), "administer")):
        raise NotFound("There is no such job, or it is not yours.")
    return job


@pages.get("/jobs/<uid>")
def job(uid: str) -> ResponseReturnValue:
    found = load_job(uid)
    # htmx asks for the part that changes, and stops when the answer no longer asks it to.
    template = "jobs/progress.html" if request.headers.get("HX-Request") else "jobs/show.html"
    return render_template(template, **shown(found))


def shown(found: Job) -> dict[str, Any]:
    return {
        "job": found,
        "report": Report.from_json(found.report) if found.report else None,
        "files": [file["name"] for file in found.payload["files"]],
        "attempts": jobs.ATTEMPTS,
    }


@pages.app_template_global("fetches")
def fetches() -> bool:
    """Whether the settings let the desk read pages: forms then have a button that asks for it."""
    return bool(current_app.config["FETCH"])


@pages.post("/addresses/read")
def read_address() -> ResponseReturnValue:
    """What the page at a typed address says of itself, as JSON: for a form to offer (static/js/sources.js)."""
    if not fetches():
        raise NotFound("This desk reads no addresses. WIRECHECK_FETCH=1 lets it.")
    db.session.rollback()  # no connection to the database is held while somebody else thinks
    try:
        url = checked_url(request.form.get("url", "")) or ""
        # Tests put a reader of their own there: no test goes out into the network.
        said = current_app.extensions.get("read_page", read_page)(url, limits=limits())
    except Invalid as error:
        return {"trouble": characters.shown(str(error))}, 422
    day = said.published.astimezone(ZoneInfo(current_app.config["TIME_ZONE"])) if said.published else None
    return {
        "site": urlsplit(url).hostname,
        "title": said.title,
        "publisher": said.publisher,
        "published": f"{day.day} {day:%B %Y}" if day else None,
    }
