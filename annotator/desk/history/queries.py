"""What the pages of the history show: the newest first, page by page by the numbers of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...articles.models import Article
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import db
from ...db.tracking import HistoryEntry
from ...garbles.models import Garble
from ...sightings.models import Matter, Sighting

PAGE: Final = 200  # rows; a step is not cut unless it is longer
# The parts of a claim, whose rows name it.
PARTS: Final = (
    "claim_anchors",
    "claim_facts",
    "evidence",
    "assessments",
    "adjudications",
    "comments",
    "corrections",
    "taggings",
)


@dataclass(frozen=True)
class Page:
    """Rows, newest first. `before`: where the next page goes on, None on the last one."""

    entries: Sequence[HistoryEntry]
    before: int | None


def page_of(found: sa.Select[HistoryEntry], before: int | None, size: int = PAGE) -> Page:
    """One page of what a statement finds, older than `before`."""
    if before is not None:
        found = found.where(HistoryEntry.id < before)
    rows = db.session.scalars(found.order_by(HistoryEntry.id.desc()).limit(size + 1)).all()
    if len(rows) <= size:
        return Page(rows, None)
    last = rows[size - 1]
    whole = [row for row in rows[:size] if row.at != rows[size].at]
    kept = whole or rows[:size]  # the step that goes on over the page is shown on the next, unless it fills this one
    return Page(kept, kept[-1].id if whole else last.id)


def of_article(article: Article, before: int | None) -> Page:
    """What happened to an article and everything on it."""
    return page_of(sa.select(HistoryEntry).where(HistoryEntry.article_id == article.id), before)


def of_row(table: str, ident: int, before: int | None) -> Page:
    """What happened to one row that nothing belongs to."""
    own = sa.and_(HistoryEntry.object_type == table, HistoryEntry.object_id == ident)
    return page_of(sa.select(HistoryEntry).where(own), before)


def of_matter(matter: Matter, members: Sequence[int], before: int | None) -> Page:
    """What happened to a matter: its title and note, which claims came and went, what was decided between those that
    are in it. Only of claims that are among `members`: those that the person who asks may see."""
    told = HistoryEntry.object_type
    names = [values["claim_id"].as_integer().in_(members) for values in (HistoryEntry.before, HistoryEntry.after)]
    joined = sa.select(HistoryEntry.object_id).where(
        told == "matter_claims",
        sa.or_(
            *(values["matter_id"].as_integer() == matter.id for values in (HistoryEntry.before, HistoryEntry.after))
        ),
    )
    pairs = sa.select(Sighting.id).where(Sighting.first_id.in_(members), Sighting.second_id.in_(members))
    return page_of(
        sa.select(HistoryEntry).where(
            sa.or_(
                sa.and_(told == "matters", HistoryEntry.object_id == matter.id),
                sa.and_(told == "matter_claims", HistoryEntry.object_id.in_(joined), sa.or_(*names)),
                sa.and_(told == "sightings", HistoryEntry.object_id.in_(pairs)),
            )
        ),
        before,
    )


def of_claim(claim: Claim, before: int | None) -> Page:
    """What happened to a claim, its words, facts, evidence, judgements, comments and corrections, also those that it
    lost: the history names the claim wherever such a row was made, taken away or moved."""
    return of_part(claim, "claim_id", PARTS, before)


def of_garble(garble: Garble, before: int | None) -> Page:
    return of_part(garble, "garble_id", ("comments", "corrections"), before)


def of_correction(correction: Correction, before: int | None) -> Page:
    return of_part(correction, "correction_id", ("comments",), before)


def of_part(thing: Claim | Garble | Correction, column: str, parts: Sequence[str], before: int | None) -> Page:
    other = aliased(HistoryEntry)
    names: list[Any] = [values[column].as_integer() == thing.id for values in (other.before, other.after)]
    its_parts = sa.select(other.object_type, other.object_id).where(
        other.article_id == thing.article_id, other.object_type.in_(parts), sa.or_(*names)
    )
    own = sa.and_(HistoryEntry.object_type == thing.__tablename__, HistoryEntry.object_id == thing.id)
    found = sa.select(HistoryEntry).where(
        HistoryEntry.article_id == thing.article_id,
        sa.or_(own, sa.tuple_(HistoryEntry.object_type, HistoryEntry.object_id).in_(its_parts)),
    )
    return page_of(found, before)
