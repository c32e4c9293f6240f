"""The desk's pages: their blueprint, how times and reasons are said on them, and the pages of the desk itself."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, render_template

from ..accounts.current import person
from ..articles.queries import load_collection
from ..claims.models import Claim
from ..db import db, now
from ..gazetteer.listing import load_entity
from ..sources.queries import load_source
from . import axes, evidence, spellings
from . import health as condition
from .axes import Axes
from .names import uses
from .wording import day_words, figure

MOMENTS: Final = 2_000  # that are kept in words: a list says many of them again and again

pages = Blueprint("desk", __name__)
pages.add_app_template_filter(day_words)
pages.add_app_template_filter(figure)


@pages.get("/collections/<int:collection_id>/names")
def collection_names(collection_id: int) -> str:
    collection = load_collection(collection_id, by=person())
    names = spellings.names_in(collection, by=person())
    return render_template("articles/names.html", collection=collection, names=names)


@pages.get("/names/<int:entity_id>/uses")
def name_uses(entity_id: int) -> str:
    """Stands on the page of a name too, which fetches it."""
    entity = load_entity(entity_id).survivor
    return render_template("desk/name_uses.html", entity=entity, uses=uses(entity, person()))


@pages.get("/sources/<int:source_id>/uses")
def source_uses(source_id: int) -> str:
    """Stands on the page of a source too, which fetches it."""
    source = load_source(source_id)
    return render_template("desk/source_uses.html", source=source, uses=evidence.uses(source, person()))


@pages.app_template_global("axes_of")
def axes_of(claims: Sequence[Claim]) -> dict[int, Axes]:
    """What stands apart of each claim, by its id."""
    return axes.axes_of(claims)


@pages.get("/health")
def health() -> str:
    return render_template("desk/health.html", parts=condition.parts(current_app.config))


@pages.get("/ready")
def ready() -> Response:
    """For a probe: 200 when the database answers."""
    db.session.execute(sa.text("SELECT 1"))
    return Response("ready\n", mimetype="text/plain")


@pages.app_template_global("new_key")
def new_key() -> str:
    """What makes a form that is sent twice happen once (db/idempotency.py)."""
    return secrets.token_urlsafe(12)


@pages.app_template_filter("moment")
def moment(value: dt.datetime | None) -> str:
    """A moment in the desk's time zone, to the minute."""
    return "–" if value is None else in_words(value, current_app.config["TIME_ZONE"])


@lru_cache(MOMENTS)
def in_words(value: dt.datetime, zone: str) -> str:
    return value.astimezone(ZoneInfo(zone)).strftime("%-d %b %Y, %H:%M")


@pages.app_template_filter("clock")
def clock(value: dt.datetime) -> str:
    """The time of day of a moment in the desk's time zone, with the day where that is not today's."""
    zone = ZoneInfo(current_app.config["TIME_ZONE"])
    there, today = value.astimezone(zone), now().astimezone(zone)
    return there.strftime("%H:%M" if there.date() == today.date() else "%-d %b, %H:%M")


@pages.app_template_filter("utc")
def utc(value: dt.datetime | None) -> str:
    """The same moment in UTC, for the mouse's hover and for machines."""
    return for_machines(value) if value else ""


@lru_cache(MOMENTS)
def for_machines(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pages.app_template_filter("speaking")
def speaking(reasons: Sequence[str]) -> dict[str, list[str]]:
    """A claim's reasons (claims/worth.py: "for: has a quantity") as two lists, of what spoke for and against it."""
    sides: dict[str, list[str]] = {"for": [], "against": []}
    for reason in reasons:
        side, _, words = reason.partition(": ")
        sides[side if side in sides and words else "for"].append(words if side in sides and words else reason)
    return sides
