"""What of a saved search's hits is new: what came to the desk since its owner looked.

Rows of each type are numbered in the order in which they come. The index knows the day on which each came ("entered"),
so one question asks for hits of the days since; their numbers say the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...db import db, now
from ..asking.expression import AllOf, Field
from ..documents import MODELS
from ..engines.engine import Hit, Question, Reader
from ..forms import ask_of
from ..results.queries import ask_index, understood
from .models import SavedSearch

LOOKED_AT: Final = 5_000  # hits of the days since, whose numbers say which are new
DAYS: Final = 400  # asked for one by one; older marks count as so old


def highest() -> dict[str, int]:
    """The highest number of each type of document that there is now."""
    return {kind: db.session.scalar(sa.select(sa.func.max(model.id))) or 0 for kind, model in MODELS.items()}


def question_of(address: Mapping[str, Sequence[str]], reader: Reader, *, by: User) -> Question:
    """What a saved search asks, as this person may see it."""
    question, _, _ = understood(ask_of(address), reader, by=by)
    return replace(question, facets=(), grouped=False)


def entered(question: Question, days: Sequence[dt.date]) -> Question:
    """The same, of what came to the desk on these days (UTC)."""
    field = Field("entered", tuple(f"{day:%Y%m%d}" for day in days))
    return replace(question, expression=field if question.expression is None else AllOf((question.expression, field)))


def days_since(first: dt.date, last: dt.date) -> list[dt.date]:
    return [last - dt.timedelta(days=number) for number in range(min(DAYS, (last - first).days + 1))]


def is_new(hit: Hit, seen: Mapping[str, Any]) -> bool:
    kind, _, ident = hit.key.partition(":")
    return int(ident) > int(seen.get(kind, 0))


@dataclass(frozen=True, slots=True)
class News:
    """`number` new hits, at least so many with `more`; None: it cannot be told now."""

    number: int | None
    more: bool = False


def news(row: SavedSearch, reader: Reader, *, by: User, top: Mapping[str, int] | None = None) -> News:
    """How many hits of the search are new to its owner, as this person may see them. `top` are the highest numbers that
    there are; where nothing came since, the engine is not asked."""
    if top is not None and all(number <= int(row.seen.get(kind, 0)) for kind, number in top.items()):
        return News(0)
    days = days_since(row.seen_at.date(), now().date())
    question = replace(entered(question_of(row.address, reader, by=by), days), limit=LOOKED_AT)
    found, catching_up = ask_index(question, reader, by)
    if catching_up and not found.hits:
        return News(None)
    number = sum(is_new(hit, row.seen) for hit in found.hits)
    return News(number, more=number > 0 and found.total > len(found.hits))
