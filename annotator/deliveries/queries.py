"""Reading who has which copy, and who does not know yet of corrections made since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..db import db
from ..errors import NotFound
from ..jobs.models import Job
from .models import CopyChange, DeliveredCopy, Delivery, Webhook
from .webhooks import KIND

MOST: Final = 200  # copies on one page


@dataclass(frozen=True)
class Taken:
    """A copy, and what its page says of it. `changed`: the corrected copy is another one since it was taken; `told`:
    its taker knows."""

    copy: DeliveredCopy
    taker: str
    changed: bool
    told: bool
    webhook: Webhook | None

    @property
    def waits(self) -> bool:
        return self.changed and not self.told


# A copy whose article was corrected since, and whose taker has not been told since.
CHANGED: Final = CopyChange.at > DeliveredCopy.at
WAITING: Final = sa.and_(CHANGED, sa.or_(DeliveredCopy.told_at.is_(None), DeliveredCopy.told_at < CopyChange.at))


def copies() -> Any:
    return (
        sa.select(DeliveredCopy, CopyChange.at)
        .outerjoin(CopyChange, CopyChange.article_id == DeliveredCopy.article_id)
        .options(
            joinedload(DeliveredCopy.delivery).joinedload(Delivery.taker),
            joinedload(DeliveredCopy.version),
            joinedload(DeliveredCopy.told_by),
        )
    )


def taken(rows: Sequence[Any]) -> list[Taken]:
    hooks = {hook.recipient: hook for hook in db.session.scalars(sa.select(Webhook))}
    found = []
    for copy, changed_at in rows:
        delivery = copy.delivery
        name = delivery.taker.name if delivery.taker else "the command line"
        changed = changed_at is not None and changed_at > copy.at
        told = changed and copy.told_at is not None and copy.told_at >= changed_at
        hook = hooks.get(delivery.recipient) or (None if delivery.recipient else hooks.get(name))
        found.append(Taken(copy, name, changed, told, hook))
    return found


def copies_of(article: Article) -> list[Taken]:
    """Who took this article: those who are to be told first, then the newest."""
    order = (sa.case((WAITING, 0), else_=1), DeliveredCopy.at.desc(), DeliveredCopy.id.desc())
    statement = copies().where(DeliveredCopy.article_id == article.id).order_by(*order).limit(MOST)
    return taken(db.session.execute(statement).all())


def waiting(by: User, *, article_id: int | None = None) -> list[Taken]:
    """The copies whose takers are not yet told, of articles that this person may know of; the oldest change first."""
    statement = copies().join(Article, Article.id == DeliveredCopy.article_id).where(WAITING, visible(by))
    if article_id is not None:
        statement = statement.where(Article.id == article_id)
    statement = statement.options(joinedload(DeliveredCopy.article)).order_by(CopyChange.at, DeliveredCopy.id)
    return taken(db.session.execute(statement.limit(MOST)).all())


def number_waiting(by: User) -> int:
    statement = (
        sa.select(sa.func.count())
        .select_from(DeliveredCopy)
        .join(CopyChange, CopyChange.article_id == DeliveredCopy.article_id)
        .join(Article, Article.id == DeliveredCopy.article_id)
        .where(WAITING, visible(by))
    )
    return int(db.session.scalar(statement) or 0)


def load_copy(copy_id: int, *, by: User) -> DeliveredCopy:
    """Raises NotFound also when its article is not open to this person."""
    statement = sa.select(DeliveredCopy).join(Article).where(DeliveredCopy.id == copy_id, visible(by))
    found = db.session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("There is no such copy, or its article is not open to you.")
    return found


def calls(most: int) -> list[Job]:
    """The newest calls of all webhooks."""
    return list(db.session.scalars(sa.select(Job).where(Job.kind == KIND).order_by(Job.id.desc()).limit(most)))


def load_webhook(webhook_id: int) -> Webhook:
    found = db.session.get(Webhook, webhook_id)
    if found is None:
        raise NotFound("There is no such webhook.")
    return found


def webhooks() -> list[Webhook]:
    return list(db.session.scalars(sa.select(Webhook).order_by(Webhook.recipient)))
