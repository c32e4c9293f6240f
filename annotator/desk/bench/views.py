"""The workbench, and what is saved from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError

from ...accounts.current import person
from ...accounts.policy import may
from ...accounts.telling import Answer, once, say, typed
from ...articles import zones
from ...articles.models import Article
from ...articles.queries import article_of_part, load_article, load_part, load_zone, offset, selected
from ...articles.rendering import Mark, Paragraph
from ...claims.models import Claim
from ...claims.queries import first_to_judge, next_to_judge
from ...claims.states import MEANINGS
from ...corrections.models import CLASSES
from ...corrections.queries import Overlap
from ...db import db, transaction
from ...db.idempotency import answered, keep_answer, key_of
from ...errors import Invalid, NotFound, Stale
from ...garbles.kinds import KINDS
from ...reviews.service import own_assessment
from ...reviews.views import page_heading
from ...search.engines.chosen import reader_of
from ...text.characters import shown
from ...text.spans import Span
from ..garbles.card import GarbleCard, card
from ..views import new_key, pages
from . import beside as source
from . import corrections, queries
from .conflicts import OF_CLAIM, OF_OWN, Conflict, conflict_of, plain_conflict
from .corrected import corrected_copy
from .forms import ClaimForm
from .making import made_of, to_make
from .parts import Chosen, Write, parts_of, spans_of, written
from .saving import Judgement, save
from .zoning import rezone, told

pages.add_app_template_global(plain_conflict, "sides_of")

TYPED = frozenset(Judgement.__dataclass_fields__)
TABS = ("claims", "garbles", "corrections", "comments", "zones")
# How the text is shown, and what the switch says.
VIEWS = {"original": "Original", "marked": "Marked", "corrected": "Corrected", "both": "Side by side"}
TAB_OF = {"claim": "claims", "garble": "garbles", "correction": "corrections", "zone": "zones"}
ZONE_OR_COPY = {**zones.MEANINGS, "copy": "Copy: claims are taken from it"}


@pages.get("/articles/<int:article_id>")
def workbench(article_id: int) -> str:
    article = load_article(article_id, by=person())
    return show_bench(article)


@pages.get("/articles/<int:article_id>/next")
def next_unjudged(article_id: int) -> ResponseReturnValue:
    """To the next claim that nobody has judged, after the claim `after` or from the top."""
    article = load_article(article_id, by=person())
    after = db.session.get(Claim, request.args.get("after", 0, type=int))
    here = after is not None and after.article_id == article_id
    chosen = next_to_judge(after) if after is not None and here else first_to_judge(article_id)
    more: dict[str, Any] = {"claim": chosen, "_anchor": f"claim-{chosen}"} if chosen else {}
    return redirect(url_for("desk.workbench", article_id=article.id, **more))


@pages.get("/articles/<int:article_id>/sentences")
def sentences(article_id: int) -> list[list[int]]:
    """[start, end] of each sentence, in code points: the cursor of the workbench steps through them."""
    article = load_article(article_id, by=person())
    return [[span.start, span.end] for span in source.sentences_of(article.current)]


@pages.get("/articles/<int:article_id>/source")
def beside(article_id: int) -> str:
    """The source language, sentence by sentence, for the workbench to put beside the text."""
    article = load_article(article_id, by=person())
    return render_template("desk/beside.html", beside=source.beside(article.current))


@pages.get("/articles/<int:article_id>/corrected")
def corrected(article_id: int) -> str:
    """The corrected copy, sentence by sentence, for the workbench to put beside the original."""
    article = load_article(article_id, by=person())
    return render_template("desk/corrected.html", article=article, sentences=corrected_copy(article.current))


def show_bench(
    article: Article,
    *,
    form: ClaimForm | None = None,
    stale: Conflict | None = None,
    claim: Claim | None = None,
    making: dict[str, Any] | None = None,
) -> str:
    """The workbench. `form` and `stale` are a save that was refused: it comes back with all that was typed; so does
    `making`, what was to be made of selected words."""
    found = queries.bench(article)
    found.address = url_for("desk.workbench", article_id=article.id)
    found.look_as(person(), page_heading(article.id))
    chosen = chosen_of(found, claim)
    tab = TAB_OF.get(chosen[0], request.args.get("tab", "claims"))
    found.read(tab, chosen[1] if chosen[0] == "claim" else None)
    found.judge_as(person(), page_heading())
    if chosen[0] == "claim" and form is None and may(person(), "assess"):
        form = filled(found.whole[chosen[1]], found)
    if form is not None:
        form.offer_evidence(found.whole[chosen[1]].evidence)
    return render_template(
        "desk/workbench.html",
        bench=found,
        article=article,
        parts=parts_of(found, place_of(found, chosen), chosen if chosen[0] else None, writer(found.address)),
        chosen=chosen if chosen[0] else None,
        tab=tab if tab in TABS else "claims",
        views=VIEWS,
        view=view if (view := request.args.get("view", "")) in VIEWS else "marked",
        form=form,
        stale=stale,
        making=making or to_make(found, request.args),
        zone_kinds=ZONE_OR_COPY,
        meanings=MEANINGS,
        kinds=KINDS,
        about_garble=garble_card(found, chosen),
        about_correction=correction_card(found, chosen),
        classes=CLASSES,
    )


def garble_card(found: queries.Bench, chosen: tuple[str, int]) -> GarbleCard | None:
    """What the panel says beside the chosen garble."""
    garble = next((row for row in found.garbles if chosen == ("garble", row.id)), None)
    return card(garble, reader_of(current_app.config), by=person()) if garble is not None else None


def correction_card(found: queries.Bench, chosen: tuple[str, int]) -> corrections.CorrectionCard | None:
    """What the panel says beside the chosen correction."""
    row = next((row for row in found.corrections if chosen == ("correction", row.id)), None)
    return corrections.card(row, found, by=person()) if row is not None else None


def chosen_of(found: queries.Bench, claim: Claim | None) -> tuple[str, int]:
    """What is chosen, by the address: (kind, id), or ("", 0)."""
    if claim is not None:
        return "claim", claim.id
    rows: dict[str, Sequence[Any]] = {
        "claim": found.places,
        "garble": found.garbles,
        "correction": found.corrections,
        "zone": found.version.zones,
    }
    for kind, those in rows.items():
        wanted = request.args.get(kind, type=int)
        if wanted is not None and any(row.id == wanted for row in those):
            return kind, wanted
    return "", 0


def place_of(found: queries.Bench, chosen: tuple[str, int]) -> int:
    """Where the chosen thing begins in the text; 0 when nothing is chosen."""
    kind, ident = chosen
    if kind == "claim":
        return next((place.spans[0][0] for place in found.places if place.id == ident and place.spans), 0)
    rows: dict[str, Sequence[Any]] = {
        "garble": found.garbles, "correction": found.corrections, "zone": found.version.zones
    }  # fmt: skip
    return next((row.start for row in rows.get(kind, ()) if row.id == ident), 0)


def writer(address: str | None) -> Write:
    """Writes text whose marks lead to this page; None: to nowhere."""

    def lead(mark: Mark) -> str:
        return f"{address}?{mark.kind}={mark.id}#{mark.kind}-{mark.id}"

    def write(paragraphs: list[Paragraph], chosen: Chosen, at: int) -> Markup:
        environment: Any = current_app.jinja_env
        made: Markup = environment.written(
            "articles/text.html", "article_text", paragraphs, links=lead if address else None, chosen=chosen, at=at
        )
        return made

    return write


@pages.get("/articles/<int:article_id>/text/<int:number>")
def text_part(article_id: int, number: int) -> str:
    """One part of a long text, which the page fetches when it is scrolled to."""
    found = queries.bench(load_article(article_id, by=person()))
    found.look_as(person(), page_heading(article_id))
    spans = spans_of(found.version.text)
    if number >= len(spans):
        raise NotFound("The article has no such part.")
    found.address = url_for("desk.workbench", article_id=article_id)
    part = written(found, number, spans[number], None, writer(found.address))
    return render_template("desk/text_part.html", part=part, address=found.address)


def filled(claim: Claim, found: queries.Bench) -> ClaimForm:
    """The form as the claim stands: with this person's own judgement, if they made one."""
    own = next((row for row in found.assessments.get(claim.id, ()) if row.reviewer_id == person().id), None)
    return ClaimForm(
        formdata=None,
        row_version=claim.row_version,
        own_version=own.row_version if own else 0,
        key=new_key(),
        wording=claim.wording,
        kinds=claim.kinds,
        verdict=own.verdict if own else None,
        confidence=own.confidence if own else None,
        fault=own.fault if own else "",
        note=own.note if own else "",
        correct_words=claim.anchors[0].quote if claim.anchors else "",
    )


