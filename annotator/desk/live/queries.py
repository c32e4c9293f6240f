"""What happened on an article since a page of it was drawn; whether a form's save is on the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Version
from ...claims.models import Claim, ClaimAnchor, Evidence, Fact
from ...db import db
from ...db.idempotency import IdempotencyKey
from ...db.session import HasId
from ...db.tracking import HistoryEntry
from ...reviews.models import Assessment, Comment

MOST = 300  # entries told in one answer; the page draws itself anew from what stands anyway
# Rows that belong to a claim, and are seen on its card.
OF_A_CLAIM: dict[str, Any] = {
    model.__tablename__: model for model in (ClaimAnchor, Evidence, Fact, Assessment, Comment)
}
_COLUMNS = (
    HistoryEntry.id,
    HistoryEntry.at,
    HistoryEntry.actor_id,
    HistoryEntry.object_type,
    HistoryEntry.object_id,
    HistoryEntry.verb,
    HistoryEntry.before,
    HistoryEntry.after,
)


def entries_after(article_id: int, after: int) -> Sequence[Any]:
    """The article's history after an entry, oldest first; at most `MOST`, and then the newest of them."""
    statement = sa.select(*_COLUMNS).where(HistoryEntry.article_id == article_id, HistoryEntry.id > after)
    return db.session.execute(statement.order_by(HistoryEntry.id.desc()).limit(MOST)).all()[::-1]


def told(entries: Sequence[Any]) -> list[dict[str, Any]]:
    """What changed, by whom and when: the newest of each thing and person. `thing` is the id of its row on the page
    ("claim-12"), None for what has none."""
    claims = claims_of(entries)
    actors = {entry.actor_id for entry in entries if entry.actor_id is not None}
    rows = db.session.execute(sa.select(User.id, User.name).where(User.id.in_(actors)))
    names: dict[int, str] = {row.id: row.name for row in rows}
    found: dict[tuple[str | None, int | None], dict[str, Any]] = {}
    for entry in entries:
        claim = claims.get((entry.object_type, entry.object_id))
        thing = f"claim-{claim}" if claim else thing_of(entry)
        found[thing, entry.actor_id] = {
            "thing": thing,
            "who": names.get(entry.actor_id or 0),
            "whose": entry.actor_id,
            "verb": entry.verb,
            "at": entry.at,
        }
    return list(found.values())


def newer_version(article: Article, seen: int) -> sa.Row[int, dt.datetime, str] | None:
    """The newest version, if it is not the one that a page shows: its number, when it came in, who brought it."""
    if article.current_number == seen:
        return None
    statement = sa.select(Version.number, Version.created_at, User.name).outerjoin(
        User, User.id == Version.created_by_id
    )
    return db.session.execute(
        statement.where(Version.article_id == article.id, Version.number == article.current_number)
    ).one()


def thing_of(entry: Any) -> str | None:
    kinds = {
        "claims": "claim",
        "garbles": "garble",
        "corrections": "correction",
        "zones": "zone",
        "comments": "comment",
    }
    kind = kinds.get(entry.object_type)
    return f"{kind}-{entry.object_id}" if kind else None


def claims_of(entries: Sequence[Any]) -> dict[tuple[str, int], int]:
    """The claim that each entry's row belongs to, by the row: of those that have one."""
    found: dict[tuple[str, int], int] = {}
    missing: dict[str, set[int]] = {}
    for entry in entries:
        if entry.object_type == Claim.__tablename__:
            found[entry.object_type, entry.object_id] = entry.object_id
        elif entry.object_type in OF_A_CLAIM:
            claim = (entry.after or {}).get("claim_id") or (entry.before or {}).get("claim_id")
            if claim is not None:
                found[entry.object_type, entry.object_id] = claim
            else:
                missing.setdefault(entry.object_type, set()).add(entry.object_id)
    for kind, idents in missing.items():
        model = OF_A_CLAIM[kind]
        for ident, claim in db.session.execute(sa.select(model.id, model.claim_id).where(model.id.in_(idents))):
            if claim is not None:
                found.setdefault((kind, ident), claim)
    return found


def saved_at(page: str, *, by: HasId) -> dt.datetime | None:
    """When the form with this key was last saved by this person, None when it was not (or not yet)."""
    if not page:
        return None
    prefix = f"{by.id}:{page[:40]}:"
    statement = sa.select(sa.func.max(IdempotencyKey.at))
    if db.session.get_bind().dialect.name == "sqlite":
        # A range of the key's index; LIKE would read the whole table.
        statement = statement.where(IdempotencyKey.key >= prefix, IdempotencyKey.key < prefix[:-1] + ";")
    else:
        statement = statement.where(IdempotencyKey.key.startswith(prefix, autoescape=True))
    return db.session.scalar(statement)
