"""The names of the desk: every entity with its right name, its spellings and its garbles."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.policy import may
from ..accounts.telling import Answer, once, telling
from ..accounts.views import showing_errors
from ..db import transaction
from ..errors import NotFound
from . import listing, merging, service, undoing
from .forms import AliasForm, EntityForm, SplitForm
from .models import Alias, Entity

pages = Blueprint("gazetteer", __name__)


@pages.get("/names")
def index() -> str:
    page = max(1, request.args.get("page", 1, type=int))
    words, kind = request.args.get("with", ""), request.args.get("kind", "")
    found = listing.listed(words, kind, page)
    return render_template(
        "gazetteer/index.html",
        found=found,
        words=words,
        kind=kind if kind in listing.ENTITY_KINDS else "",
        kinds=listing.ENTITY_KINDS,
        page=page,
        pages=max(1, -(-found.total // listing.PAGE)),
        size=listing.PAGE,
    )


@pages.get("/names/<int:entity_id>")
def show(entity_id: int) -> ResponseReturnValue:
    entity = listing.load_entity(entity_id)
    if entity.merged_into_id is not None:
        return redirect(url_for("gazetteer.show", entity_id=entity.survivor.id, merged=entity.id))
    return shown(entity)


def shown(entity: Entity, *, form: AliasForm | None = None) -> ResponseReturnValue:
    page = render_template(
        "gazetteer/show.html",
        entity=entity,
        form=form or AliasForm(formdata=None),
        done=just_done(),
        merged=merging.signposts(entity),
        came_from=request.args.get("merged", 0, type=int),
    )
    return page, 422 if form is not None and form.errors else 200


def just_done() -> undoing.Deed | None:
    """What this person did on the page before, to offer its undoing."""
    ident = request.args.get("done", 0, type=int)
    if not ident or not may(person(), "edit"):
        return None
    try:
        done = undoing.deed(ident)
    except NotFound:
        return None
    return done if done.undoable else None


def after(entity_id: int, done: int | None) -> str:
    """The page of an entity, with a button that undoes what was just done."""
    return url_for("gazetteer.show", entity_id=entity_id, done=done)


@pages.route("/names/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    return saved(None, EntityForm(name=request.args.get("name", "")))


@pages.get("/names/<int:entity_id>/edit")
def change(entity_id: int) -> ResponseReturnValue:
    entity = listing.load_entity(entity_id).survivor
    return render_template("gazetteer/edit.html", entity=entity, form=EntityForm.of(entity))


@pages.post("/names/<int:entity_id>/edit")
def edit(entity_id: int) -> ResponseReturnValue:
    return saved(listing.load_entity(entity_id), EntityForm())


def saved(entity: Entity | None, form: EntityForm) -> ResponseReturnValue:
    """Keep the form's entity, or show the form again with what is wrong. Stale answers itself, with both texts."""
    answer = Answer("")
    if form.validate_on_submit():
        with showing_errors(form):
            fields = form.fields()
            with once(service.EDIT if entity else service.NEW, answer):
                if entity is None:
                    entity = service.create(fields, by=person())
                else:
                    seen = request.form.get("row_version", -1, type=int)
                    service.edit(entity, fields, seen=seen, by=person())
                answer.at = after(entity.id, undoing.last_deed())
            flash("Saved.", "good")
            return redirect(answer.at, 303)
    return render_template("gazetteer/edit.html", entity=entity, form=form), 422 if form.errors else 200


@pages.post("/names/<int:entity_id>/spellings")
def add_alias(entity_id: int) -> ResponseReturnValue:
    entity, form, answer = listing.load_entity(entity_id), AliasForm(), Answer("")
    if form.validate_on_submit():
        with showing_errors(form):
            with once(service.ADD, answer):
                alias = service.add_alias(entity, form.fields(), by=person())
                answer.at = after(entity.id, undoing.last_deed())
                said = f"“{alias.name}” is a name of {entity.name} from now on."
            flash(said, "good")
            return redirect(answer.at, 303)
    return shown(entity, form=form)


@pages.get("/names/spellings/<int:alias_id>")
def change_alias(alias_id: int) -> str:
    alias = listing.load_alias(alias_id)
    form = AliasForm.of(service.fields_of(alias))
    return render_template("gazetteer/alias.html", alias=alias, entity=alias.entity, form=form)


