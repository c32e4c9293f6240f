"""The pages of sightings and matters, and what is decided on them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import Answer, once, say, telling
from ..accounts.views import showing_errors
from ..articles.queries import load_part, names_in_use, offset
from ..claims.models import Claim
from ..errors import Invalid, NotFound, Stale, WirecheckError
from . import queries, service
from .finding.progress import Progress, progress
from .forms import MatterForm
from .matters import matter_page
from .models import Matter, Sighting
from .offers import Offer, offers_to, take_over
from .queries import Filters, Glance, load_matter, load_sighting

pages = Blueprint("sightings", __name__)
DONE = {"confirmed": "Confirmed: both are sightings of one matter.", "refused": "Refused: two different matters."}


def workbench(claim: Claim) -> str:
    return url_for("desk.workbench", article_id=claim.article_id, claim=claim.id, _anchor=f"claim-{claim.id}")


# -- the sightings of a claim


@pages.app_template_global("glance_at")
def glance_at(claim: Claim) -> Glance:
    """What the workbench says of the chosen claim's sightings."""
    return queries.glance(claim, by=person())


@pages.app_template_global("offers_for")
def offers_for(claim: Claim) -> list[Offer]:
    """The verdicts that the matter of the chosen claim offers."""
    return offers_to(claim, by=person())


@pages.app_template_global("finding_progress")
def finding_progress() -> Progress | None:
    """How far the first comparing of a large desk is, for every page that shows what comes of it."""
    return progress()


@pages.get("/claims/<int:claim_id>/sightings")
def of_claim(claim_id: int) -> str:
    claim = load_part(Claim, claim_id, by=person())
    return render_template(
        "sightings/claim.html",
        claim=claim,
        found=queries.elsewhere(claim, by=person()),
        matter=queries.matter_with(claim.id, by=person()),
        done=decided_just_now(claim),
    )


def decided_just_now(claim: Claim) -> Sighting | None:
    """The decision that led here, for the line that takes it back."""
    ident = request.args.get("done", type=int)
    try:
        row = None if ident is None else load_sighting(ident, by=person())
    except NotFound:
        return None
    return row if row is not None and claim.id in (row.first_id, row.second_id) else None


@pages.post("/sightings/<int:sighting_id>/confirm")
def confirm(sighting_id: int) -> ResponseReturnValue:
    return decided(sighting_id, "confirm sighting")


@pages.post("/sightings/<int:sighting_id>/refuse")
def refuse(sighting_id: int) -> ResponseReturnValue:
    return decided(sighting_id, "refuse sighting")


@pages.post("/sightings/<int:sighting_id>/take-back")
def take_back(sighting_id: int) -> ResponseReturnValue:
    return decided(sighting_id, "take back sighting")


VERBS: dict[str, Any] = {
    "confirm sighting": service.confirm,
    "refuse sighting": service.refuse,
    "take back sighting": service.take_back,
}


def decided(sighting_id: int, verb: str) -> ResponseReturnValue:
    """Decide, and go back to the claim from whose page it was done, to the row that then stands there."""
    row = load_sighting(sighting_id, by=person())
    seen_from = request.form.get("claim", type=int)
    claim_id = seen_from if seen_from in (row.first_id, row.second_id) else row.first_id
    more: dict[str, Any] = {"at": at} if (at := offset(request.form.get("at", ""))) is not None else {}
    if verb != "take back sighting":
        more["done"] = sighting_id
    answer = Answer(url_for("sightings.of_claim", claim_id=claim_id, **more))
    with telling(), once(verb, answer):
        VERBS[verb](row, by=person())
    return redirect(answer.at, 303)


# -- a verdict taken over


@pages.post("/claims/<int:claim_id>/take-over")
def take_over_one(claim_id: int) -> ResponseReturnValue:
    claim = load_part(Claim, claim_id, by=person())
    origin = load_part(Claim, request.form.get("origin", 0, type=int), by=person())
    back = (
        url_for("sightings.matter", matter_id=matter_id) if (matter_id := request.form.get("matter", type=int)) else ""
    )
    answer = Answer(back or workbench(claim))
    with telling("Taken over: it is your judgement now."), once("take over", answer):
        take_over(
            claim, origin, by=person(), evidence=bool(request.form.get("evidence")),
            seen=request.form.get("row_version", -1, type=int),
        )  # fmt: skip
    return redirect(answer.at, 303)


@pages.get("/matters/<int:matter_id>/take-over")
def offer(matter_id: int) -> ResponseReturnValue:
    """What taking a verdict over for several sightings would do. Nothing is changed by looking."""
    matter, origin = load_matter(matter_id, by=person()), request.args.get("origin", 0, type=int)
    page = matter_page(matter, by=person())
    made = [
        (page.by_claim[ident], each)
        for ident, those in page.offers.items()
        for each in those
        if each.origin.id == origin
    ]
    if not made:
        flash("That verdict is not offered to any sighting of this matter any more.", "warn")
        return redirect(url_for("sightings.matter", matter_id=matter.id), 303)
    return render_template("sightings/offer.html", matter=matter, page=page, made=made, origin=made[0][1])


