"""The pages on which hits are acted on: choosing and previewing, how far it is, taking it back."""

from __future__ import annotations

import dataclasses
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, once, telling
from ...articles.queries import names_in_use
from ...db import transaction
from ...errors import Invalid, NotFound
from ...jobs import service as jobs
from ...jobs.models import Job
from ...search.forms import SearchForm
from ...search.results import rows as hits
from ...search.views import asked, reader, turned
from ...tags.queries import names_in_use as tags_in_use
from ...text.characters import shown
from ..queue.views import everybody
from . import planning, work
from . import selection as choosing
from .acts import ACTS, Act, Given
from .kept import Kept
from .planning import Judged, Plan
from .targets import articles_of

pages = Blueprint("acting", __name__)
LATEST = 50  # acts on the page of what was done


def kept() -> Kept:
    found: Kept = current_app.extensions["acts"]
    return found


@pages.post("/search/act")
def choose_hits() -> ResponseReturnValue:
    """Keep the hits that were ticked, or all of the search in the address, and go on to what can be done with them."""
    back = url_for("search.results", **turned(asked()))
    with telling():
        if request.form.get("all"):
            ask = dataclasses.replace(SearchForm(request.args).ask(request.args), page=1, kept="")
            keys = choosing.all_of(ask, reader(), by=person())
        else:
            keys = choosing.ticked(request.form.getlist("hit"))
        name = kept().keep({"back": back}, keys, owner=person().id)
        return redirect(url_for("acting.choose", selection=name, act=request.form.get("act") or None), 303)
    return redirect(back, 303)


@pages.get("/search/act/<selection>")
def choose(selection: str) -> ResponseReturnValue:
    """What can be done with the kept hits; with `?act=` what that would change."""
    head, keys = kept().read(selection, owner=person().id)
    plan, name = None, ""
    trouble = field = ""
    act = planning.act_named(request.args["act"], by=person()) if request.args.get("act") else None
    if act is not None and (act.field is None or act.field in request.args):
        try:
            plan = planning.planned(act, keys, request.args, by=person())
        except (Invalid, NotFound) as error:
            trouble, field = shown(str(error)), act.field or ""
        else:
            name = planning.keep(plan, kept(), {"back": head["back"]}, by=person())
    return render_template(
        "search/acting/choose.html",
        selection=selection,
        back=head["back"],
        total=len(keys),
        kinds=choosing.kinds_of(keys),
        offers=planning.offers(keys, by=person()),
        act=act,
        plan=plan,
        plan_name=name,
        said=sentence(act.label, plan) if act and plan else "",
        rows=shown_rows(plan.first) if plan else [],
        rows_left=shown_rows(plan.first_left) if plan else [],
        trouble=trouble,
        wrong=field,
        typed=shown(request.args.get(act.field, "")) if act and act.field else "",
        people=everybody(),
        collections=names_in_use(person()).collections,
        tags=tags_in_use(person()),
        articles=len(articles_of(keys, by=person())),
        at_once=work.AT_ONCE,
    ), 422 if trouble else 200


def shown_rows(judged: list[tuple[str, Judged]]) -> list[tuple[hits.Row | None, Judged]]:
    """Rows of a plan with what is shown of them, as far as this person may see them."""
    loaded = hits.load([key for key, _ in judged], by=person(), with_garbles=False)
    return [(loaded.get(key), judgement) for key, judgement in judged]


def counted(number: int, kinds: tuple[str, ...]) -> str:
    """ "1 claim", "1,200 articles", "3 claims and articles"."""
    nouns = [kind if number == 1 else f"{kind}s" for kind in kinds]
    return f"{number:,} {' or '.join(nouns) if number == 1 else ' and '.join(nouns)}"


def sentence(words: str, plan: Plan) -> str:
    kinds = planning.kinds_in(plan.act, plan.doing) or plan.act.kinds
    return in_words(words, plan.act, plan.number, tuple(kinds), plan.given)