@pages.post("/names/spellings/<int:alias_id>")
def edit_alias(alias_id: int) -> ResponseReturnValue:
    alias, form, answer = listing.load_alias(alias_id), AliasForm(), Answer("")
    if form.validate_on_submit():
        with showing_errors(form):
            with once(service.CHANGE, answer):
                service.edit_alias(alias, form.fields(), seen=form.seen(), by=person())
                answer.at = after(alias.entity_id, undoing.last_deed())
            flash("Saved.", "good")
            return redirect(answer.at, 303)
    return render_template("gazetteer/alias.html", alias=alias, entity=alias.entity, form=form), 422


@pages.post("/names/spellings/<int:alias_id>/remove")
def remove_alias(alias_id: int) -> ResponseReturnValue:
    alias = listing.load_alias(alias_id)
    return removed(alias, service.REMOVE, f"“{alias.name}” is no longer a name of {alias.entity.name}.")


@pages.post("/names/garbles/<int:alias_id>/remove")
def remove_garble(alias_id: int) -> ResponseReturnValue:
    alias = listing.load_alias(alias_id)
    return removed(alias, service.REMOVE_GARBLE, f"“{alias.name}” is no longer taken for {alias.entity.name}.")


def removed(alias: Alias, verb: str, said: str) -> ResponseReturnValue:
    entity_id, done = alias.entity_id, None
    with telling(said), transaction(by=person(), verb=verb):
        take = service.remove_garble if verb == service.REMOVE_GARBLE else service.remove_alias
        take(alias, by=person())
        done = undoing.last_deed()
    return redirect(after(entity_id, done), 303)


@pages.get("/names/<int:entity_id>/merge")
def choose_merge(entity_id: int) -> str:
    entity = listing.load_entity(entity_id).survivor
    words = request.args.get("with", "")
    return render_template(
        "gazetteer/merge.html",
        entity=entity,
        words=words,
        candidates=listing.choices(words or entity.name, but=entity),
    )


@pages.post("/names/<int:entity_id>/merge")
def merge(entity_id: int) -> ResponseReturnValue:
    """The entity goes into another one, or (`turned`) takes the other one in."""
    entity = listing.load_entity(entity_id)
    other = listing.load_entity(request.form.get("into", 0, type=int))
    versions = request.form.get("seen", -1, type=int), request.form.get("into_seen", -1, type=int)
    if request.form.get("turned"):
        entity, other, versions = other, entity, versions[::-1]
    at = url_for("gazetteer.show", entity_id=entity.id)
    with telling(), transaction(by=person(), verb=service.MERGE):
        merging.merge(entity, other, by=person(), seen=versions)
        at = after(other.survivor.id, undoing.last_deed())
        flash(f"{entity.name} is merged into {other.survivor.name}. Its links and garbles lead here.", "good")
    return redirect(at, 303)


@pages.route("/names/<int:entity_id>/split", methods=["GET", "POST"])
def split(entity_id: int) -> ResponseReturnValue:
    entity, answer = listing.load_entity(entity_id), Answer("")
    form = SplitForm(kind=entity.kind)
    chosen = request.form.getlist("aliases", type=int)
    if form.validate_on_submit():
        with showing_errors(form):
            with once(service.SPLIT, answer):
                seen = request.form.get("row_version", -1, type=int)
                made = merging.split(entity, chosen, form.fields(), by=person(), seen=seen)
                answer.at = after(made.id, undoing.last_deed())
                said = f"{made.name} is an entity of its own now."
            flash(said, "good")
            return redirect(answer.at, 303)
    status = 422 if form.errors or form.form_errors else 200
    return render_template("gazetteer/split.html", entity=entity, form=form, chosen=chosen), status


@pages.get("/names/<int:entity_id>/history")
def history(entity_id: int) -> str:
    entity = listing.load_entity(entity_id)
    return render_template("gazetteer/history.html", entity=entity, deeds=undoing.history(entity))


@pages.post("/names/changes/<int:entry_id>/undo")
def undo(entry_id: int) -> ResponseReturnValue:
    back = request.form.get("entity", 0, type=int)
    at = url_for("gazetteer.show", entity_id=back) if back else url_for("gazetteer.index")
    with telling(), transaction(by=person(), verb=service.UNDO):
        done = undoing.deed(entry_id)
        undoing.undo(done, by=person())
        flash(f"Undone: {done.verb}.", "good")
        at = where_to_after(done, undoing.last_deed())
    return redirect(at, 303)


def where_to_after(done: undoing.Deed, own: int | None) -> str:
    """The page of an entity that is there still: the one taken back may be gone."""
    for ident in undoing.entities_of(done):
        try:
            return after(listing.load_entity(ident).survivor.id, own)
        except NotFound:
            continue
    return url_for("gazetteer.index")
