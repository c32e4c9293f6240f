"""What was found, written: rows keep their identity, and what a person decided stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..db import db
from .models import Disagreement, FigureMark
from .readings import Reading


@dataclass(slots=True)
class Found:
    sort: str
    signature: str
    proposed: str
    reasons: list[str]
    first: dict[str, Any]
    second: dict[str, Any]
    claims: tuple[int | None, int | None]


@dataclass(slots=True)
class Looked:
    """What one article's pairs are now, by the articles of each; `outdated`: rows between others, read anew."""

    pairs: dict[tuple[int, int], dict[str, Found]]
    outdated: dict[int, Reading]


def marks_kept(article_id: int) -> frozenset[int]:
    return frozenset(db.session.scalars(sa.select(FigureMark.mark).where(FigureMark.article_id == article_id)))


def keep_marks(article_id: int, wanted: frozenset[int]) -> None:
    """Under which marks an article is found, put to what it tells now."""
    there = marks_kept(article_id)
    gone = list(there - wanted)
    for start in range(0, len(gone), 500):
        some = FigureMark.mark.in_(gone[start : start + 500])
        db.session.execute(sa.delete(FigureMark).where(FigureMark.article_id == article_id, some))
    new = sorted(wanted - there)
    if new:
        db.session.execute(sa.insert(FigureMark), [{"mark": mark, "article_id": article_id} for mark in new])


def keep(looked: Looked) -> None:
    """Write what was found, in the running transaction."""
    for pair, found in looked.pairs.items():
        rows = db.session.scalars(
            sa.select(Disagreement).where(
                Disagreement.first_article_id == pair[0], Disagreement.second_article_id == pair[1]
            )
        ).all()
        settle(pair, found, rows)
    for ident, reading in looked.outdated.items():
        row = db.session.get(Disagreement, ident)
        if row is not None and row.state == "open":
            row.proposed, row.reasons = reading.proposed, list(reading.reasons)
    db.session.flush()


def settle(pair: tuple[int, int], found: Mapping[str, Found], rows: Sequence[Disagreement]) -> None:
    """Put the rows of two articles to what was found: new ones, changed ones, those that are there no more."""
    there = {row.signature: row for row in rows}
    for signature, each in found.items():
        row = there.pop(signature, None)
        if row is None:
            row = Disagreement(
                first_article_id=pair[0], second_article_id=pair[1], signature=signature, sort=each.sort,
                proposed=each.proposed,
            )  # fmt: skip
            db.session.add(row)
        put(row, each)
    for row in there.values():
        if row.state != "gone":
            row.state = "gone"


def put(row: Disagreement, each: Found) -> None:
    """What the rule says now. What a person decided stays."""
    wanted: dict[str, Any] = {
        "first": each.first, "second": each.second, "first_claim_id": each.claims[0], "second_claim_id": each.claims[1],
        "state": "decided" if row.reading else "open",
    }  # fmt: skip
    if not row.reading:
        wanted |= {"proposed": each.proposed, "reasons": each.reasons}
    for name, value in wanted.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