@pages.post("/claims/<int:claim_id>/save")
def save_claim(claim_id: int) -> ResponseReturnValue:
    by = person()
    article_of_part(Claim, claim_id, by=by)
    form = ClaimForm()
    sent = [(name, words) for name, words in form.data.items() if name in TYPED]
    chosen = form.choices(request.form)
    key = key_of(form.key.data, [*sent, *chosen.items()])
    if chosen:
        form.choose(request.form, standing(load_part(Claim, claim_id, by=by)))
    seen, own_seen = (request.form.get(name, -1, type=int) for name in ("row_version", "own_version"))
    try:
        if not form.validate_on_submit():
            raise Invalid("Something in the form cannot be taken.")
        said = judgement(form)
        with transaction(by=by, verb="judge"):
            claim = save(claim_id, said, by=by, seen=seen, own_seen=own_seen)
            db.session.flush()
            target = after_save(claim)
            keep_answer(key, target, by=by)
    except (Invalid, Stale, IntegrityError) as error:
        # The same save again: a double click, or a retry after a cut line. It was answered already.
        done = answered(key, by=by)
        if done is not None:
            return redirect(done, 303)
        if isinstance(error, IntegrityError):
            raise
        if isinstance(error, Stale):
            return refused(claim_id, form, (seen, own_seen))
        if not form.errors:
            form.showing(error.field).errors = [str(error)]
        if isinstance(error, Overlap):
            form.merge_at = merge_address(claim_id, form, error)
        claim = load_part(Claim, claim_id, by=by)
        return show_bench(claim.article, form=form, claim=claim), 422
    say("Saved.", "good")
    return redirect(target, 303)


