"""The page on an article's correction notices, and what is done to them there."""

from __future__ import annotations

from blinker import Signal
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, doing, once, say, telling
from ...accounts.views import showing_errors
from ...articles.models import Article
from ...articles.queries import load_article, load_part
from ...errors import Stale
from ..models import Correction, Notice
from . import service, wording
from .forms import KINDS, NoticeForm

pages = Blueprint("notices", __name__)
# Sent with `article` (its number) when one of its notices was approved and that is committed: what is above corrections
# and must not be imported here (who is to be told: deliveries) listens.
notice_approved = Signal()


def address(article_id: int) -> str:
    return url_for("notices.index", article_id=article_id)


@pages.get("/articles/<int:article_id>/notices")
def index(article_id: int) -> str:
    return show(load_article(article_id, by=person()))


def show(article: Article, form: NoticeForm | None = None, stale: Stale | None = None) -> str:
    """The notices. `form` and `stale` are a save that was refused."""
    notices = service.notices_on(article)
    found = service.untold(article, notices)
    draft = next((each for each in notices if each.state == "draft"), None)
    if draft is not None and form is None:
        form = NoticeForm(formdata=None, obj=draft)
    return render_template(
        "corrections/notices.html",
        article=article,
        notices=notices,
        untold=found,
        fits=draft is not None and {row.id for row in draft.corrections} == {row.id for row in found.corrections},
        why=wording.kind_of(found.changes) if found.changes else None,
        draft=draft,
        form=form,
        stale=stale,
        kinds=KINDS,
    )


@pages.post("/articles/<int:article_id>/notices")
def draft(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    said = "Drafted. Look it over, then let an editor approve it."
    with telling(said), once("draft notice", Answer(address(article_id))):
        service.draft(article, by=person())
    return redirect(address(article_id), 303)


@pages.post("/notices/<int:notice_id>")
def save(notice_id: int) -> ResponseReturnValue:
    """Keep what was typed into the draft; with `then` "approve" approve it in the same step."""
    notice, form = load_part(Notice, notice_id, by=person()), NoticeForm()
    article, approves = notice.article, request.form.get("then") == "approve"
    seen = request.form.get("row_version", -1, type=int)
    if not form.validate_on_submit():
        return show(article, form), 422
    answer = Answer(address(article.id))
    try:
        with showing_errors(form), once("approve notice" if approves else "edit notice", answer):
            service.edit(notice, kind=form.kind.data, text=form.text.data, by=person(), seen=seen)
            if approves:
                service.approve(notice, by=person())
    except Stale as stale:
        form.row_version.data, form.row_version.raw_data = str(stale.version), None
        return show(load_article(article.id, by=person()), form, stale), 409
    if form.errors:
        return show(load_article(article.id, by=person()), form), 422
    say("Approved." if approves else "Saved.", "good")
    if approves:
        notice_approved.send(article=article.id)
    return redirect(answer.at, 303)


@pages.post("/notices/<int:notice_id>/withdraw")
def withdraw(notice_id: int) -> ResponseReturnValue:
    notice = load_part(Notice, notice_id, by=person())
    article_id = notice.article_id
    with doing("withdraw notice", "Withdrawn. It is kept below."):
        service.withdraw(notice, by=person())
    return redirect(address(article_id), 303)


@pages.app_template_global("untold_of")
def untold_of(article: Article, corrections: list[Correction]) -> int:
    """How many stretches of an article its readers were not told of, for its head; `corrections` are the article's."""
    if not any(row.state != "proposed" for row in corrections):
        return 0
    return len(service.untold(article, service.notices_on(article)).changes)
