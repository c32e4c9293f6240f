"""Annotations and articles of other tools by browser: sent, looked at, taken in."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.policy import may
from ..accounts.views import showing_errors
from ..articles.queries import load_article, names_in_use
from ..db import transaction
from ..errors import Invalid
from ..ingest.limits import Limits, readable_size
from ..ingest.views import read_uploads
from ..jobs import service as jobs
from ..jobs.models import Job
from ..jobs.queue import do_at_once
from . import complete, work
from .forms import ImportForm
from .mapping import MOST_KEYS, TARGETS
from .outcome import RESULTS, Outcome
from .readers import FORMATS
from .service import Wanted

pages = Blueprint("imports", __name__)

LATEST = 5


@pages.get("/imports")
def index() -> str:
    return shown(ImportForm(formdata=None, article=request.args.get("article", "")))


def shown(form: ImportForm) -> str:
    mine = person()
    formats = [each for each in FORMATS.values() if each.name != complete.FORM or complete.may_import(mine)]
    limits = Limits.from_settings(current_app.config)
    return render_template(
        "imports/index.html",
        form=form,
        formats=formats,
        names=names_in_use(mine),
        most=readable_size(limits.max_upload_bytes),
        bytes=limits.max_upload_bytes,
        latest=[told(job) for job in jobs.latest(work.KIND, by=mine, most=LATEST)],
    )


def told(job: Job) -> tuple[Job, Outcome | None]:
    return job, Outcome.from_json(job.report) if job.report else None


@pages.post("/imports")
def send() -> ResponseReturnValue:
    """Keep the files and look at them: what would be added, what differs, what has no place."""
    form = ImportForm()
    if form.validate_on_submit():
        with showing_errors(form):
            files = read_uploads(form.files.data)
            article = form.article_id()
            if article is not None:
                load_article(article, by=person())
            kept = current_app.extensions["foreign"].keep(files)
            wanted = Wanted(form.form.data, article, {}, form.collection.data or None, form.visibility.data)
            sizes = [len(file.content) for file in files if isinstance(file.content, bytes)]
            with transaction(by=person(), verb="look at an import"):
                uid = work.order(kept, sizes, wanted, "look", total=work.total_of(files), by=person()).uid
            return started(uid)
    return shown(form), 422


@pages.post("/imports/<uid>/again")
def again(uid: str) -> ResponseReturnValue:
    """Take in what was looked at, or look again with other labels."""
    look = load_job(uid)
    keys, targets = request.form.getlist("key"), request.form.getlist("target")
    if len(keys) != len(targets) or len(keys) > MOST_KEYS:
        raise Invalid("The form came in pieces. Open the page again.")
    labels = dict(zip(keys, targets, strict=True))
    with transaction(by=person(), verb="order import"):
        new = work.again(look, request.form.get("step", ""), labels, by=person()).uid
    return started(new)


def started(uid: str) -> ResponseReturnValue:
    """Do what is small at once, hand the rest to the worker, and show the page that tells of it."""
    if work.is_small(jobs.find(uid)):
        do_at_once(uid, current_app.extensions["foreign_work"])
    else:
        current_app.extensions["jobs"].send(uid)
    return redirect(url_for("imports.job", uid=uid), 303)


def load_job(uid: str) -> Job:
    found = jobs.find(uid)
    work.require_own(found, person(), administers=may(person(), "administer"))
    return found


@pages.get("/imports/<uid>")
def job(uid: str) -> str:
    found = load_job(uid)
    # htmx asks for the part that changes, and stops when the answer no longer asks it to.
    template = "imports/progress.html" if request.headers.get("HX-Request") else "imports/job.html"
    _, outcome = told(found)
    return render_template(
        template,
        job=found,
        outcome=outcome,
        looked=found.payload["step"] == "look",
        form=FORMATS[found.payload["form"]],
        results=RESULTS,
        targets=TARGETS,
    )