def merge_address(claim_id: int, form: ClaimForm, error: Overlap) -> str:
    """Where the correction that was typed into a claim's form is merged with those that stand there."""
    fields = {
        "own": form.correct_to.data, "claim": claim_id, "start": error.span.start, "end": error.span.end,
        "kind": form.correct_kind.data, "reason": form.correct_reason.data,
        "with": ",".join(str(row.id) for row in error.there),
    }  # fmt: skip
    article_id = db.session.get_one(Claim, claim_id).article_id
    return url_for("desk.workbench", article_id=article_id, new="merge", _anchor="new", **fields)


def standing(claim: Claim) -> dict[str, Any]:
    """What stands now, by the form's names: of the claim, and of this person's own judgement."""
    own = own_assessment(claim, person())
    of_own: dict[str, Any] = {name: getattr(own, name) if own else None for name in OF_OWN}
    return {name: getattr(claim, name) for name in OF_CLAIM} | of_own


def refused(claim_id: int, form: ClaimForm, seen: tuple[int, int]) -> ResponseReturnValue:
    """Somebody else was first: both sides field by field, and a form of what was typed with what only they changed."""
    claim = load_part(Claim, claim_id, by=person())
    own = own_assessment(claim, person())
    mine = {name: form[name].data for name in (*OF_CLAIM, *OF_OWN)}
    conflict = conflict_of(claim, own, mine, by=person(), seen=seen)
    for field in conflict.merged:
        form.put(field.name, field.chosen)
    # Saving again is then a choice made in sight of both.
    form.put("row_version", str(claim.row_version))
    form.put("own_version", str(own.row_version if own else 0))
    return show_bench(claim.article, form=form, stale=conflict, claim=claim), 409


def judgement(form: ClaimForm) -> Judgement:
    typed: dict[str, Any] = {name: getattr(form, name).data for name in Judgement.__dataclass_fields__}
    typed["source_id"] = offset(form.source_id.data or "")
    return Judgement(**{name: value for name, value in typed.items() if value is not None})


def after_save(claim: Claim) -> str:
    """Where a save leads: the same claim, or with "Save and next" the next one that nobody has judged."""
    chosen = next_to_judge(claim) if request.form.get("then") == "next" else claim.id
    return url_for("desk.workbench", article_id=claim.article_id, claim=chosen, _anchor=f"claim-{chosen}")


@pages.post("/articles/<int:article_id>/zones")
def lay_zone(article_id: int) -> ResponseReturnValue:
    """Selected or typed words become a zone, or copy."""
    article = load_article(article_id, by=person())
    back = url_for("desk.workbench", article_id=article_id, new="zone", **typed(request.form))
    # Without words that are found there is nothing that could have been seen.
    seen = request.form.get("seen") if request.form.get("start") else None
    return changed_zone(article, Answer(back), lambda: selected(article.current.text, request.form), seen)


@pages.post("/zones/<int:zone_id>/change")
def change_zone(zone_id: int) -> ResponseReturnValue:
    """A zone becomes one of another kind, or copy."""
    zone = load_zone(zone_id, by=person())
    article, span = zone.version.article, zone.span
    seen = f"{zone_id}.{request.form.get('row_version', -1, type=int)}"
    back = url_for("desk.workbench", article_id=article.id, zone=zone_id, _anchor=f"zone-{zone_id}")
    return changed_zone(article, Answer(back), lambda: span, seen)


def changed_zone(article: Article, answer: Answer, where: Callable[[], Span], seen: str | None) -> ResponseReturnValue:
    """Make `where()` the kind of zone that was asked for, and tell what that did to the claims."""
    asked, article_id = request.form.get("kind", ""), article.id
    kind = None if asked == "copy" else asked
    span, said = Span(0, 0), ""
    try:
        with once("zone", answer):
            span = where()
            done = rezone(article.current, span, kind, by=person(), seen=seen)
            said = told(done, kind, queries.bench(article).numbers)
            new = [row.id for row in article.current.zones if row.span == span]
            chosen: dict[str, Any] = {"zone": new[0], "_anchor": f"zone-{new[0]}"} if new else {"tab": "zones"}
            answer.at = url_for("desk.workbench", article_id=article_id, **chosen)
    except Stale as error:
        article = load_article(article_id, by=person())
        again = made_of(article.current, "zone", span, request.form)
        return show_bench(article, stale=plain_conflict(error), making=again), 409
    except Invalid as error:
        flash(shown(str(error)), "bad")
    else:
        flash(said, "good")
    return redirect(answer.at, 303)
