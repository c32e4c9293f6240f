"""Taking claims, handing them over, giving them back; deadlines of several articles at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import contains_eager

from ...accounts.current import person
from ...accounts.models import User
from ...accounts.queries import load_user
from ...accounts.telling import doing
from ...articles import service as articles
from ...articles.forms import at_desk
from ...articles.models import Article
from ...articles.queries import load_article, load_part, visible
from ...claims.models import Claim
from ...db import db, now, transaction
from ...errors import Invalid
from ...reviews import assignment
from ...reviews.assignment import Handed
from ...text.characters import shown
from .. import deadlines
from ..queue.views import everybody, here
from ..views import pages
from . import wording

MOST = 100  # claims, or articles, that one page can send


@pages.app_template_global("holders_of")
def holders_of(article: Article) -> dict[int | None, int]:
    """How many claims of an article that are to be judged, or judged again, are with whom (None: nobody)."""
    return assignment.holders_of(article)


@pages.app_template_filter("since")
def since(moment: dt.datetime | None) -> str:
    return wording.since(moment, zone(), now())


@pages.app_template_filter("deadline")
def deadline(moment: dt.datetime) -> deadlines.Said:
    return deadlines.said(moment, now(), zone())


def zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIME_ZONE"])


def assign(verb: str, claims: Callable[[], Sequence[Claim]], to: Callable[[], User | None]) -> Handed:
    """Let somebody have the claims, in a transaction, and tell what that did. Refused, nothing is done."""
    try:
        with transaction(by=person(), verb=verb):
            who = to()
            done = assignment.hand_over(claims(), to=who)
            names = {ident: row.name for ident, row in everybody().items()}
            said = wording.told(done, who.id if who else None, person().id, names)
    except Invalid as error:
        flash(shown(str(error)), "bad")
        return Handed()
    flash(said, "good")
    return done


def asked_for() -> User | None:
    """The person whom a form hands claims to: "me", "none" or an id. Raises Invalid, NotFound."""
    words = request.form.get("to", "")
    if words == "none":
        return None
    if words == "me":
        return person()
    if not words.isdecimal() or len(words) > 11:
        raise Invalid("Choose who shall have them.", "to")
    return load_user(int(words))


def back(claim: Claim, done: Handed) -> ResponseReturnValue:
    """To the workbench; after taking over, with whom it can be handed back to."""
    over: dict[str, Any] = {"over": next(iter(done.before))} if done.before and claim.assignee_id == person().id else {}
    return redirect(
        url_for("desk.workbench", article_id=claim.article_id, claim=claim.id, _anchor=f"claim-{claim.id}", **over), 303
    )


@pages.post("/claims/<int:claim_id>/take")
def take(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    return back(claim, assign("take", lambda: [claim], person))


@pages.post("/claims/<int:claim_id>/give-back")
def give_back(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    return back(claim, assign("give back", lambda: [claim], lambda: None))


@pages.post("/claims/<int:claim_id>/hand-over")
def hand_over(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    return back(claim, assign("hand over", lambda: [claim], asked_for))


# What may be done with all waiting claims of an article: whose they are before.
OF_ARTICLE: dict[str, Callable[[], list[int | None]]] = {
    "take": lambda: [None],
    "give back": lambda: [person().id],
    "hand over": lambda: [None, person().id],
}


@pages.post("/articles/<int:article_id>/assign")
def assign_article(article_id: int) -> ResponseReturnValue:
    """Take what nobody has of an article; give back what one has of it; hand over both. What others have stays so."""
    article = load_article(article_id, by=person())
    act = request.form.get("act", "take")
    whose = OF_ARTICLE.get(act)
    if whose is None:
        raise Invalid("Take them, give them back, or hand them over.", "act")
    to: dict[str, Callable[[], User | None]] = {"take": person, "give back": lambda: None, "hand over": asked_for}
    assign(act, lambda: assignment.waiting_in(article, whose()), to[act])
    return redirect(url_for("desk.workbench", article_id=article_id), 303)


@pages.post("/queue/assign")
def assign_claims() -> ResponseReturnValue:
    """The claims that were ticked in the queue. Its filters are in the form's own address."""
    idents = request.form.getlist("claim", type=int)[:MOST]
    verb = {"me": "take", "none": "give back"}.get(request.form.get("to", ""), "hand over")
    done = assign(verb, lambda: chosen(idents), asked_for)
    given: dict[str, Any] = here()
    if done.before and request.form.get("to") == "me":
        given["over"] = [f"{who}:{','.join(map(str, those))}" for who, those in done.before.items()]
    return redirect(url_for("desk.queue", **given), 303)


def chosen(idents: Sequence[int]) -> list[Claim]:
    """These claims with their articles, as far as this person may see them. Raises Invalid without one."""
    statement = sa.select(Claim).join(Claim.article).where(Claim.id.in_(idents), visible(person()))
    rows = list(db.session.scalars(statement.options(contains_eager(Claim.article)).order_by(Claim.id)))
    if not rows:
        raise Invalid("Tick claims first.", "claim")
    return rows


@pages.post("/queue/deadline")
def set_deadline() -> ResponseReturnValue:
    """A deadline for the articles of the ticked claims, or none."""
    idents = request.form.getlist("claim", type=int)[:MOST]
    with doing(
        "set deadline", "The deadline is set." if request.form.get("due") else "They have no deadline any more."
    ):
        due = at_desk(request.form.get("due", ""), zone())
        wanted = sa.select(Claim.article_id).where(Claim.id.in_(idents))
        rows = db.session.scalars(sa.select(Article).where(Article.id.in_(wanted), visible(person()))).all()
        if not rows:
            raise Invalid("Tick claims of the articles first.", "claim")
        articles.set_deadline(rows, due, by=person())
    return redirect(url_for("desk.queue", **here()), 303)
