from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from ..accounts.current import person
from ..db import now
from ..errors import Invalid
from . import html
from .formats import FORMATS
from .forms import OptionsForm
from .queries import load_record
from .record import ArticleRecord, count, file_name

pages = Blueprint("exports", __name__)


@pages.get("/articles/<int:article_id>/export")
def choose(article_id: int) -> Response | str:
    """The page that offers the formats; with `?format=` the file itself, with `&view=1` the HTML in the browser."""
    form = OptionsForm(request.args)
    if not form.validate():
        raise Invalid("Choose which claims go into the export.", "claims")
    record = load_record(article_id, by=person(), options=form.options)
    name = request.args.get("format")
    if name is not None:
        return download(record, name, view=request.args.get("view") == "1")
    return render_template(
        "exports/choose.html", record=record, counts=count(record), form=form, formats=FORMATS.values()
    )


def download(record: ArticleRecord, name: str, *, view: bool) -> Response:
    """One article as a file. What is in it came from outside: it is never shown with the rights of this site."""
    form = FORMATS.get(name)
    if form is None:
        raise Invalid(f"There is no export format called “{name}”. There are: {', '.join(FORMATS)}.", "format")
    response = Response(form.write_one(record, now()), content_type=form.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    if view and name == "html":
        response.headers["Content-Security-Policy"] = f"sandbox; {html.policy()}; frame-ancestors 'none'"
    else:
        response.headers.set("Content-Disposition", "attachment", filename=file_name(record, form.suffix))
    return response