@pages.post("/matters/<int:matter_id>/take-over")
def take_over_several(matter_id: int) -> ResponseReturnValue:
    matter = load_matter(matter_id, by=person())
    origin = load_part(Claim, request.form.get("origin", 0, type=int), by=person())
    answer, number = Answer(url_for("sightings.matter", matter_id=matter.id)), 0
    with telling(), once("take over", answer):
        wanted = versions_in(request.form.getlist("claim"))
        for ident, seen in wanted.items():
            claim = load_part(Claim, ident, by=person())
            take_over(claim, origin, by=person(), evidence=bool(request.form.get("evidence")), seen=seen)
            number += 1
    if number:
        say(
            f"Taken over for {number} {'sighting' if number == 1 else 'sightings'}: they are your judgements now.",
            "good",
        )
    return redirect(answer.at, 303)


def versions_in(chosen: list[str]) -> dict[int, int]:
    """Row versions by claim, from "12.1". Raises Invalid."""
    pairs = [tuple(map(offset, each.split("."))) for each in chosen]
    if not pairs:
        raise Invalid("Tick the sightings for which the verdict is to be taken over.")
    found = {}
    for pair in pairs:
        if len(pair) != 2 or pair[0] is None or pair[1] is None:
            raise Invalid("Which sightings were meant cannot be read. Go back and tick them again.")
        found[pair[0]] = pair[1]
    return found


# -- matters


@pages.get("/matters")
def index() -> str:
    sort = request.args.get("sort", "")
    filters = Filters(
        request.args.get("q", "").strip()[:200],
        request.args.get("feed", ""),
        sort if sort in queries.SORTS else "newest",
    )
    page = max(1, request.args.get("page", 1, type=int))
    total, rows = queries.matters(filters, page, by=person())
    return render_template(
        "sightings/matters.html",
        rows=rows,
        total=total,
        page=page,
        more=total > page * queries.PAGE,
        asked=filters,
        address={
            name: value for name, value in {**asdict(filters), "q": filters.words}.items() if value and name != "words"
        },
        feeds=names_in_use(person()).feeds,
        sorts=queries.SORTS,
    )


@pages.get("/matters/<int:matter_id>")
def matter(matter_id: int) -> ResponseReturnValue:
    found = load_matter(matter_id, by=person())
    if found.id != matter_id:
        flash("That matter was merged into this one.", "warn")
        return redirect(url_for("sightings.matter", matter_id=found.id), 303)
    return show(found)


def show(found: Matter, form: MatterForm | None = None, stale: Stale | None = None) -> str:
    """A matter's page. `form` and `stale` are a save that was refused."""
    return render_template(
        "sightings/matter.html",
        matter=found,
        page=matter_page(found, by=person()),
        form=form or MatterForm(formdata=None, obj=found),
        refused=form is not None,
        stale=stale,
    )


@pages.post("/matters/<int:matter_id>")
def save(matter_id: int) -> ResponseReturnValue:
    found, form = load_matter(matter_id, by=person()), MatterForm()
    answer = Answer(url_for("sightings.matter", matter_id=found.id))
    if not form.validate_on_submit():
        return show(found, form), 422
    try:
        with showing_errors(form), once("edit matter", answer):
            service.rename(
                found, title=form.title.data or "", note=form.note.data or "", by=person(),
                seen=request.form.get("row_version", -1, type=int),
            )  # fmt: skip
    except Stale as stale:
        form.row_version.data, form.row_version.raw_data = str(stale.version), None
        return show(load_matter(matter_id, by=person()), form, stale), 409
    if form.errors:
        return show(load_matter(matter_id, by=person()), form), 422
    say("Saved.", "good")
    return redirect(answer.at, 303)


@pages.post("/matters/<int:matter_id>/claims/<int:claim_id>/take-out")
def take_out(matter_id: int, claim_id: int) -> ResponseReturnValue:
    found, claim = load_matter(matter_id, by=person()), load_part(Claim, claim_id, by=person())
    answer = Answer(url_for("sightings.matter", matter_id=found.id))
    with telling("Taken out. It is refused as a sighting of the others."), once("take out of a matter", answer):
        service.take_out(found, claim, by=person())
    try:
        load_matter(matter_id, by=person())
    except WirecheckError:  # of two sightings one was taken out: there is no matter any more
        return redirect(url_for("sightings.of_claim", claim_id=claim_id), 303)
    return redirect(answer.at, 303)
