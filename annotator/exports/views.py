from __future__ import annotations

import re
from dataclasses import asdict
from html import unescape
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.policy import may
from ..articles.queries import load_article
from ..db import now, transaction
from ..deliveries import service as deliveries
from ..errors import Invalid
from ..readiness.queries import why_not
from .catalogue import Format, format_named, grouped
from .forms import OptionsForm
from .preview import Preview, preview_of
from .queries import load_record
from .record import ArticleRecord, count, file_name
from .terms import Terms

pages = Blueprint("exports", __name__)


def sent_form() -> OptionsForm:
    """The options in the address. Raises Invalid."""
    form = OptionsForm(request.args)
    if not form.validate():
        field, (trouble, *_) = next(iter(form.errors.items()))
        raise Invalid(f"{form[field].label.text}: {trouble}", field)
    return form


def offered() -> dict[str, Any]:
    """What both pages that offer formats show of them."""
    return {"groups": grouped(person()), "keeps_sensitive": may(person(), "edit")}


@pages.get("/articles/<int:article_id>/export")
def choose(article_id: int) -> ResponseReturnValue:
    """The page that offers the formats; with `?format=` the file itself, with `&view=1` a look at it."""
    form = sent_form()
    chosen = format_named(request.args["format"], person()) if request.args.get("format") else None
    options = form.options(chosen, request.args)
    record = load_record(article_id, by=person(), options=options)
    if chosen is not None and not request.args.get("choose"):
        terms = Terms(now(), options, person())
        if request.args.get("view") == "1":
            return look(record, chosen, terms)
        return download(record, chosen, terms, recipient=form.recipient.data or "")
    return render_template(
        "exports/choose.html",
        record=record,
        counts=count(record),
        form=form,
        chosen=chosen,
        why_not="" if record.ready else why_not(load_article(article_id, by=person()), by=person()),
        **offered(),
    )


def download(record: ArticleRecord, form: Format, terms: Terms, *, recipient: str) -> Response:
    """One article as a file; who took it is written down. What is in it came from outside: it is never shown with the
    rights of this site."""
    content = form.write_one(record, terms)
    with transaction(by=person(), verb="export"):
        deliveries.deliver([record.id], form=form.name, options=asdict(terms.options), by=person(), recipient=recipient)
    response = Response(content, content_type=form.one.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers.set("Content-Disposition", "attachment", filename=file_name(record, form.one.suffix))
    return response


def look(record: ArticleRecord, form: Format, terms: Terms) -> ResponseReturnValue:
    """A look at the file, in the browser: a page in a sandbox, the first lines of a text, what is in an archive."""
    content = form.write_one(record, terms)
    if form.one.suffix in {"html", "pdf"}:
        response = Response(content, content_type=form.one.media_type)
        response.headers["X-Content-Type-Options"] = "nosniff"
        # A browser's reader of PDF does not start in a sandbox; a PDF has no rights of this site to begin with.
        policy = f"sandbox; {own_policy(content)}" if form.one.suffix == "html" else "default-src 'none'"
        response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
        return response
    found: Preview = preview_of(content)
    return render_template("exports/preview.html", record=record, format=form, preview=found, address=kept_address())


def kept_address() -> dict[str, str]:
    """The options of this address, without those that say how it is shown."""
    return {name: value for name, value in request.args.items() if name not in {"view", "choose", "article_id"}}


def own_policy(page: bytes) -> str:
    """The policy that an exported page has for itself, in its head before anything from outside."""
    found = re.search(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page[:2_000])
    return unescape(found[1].decode()) if found else "default-src 'none'"
