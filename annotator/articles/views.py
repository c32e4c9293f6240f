"""Changing what is known of an article, and its collections.

The list of articles counts claims and is one of the desk; an article's text is on the workbench.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, once
from ..accounts.views import showing_errors
from ..db import transaction
from ..errors import NotAllowed, Stale
from . import queries, service
from .forms import CollectForm, EditForm
from .models import Article

pages = Blueprint("articles", __name__)


def load_own(article_id: int) -> Article:
    """An article whose details this person may change. Raises NotFound, NotAllowed."""
    article = queries.load_article(article_id, by=person())
    if not service.may_edit(article, person()):
        raise NotAllowed("An article's details are changed by an editor, or by whoever brought it in.")
    return article


def show_edit(
    article: Article, form: EditForm, *, collecting: CollectForm | None = None, stale: Stale | None = None
) -> str:
    return render_template(
        "articles/edit.html",
        article=article,
        form=form,
        stale=stale,
        collecting=collecting or CollectForm(formdata=None),
        names=queries.names_in_use(person()),
    )


@pages.route("/articles/<int:article_id>/edit", methods=["GET", "POST"])
def edit(article_id: int) -> ResponseReturnValue:
    article = load_own(article_id)
    form, answer = EditForm.of(article), Answer(url_for("desk.workbench", article_id=article_id))
    if not form.validate_on_submit():
        return show_edit(article, form), 422 if form.errors else 200
    with showing_errors(form):
        fields = form.fields()
        try:
            with once("edit", answer):
                service.edit(article, fields, by=person(), seen=form.seen)
        except Stale as stale:
            form.take_theirs(stale)
            return show_edit(article, form, stale=stale), 409
        flash("Saved.", "good")
        return redirect(answer.at)
    return show_edit(article, form), 422


@pages.post("/articles/<int:article_id>/collections")
def collect(article_id: int) -> ResponseReturnValue:
    article, form = load_own(article_id), CollectForm()
    if not form.validate_on_submit():
        return show_edit(article, EditForm.of(article), collecting=form), 422
    with showing_errors(form):
        with transaction(by=person(), verb="collect"):
            collection = service.find_or_create_collection(form.collection.data, by=person())
            service.collect(article, collection, by=person())
        flash(f"It is in “{collection.name}” now.", "good")
        return redirect(url_for("articles.edit", article_id=article_id))
    return show_edit(article, EditForm.of(article), collecting=form), 422


@pages.post("/articles/<int:article_id>/collections/<int:collection_id>/remove")
def release(article_id: int, collection_id: int) -> ResponseReturnValue:
    article = load_own(article_id)
    with transaction(by=person(), verb="release"):
        collection = queries.load_collection(collection_id, by=person())
        service.release(article, collection, by=person())
    flash(f"It is no longer in “{collection.name}”.", "good")
    return redirect(url_for("articles.edit", article_id=article_id))
