"""Blind judging holds in the history too: what others found of a claim is not shown to who has yet to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from ...accounts.models import User
from ...claims.models import Claim
from ...db import db
from ...db.tracking import HistoryEntry
from ...reviews.blindness import sees_all, veil_over
from ...reviews.models import Adjudication, Assessment

VEILED = {"claims", "assessments", "adjudications"}


def veiled_claims(claim_ids: Iterable[int], *, by: User) -> set[int]:
    """Of these claims, those that this person may not see others' judgements of (reviews/blindness.py)."""
    asked = set(claim_ids)
    return set(veil_over(Claim.id.in_(asked), by=by).claims) if asked else set()


def veiled_rows(entries: Sequence[HistoryEntry], *, by: User) -> set[tuple[str, int]]:
    """The rows, (table, number), among these entries whose judgement is not for this person."""
    about = {entry.id: claim_of(entry) for entry in entries if entry.object_type in VEILED and entry.actor_id != by.id}
    unknown = [entry for entry in entries if about.get(entry.id, 0) is None]
    about |= found_by_row(unknown)
    hidden = veiled_claims({claim for claim in about.values() if claim}, by=by)
    # Of a judgement that is gone nobody knows any more what it was of: it stays hidden on a desk that judges blind.
    lost = set() if sees_all(by) else {ident for ident, claim in about.items() if claim is None}
    kept_back = {ident for ident, claim in about.items() if claim in hidden} | lost
    return {(entry.object_type, entry.object_id) for entry in entries if entry.id in kept_back}


def claim_of(entry: HistoryEntry) -> int | None:
    if entry.object_type == "claims":
        return entry.object_id
    return next((values["claim_id"] for values in (entry.after, entry.before) if values and "claim_id" in values), None)


def found_by_row(entries: Sequence[HistoryEntry]) -> dict[int, int | None]:
    """The claims of judgements whose history row does not name it, by the number of that row."""
    found: dict[int, int | None] = {}
    for model in (Assessment, Adjudication):
        asked = {entry.id: entry.object_id for entry in entries if entry.object_type == model.__tablename__}
        if asked:
            rows = db.session.execute(sa.select(model.id, model.claim_id).where(model.id.in_(set(asked.values()))))
            claims = {row[0]: row[1] for row in rows}
            found |= {entry: claims.get(ident) for entry, ident in asked.items()}
    return found
