"""What every page asks of reviews, in one statement: the desk's terms, and what is new for the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..db import columns_of
from .models import Comment, Mention, Policy, Seen
from .policy import Terms, terms_of


@dataclass(frozen=True)
class Heading:
    """The terms that hold now, how many mentions of the person are unread, and how far they read the comments of the
    page's article (the id of a comment; 0 without an article)."""

    terms: Terms
    unread: int = 0
    seen: int = 0


# To put the statement together takes longer than to run it. By person and rank: what they may see hangs on both.
_statements: dict[tuple[int, int], sa.Select[Any]] = {}


def heading(by: User, article_id: int = 0) -> Heading:
    """One statement, by indexed columns only."""
    statement = _statements.get((by.id, by.rank))
    if statement is None:
        statement = _statements[by.id, by.rank] = asking(by)
    row = columns_of(statement, {"article": article_id}).one()
    terms = Terms() if row.blind is None else terms_of(row.blind, row.assessments, row.sources, row.second_reader)
    return Heading(terms, row.unread, row.seen or 0)


def asking(by: User) -> sa.Select[Any]:
    unread = (
        sa.select(sa.func.count())
        .select_from(Mention)
        .join(Comment, Comment.id == Mention.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(Mention.user_id == by.id, Mention.seen_at.is_(None), visible(by))
        .scalar_subquery()
    )
    seen = (
        sa.select(Seen.comment_id)
        .where(Seen.user_id == by.id, Seen.article_id == sa.bindparam("article", type_=sa.Integer))
        .scalar_subquery()
    )
    one = sa.select(sa.literal(1).label("id")).subquery()
    columns = (Policy.blind, Policy.assessments, Policy.sources, Policy.second_reader)
    return sa.select(*columns, unread.label("unread"), seen.label("seen")).select_from(
        one.outerjoin(Policy, Policy.id == one.c.id)
    )
