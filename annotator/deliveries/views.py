"""Who has a copy of an article and is to be told of its corrections; the webhooks that tell them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, telling
from ..articles.queries import load_article
from ..corrections.models import Notice
from ..corrections.notices.views import notice_approved
from ..db import db, transaction
from ..readiness.queries import ready_among, rules
from ..readiness.service import became_ready
from . import queries, service, webhooks

pages = Blueprint("deliveries", __name__)
LATEST: Final = 30


def private() -> bool:
    return bool(current_app.config["WEBHOOK_PRIVATE"])


def back() -> ResponseReturnValue:
    """To the page that the button stood on: of one article, or of all that wait."""
    article = request.form.get("article", type=int)
    at = url_for("deliveries.of_article", article_id=article) if article else url_for("deliveries.waiting")
    return redirect(at, 303)


@pages.get("/articles/<int:article_id>/copies")
def of_article(article_id: int) -> str:
    """Who took this article, when, in which form and at which state; who does not know of a later correction first."""
    article = load_article(article_id, by=person())
    return render_template("deliveries/article.html", article=article, rows=queries.copies_of(article))


@pages.get("/copies")
def waiting() -> str:
    """Every copy that was corrected since, and whose taker has not been told."""
    return render_template(
        "deliveries/waiting.html", rows=queries.waiting(person()), number=queries.number_waiting(person())
    )


@pages.post("/copies/<int:copy_id>/told")
def mark(copy_id: int) -> ResponseReturnValue:
    """Told by hand; with `untold` in the form the mark is taken off again."""
    copy = queries.load_copy(copy_id, by=person())
    if "untold" in request.form:
        with doing("unmark told", "Not told, then."):
            service.mark_untold(copy, by=person())
    else:
        with doing("mark told", "Marked as told."):
            service.mark_told([copy], by=person())
    return back()


@pages.post("/articles/<int:article_id>/copies/told")
def mark_all(article_id: int) -> ResponseReturnValue:
    """Everybody who waits for word about this article was told by hand."""
    article = load_article(article_id, by=person())
    with doing("mark told", "All marked as told."):
        rows = queries.waiting(person(), article_id=article.id)
        service.mark_told([row.copy for row in rows], by=person())
    return back()


@pages.post("/copies/<int:copy_id>/tell")
def tell(copy_id: int) -> ResponseReturnValue:
    """Let the webhook of its recipient tell them."""
    copy = queries.load_copy(copy_id, by=person())
    answer = Answer(url_for("deliveries.of_article", article_id=copy.article_id))
    uid = ""
    with telling("The webhook is called. It is tried again when it does not answer."), once("tell", answer):
        uid = webhooks.order_for(queries.load_copy(copy_id, by=person()), by=person()).uid
    if uid:
        current_app.extensions["jobs"].send(uid)
    return back()


@notice_approved.connect
def tell_by_themselves(_sender: object, *, article: int) -> None:
    """A notice was approved: the webhooks that are set so tell their recipients, each of all their copies at once."""
    waiting = queries.waiting(person(), article_id=article)
    hooks = {row.webhook.id: row.webhook for row in waiting if row.webhook and row.webhook.active}
    copies = {ident: [row.copy for row in waiting if row.webhook and row.webhook.id == ident] for ident in hooks}
    automatic = [ident for ident, hook in hooks.items() if hook.automatic]
    if not automatic or (rules().unready == "refuse" and not ready_among([article])):
        return  # they wait among those who are to be told, until it is ready
    with transaction(by=person(), verb="tell"):
        uids = [webhooks.order(hooks[ident], copies[ident], by=person()).uid for ident in automatic]
    for uid in uids:
        current_app.extensions["jobs"].send(uid)


@became_ready.connect
def tell_now_that_it_is_ready(_sender: object, *, article: int) -> None:
    """Where what is not ready is told to nobody, a notice that was approved before waited for this."""
    if rules().unready != "refuse":
        return
    last = sa.select(sa.func.max(Notice.approved_at)).where(Notice.article_id == article, Notice.state == "approved")
    approved = db.session.scalar(last)
    if approved is not None and any(row.copy.at < approved for row in queries.waiting(person(), article_id=article)):
        tell_by_themselves(None, article=article)


# -- webhooks


@pages.get("/webhooks", endpoint="webhooks")
def all_webhooks() -> str:
    return render_template(
        "deliveries/webhooks.html", rows=queries.webhooks(), calls=queries.calls(LATEST), attempts=webhooks.ATTEMPTS
    )


@pages.post("/webhooks")
def add_webhook() -> ResponseReturnValue:
    with telling("The webhook was added. Its secret stands below; try it."), once("add webhook", at_webhooks()):
        webhooks.add(
            request.form.get("recipient", ""),
            request.form.get("url", ""),
            automatic="automatic" in request.form,
            private=private(),
            by=person(),
        )
    return redirect(url_for("deliveries.webhooks"), 303)


def at_webhooks() -> Answer:
    return Answer(url_for("deliveries.webhooks"))


@pages.post("/webhooks/<int:webhook_id>/change")
def change_webhook(webhook_id: int) -> ResponseReturnValue:
    hook = queries.load_webhook(webhook_id)
    with doing("change webhook", "Saved."):
        webhooks.change(
            hook,
            url=request.form.get("url", ""),
            active="active" in request.form,
            automatic="automatic" in request.form,
            renew="renew" in request.form,
            private=private(),
            seen=request.form.get("row_version", -1, type=int),
        )
    return redirect(url_for("deliveries.webhooks"), 303)


@pages.post("/webhooks/<int:webhook_id>/remove")
def remove_webhook(webhook_id: int) -> ResponseReturnValue:
    hook = queries.load_webhook(webhook_id)
    with doing("remove webhook", "Removed."):
        webhooks.remove(hook, seen=request.form.get("row_version", -1, type=int))
    return redirect(url_for("deliveries.webhooks"), 303)


@pages.post("/webhooks/<int:webhook_id>/try")
def try_webhook(webhook_id: int) -> ResponseReturnValue:
    """Send a signed call with nothing in it."""
    hook = queries.load_webhook(webhook_id)
    uid = ""
    with telling("A trial is sent. What came of it stands below in a moment."), once("try webhook", at_webhooks()):
        uid = webhooks.order(hook, [], by=person()).uid
    if uid:
        current_app.extensions["jobs"].send(uid)
    return redirect(url_for("deliveries.webhooks"), 303)
