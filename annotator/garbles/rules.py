"""The rules: how often each was right, where each is off, and what the desk dismissed of it beyond one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..db import db
from ..errors import Invalid, NotFound
from ..text.characters import checked
from . import service
from .kinds import KINDS
from .models import Dismissal, Garble, RuleSwitch


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the garbles of one rule. Corrected ones were confirmed first."""

    suspected: int = 0
    confirmed: int = 0
    dismissed: int = 0

    @property
    def judged(self) -> int:
        return self.confirmed + self.dismissed

    @property
    def precision(self) -> float | None:
        """How often it was right, 0..1; None while nobody judged it."""
        return self.confirmed / self.judged if self.judged else None


def switches() -> dict[str, list[str]]:
    """The feeds in which each rule is off; "" is everywhere."""
    found: dict[str, list[str]] = {}
    for row in db.session.execute(sa.select(RuleSwitch.detector, RuleSwitch.feed).order_by(RuleSwitch.feed)):
        found.setdefault(row.detector, []).append(row.feed)
    return found


def switch(kind: str, feed: str, *, off: bool, by: User) -> None:
    """Switch a rule off or on for what comes in from now on, in one feed or (feed "") everywhere. Twice is once."""
    if kind not in KINDS or kind == "other":
        raise Invalid(f"No rule is called “{kind}”.", "kind")
    feed = checked(feed, "feed")
    if feed and not known_feed(feed, by=by):
        raise Invalid(f"No article came by a feed called “{feed}”.", "feed")
    there = db.session.scalars(
        sa.select(RuleSwitch).where(RuleSwitch.detector == kind, RuleSwitch.feed == feed)
    ).one_or_none()
    if off and there is None:
        db.session.add(RuleSwitch(detector=kind, feed=feed, created_by_id=by.id))
    elif not off and there is not None:
        db.session.delete(there)
    db.session.flush()


def known_feed(feed: str, *, by: User) -> bool:
    """Whether an article that this person may see came by it, or a rule is off there."""
    articles = sa.select(sa.exists().where(Article.feed == feed, visible(by)))
    return bool(db.session.scalar(articles) or db.session.scalar(sa.select(sa.exists().where(RuleSwitch.feed == feed))))


# -- dismissals


def open_dismissals(by: User | None) -> sa.Select[Dismissal]:
    """The dismissals that this person may know of: not those in an article that they may not see."""
    in_sight = sa.exists().where(Article.uid == Dismissal.within, visible(by))
    return sa.select(Dismissal).where(sa.or_(Dismissal.scope != "article", in_sight))


def dismissed(page: int, size: int, *, by: User) -> tuple[int, Sequence[Dismissal]]:
    """How many dismissals there are, and one page of them, the newest first."""
    rows = open_dismissals(by)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
    ordered = rows.order_by(Dismissal.created_at.desc(), Dismissal.id.desc())
    return total, db.session.scalars(ordered.offset((page - 1) * size).limit(size)).all()


def people_of(rows: Sequence[Dismissal]) -> dict[int, str]:
    """Who dismissed, by id."""
    wanted = {row.created_by_id for row in rows if row.created_by_id is not None}
    return {row.id: row.name for row in db.session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted)))}


def titles_of(rows: Sequence[Dismissal], *, by: User | None) -> dict[str, tuple[int, str]]:
    """Id and title of the articles that dismissals are kept to, by uid."""
    wanted = {row.within for row in rows if row.scope == "article"}
    found = sa.select(Article.uid, Article.id, Article.title).where(Article.uid.in_(wanted), visible(by))
    return {row.uid: (row.id, row.title) for row in db.session.execute(found)}


def load_dismissal(dismissal_id: int, *, by: User) -> Dismissal:
    """Raises NotFound."""
    row = db.session.scalars(open_dismissals(by).where(Dismissal.id == dismissal_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such dismissal any more, or it is not open to you.")
    return row


def remove(dismissal: Dismissal, *, by: User) -> int:
    """Let a rule find these words again. What was dismissed with it is suspected again; returns how many."""
    made = sa.select(Garble).join(Article, Article.id == Garble.article_id).where(
        Garble.state == "dismissed", Garble.detector == dismissal.detector,
        Garble.decided_at == dismissal.created_at, Garble.decided_by_id == dismissal.created_by_id, visible(by),
    )  # fmt: skip
    first = db.session.scalars(made.limit(1)).one_or_none()
    if first is not None:
        return service.take_back(first, by=by)
    service.dismissals.forget(dismissal)
    return 0
