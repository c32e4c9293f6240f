"""The articles of an export, as records: read in batches, for the program or as far as a person may take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article, Version
from ..articles.queries import visible
from ..db import db, now
from ..errors import NotAllowed, NotFound
from ..readiness.queries import is_ready, rules, why_not
from .batch import read_batch
from .making import record_of
from .record import ArticleRecord
from .terms import Options
from .withholding import withhold

BATCH = 50  # articles read at a time: a few megabytes, and few statements each


def may_leave(user: User | None) -> sa.ColumnElement[bool]:
    """The articles that this person may take from the desk: of those that they may know of, all that are under no
    embargo, which editors take too; where the policy says so, only what is ready. The program itself takes all."""
    if user is None:
        return sa.true()
    conditions = [visible(user)]
    if not may(user, "edit"):
        conditions.append(sa.or_(Article.embargo_until.is_(None), Article.embargo_until <= now()))
    if rules().unready == "refuse":
        conditions.append(is_ready())
    return sa.and_(*conditions)


def all_ids(by: User | None) -> list[int]:
    """Every article that this person may take (None: the program itself, all of them), oldest first."""
    return list(db.session.scalars(sa.select(Article.id).where(may_leave(by)).order_by(Article.id)))


def load_record(article_id: int, *, by: User | None, options: Options) -> ArticleRecord:
    """One article. Raises NotFound also when it is there and this person may not know of it, NotAllowed while it is
    under embargo and this person is no editor, and where only what is ready may leave."""
    check_options(options, by)
    for record in records([article_id], by=by, options=options):
        return record
    article = db.session.scalar(sa.select(Article).where(Article.id == article_id, visible(by)))
    if article is not None and article.embargoed and not may(by, "edit"):
        until = f"{article.embargo_until:%d %B %Y, %H:%M} UTC"
        raise NotAllowed(f"This article is under embargo until {until}. Until then an editor alone may export it.")
    if article is not None:
        raise NotAllowed(f"Only what is ready may leave this desk. {why_not(article, by=by)}")
    raise NotFound("There is no such article, or it is not open to you.")


def check_options(options: Options, by: User | None) -> None:
    """Raises NotAllowed when this person may not take articles on such terms."""
    if options.sensitive == "with" and by is not None and not may(by, "edit"):
        raise NotAllowed("Claims marked sensitive leave the desk only through an editor.")


def records(ids: Sequence[int], *, by: User | None, options: Options) -> Iterator[ArticleRecord]:
    """The articles with these ids in the order given; those that this person may not take are left out. Raises
    NotAllowed for options that are not theirs."""
    check_options(options, by)
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        articles = {
            article.id: article
            for article in db.session.scalars(
                sa.select(Article)
                .where(Article.id.in_(some), may_leave(by))
                .options(joinedload(Article.current).selectinload(Version.zones))
            )
        }
        batch = read_batch(list(articles), by)
        for article_id in some:
            if article_id in articles:
                yield withhold(record_of(articles[article_id], batch, options), options.sensitive)


@dataclass(frozen=True)
class ArticlesLeaving:
    """The articles of one export (terms.Copies). `passed` is told how many are written so far."""

    ids: Sequence[int]
    options: Options
    by: User | None
    passed: Callable[[int], None] = lambda _number: None

    def __iter__(self) -> Iterator[ArticleRecord]:
        for number, record in enumerate(records(self.ids, by=self.by, options=self.options), start=1):
            yield record
            self.passed(number)
