"""What stands behind a mark, a page at a time: claims by the masks that counted them, garbles from the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ...articles.models import Article, membership
from ...articles.queries import visible
from ...claims.models import Claim
from ...db import db
from ...garbles.models import SEVERITIES, Garble
from .asking import Asked, Desk, behind

PAGE: Final = 50


def claims(desk: Desk, given: Mapping[str, str], start: int) -> tuple[int, list[Claim]]:
    """How many claims are behind a mark, and one page of them; those that wait, the longest first, else by worth."""
    mask = behind(desk, given)
    order = desk.counted.waits if given.get("waits") else desk.ledger.worth
    ids = order.first(mask, start, PAGE)
    rows = db.session.scalars(
        sa.select(Claim)
        .join(Claim.article)
        .where(Claim.id.in_(ids), visible(desk.asked.user))
        .options(contains_eager(Claim.article).load_only(Article.title, Article.feed))
    )
    found = {row.id: row for row in rows}
    return mask.bit_count(), [found[ident] for ident in ids if ident in found]


def garbles(asked: Asked, given: Mapping[str, str], start: int) -> tuple[int, Sequence[Garble]]:
    """How many garbles are behind a mark, and one page of them, the newest first."""
    wanted = [visible(asked.user), Garble.state != "dismissed"]
    if given.get("severity") in SEVERITIES:
        wanted.append(Garble.severity == given["severity"])
    if given.get("of") in {"feed", "translator"}:
        column = getattr(Article, given["of"])
        wanted.append(sa.func.coalesce(column, "") == given.get("value", ""))
    if asked.feed:
        wanted.append(Article.feed == asked.feed)
    if asked.collection.isdecimal():
        members = sa.select(membership.c.article_id).where(membership.c.collection_id == int(asked.collection))
        wanted.append(Article.id.in_(members))
    first = asked.first_day
    if first is not None:
        start_at = asked.at.fromtimestamp(asked.seconds(first), asked.zone)
        wanted.append(Article.created_at >= sa.literal(start_at, Article.created_at.type))
    statement = sa.select(Garble).join(Garble.article).where(*wanted)
    number = db.session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0
    rows = statement.options(contains_eager(Garble.article)).order_by(Garble.id.desc()).offset(start).limit(PAGE)
    return number, db.session.scalars(rows).all()
