"""The sources that claims are checked against."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, once
from ..accounts.views import showing_errors
from . import queries, service
from .forms import SourceForm
from .models import Source

pages = Blueprint("sources", __name__)


@pages.get("/sources")
def index() -> str:
    page = max(1, request.args.get("page", 1, type=int))
    words = request.args.get("with", "")
    return render_template(
        "sources/index.html", sources=queries.listed(words, page), words=words, page=page, size=queries.PAGE
    )


@pages.get("/sources/suggest")
def suggest() -> str:
    """The best ten for what is typed: a part of a page, for the field that asks (static/js/sources.js)."""
    found = queries.best(request.args.get("with", ""), but=request.args.get("but", type=int))
    return render_template("sources/suggest.html", sources=found)


@pages.get("/sources/<int:source_id>")
def show(source_id: int) -> ResponseReturnValue:
    return page_of(queries.load_source(source_id), filled(source_id))


def page_of(source: Source | None, form: SourceForm) -> str:
    """The page of a source (None: of a new one) with its form."""
    return render_template(
        "sources/edit.html",
        source=source,
        form=form,
        origins=list(queries.ancestry([source.id]).chain(source.id)) if source else [],
        passing_on=queries.passing_on(source) if source else None,
    )


def filled(source_id: int) -> SourceForm:
    return SourceForm(formdata=None, obj=queries.load_source(source_id))


@pages.route("/sources/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    return saved(None, SourceForm())


@pages.post("/sources/<int:source_id>")
def edit(source_id: int) -> ResponseReturnValue:
    return saved(queries.load_source(source_id), SourceForm())


def saved(source: Source | None, form: SourceForm) -> ResponseReturnValue:
    """Keep the form's source, or show the form again with what is wrong. Stale answers itself, with both texts."""
    answer = Answer("")
    if form.validate_on_submit():
        with showing_errors(form):
            with once("edit source" if source else "create source", answer):
                if source is None:
                    source = service.create(form.fields(), by=person())
                else:
                    seen = request.form.get("row_version", -1, type=int)
                    service.edit(source, form.fields(), seen=seen, by=person())
                answer.at = url_for("sources.show", source_id=source.id)
            flash("Saved.", "good")
            return redirect(answer.at, 303)
    return page_of(queries.load_source(source.id) if source else None, form), 422 if form.errors else 200
