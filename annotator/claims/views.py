"""Small actions on claims, each one button of the workbench. What is typed into one (split, other words, a fact) is
refused with 409 and both sides when it was made from an older claim, and happens once however often it is sent."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from ..accounts.current import person
from ..accounts.telling import Answer, doing, once, telling, typed
from ..accounts.views import showing_errors
from ..articles.queries import load_article, load_part, selected
from ..db import transaction
from ..errors import Stale
from ..sources.queries import ancestry
from . import evidence, mending, service
from .forms import STANCE_WORDS, CheckForm, EvidenceForm, MomentField
from .models import Claim, Evidence
from .queries import load_evidence, load_fact, next_to_judge

pages = Blueprint("claims", __name__)


def back(claim: Claim, chosen: int | None = None) -> ResponseReturnValue:
    """To the workbench, with this claim (or another) chosen."""
    return redirect(address(claim, chosen), 303)


def address(claim: Claim, chosen: int | None = None) -> str:
    ident = chosen or claim.id
    return url_for("desk.workbench", article_id=claim.article_id, claim=ident, _anchor=f"claim-{ident}")


@pages.post("/articles/<int:article_id>/claims")
def create(article_id: int) -> ResponseReturnValue:
    article = load_article(article_id, by=person())
    answer = Answer(url_for("desk.workbench", article_id=article_id, new="claim", **typed(request.form)))
    with telling("The claim was made."), once("create", answer):
        span = selected(article.current.text, request.form)
        claim = service.create(article.current, [span], wording=request.form.get("wording", ""), by=person())
        answer.at = url_for("desk.workbench", article_id=article_id, claim=claim.id, _anchor=f"claim-{claim.id}")
    return redirect(answer.at, 303)


@pages.post("/claims/<int:claim_id>/accept")
def accept(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("accept"):
        service.accept(claim, by=person())
    return back(claim)


@pages.post("/claims/<int:claim_id>/reject")
def reject(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    following = None
    with doing("reject", "Put aside as not a claim."):
        service.reject(claim, by=person())
        following = next_to_judge(claim)
    return back(claim, following)


@pages.post("/claims/<int:claim_id>/reopen")
def reopen(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with doing("reopen", "It is a claim again."):
        service.reopen(claim, by=person())
    return back(claim)


@pages.post("/claims/<int:claim_id>/sensitive")
def mark_sensitive(claim_id: int) -> ResponseReturnValue:
    """With `on` it stays on the desk; without, it may leave again."""
    claim, on = load_part(Claim, claim_id, by=person()), bool(request.form.get("on"))
    said = "Sensitive: exports leave it out or redact it." if on else "It may leave the desk again."
    with doing("mark sensitive" if on else "mark not sensitive", said):
        service.mark_sensitive(claim, on, by=person())
    return back(claim)


@pages.post("/claims/<int:claim_id>/split")
def split(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    with telling("The claim was split."), once("split", Answer(address(claim))):
        seen = request.form.get("row_version", -1, type=int)
        service.split(claim, request.form.get("parts", "").splitlines(), by=person(), seen=seen)
    return back(claim)


@pages.post("/claims/<int:claim_id>/reanchor")
def reanchor(claim_id: int) -> ResponseReturnValue:
    """Put a claim on other words: typed, a line a stretch, or selected, instead of its present ones or besides them."""
    claim = load_part(Claim, claim_id, by=person())
    said = "The claim stands on these words now. Look whether its wording still fits."
    with telling(said), once("re-anchor", Answer(address(claim))):
        text, present = service.version_of(claim).text, [row.span for row in claim.anchors]
        if "stretches" in request.form:
            spans = service.find_stretches(text, present, request.form["stretches"].splitlines())
        else:
            spans = [selected(text, request.form), *(present if request.form.get("how") == "also" else ())]
        service.reanchor(claim, spans, by=person(), seen=request.form.get("row_version", -1, type=int))
    return back(claim)


@pages.post("/facts/<int:fact_id>/mend")
def mend(fact_id: int) -> ResponseReturnValue:
    fact = load_fact(fact_id, by=person())
    claim = fact.claim
    said = "Put right. No later reading of the text changes it."
    with telling(said), once("correct a fact", Answer(address(claim))):
        mending.mend(fact, request.form, by=person(), seen=request.form.get("row_version", -1, type=int))
    return back(claim)


@pages.post("/claims/<int:claim_id>/merge")
def merge(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    others = [load_part(Claim, ident, by=person()) for ident in request.form.getlist("with", type=int)]
    with telling("The claims were merged."), once("merge", Answer(address(claim))):
        service.merge([claim, *others], by=person())
    return back(claim)


@pages.get("/evidence/<int:evidence_id>")
def show_evidence(evidence_id: int) -> str:
    piece = load_evidence(evidence_id, by=person())
    return evidence_page(piece, EvidenceForm(formdata=None, obj=piece))


@pages.post("/evidence/<int:evidence_id>")
def edit_evidence(evidence_id: int) -> ResponseReturnValue:
    piece, form = load_evidence(evidence_id, by=person()), EvidenceForm()
    claim = piece.claim
    if not form.validate_on_submit():
        return evidence_page(piece, form), 422
    try:
        with showing_errors(form), transaction(by=person(), verb="edit evidence"):
            seen = request.form.get("row_version", -1, type=int)
            evidence.edit_evidence(piece, form.fields(), by=person(), seen=seen)
    except Stale as error:
        piece = load_evidence(evidence_id, by=person())
        # Saving again is then a choice made in sight of both.
        form.row_version.data, form.row_version.raw_data = str(piece.row_version), None
        return evidence_page(piece, form, stale=told(error, piece, form)), 409
    if form.errors or form.form_errors:
        return evidence_page(load_evidence(evidence_id, by=person()), form), 422
    flash("Saved.", "good")
    return back(claim)


def told(error: Stale, piece: Evidence, form: EvidenceForm) -> Stale:
    """Both sides as the form's fields show them."""
    standing = EvidenceForm(formdata=None, obj=piece)
    names = ("stance", "passage", "url", "archive_url", "retrieved_at")
    sides = ({form[name].label.text: shown_value(side[name]) for name in names} for side in (standing, form))
    return Stale(str(error), theirs=next(sides), mine=next(sides))