def in_words(words: str, act: Act, number: int, kinds: tuple[str, ...], given: Given) -> str:
    return words.format(n=counted(number, kinds), **act.words(given, by=person()))


@pages.post("/search/act/<selection>")
def carry_out(selection: str) -> ResponseReturnValue:
    """Do what a preview showed. Few rows are changed at once, many by a job."""
    head, lines = kept().read(selection, owner=person().id)
    act = planning.act_named(head.get("act", ""), by=person())
    if not lines:
        raise Invalid("There is nothing to change.")
    few = len(lines) <= work.AT_ONCE
    if not few:
        kept().order(selection)
    answer = Answer(head["back"])
    uid = ""
    with telling(), once(act.verb, answer):
        job = work.do_at_once(selection, kept(), by=person()) if few else work.order(selection, kept(), by=person())
        uid, answer.at = job.uid, url_for("acting.job", uid=job.uid)
    if uid and not few:
        current_app.extensions["jobs"].send(uid)
    return redirect(answer.at, 303)


# -- what became of it


@pages.get("/search/acts")
def index() -> str:
    """What this person did with hits lately: from here it can still be taken back."""
    rows = jobs.latest(work.KIND, by=person(), most=LATEST)
    return render_template(
        "search/acting/index.html", rows=[(row, said_of(row)) for row in rows if row.payload["act"] in ACTS]
    )


def said_of(row: Job) -> str:
    act = ACTS[row.payload["act"]]
    kinds = tuple(row.payload.get("kinds") or act.kinds)
    return in_words(act.done, act, (row.report or {}).get("done", 0), kinds, row.payload["given"])


def load_job(uid: str) -> Job:
    """An act, or the taking back of one, of this person's own. Raises NotFound."""
    job = jobs.find(uid)
    # An older program exported by an act, too: its file is gone with it.
    if job.kind not in {work.KIND, work.UNDO} or job.owner_id != person().id or job.payload["act"] not in ACTS:
        raise NotFound("There is no such work, or it is not yours.")
    return job


@pages.get("/search/acts/<uid>")
def job(uid: str) -> ResponseReturnValue:
    found = load_job(uid)
    part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "search/acting/progress.html" if part else "search/acting/job.html"
    return render_template(template, **told(found))


def told(found: Job) -> dict[str, Any]:
    act = ACTS[found.payload["act"]]
    undoing = found.kind == work.UNDO
    of = load_job(found.payload["of"]) if undoing else found
    stands = found.state == "failed" and not undoing
    report = found.report or (work.report_of(found) if stands else {})
    return {
        "job": found,
        "act": act,
        "undoing": undoing,
        "of": of,
        "report": report,
        "said": said_of(of),
        "attempts": jobs.ATTEMPTS,
    }


@pages.post("/search/acts/<uid>/undo")
def undo(uid: str) -> ResponseReturnValue:
    """Take back all that an act did, but for what somebody changed since."""
    found = load_job(uid)
    act = planning.act_named(found.payload["act"], by=person())
    report = work.report_of(found) if found.kind == work.KIND else {}
    steps = report.get("steps", [])
    few = len(steps) == 1 and report["done"] <= work.AT_ONCE
    at = url_for("acting.job", uid=uid)
    order = Answer(at)
    with telling():
        if few:
            with transaction(by=person(), verb=f"undo: {act.verb}", undoes=steps[0]):
                row = work.order_undo(jobs.find(uid), by=person())
                work.take_one_back(row, by=person())
                jobs.finish(row, work.undo_report(row))
                order.at = url_for("acting.job", uid=row.uid)
        else:
            with transaction(by=person(), verb="order undo"):
                undoing = work.order_undo(jobs.find(uid), by=person()).uid
            current_app.extensions["jobs"].send(undoing)
            order.at = url_for("acting.job", uid=undoing)
    return redirect(order.at, 303)
