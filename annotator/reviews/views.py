"""Reviewing: settling, asking for a recheck, the policy, adjudication, and the page of what waits for one person."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person, person_or_none
from ..accounts.telling import doing
from ..accounts.views import showing_errors
from ..articles.queries import load_part
from ..claims.models import Claim
from ..claims.states import MEANINGS
from ..db import transaction
from ..errors import Invalid, Stale
from . import adjudication, service
from . import for_me as waiting
from . import policy as policies
from .blindness import Veil, veil_over
from .comments.service import mark_all_seen
from .forms import AdjudicationForm, PolicyForm, policy_form
from .heading import Heading, heading

pages = Blueprint("reviews", __name__)


def page_heading(article_id: int = 0) -> Heading:
    """What this page asks of reviews, asked once a request."""
    if "heading" not in g:
        g.heading = heading(person(), article_id)
    found: Heading = g.heading
    return found


@pages.app_template_global("unread")
def unread() -> int:
    """How many mentions the person has not read, for the head of every page."""
    return page_heading().unread if person_or_none() else 0


@pages.app_template_global("veil_over")
def veil_over_rows(claims: list[Claim]) -> Veil:
    """The veil over the claims of a list: `{% set veil = veil_over(rows) %}`, then `claim.id in veil`."""
    which = Claim.id.in_([claim.id for claim in claims])
    return veil_over(which, by=person(), wanted=page_heading().terms)


def back(claim: Claim) -> ResponseReturnValue:
    return redirect(address(claim), 303)


def address(claim: Claim) -> str:
    return url_for("desk.workbench", article_id=claim.article_id, claim=claim.id, _anchor=f"claim-{claim.id}")


@pages.post("/claims/<int:claim_id>/settle")
def settle(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("settle", "Settled."):
        service.settle(claim, by=person())
    return back(claim)


@pages.post("/claims/<int:claim_id>/recheck")
def recheck(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("recheck", "It waits to be checked again."):
        service.ask_again(claim, by=person())
    return back(claim)


@pages.get("/policy")
def policy() -> str:
    row = policies.load_policy()
    return render_template("reviews/policy.html", form=policy_form(policies.terms(), row.row_version if row else 0))


@pages.post("/policy")
def keep_policy() -> ResponseReturnValue:
    form = PolicyForm()
    if form.validate_on_submit():
        with showing_errors(form):
            with transaction(by=person(), verb="change the policy"):
                policies.keep(form.terms, by=person(), seen=request.form.get("row_version", -1, type=int))
            flash("Saved. It holds for what is settled from now on.", "good")
            return redirect(url_for("reviews.policy"), 303)
    return render_template("reviews/policy.html", form=form), 422


@pages.get("/claims/<int:claim_id>/adjudicate")
def differing(claim_id: int) -> str:
    """The judgements of a claim side by side."""
    claim = load_part(Claim, claim_id, by=person())
    return show_difference(claim, AdjudicationForm(formdata=None, row_version=claim.row_version))


def show_difference(claim: Claim, form: AdjudicationForm, stale: Stale | None = None) -> str:
    found = adjudication.difference(claim)
    return render_template(
        "reviews/adjudicate.html", claim=claim, found=found, form=form, stale=stale, meanings=MEANINGS
    )


@pages.post("/claims/<int:claim_id>/adjudicate")
def adjudicate(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    form = AdjudicationForm()
    sides = {str(row.id): row for row in service.assessments_of(claim)}
    form.pick.choices = [*sides, "other"]
    if not form.validate_on_submit():
        return show_difference(claim, form), 422
    try:
        with transaction(by=person(), verb="adjudicate"):
            adjudication.adjudicate(
                claim,
                picked=sides.get(form.pick.data),
                verdict=form.verdict.data or "",
                confidence=form.confidence.data if form.confidence.data is not None else -1,
                fault=form.fault.data or None,
                reason=form.reason.data or "",
                seen=request.form.get("row_version", -1, type=int),
                by=person(),
            )
            said = "Decided and settled." if claim.state == "settled" else "Decided. It is not settled yet."
    except Invalid as error:
        getattr(form, error.field or "pick", form.pick).errors = [str(error)]
        return show_difference(claim, form), 422
    except Stale as error:
        claim = load_part(Claim, claim_id, by=person())
        form.row_version.data, form.row_version.raw_data = str(claim.row_version), None
        return show_difference(claim, form, stale=error), 409
    flash(said, "good")
    return back(claim)


@pages.get("/for-me")
def for_me() -> str:
    return render_template("reviews/for_me.html", found=waiting.for_me(person()))


@pages.post("/for-me/read")
def read_all() -> ResponseReturnValue:
    with doing("read", "All read."):
        mark_all_seen(by=person())
    return redirect(url_for("reviews.for_me"), 303)
