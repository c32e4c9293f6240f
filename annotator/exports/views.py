from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from ..accounts.current import person
from ..db import now
from ..errors import Invalid
from .catalogue import FORMATS, format_named
from .formats import html
from .forms import OptionsForm
from .queries import load_record
from .record import ArticleRecord, count, file_name
from .terms import Terms

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
        return download(record, name, Terms(now(), form.options, person()), view=request.args.get("view") == "1")
    return render_template(
        "exports/choose.html", record=record, counts=count(record), form=form, formats=FORMATS.values()
    )


def download(record: ArticleRecord, name: str, terms: Terms, *, view: bool) -> Response:
    """One article as a file. What is in it came from outside: it is never shown with the rights of this site."""
    form = format_named(name)
    response = Response(form.write_one(record, terms), content_type=form.one.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    if view and name == "html":
        response.headers["Content-Security-Policy"] = f"sandbox; {html.policy()}; frame-ancestors 'none'"
    else:
        response.headers.set("Content-Disposition", "attachment", filename=file_name(record, form.one.suffix))
    return response
