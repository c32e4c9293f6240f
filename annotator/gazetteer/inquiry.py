"""Asking the outside reconciliation service of the settings about a name, and taking over what it says."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.current import person
from ..accounts.telling import telling
from ..db import transaction
from ..errors import NotFound
from . import listing, outside, service, undoing
from .records import LONGEST_NAME
from .views import after, pages


def address() -> str:
    """The service of the settings. Raises NotFound where none is named."""
    url = str(current_app.config["RECONCILIATION_URL"])
    if not url:
        raise NotFound("No outside service is named. WIRECHECK_RECONCILIATION_URL names one.")
    return url


@pages.app_template_global("asks_outside")
def asks_outside() -> bool:
    """Whether the settings name an outside service: pages then have a button that asks it."""
    return bool(current_app.config["RECONCILIATION_URL"])


@pages.get("/names/outside", endpoint="outside")
def outside_page() -> str:
    """Before it is asked: only a press of the button sends a name out of the desk."""
    address()
    return shown(request.args.get("name", ""), request.args.get("entity", 0, type=int))


@pages.post("/names/outside")
def ask_outside() -> ResponseReturnValue:
    name, entity_id = request.form.get("name", ""), request.form.get("entity", 0, type=int)
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        return shown(name, entity_id, trouble="Type the name to ask about."), 422
    url = address()
    listing.let_go()  # no connection to the database is held while somebody else thinks
    try:
        answer = outside.ask(url, name)
    except outside.Outside as error:
        return shown(name, entity_id, trouble=str(error)), 502
    return shown(name, entity_id, answer=answer)


def shown(name: str, entity_id: int, *, answer: outside.Answer | None = None, trouble: str = "") -> str:
    return render_template(
        "gazetteer/ask.html",
        name=name,
        entity=listing.load_entity(entity_id).survivor if entity_id else None,
        answer=answer,
        trouble=trouble,
    )


@pages.post("/names/<int:entity_id>/identifier")
def take_identifier(entity_id: int) -> ResponseReturnValue:
    """Keep an id that the outside service gave as one of the entity's own."""
    entity, done = listing.load_entity(entity_id).survivor, None
    scheme, value = request.form.get("scheme", ""), request.form.get("value", "")
    at = entity.id
    said = f"{scheme}: {value} is an identifier of {entity.name} now."
    with telling(said), transaction(by=person(), verb=service.EDIT):
        service.identify(entity, scheme, value, by=person())
        done = undoing.last_deed()
    return redirect(after(at, done) if done else url_for("gazetteer.show", entity_id=at), 303)
