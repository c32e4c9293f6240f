"""Reading articles. Every read of something on the desk goes through `visible`: what a person may not see is not there."""

from __future__ import annotations

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..db import db
from ..errors import NotFound
from .models import Article


def visible(user: User | None) -> sa.ColumnElement[bool]:
    """The articles this person may know of, as a condition on `Article`. None is the program itself: all of them."""
    if user is None:
        return sa.true()
    own_draft = sa.and_(Article.visibility == "draft", Article.created_by_id == user.id)
    seen = ["desk", "hidden"] if may(user, "edit") else ["desk"]
    return sa.or_(Article.visibility.in_(seen), own_draft)


def load_article(article_id: int, *, by: User | None) -> Article:
    """One article. Raises NotFound also when it is there and this person may not know of it."""
    article = db.session.scalars(sa.select(Article).where(Article.id == article_id, visible(by))).one_or_none()
    if article is None:
        raise NotFound("There is no such article, or it is not open to you.")
    return article
