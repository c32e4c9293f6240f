"""Contradictions as the dashboard counts them: found and not decided, or decided to be one; each with its two feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from ...articles.models import Article, membership
from ...articles.queries import visible
from ...contradictions.models import Disagreement
from ...db import columns_of, db
from ..touched import batches
from .asking import Asked


class Pair(NamedTuple):
    """`state` is open or decided, `feeds` those of its two articles, each once."""

    id: int
    state: str
    feeds: tuple[str, ...]


First, Second = aliased(Article), aliased(Article)
IS_ONE = sa.or_(
    sa.and_(Disagreement.state == "open", Disagreement.proposed == "contradiction"),
    sa.and_(Disagreement.state == "decided", Disagreement.reading == "contradiction"),
)


def seen(asked: Asked, side: Any) -> sa.ColumnElement[bool]:
    """That an article of a pair may be known: what `visible` says of `Article`, of that side."""
    return side.id.in_(sa.select(Article.id).where(visible(asked.user)))


def pairs(asked: Asked) -> list[Pair]:
    """Those with both articles open to this person and one of them within the filters, made in the period."""
    columns: Any = (Disagreement.id, Disagreement.state, First.feed, Second.feed)
    rows = columns_of(within(asked, sa.select(*columns)))
    return [Pair(ident, state, tuple(dict.fromkeys((one or "", other or "")))) for ident, state, one, other in rows]


def within(asked: Asked, statement: Any) -> Any:
    statement = (
        statement.join(First, First.id == Disagreement.first_article_id)
        .join(Second, Second.id == Disagreement.second_article_id)
        .where(IS_ONE, seen(asked, First), seen(asked, Second))
    )
    if asked.feed:
        statement = statement.where(sa.or_(First.feed == asked.feed, Second.feed == asked.feed))
    if asked.collection.isdecimal():
        members = sa.select(membership.c.article_id).where(membership.c.collection_id == int(asked.collection))
        statement = statement.where(sa.or_(First.id.in_(members), Second.id.in_(members)))
    first = asked.first_day
    if first is not None:
        start = sa.literal(asked.at.fromtimestamp(asked.seconds(first), asked.zone), Disagreement.created_at.type)
        statement = statement.where(Disagreement.created_at >= start)
    return statement


def listed(asked: Asked, given: Mapping[str, str], start: int, most: int) -> tuple[int, list[Disagreement]]:
    """How many there are behind a mark, and one page of them, the newest first."""
    wanted = [
        pair.id
        for pair in pairs(asked)
        if ("value" not in given or given["value"] in pair.feeds)
        and (not given.get("state") or pair.state == given["state"])
    ]
    some = sorted(wanted, reverse=True)[start : start + most]
    rows: dict[int, Disagreement] = {}
    for idents in batches(some):
        statement = (
            sa.select(Disagreement)
            .join(Disagreement.first_article.of_type(First))
            .join(Disagreement.second_article.of_type(Second))
            .where(Disagreement.id.in_(idents))
            .options(
                contains_eager(Disagreement.first_article.of_type(First)),
                contains_eager(Disagreement.second_article.of_type(Second)),
            )
        )
        rows |= {row.id: row for row in db.session.scalars(statement)}
    return len(wanted), [rows[ident] for ident in some if ident in rows]