def shown_value(field: Field) -> object:
    return field._value() if isinstance(field, MomentField) else field.data


def evidence_page(
    piece: Evidence,
    form: EvidenceForm,
    *,
    stale: Stale | None = None,
    check: CheckForm | None = None,
    comparison: evidence.Comparison | None = None,
) -> str:
    return render_template(
        "sources/evidence.html",
        piece=piece,
        form=form,
        stale=stale,
        check=check or CheckForm(formdata=None),
        comparison=comparison,
        origins=list(ancestry([piece.source_id]).chain(piece.source_id)),
    )


@pages.post("/evidence/<int:evidence_id>/check")
def check_passage(evidence_id: int) -> ResponseReturnValue:
    """Whether a passage read anew is still the one that was kept. Writes nothing."""
    piece, check = load_evidence(evidence_id, by=person()), CheckForm()
    form = EvidenceForm(formdata=None, obj=piece)
    if not check.validate_on_submit():
        return evidence_page(piece, form, check=check), 422
    comparison = evidence.compare(piece, check.again.data)
    return evidence_page(piece, form, check=check, comparison=comparison)


@pages.app_template_filter("stance")
def stance(word: str) -> str:
    """A stance as pages say it: "gives context"."""
    return STANCE_WORDS[word]


@pages.app_template_global("standing_of")
def standing_of(claim: Claim) -> evidence.Standing:
    """How many independent sources a claim has, for its card."""
    return evidence.standing_of(claim)


@pages.post("/evidence/<int:evidence_id>/remove")
def remove_evidence(evidence_id: int) -> ResponseReturnValue:
    piece = load_evidence(evidence_id, by=person())
    claim = piece.claim
    with doing("remove evidence", "The source was taken off this claim."):
        evidence.remove_evidence(piece, by=person())
    return back(claim)
