"""Reading corrections: what stands on words already, what came before, where else a garble's are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..articles.models import Version
from ..db import db
from ..errors import Invalid
from ..garbles.models import Garble
from ..garbles.places import same_words
from ..text.spans import Span
from .models import Correction
from .occurrences import Occurrence, occurrences


class Overlap(Invalid):
    """Words (at `span`) that another correction stands on. `there` are those corrections, in text order."""

    def __init__(self, quote: str, span: Span, there: Sequence[Correction]) -> None:
        others = ", ".join(named(row) for row in there)
        them = "one of the two" if len(there) == 1 else "those"
        super().__init__(f"“{quote}” overlaps the correction of {others}. Merge them, or reject {them} first.", "words")
        self.span, self.there = span, there


def named(correction: Correction) -> str:
    """A correction as a refusal names it: its words, what becomes of them, who said so and when (UTC)."""
    who = correction.created_by.name if correction.created_by else "the desk"
    new = f"to “{correction.replacement}”" if correction.replacement else "taken out"
    return f"“{correction.quote}” ({new}, {correction.state}; by {who}, {correction.created_at:%-d %B %H:%M} UTC)"


def live_on(
    version_id: int, span: Span, *, states: Sequence[str] = ("proposed", "accepted"), but: Iterable[int] = ()
) -> list[Correction]:
    """The corrections in these states that overlap a stretch of a version, in text order."""
    return list(
        db.session.scalars(
            sa.select(Correction)
            .where(
                Correction.version_id == version_id,
                Correction.state.in_(states),
                Correction.withdrawn.is_(False),
                Correction.start < span.end,
                Correction.end > span.start,
                Correction.id.not_in(list(but)),
            )
            .options(joinedload(Correction.created_by))
            .order_by(Correction.start)
        )
    )


def accepted_on(version: Version) -> list[Correction]:
    """What is applied when this version leaves, in text order."""
    return list(
        db.session.scalars(
            sa.select(Correction)
            .where(Correction.version_id == version.id, Correction.state == "accepted", ~Correction.withdrawn)
            .options(joinedload(Correction.created_by))
            .order_by(Correction.start)
        )
    )


def same_garble(one: Garble, other: Garble) -> bool:
    """Whether two garbles of an article are one: they taught or share an alias, or have the same words and reading."""
    shared = one.alias_id is not None and one.alias_id == other.alias_id
    return shared or (one.reading == other.reading and same_words(one.quote, other.quote))


def places_of_garble(garble: Garble) -> list[Garble]:
    """The places of its article where this garble is confirmed with a reading and no correction stands, in text
    order; itself among them."""
    rows = db.session.scalars(
        sa.select(Garble)
        .where(
            Garble.article_id == garble.article_id,
            Garble.version_id == garble.version_id,
            Garble.state == "confirmed",
            Garble.withdrawn.is_(False),
            Garble.reading.is_not(None),
        )
        .order_by(Garble.start, Garble.id)
    )
    found: list[Garble] = []
    for row in rows:
        free = not found or row.start >= found[-1].end
        if free and same_garble(garble, row) and row.reading != row.quote and not live_on(row.version_id, row.span):
            found.append(row)
    return found


def siblings(correction: Correction) -> list[Correction]:
    """The proposed corrections of its article that are of the same garble, in text order; itself among them."""
    if correction.garble_id is None:
        return [correction]
    own = db.session.get_one(Garble, correction.garble_id)
    rows = db.session.execute(
        sa.select(Correction, Garble)
        .join(Garble, Garble.id == Correction.garble_id)
        .where(Correction.version_id == correction.version_id, Correction.state == "proposed", ~Correction.withdrawn)
        .order_by(Correction.start)
    )
    found = [row for row, garble in rows if same_garble(own, garble) or row.id == correction.id]
    return found or [correction]


def before_it(rows: Iterable[Correction]) -> dict[int, list[Correction]]:
    """Of the corrections of an article those that each one took the place of, the newest first, by its id."""
    every = list(rows)
    direct: Mapping[int, list[Correction]] = {row.id: [] for row in every}
    for row in every:
        if row.superseded_by_id is not None and row.superseded_by_id in direct:
            direct[row.superseded_by_id].append(row)
    found: dict[int, list[Correction]] = {}
    for row in every:
        chain, waiting = list[Correction](), list(direct[row.id])
        while waiting and len(chain) < len(every):
            waiting.sort(key=lambda each: each.id)
            chain.append(waiting.pop())
            waiting += direct[chain[-1].id]
        if chain:
            found[row.id] = chain
    return found


def elsewhere_of(correction: Correction, text: str, rows: Iterable[Correction]) -> list[Occurrence]:
    """The other places of the number or name that it changes where nothing is proposed or accepted. `rows` are the
    corrections of the article."""
    if correction.state not in {"proposed", "accepted"}:
        return []
    taken = [
        row.span for row in rows if row.version_id == correction.version_id and row.state in {"proposed", "accepted"}
    ]
    found = occurrences(text, correction.span, correction.replacement)
    return [each for each in found if not any(each.span.overlaps(span) for span in taken)]
